"""Pairs of names that an editor holds to be two things: no rule may join them. Joins and suggests nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.ids import fold_name

if TYPE_CHECKING:
    from ingest.resolve.names import Name


@dataclass(frozen=True, slots=True)
class Fences:
    """`pairs`: folded forms; `forms`: all that stand in a pair."""

    pairs: frozenset[frozenset[str]]
    forms: frozenset[str]

    def part(self, one: str, other: str) -> bool:
        return frozenset((one, other)) in self.pairs

    def concern(self, name: Name) -> bool:
        return bool(self.forms) and not self.forms.isdisjoint(_list_forms(name))

    def keep_apart(self, one: Name, other: Name) -> bool:
        return any(self.part(left, right) for left in _list_forms(one) for right in _list_forms(other))


def build_fences(apart: Iterable[tuple[str, str]]) -> Fences:
    """A pair whose names fold to the same form says nothing, and is left out."""
    pairs = frozenset(pair for one, other in apart if len(pair := frozenset((fold_name(one), fold_name(other)))) == 2)
    return Fences(pairs, frozenset().union(*pairs))


def _list_forms(name: Name) -> Iterator[str]:
    yield name.folded
    yield from (fold_name(surface) for surface in name.surfaces)
