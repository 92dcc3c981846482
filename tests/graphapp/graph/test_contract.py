"""Both stores keep the port's contract: every test of `contract.py` and its like, on each."""

from __future__ import annotations

import pytest

from tests.graphapp.graph import contract, contract_filters

pytestmark = pytest.mark.django_db


class TestReading(contract.Reading): ...


class TestFiltering(contract_filters.Filtering): ...


class TestSearching(contract.Searching): ...


class TestWriting(contract.Writing): ...


class TestNothing(contract.Nothing): ...
