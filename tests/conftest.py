"""What every test shares. A missing part is a skip on a developer's machine and a failure where CI=true."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from graphapp.config.collecting import collect_seldom
from tests.examples import ALL

settings.register_profile(
    "saidgraph",
    max_examples=ALL,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("fast", settings.get_profile("saidgraph"), max_examples=ALL // 10)
settings.load_profile("saidgraph")


def pytest_collection_finish() -> None:
    """As in a process that serves: otherwise a third of the time goes into looking for cyclic garbage."""
    collect_seldom()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """pytest-django knows Django's own SQLite alone, and would give ours a file for each process."""
    from django.conf import settings as configured

    for database in configured.DATABASES.values():
        if database["ENGINE"] == "graphapp.config.sqlite":
            database["TEST"]["NAME"] = ":memory:"
