"""Which keys are one thing: ties joined strongest first, unless that would join what must stay apart.

Decisions come before ties and later ones before earlier ones, so a tie never overrules an editor and the last
word holds. Ties come by confidence and then by key, never by the order in which videos were added.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphapp.resolution.judgements import NONE, Distinct, Judgements, Same
from graphapp.resolution.records import TieFact


class Groups:
    """Keys in disjoint groups, some of which must not be joined."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._roots = {key: key for key in keys}
        self._apart: dict[str, set[str]] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._roots

    def find(self, key: str) -> str:
        roots = self._roots
        while roots[key] != key:
            roots[key] = roots[roots[key]]
            key = roots[key]
        return key

    def join(self, one: str, other: str) -> None:
        """Make the groups of two keys one, unless they were kept apart."""
        first, second = self.find(one), self.find(other)
        if first == second or second in self._apart.get(first, ()):
            return
        self._roots[second] = first
        for foe in self._apart.pop(second, set()):
            self._apart[foe].discard(second)
            self._mark(foe, first)

    def keep_apart(self, one: str, other: str) -> None:
        """Never join the groups of two keys from now on; says nothing where they are one already."""
        first, second = self.find(one), self.find(other)
        if first != second:
            self._mark(first, second)

    def _mark(self, first: str, second: str) -> None:
        self._apart.setdefault(first, set()).add(second)
        self._apart.setdefault(second, set()).add(first)


def join_keys(keys: Iterable[str], *, ties: Iterable[TieFact] = (), judgements: Judgements = NONE) -> Groups:
    groups = Groups(keys)
    decisions: list[Same | Distinct] = [*judgements.same, *judgements.distinct]
    for decision in sorted(decisions, key=lambda each: -each.order):
        _apply(groups, decision)
    for tie in sorted(ties, key=lambda each: (-each.confidence, each.one, each.other)):
        if tie.one in groups and tie.other in groups:
            groups.join(tie.one, tie.other)
    return groups


def _apply(groups: Groups, decision: Same | Distinct) -> None:
    if isinstance(decision, Same):
        there = [key for key in decision.keys if key in groups]
        for key in there[1:]:
            groups.join(there[0], key)
    else:
        for one in decision.left:
            for other in decision.right:
                if one in groups and other in groups:
                    groups.keep_apart(one, other)


def list_reach(keys: Iterable[str], *, ties: Iterable[TieFact], judgements: Judgements) -> dict[str, str]:
    """For each key the smallest key of all that ties and decisions could make one, were nothing kept apart."""
    known = sorted(set(keys))
    groups = join_keys(known, ties=ties, judgements=Judgements(same=judgements.same))
    least: dict[str, str] = {}
    for key in known:
        least.setdefault(groups.find(key), key)
    return {key: least[groups.find(key)] for key in known}
