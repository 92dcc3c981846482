"""Acronyms, and the longer names of the same talk that they stand for. What the talk spells out beats a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ingest.ids import fold_name
from ingest.language.words import word_set
from ingest.resolve.name import Name
from ingest.resolve.proposal import Join, Names

_LINKING = word_set("of and the for in on & de")
_SURE = 0.85
_TWO_LETTERS = 0.6
_LONGEST = 6


def prefer_spelled_out(names: dict[str, Name]) -> dict[str, Name]:
    """The names, where a listed meaning of an acronym gives way to a longer name that the talk spells out.

    “JSC” is the Johnson Space Center where that is named, whatever else a list knows by these letters.
    """
    said = (name for name in names.values() if len(name.words) > 2 and not _sole_acronym(name))
    spelled = {_read_letters(name): name for name in said}
    kept: dict[str, Name] = {}
    for folded, name in names.items():
        letters = _sole_acronym(name)
        other = spelled.get(letters) if letters and letters not in names else None
        if other is not None and other is not name and not name.is_person:
            kept[letters] = _unlist(name, letters)
        else:
            kept[folded] = name
    return kept


def join_acronyms(names: Names) -> Iterator[Join]:
    acronyms = [name for name in names.values() if len(name.words) == 1 and _looks_acronym(name)]
    acronyms.sort(key=lambda name: name.title == drop_plural(name.title))
    short = {fold_name(drop_plural(name.title)): name for name in acronyms}
    for name in names.values():
        letters = _read_letters(name)
        other = short.get(letters)
        if other and other is not name and len(letters) > 1 and not other.sure and not name.is_person:
            yield Join(other.folded, name.folded, "acronym", _SURE if len(letters) > 2 else _TWO_LETTERS)


def join_shortened(names: Names) -> Iterator[Join]:
    """“LLM routing” to “large language model routing”: the same but for an acronym of the first words."""
    longer: dict[tuple[str, str], list[Name]] = {}
    for name in names.values():
        for size in range(2, len(name.words)):
            letters = "".join(word[0] for word in name.words[:size])
            longer.setdefault((letters, " ".join(name.words[size:])), []).append(name)
    for name in names.values():
        first, _, rest = name.title.partition(" ")
        owners = longer.get((first.casefold(), fold_name(rest)), []) if rest and first.isupper() else []
        if len(owners) == 1 and not name.is_person and not (name.sure and owners[0].sure):
            yield Join(name.folded, owners[0].folded, "acronym", _SURE if len(first) > 2 else _TWO_LETTERS)


def drop_plural(form: str) -> str:
    """“SOCs” are several of a SOC: the small letter is none of the acronym's."""
    letters = form.removesuffix("s")
    return letters if letters.isupper() and len(letters) > 1 else form


def _read_letters(name: Name) -> str:
    return "".join(word[0] for word in name.words if word not in _LINKING)


def _looks_acronym(name: Name) -> bool:
    title = name.title
    return 2 <= len(title) <= _LONGEST and (title.rstrip("s").isupper() or title.islower())


def _sole_acronym(name: Name) -> str:
    """The one acronym by which the talk names a listed thing; empty where it says more of it."""
    surfaces = sorted({drop_plural(surface) for surface in name.surfaces})
    single = len(surfaces) == 1 and surfaces[0].isupper() and 3 <= len(surfaces[0]) <= _LONGEST
    return fold_name(surfaces[0]) if single and name.sure and fold_name(surfaces[0]) != name.folded else ""


def _unlist(name: Name, letters: str) -> Name:
    return Name(letters, name.surfaces, Counter(name.surfaces), name.types, name.spans)
