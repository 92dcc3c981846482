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
    parent: dict[str, Join] = {}
    doubts: list[Join] = []
    members = {folded: [name] for folded, name in names.items()}
    for join in joins:
        left, right = _find_head(join.short, parent), _find_head(join.full, parent)
        if left == right or _is_barred(join, members[left], members[right], fences):
            continue
        if join.confidence < SURE:
            doubts.append(join)
        elif join.short not in parent:
            parent[join.short] = join
            members[right] += members.pop(left)
    clusters = {folded: Cluster(name) for folded, name in names.items() if folded not in parent}
    for folded, join in parent.items():
        head = _find_head(folded, parent)
        clusters[head].parts.append((names[folded], join.reason, join.confidence))
    return Clusters(list(clusters.values()), [d for d in doubts if _is_open(d, parent, members, fences)])


def _find_head(folded: str, parent: Mapping[str, Join]) -> str:
    while folded in parent:
        folded = parent[folded].full
    return folded


def _is_barred(join: Join, one: Sequence[Name], other: Sequence[Name], fences: Fences) -> bool:
    """Whether the join would bring together, over whatever names, two that a fence keeps apart."""
    return any(fences.keep_apart(a, b, reason=join.reason) for a in one for b in other)


def _is_open(doubt: Join, parent: Mapping[str, Join], members: Mapping[str, Sequence[Name]], fences: Fences) -> bool:
    left, right = _find_head(doubt.short, parent), _find_head(doubt.full, parent)
    return left != right and not _is_barred(doubt, members[left], members[right], fences)
