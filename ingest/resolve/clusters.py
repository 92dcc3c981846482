"""Applies joins in order and keeps for each name why it belongs where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.resolve.fences import Fences
from ingest.resolve.name import Name
from ingest.resolve.proposal import SURE, Join


@dataclass(slots=True)
class Cluster:
    """`head` gives the title. `parts`: the other names, each with its reason and confidence."""

    head: Name
    parts: list[tuple[Name, str, float]] = field(default_factory=list)

    def names(self) -> Iterator[Name]:
        yield self.head
        yield from (name for name, _, _ in self.parts)

    @property
    def count(self) -> int:
        return sum(name.count for name in self.names())


@dataclass(frozen=True, slots=True)
class Clusters:
    clusters: list[Cluster]
    doubts: list[Join]


def join_names(names: Mapping[str, Name], *, joins: Iterable[Join], fences: Fences) -> Clusters:
    """Clusters in order of their heads' first appearance. A name is joined once; doubted joins are kept apart.

    No join, and no chain of joins, crosses a fence.
    """
    made: dict[str, Join] = {}
    doubts: list[Join] = []
    heads: dict[str, str] = {}
    fenced = {folded: [name] if fences.concern(name) else [] for folded, name in names.items()}
    for join in joins:
        left, right = _find_head(join.short, heads), _find_head(join.full, heads)
        if left == right or _is_barred(join, fenced[left], fenced[right], fences):
            continue
        if join.confidence < SURE:
            doubts.append(join)
        elif join.short not in made:
            made[join.short], heads[left] = join, right
            fenced[right] += fenced.pop(left)
    clusters = {folded: Cluster(name) for folded, name in names.items() if folded not in made}
    for folded, join in made.items():
        clusters[_find_head(folded, heads)].parts.append((names[folded], join.reason, join.confidence))
    return Clusters(list(clusters.values()), [d for d in doubts if _is_open(d, heads, fenced, fences)])


def _find_head(folded: str, heads: dict[str, str]) -> str:
    """`heads`: to what each name was joined, or to what that was; ways are made shorter as they are walked."""
    while folded in heads:
        above = heads[folded]
        heads[folded] = heads.get(above, above)
        folded = above
    return folded


def _is_barred(join: Join, one: Sequence[Name], other: Sequence[Name], fences: Fences) -> bool:
    """Whether the join would bring together, over whatever names, two that a fence keeps apart.

    `one`, `other`: the names on both sides that a fence concerns, which is none of nearly all.
    """
    return any(fences.keep_apart(a, b, reason=join.reason) for a in one for b in other)


def _is_open(doubt: Join, heads: dict[str, str], fenced: Mapping[str, Sequence[Name]], fences: Fences) -> bool:
    left, right = _find_head(doubt.short, heads), _find_head(doubt.full, heads)
    return left != right and not _is_barred(doubt, fenced[left], fenced[right], fences)
