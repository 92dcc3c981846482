"""What every test shares. A missing part is a skip on a developer's machine and a failure where CI=true."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "saidgraph", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("saidgraph")
