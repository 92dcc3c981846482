"""The typed lexicon is well formed: anybody who corrects or extends it is told where it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import pytest

from ingest.records import EntityType

FOLDER = files("ingest.extract.builtin").joinpath("lexicon")
TABLES = sorted(table.name for table in FOLDER.iterdir() if table.name.endswith(".tsv"))


def read_rows(table: str) -> Iterator[list[str]]:
    for line in FOLDER.joinpath(table).read_text("utf-8").splitlines():
        yield line.split("\t")


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_name_type_aliases_and_flags_of_its_own_forms(table: str) -> None:
    for name, kind, aliases, flags in read_rows(table):
        forms = {name, *aliases.split("|")}
        assert kind in set(EntityType), name
        assert name == name.strip(), name
        for flag in filter(None, flags.split(",")):
            assert flag == "common" or flag.removeprefix("common:") in forms, (name, flag)


def test_a_form_belongs_to_one_entry() -> None:
    forms: Counter[str] = Counter()
    for table in TABLES:
        for name, _, aliases, _ in read_rows(table):
            forms.update({form.lower() for form in (name, *aliases.split("|")) if form})
    assert [form for form, count in forms.items() if count > 1] == []
