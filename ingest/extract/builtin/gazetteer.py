"""The typed lexicon: some twenty thousand names, their other forms, and which forms are ordinary words too.

The data are the `lexicon/*.tsv` beside this module: name, type, aliases (|), flags (,). This module says what
a form may stand for; whether it does in a given place is for `lexical` to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.language.tokens import split_words
from ingest.records import EntityType, KnownName


@dataclass(frozen=True, slots=True)
class Entry:
    """A lexicon entry. `known`: it came from the library, not from the product."""

    name: str
    type: EntityType
    known: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing an entry. `common`: it is an ordinary word or first name as well."""

    lows: tuple[str, ...]
    text: str
    entry: Entry
    common: bool


Index = Mapping[str, Sequence[Form]]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`layers`: indexes by first token, longest form first; an earlier layer overrides a later one."""

    layers: tuple[Index, ...]

    def match_at(self, lows: Sequence[str], start: int) -> Form | None:
        """The longest form that stands at `start`. The last word of a concept may be in the plural."""
        best: Form | None = None
        for layer in self.layers:
            for form in layer.get(lows[start], ()):
                if best is not None and len(form.lows) <= len(best.lows):
                    break
                if _stands(form, lows, start):
                    best = form
                    break
        return best

    def find(self, lows: tuple[str, ...]) -> Form | None:
        """The form that is exactly `lows`."""
        for layer in self.layers:
            for form in layer.get(lows[0], ()) if lows else ():
                if form.lows == lows:
                    return form
        return None

    def extend(self, known: Iterable[KnownName]) -> Gazetteer:
        """With the library's own names in front."""
        forms = [form for name in known for form in _forms_of_known(name)]
        return Gazetteer((_index_forms(forms), *self.layers)) if forms else self


@cache
def load_gazetteer() -> Gazetteer:
    folder = files("ingest.extract.builtin").joinpath("lexicon")
    tables = sorted((table for table in folder.iterdir() if table.name.endswith(".tsv")), key=lambda t: t.name)
    return Gazetteer((_index_forms(form for table in tables for form in _read_forms(table.read_text("utf-8"))),))


def _read_forms(table: str) -> Iterator[Form]:
    for line in table.splitlines():
        if line:
            name, kind, aliases, flags = line.split("\t")
            entry = Entry(name, EntityType(kind))
            common = _read_flags(name, flags)
            for text in (name, *filter(None, aliases.split("|"))):
                yield Form(_split_form(text), text, entry, text in common)


def _split_form(text: str) -> tuple[str, ...]:
    low = text.lower()
    words = low.split(" ")
    return tuple(words) if all(word.isalnum() for word in words) else split_words(low)


def _read_flags(name: str, flags: str) -> frozenset[str]:
    if not flags:
        return frozenset()
    return frozenset(name if flag == "common" else flag.removeprefix("common:") for flag in flags.split(","))


def _forms_of_known(known: KnownName) -> Iterator[Form]:
    entry = Entry(known.name, known.type, known=True)
    for text in (known.name, *known.aliases):
        lows = split_words(text.lower())
        if lows:
            yield Form(lows, text, entry, common=False)


def _index_forms(forms: Iterable[Form]) -> Index:
    index: dict[str, list[Form]] = {}
    for form in forms:
        if form.lows:
            index.setdefault(form.lows[0], []).append(form)
    for row in index.values():
        row.sort(key=lambda form: -len(form.lows))
    return index


def _stands(form: Form, lows: Sequence[str], start: int) -> bool:
    size = len(form.lows)
    if start + size > len(lows):
        return False
    if any(lows[start + n] != form.lows[n] for n in range(1, size - 1)):
        return False
    last = lows[start + size - 1]
    return last == form.lows[-1] or (size > 1 and form.entry.type is EntityType.CONCEPT and last == form.lows[-1] + "s")
