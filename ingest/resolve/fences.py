"""Names that are two things by the word of an editor or of who read the transcript: no rule may join them.

Joins and suggests nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ingest.ids import fold_name
from ingest.resolve.name import Name

_ONLY_WRITTEN_OTHERWISE = frozenset({"spelling", "acronym"})
"""Reasons by which a reader may have listed one thing twice, where the types are equal too."""


@dataclass(frozen=True, slots=True)
class Fences:
    """`pairs`: folded forms, kept apart by an editor; `forms`: all that stand in one. `told`: in which of the
    extractor's sets of distinct names a folded title stands."""

    pairs: frozenset[frozenset[str]]
    forms: frozenset[str]
    told: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def part(self, one: str, other: str) -> bool:
        return frozenset((one, other)) in self.pairs

    def concern(self, name: Name) -> bool:
        """Whether the name may be kept apart from any other."""
        return name.folded in self.told or any(True for _ in self._list_forms(name))

    def keep_apart(self, one: Name, other: Name, *, reason: str) -> bool:
        return self._are_parted(one, other) or self._are_told_apart(one, other, reason)

    def _are_parted(self, one: Name, other: Name) -> bool:
        return bool(self.pairs) and any(
            self.part(left, right) for left in self._list_forms(one) for right in self._list_forms(other)
        )

    def _are_told_apart(self, one: Name, other: Name, reason: str) -> bool:
        if self.told.get(one.folded, frozenset()).isdisjoint(self.told.get(other.folded, ())):
            return False
        return one.type is not other.type or reason not in _ONLY_WRITTEN_OTHERWISE

    def _list_forms(self, name: Name) -> Iterator[str]:
        forms = (name.folded, *(fold_name(surface) for surface in name.surfaces))
        return (form for form in forms if form in self.forms)


def build_fences(apart: Iterable[tuple[str, str]], *, distinct: Iterable[Iterable[str]] = ()) -> Fences:
    """A pair whose names fold to the same form says nothing, and is left out."""
    pairs = frozenset(pair for one, other in apart if len(pair := frozenset((fold_name(one), fold_name(other)))) == 2)
    told: dict[str, set[int]] = {}
    for number, names in enumerate(distinct):
        for name in names:
            told.setdefault(fold_name(name), set()).add(number)
    return Fences(pairs, frozenset().union(*pairs), {name: frozenset(sets) for name, sets in told.items()})
