"""What every test shares. A missing part is a skip on a developer's machine and a failure where CI=true."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "saidgraph", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("saidgraph")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """pytest-django knows Django's own SQLite alone, and would give ours a file for each process."""
    from django.conf import settings as configured

    for database in configured.DATABASES.values():
        if database["ENGINE"] == "graphapp.config.sqlite":
            database["TEST"]["NAME"] = ":memory:"
