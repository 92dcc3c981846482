"""What every test shares. A missing part is a skip on a developer's machine and a failure where CI=true."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkdtemp

# Before Django reads its settings: tests never touch the folder of a real installation.
os.environ["DATA_DIR"] = os.environ.get("TEST_DATA_DIR") or mkdtemp(prefix="saidgraph-tests-")
os.environ.setdefault("GRAPH_URL", "embedded")
os.environ.setdefault("SECRET_KEY", "only-for-tests")

from hypothesis import HealthCheck, settings  # noqa: E402

settings.register_profile(
    "saidgraph", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("saidgraph")

CASES = Path(__file__).parent / "cases"
