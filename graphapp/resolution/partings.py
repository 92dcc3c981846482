"""Which of a thing's names still mean what was said of it, after some of them were kept apart from others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphapp.resolution.judgements import Distinct


@dataclass(frozen=True, slots=True)
class _Parting:
    """That a key was kept apart from others; `split_off`: that it was taken from the thing which they name."""

    order: int
    others: frozenset[str]
    split_off: bool


class Partings:
    """By key, in the order in which they were decided."""

    def __init__(self, decisions: Iterable[Distinct]) -> None:
        self._by_key: dict[str, list[_Parting]] = defaultdict(list)
        for each in sorted(decisions, key=lambda distinct: distinct.order):
            left, right = frozenset(each.left), frozenset(each.right)
            for key in left:
                self._by_key[key].append(_Parting(each.order, right, each.split_off))
            for key in right:
                self._by_key[key].append(_Parting(each.order, left, split_off=False))

    def follow(self, keys: Sequence[str], *, since: int) -> Iterator[str]:
        """Those of `keys` that still mean what was said of a thing by the first of them: that one, then the others.

        What is split off becomes another thing, and what was said stays with the rest.
        """
        meant, at = keys[0], since
        while move := next((p for p in self._list(meant, at) if p.split_off and not p.others.isdisjoint(keys)), None):
            meant, at = next(key for key in keys if key in move.others), move.order
        yield meant
        for key in keys:
            if key != meant and not any(meant in parting.others for parting in self._list(key, since)):
                yield key

    def count_splits(self, key: str, *, before: int) -> int:
        """How often it was split off before a decision."""
        return sum(parting.split_off and parting.order < before for parting in self._by_key.get(key, ()))

    def _list(self, key: str, since: int) -> Iterator[_Parting]:
        return (parting for parting in self._by_key.get(key, ()) if parting.order > since)
