"""What attacks start from: people of each role, and clients that check CSRF as browsers' servers do."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.graphapp.conftest import api_of, data_dir, pipeline, store, users

__all__ = ["api_of", "data_dir", "pipeline", "store", "users"]


@pytest.fixture
def strict_client() -> Client:
    return Client(enforce_csrf_checks=True)
