"""Keys to entities: an entity is a connected component of keys under the ties that videos make.

Two keys are tied when one video names one thing by both. Equal keys of different videos are one key, so
components grow across videos. The order in which videos came decides nothing but the id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graphapp.resolution.records import NamingFact, ResolvedAppearance, ResolvedEntity


def resolve_entities(namings: Iterable[NamingFact]) -> tuple[ResolvedEntity, ...]:
    """The entities of the given namings, sorted by id. `namings` must hold every naming of each key in it."""
    rows = sorted(namings, key=lambda fact: (fact.order, fact.video, fact.cluster, not fact.is_title, fact.key))
    roots = _join_keys(rows)
    groups: dict[str, list[NamingFact]] = defaultdict(list)
    for fact in rows:
        groups[_find(roots, fact.key)].append(fact)
    return tuple(sorted(map(_resolve_group, groups.values()), key=lambda entity: entity.id))


def _join_keys(rows: Sequence[NamingFact]) -> dict[str, str]:
    roots: dict[str, str] = {}
    first_of: dict[tuple[str, int], str] = {}
    for fact in rows:
        roots.setdefault(fact.key, fact.key)
        tied = first_of.setdefault((fact.video, fact.cluster), fact.key)
        roots[_find(roots, fact.key)] = _find(roots, tied)
    return roots


def _find(roots: dict[str, str], key: str) -> str:
    while roots[key] != key:
        roots[key] = roots[roots[key]]
        key = roots[key]
    return key


def _resolve_group(group: Sequence[NamingFact]) -> ResolvedEntity:
    """`group` is sorted by when videos came, titles first: its first key is the oldest."""
    entity = group[0].key
    appearances = _count_appearances(entity, group)
    return ResolvedEntity(
        id=entity,
        name=_choose_name(group),
        type=_choose_type(group),
        keys=tuple(sorted({fact.key for fact in group})),
        video_count=len(appearances),
        mention_count=sum(appearance.mentions for appearance in appearances),
        confidence=max(fact.confidence for fact in group),
        appearances=appearances,
    )


def _choose_name(group: Sequence[NamingFact]) -> str:
    """The title that most mentions stand behind; of equals, the one that came first."""
    in_cluster = _count_clusters(group)
    votes: dict[str, int] = defaultdict(int)
    for fact in group:
        if fact.is_title:
            votes[fact.name] += 1 + in_cluster[fact.video, fact.cluster]
    return max(votes, key=votes.__getitem__) if votes else group[0].name


def _choose_type(group: Sequence[NamingFact]) -> str:
    """The type that most mentions stand behind, weighed by how sure each video was."""
    in_cluster = _count_clusters(group)
    votes: dict[str, float] = defaultdict(float)
    for fact in group:
        if fact.is_title:
            votes[fact.type] += fact.confidence * (1 + in_cluster[fact.video, fact.cluster])
    return max(votes, key=votes.__getitem__) if votes else group[0].type


def _count_clusters(group: Sequence[NamingFact]) -> dict[tuple[str, int], int]:
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for fact in group:
        counts[fact.video, fact.cluster] += fact.mentions
    return counts


def _count_appearances(entity: str, group: Sequence[NamingFact]) -> tuple[ResolvedAppearance, ...]:
    by_video: dict[str, list[NamingFact]] = defaultdict(list)
    for fact in group:
        by_video[fact.video].append(fact)
    return tuple(_sum_appearance(entity, facts) for _, facts in sorted(by_video.items()))


def _sum_appearance(entity: str, facts: Sequence[NamingFact]) -> ResolvedAppearance:
    return ResolvedAppearance(
        video=facts[0].video,
        entity=entity,
        mentions=sum(fact.mentions for fact in facts),
        first_segment=_earliest(fact.first_segment for fact in facts),
        first_ms=_earliest(fact.first_ms for fact in facts),
        salience=max(fact.salience for fact in facts),
    )


def _earliest(values: Iterable[int | None]) -> int | None:
    return min((value for value in values if value is not None), default=None)
