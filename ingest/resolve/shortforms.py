"""Joins a product's long name with its ending, by which the talk calls it too: “Tern-Spark”, “Acme Spark”."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.ids import fold_name
from ingest.language.background import load_background
from ingest.records import EntityType
from ingest.resolve.name import Name
from ingest.resolve.proposal import Join, Names

_SURE = 0.8
_RARE = 2
_SHORTEST = 4
_LONGEST = 4
"""Words: what is longer is a headline, which stands for nothing in it."""
_NAMED = frozenset({EntityType.PRODUCT, EntityType.MEDIA, EntityType.ORGANIZATION})


def join_short_forms(names: Names) -> Iterator[Join]:
    """The long name to its ending, where exactly one long name ends so."""
    owners: dict[str, list[Name]] = {}
    for name in names.values():
        for ending in _list_endings(name):
            if ending in names:
                owners.setdefault(ending, []).append(name)
                break
    for ending, longer in owners.items():
        if len(longer) == 1 and _may_stand_for(names[ending], longer[0]):
            yield Join(longer[0].folded, ending, "short-form", _SURE)


def join_owned(names: Names) -> Iterator[Join]:
    """“Acme Tern” to “Tern”, where the talk names Acme, an organization, and Tern, what it makes, apart as well."""
    makers = {
        form
        for name in names.values()
        if name.type is EntityType.ORGANIZATION
        for form in (name.folded, *map(fold_name, name.surfaces))
    }
    for name in names.values():
        for first in range(1, len(name.words)) if not name.sure else ():
            made = names.get(" ".join(name.words[first:]))
            if " ".join(name.words[:first]) in makers and made is not None and made.type is EntityType.PRODUCT:
                yield Join(name.folded, made.folded, "short-form", _SURE)
                break


def _list_endings(name: Name) -> Iterator[str]:
    """Longest first. Only of names with a version or a hyphen before the ending."""
    words = name.words if name.type in _NAMED and not name.is_person and len(name.words) <= _LONGEST else []
    hyphened = "-" in name.title
    for first in range(1, len(words)):
        if hyphened or any(c.isdigit() for word in words[:first] for c in word):
            yield " ".join(words[first:])


def _may_stand_for(short: Name, full: Name) -> bool:
    """Said far more often, and not a thing of its own that a list knows, nor an everyday word."""
    if full.count > _RARE or short.count <= full.count or short.is_person or (short.sure and full.sure):
        return False
    if short.type not in _NAMED or len(short.folded) < _SHORTEST:
        return False
    single = len(short.words) == 1
    return not (single and (short.sure or load_background().is_ordinary(short.folded)))
