"""Connections that a name itself states: a title that holds its subject, an event that holds its product.

Reads names, never sentences; the longer name is the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.ids import fold_name
from ingest.language.words import word_set
from ingest.records import Entity, EntityType
from ingest.relate.hit import Hit
from ingest.relate.talk import Naming, Talk

_ABOUT = frozenset({EntityType.CONCEPT, EntityType.PRODUCT, EntityType.ORGANIZATION, EntityType.EVENT})
_PREPOSITIONS = word_set("of in for on with to and from by")
_SHORTEST = 3
_LEAST_MENTIONS = 2
NAME_IN_NAME = "name in name"
_TRUST = {"about": 0.7, "part_of": 0.55, "instance_of": 0.6, "created": 0.7}


def find_nested(talk: Talk) -> Iterator[Hit]:
    """A hit for each entity whose name holds another's whole name and whose types say what that means."""
    firsts = _first_namings(talk)
    names = _name_words(talk)
    for number, outer in enumerate(talk.entities):
        words = tuple(fold_name(outer.name).split())
        if number in firsts and len(words) > 1:
            for inner, at, size in _find_inside(words, names):
                if inner in firsts and inner != number:
                    ends = at + size == len(words)
                    often = min(len(outer.mentions), len(talk.entities[inner].mentions)) >= _LEAST_MENTIONS
                    predicate = _name_predicate(outer, talk.entities[inner], words=words, starts=at == 0, ends=ends)
                    if predicate == "instance_of" and not often:
                        # A phrase said once that ends in its own head noun tells nobody anything.
                        continue
                    yield from _read_nesting(firsts[number], firsts[inner], predicate=predicate)


def _first_namings(talk: Talk) -> Mapping[int, Naming]:
    """The naming of each entity that shows most of its name, the earliest of equals."""
    best: dict[int, Naming] = {}
    for naming in talk.namings:
        held = best.get(naming.entity)
        if held is None or naming.last - naming.first > held.last - held.first:
            best[naming.entity] = naming
    return best


def _name_words(talk: Talk) -> Mapping[tuple[str, ...], int]:
    names: dict[tuple[str, ...], int] = {}
    for number, entity in enumerate(talk.entities):
        folded = fold_name(entity.name)
        if len(folded) >= _SHORTEST:
            names.setdefault(tuple(folded.split()), number)
    return names


def _find_inside(words: tuple[str, ...], names: Mapping[tuple[str, ...], int]) -> Iterator[tuple[int, int, int]]:
    for size in range(len(words) - 1, 0, -1):
        for at in range(len(words) - size + 1):
            number = names.get(words[at : at + size])
            if number is not None:
                yield number, at, size


def _read_nesting(outer: Naming, inner: Naming, *, predicate: str | None) -> Iterator[Hit]:
    if predicate == "created":
        yield Hit(inner, predicate, outer, _TRUST[predicate], NAME_IN_NAME)
    elif predicate is not None:
        yield Hit(outer, predicate, inner, _TRUST[predicate], NAME_IN_NAME)


def _name_predicate(outer: Entity, inner: Entity, *, words: tuple[str, ...], starts: bool, ends: bool) -> str | None:
    whole, part = outer.type, inner.type
    if whole is EntityType.MEDIA and part in _ABOUT:
        return "about"
    if starts and whole is part and whole in {EntityType.MEDIA, EntityType.ORGANIZATION}:
        return "part_of"
    if starts and whole is EntityType.EVENT and part is EntityType.PRODUCT:
        return "part_of"
    if starts and part is EntityType.PERSON and whole in {EntityType.PRODUCT, EntityType.MEDIA}:
        # "Moby" of "Moby the Whale" is no author of it, nor whom the news is of, "Ada Winter opens a shop".
        rest = outer.name.removeprefix(inner.name).lstrip()
        return "created" if " " in fold_name(inner.name) and not rest[:1].islower() else None
    if ends and whole is part is EntityType.CONCEPT and _PREPOSITIONS.isdisjoint(words):
        return "instance_of"
    return None
