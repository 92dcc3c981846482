"""Lets names that are listed together agree: a doubtful name in “A, B and C” is of the type of those that are sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.extract.builtin.groups import Group
from ingest.extract.builtin.talk import Place, Talk
from ingest.language.background import load_background
from ingest.language.given import is_given_name
from ingest.language.words import word_set
from ingest.records import EntityType

_JOINTS = frozenset({(",",), ("and",), ("or",), (",", "and"), (",", "or")})
_WHERE = frozenset({"in", "near"})
_OF_BOTH = word_set("are were have both in at on for to from with about who which and or but as")
_WEAK = 0.62
_SURE = 0.7
_LEAST = 3
Member = tuple[Place, Group]


def agree_in_lists(talk: Talk, groups: Mapping[str, Group]) -> None:
    """Sets the type of doubtful members of lists; what a lexicon, a label or a headline says stays."""
    for members in list(_find_lists(talk, groups)):
        kind = _read_sure(members)
        for group in members if kind else ():
            if not group.fixed and group.confidence < _WEAK and _may_be(talk, group, kind):
                group.type = kind
                # of a pair no more than the type is believed: it is too little to state anything by
                group.confidence = _WEAK if len(members) >= _LEAST else group.confidence


def _find_lists(talk: Talk, groups: Mapping[str, Group]) -> Iterator[list[Group]]:
    """Lists of three or more, the last after “and” or “or”, and pairs joined by nothing but that."""
    rows: dict[int, list[Member]] = {}
    for group in groups.values():
        for place in group.places:
            rows.setdefault(place.run, []).append((place, group))
    for number, row in rows.items():
        yield from _cut_lists(talk.runs[number].lows, sorted(row, key=lambda member: member[0].first))


def _cut_lists(lows: Sequence[str], row: Sequence[Member]) -> Iterator[list[Group]]:
    members: list[Group] = []
    last = -1
    for place, group in row:
        joint = tuple(lows[last : place.first]) if members else ()
        members = [*members, group] if joint in _JOINTS else [group]
        last = place.last
        if joint and joint[-1] != "," and joint in _JOINTS:
            if len(members) >= _LEAST or (len(joint) == 1 and _ends_here(lows, last)):
                yield members
            members = [group]


def _ends_here(lows: Sequence[str], last: int) -> bool:
    """Whether what follows a pair speaks of both: in “I met Ada and Tern came up” another clause begins."""
    return last >= len(lows) or not lows[last].isalpha() or lows[last] in _OF_BOTH


def _read_sure(members: Sequence[Group]) -> EntityType | None:
    """The one type of two sure members or more, or of one of a pair; one sure person in three is enough for people."""
    kinds = [group.type for group in members if group.fixed or group.confidence >= _SURE]
    if len(set(kinds)) != 1 or (len(kinds) < 2 and len(members) > 2 and kinds[0] is not EntityType.PERSON):
        return None
    return kinds[0]


def _may_be(talk: Talk, group: Group, kind: EntityType | None) -> bool:
    """A person has at most three words with capitals, is no letter at the end, no everyday word at the start, and
    nothing is in it: “in Leiden, Ada and Tom”."""
    if kind is not EntityType.PERSON:
        return True
    if all(place.first and talk.runs[place.run].lows[place.first - 1] in _WHERE for place in group.places):
        return False
    words = group.name.split()
    first = words[0].lower()
    if len(words) > 3 or len(words[-1]) < 2 or (load_background().is_ordinary(first) and not is_given_name(first)):
        return False
    return all(word[0].isupper() and not any(c.isdigit() for c in word) for word in words)
