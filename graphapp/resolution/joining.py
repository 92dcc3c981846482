"""Which keys are one thing: ties joined strongest first, unless that would join what must stay apart.

Decisions come before ties and later ones before earlier ones, so a tie never overrules an editor and the last word
holds: what was called one thing since is not kept apart by what was said before. Ties come by confidence and then by
key, never by the order in which videos were added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from graphapp.resolution.judgements import NONE, Distinct, Judgements, Same
from graphapp.resolution.partings import Partings
from graphapp.resolution.records import TieFact


class Groups:
    """Keys in disjoint groups, some of which must not be joined."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._roots = {key: key for key in keys}
        # of which partings a group is on the one side, and of which on the other: two hubs of thousands of names each
        # are kept apart in so many steps, and not in so many times so many
        self._left: dict[str, set[int]] = {}
        self._right: dict[str, set[int]] = {}
        self._partings = 0

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
        if first == second or self._are_apart(first, second):
            return
        self._roots[second] = first
        for side in (self._left, self._right):
            if second in side:
                side.setdefault(first, set()).update(side.pop(second))

    def keep_apart(self, ones: Iterable[str], others: Iterable[str]) -> None:
        """Never join a group of `ones` with one of `others` from now on; says nothing of those that are one already.
        Keys that are not there are left out."""
        self._partings += 1
        for side, keys in ((self._left, ones), (self._right, others)):
            for key in keys:
                if key in self:
                    side.setdefault(self.find(key), set()).add(self._partings)

    def _are_apart(self, first: str, second: str) -> bool:
        left, right = self._left, self._right
        return any(
            one in left and other in right and not left[one].isdisjoint(right[other])
            for one, other in ((first, second), (second, first))
        )


def join_keys(keys: Iterable[str], *, ties: Iterable[TieFact] = (), judgements: Judgements = NONE) -> Groups:
    groups = Groups(keys)
    wholes, partings = Groups(keys), Partings(judgements.distinct)
    decisions: list[Same | Distinct] = [*judgements.same, *judgements.distinct]
    for decision in sorted(decisions, key=lambda each: -each.order):
        if isinstance(decision, Distinct):
            _part(groups, decision, wholes)
        else:
            _unite(groups, [[*partings.follow(names, since=decision.order)] for names in decision.list_names()], wholes)
    for tie in sorted(ties, key=lambda each: (-each.confidence, each.one, each.other)):
        if tie.one in groups and tie.other in groups:
            groups.join(tie.one, tie.other)
    return groups


def _unite(groups: Groups, parts: Iterable[Sequence[str]], wholes: Groups) -> None:
    """`parts`: the names of each thing that was called one with the others, without what was split off since. `wholes`:
    all of them; of the groups only those that speak for the rest."""
    there = [found for names in parts if (found := [key for key in names if key in groups])]
    for names in there[1:]:
        groups.join(there[0][0], names[0])
    for names in there:
        if groups.find(names[0]) == groups.find(there[0][0]):
            for key in names:
                wholes.join(there[0][0], key)


def _part(groups: Groups, decision: Distinct, wholes: Groups) -> None:
    """Keep the two sides apart, but for names of what was called one since."""
    left, right = (_sort_by_whole(keys, wholes) for keys in (decision.left, decision.right))
    for whole in left.keys() & right.keys():
        groups.keep_apart(left[whole], (key for other, keys in right.items() if other != whole for key in keys))
    groups.keep_apart(
        (key for whole, keys in left.items() if whole not in right for key in keys), chain.from_iterable(right.values())
    )


def _sort_by_whole(keys: Iterable[str], wholes: Groups) -> Mapping[str, list[str]]:
    """Those of the keys that are there."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if key in wholes:
            found[wholes.find(key)].append(key)
    return found


def list_reach(keys: Iterable[str], *, ties: Iterable[TieFact], judgements: Judgements) -> dict[str, str]:
    """For each key the smallest key of all that ties and decisions could make one, were nothing kept apart."""
    known = sorted(set(keys))
    groups = join_keys(known, ties=ties, judgements=Judgements(same=judgements.same))
    least: dict[str, str] = {}
    for key in known:
        least.setdefault(groups.find(key), key)
    return {key: least[groups.find(key)] for key in known}
