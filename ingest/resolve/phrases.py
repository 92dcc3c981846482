"""Joins by words: “signal handler” is “signal handling”; “Acme” may be “Acme Robotics”."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ingest.language.background import load_background
from ingest.language.stems import stem_word
from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.resolve.clippings import list_full
from ingest.resolve.name import Name
from ingest.resolve.proposal import Join, Names, rank_name

_DOUBT = 0.5
_TAIL = 0.75
_BEGINNING = 6
_MOST_OF = 0.8
_ENDING_LETTERS = 4
_EMPTY_TAILS = word_set("process stage phase thing concept idea approach technique area space side way stuff work")


def join_stems(names: Names) -> Iterator[Join]:
    """Concepts of two words or more that differ only in the ending of the last."""
    first: dict[tuple[str, ...], Name] = {}
    concepts = [n for n in names.values() if n.type is EntityType.CONCEPT and len(n.words) > 1 and not n.is_person]
    for name in sorted(concepts, key=rank_name):
        other = first.setdefault((*name.words[:-1], stem_word(name.words[-1])), name)
        if other is not name and not (name.sure and other.sure):
            yield Join(name.folded, other.folded, "spelling", 0.8)


def join_clipped(names: Names) -> Iterator[Join]:
    """“Cert chain” to “certificate chain”: the same but for one clipped word."""
    longer = {tuple(map(stem_word, name.words)): name for name in reversed(list(names.values()))}
    for name in names.values():
        meant = (longer.get(stems) for stems in _write_out(name.words)) if not name.is_person else ()
        other = next((other for other in meant if other is not None and other is not name), None)
        if other is not None and not (name.sure and other.sure) and not other.is_person:
            yield Join(name.folded, other.folded, "spelling", 0.8)


def _write_out(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The stems of a name, each time with one clipped word written out."""
    stems = tuple(map(stem_word, words))
    for place, word in enumerate(words):
        for full in sorted(list_full(word)):
            yield (*stems[:place], stem_word(full), *stems[place + 1 :])


def join_tails(names: Names) -> Iterator[Join]:
    """“Prototyping stage” to “prototype”: an empty noun after what another concept is called but for its ending."""
    concepts = [name for name in names.values() if name.type is EntityType.CONCEPT and not name.is_person]
    for name in concepts:
        said, _, tail = name.folded.rpartition(" ")
        if not said or tail not in _EMPTY_TAILS or name.sure:
            continue
        owners = [other for other in concepts if other is not name and _differ_in_ending(said, other.folded)]
        if len(owners) == 1:
            yield Join(name.folded, owners[0].folded, "kind-word", _TAIL)


def _differ_in_ending(one: str, other: str) -> bool:
    """“empathetic” and “empathy”: words that begin alike, for most of the shorter one."""
    if one.count(" ") != other.count(" "):
        return False
    least = max(_BEGINNING, math.ceil(_MOST_OF * min(len(one), len(other))))
    return one[:least] == other[:least] and abs(len(one) - len(other)) <= _ENDING_LETTERS


def suggest_beginnings(names: Names) -> Iterator[Join]:
    """A name that begins exactly one longer name of its type may be that; too often it is not, so only suggested."""
    kinds = {EntityType.ORGANIZATION, EntityType.PRODUCT, EntityType.MEDIA, EntityType.EVENT}
    longer: dict[str, list[Name]] = {}
    for name in names.values():
        if name.type in kinds and len(name.words) > 1:
            longer.setdefault(name.words[0], []).append(name)
    for name in names.values():
        owners = longer.get(name.folded, [])
        if len(owners) == 1 and _may_begin(name, owners[0]):
            yield Join(name.folded, owners[0].folded, "beginning", _DOUBT)


def _may_begin(name: Name, owner: Name) -> bool:
    guessed = not name.sure and not owner.sure
    return guessed and owner.type is name.type and not load_background().is_ordinary(name.folded)
