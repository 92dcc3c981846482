"""Which keys are one thing: ties joined strongest first, unless that would join what must stay apart.

Decisions come before ties and later ones before earlier ones, so a tie never overrules an editor and the last
word holds. Ties come by confidence and then by key, never by the order in which videos were added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphapp.resolution.judgements import Distinct, Judgements, Same
from graphapp.resolution.records import NamingFact

Tie = tuple[str, str]


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


def join_keys(namings: Sequence[NamingFact], *, judgements: Judgements) -> Groups:
    groups = Groups({fact.key for fact in namings})
    decisions: list[Same | Distinct] = [*judgements.same, *judgements.distinct]
    for decision in sorted(decisions, key=lambda each: -each.order):
        _apply(groups, decision)
    for one, other in order_ties(namings):
        groups.join(one, other)
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


def order_ties(namings: Iterable[NamingFact]) -> list[Tie]:
    """Every tie once, the surest first. A video ties the title of a cluster with each other name of it."""
    titles: dict[tuple[str, int], str] = {}
    rows = sorted(namings, key=lambda fact: (fact.video, fact.cluster, not fact.is_title, fact.key))
    best: dict[Tie, float] = {}
    for fact in rows:
        title = titles.setdefault((fact.video, fact.cluster), fact.key)
        if title != fact.key:
            tie = (min(title, fact.key), max(title, fact.key))
            best[tie] = max(best.get(tie, 0.0), fact.name_confidence)
    return sorted(best, key=lambda tie: (-best[tie], tie))


def list_reach(namings: Sequence[NamingFact], *, judgements: Judgements) -> dict[str, str]:
    """For each key the smallest key of all that ties and decisions could make one, were nothing kept apart."""
    groups = join_keys(namings, judgements=Judgements(same=judgements.same))
    least: dict[str, str] = {}
    for key in sorted({fact.key for fact in namings}):
        least.setdefault(groups.find(key), key)
    return {fact.key: least[groups.find(fact.key)] for fact in namings}
