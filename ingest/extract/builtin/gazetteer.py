"""The typed lexicon: some twenty thousand names, their other forms, and which forms are ordinary words too.

The data are the `lexicon/*.tsv` beside this module: name, type, aliases (|), flags (,). This module says what
a form may stand for; whether it does in a given place is for `lexical` to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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

    @property
    def is_loose(self) -> bool:
        """Whether it is an everyday word by which the entry is called too, as other things are: “Fortune”."""
        return self.common and self.text != self.entry.name


Forms = dict[tuple[str, ...], Form]


@dataclass(frozen=True, slots=True)
class Layer:
    """`forms` by their words; `sizes`: for a first word, how many words its forms have, most first."""

    forms: Forms
    sizes: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """An earlier layer overrides a later one."""

    layers: tuple[Layer, ...]

    def match_at(self, lows: tuple[str, ...], start: int) -> Form | None:
        """The longest form that stands at `start`. The last word of a concept may be in the plural."""
        best: Form | None = None
        for layer in self.layers:
            found = _match_layer(layer, lows, start)
            if found is not None and (best is None or len(found.lows) > len(best.lows)):
                best = found
        return best

    def find(self, lows: tuple[str, ...]) -> Form | None:
        """The form that is exactly `lows`."""
        found = (layer.forms[lows] for layer in self.layers if lows in layer.forms)
        return next(found, None)

    def extend(self, known: Iterable[KnownName]) -> Gazetteer:
        """With the library's own names in front."""
        forms = [form for name in known for form in _forms_of_known(name)]
        return Gazetteer((_make_layer(forms), *self.layers)) if forms else self


@cache
def load_gazetteer() -> Gazetteer:
    folder = files("ingest.extract.builtin").joinpath("lexicon")
    tables = sorted((table for table in folder.iterdir() if table.name.endswith(".tsv")), key=lambda t: t.name)
    return Gazetteer((_make_layer(form for table in tables for form in _read_forms(table.read_text("utf-8"))),))


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


def _make_layer(forms: Iterable[Form]) -> Layer:
    """Of two forms with the same words, the first counts."""
    by_words: Forms = {}
    sizes: dict[str, set[int]] = {}
    for form in forms:
        if form.lows:
            by_words.setdefault(form.lows, form)
            sizes.setdefault(form.lows[0], set()).add(len(form.lows))
    return Layer(by_words, {word: tuple(sorted(found, reverse=True)) for word, found in sizes.items()})


def _match_layer(layer: Layer, lows: tuple[str, ...], start: int) -> Form | None:
    for size in layer.sizes.get(lows[start], ()):
        words = lows[start : start + size]
        if len(words) == size:
            form = layer.forms.get(words) or (_match_plural(layer, words) if size > 1 else None)
            if form is not None:
                return form
    return None


def _match_plural(layer: Layer, words: tuple[str, ...]) -> Form | None:
    """“is” and “as” are no plurals of letters."""
    last = words[-1]
    form = layer.forms.get((*words[:-1], last[:-1])) if last.endswith("s") and len(last) > 2 else None
    return form if form is not None and form.entry.type is EntityType.CONCEPT else None
