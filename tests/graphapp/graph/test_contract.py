"""Both stores keep the port's contract: every test of `contract.py`, on each."""

from __future__ import annotations

import pytest

from tests.graphapp.graph import contract

pytestmark = pytest.mark.django_db


class TestReading(contract.Reading): ...


class TestSearching(contract.Searching): ...


class TestWriting(contract.Writing): ...


class TestNothing(contract.Nothing): ...
