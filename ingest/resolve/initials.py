"""People called by their initials in part: “Ada W” and “awinter” are Ada Winter, where one person only can be meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingest.resolve.name import Name
from ingest.resolve.nicknames import is_short_for, list_kin
from ingest.resolve.proposal import Join, Names

_SURE = 0.85
_SHORTEST = 5


def join_initials(names: Names, people: Sequence[Name]) -> Iterator[Join]:
    called = group_by_given_name(people)
    signed: dict[str, list[Name]] = {}
    for person in people:
        signed.setdefault(person.words[0][0] + person.words[-1], []).append(person)
    for name in names.values():
        if name.speaker or name.sure:
            continue
        near = signed.get(name.folded, []) if len(name.words) == 1 else _list_called(name, called)
        meant = [person for person in near if person is not name and _may_mean(name.words, person.words)]
        if len(meant) == 1:
            yield Join(name.folded, meant[0].folded, "given-name", _SURE)


def _list_called(name: Name, called: Mapping[str, list[Name]]) -> list[Name]:
    """Who bears the given name before an initial, in full or in short."""
    given, initial = name.words[0], name.words[-1].strip(".")
    fulls = (given, *sorted(list_kin(given))) if len(name.words) == 2 and len(initial) == 1 else ()
    return [person for full in fulls for person in called.get(full, ())]


def group_by_given_name(people: Iterable[Name]) -> dict[str, list[Name]]:
    called: dict[str, list[Name]] = {}
    for person in people:
        called.setdefault(person.words[0], []).append(person)
    return called


def _may_mean(words: Sequence[str], person: Sequence[str]) -> bool:
    if len(person) != 2:
        return False
    given, family = person
    if len(words) == 1:
        return len(words[0]) >= _SHORTEST and words[0] == given[0] + family
    same = words[0] == given or is_short_for(words[0], given)
    return len(words) == 2 and same and len(words[1].strip(".")) == 1 and family.startswith(words[1].strip("."))
