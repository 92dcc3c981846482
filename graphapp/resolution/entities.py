"""Keys to entities: an entity is a group of keys that ties and editors' decisions make one.

Equal keys of different videos are one key, so groups grow across videos. The order in which videos came
decides nothing but the id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graphapp.resolution.joining import join_keys
from graphapp.resolution.judgements import NONE, Judgements, Verdict
from graphapp.resolution.records import NamingFact, ResolvedAppearance, ResolvedEntity


def resolve_entities(namings: Iterable[NamingFact], *, judgements: Judgements = NONE) -> tuple[ResolvedEntity, ...]:
    """The entities of the given namings, sorted by id.

    `namings` must hold every naming of each key in it, and every key that a tie or a decision joins to one.
    """
    rows = sorted(namings, key=lambda fact: (fact.order, fact.video, fact.cluster, not fact.is_title, fact.key))
    groups = join_keys(rows, judgements=judgements)
    members: dict[str, list[NamingFact]] = defaultdict(list)
    for fact in rows:
        members[groups.find(fact.key)].append(fact)
    verdicts = _index_verdicts(judgements.verdicts)
    return tuple(sorted((_resolve_group(g, verdicts) for g in members.values()), key=lambda entity: entity.id))


def _index_verdicts(verdicts: Iterable[Verdict]) -> Mapping[str, list[Verdict]]:
    by_key: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_key[verdict.key].append(verdict)
    return by_key


def _resolve_group(group: Sequence[NamingFact], verdicts: Mapping[str, list[Verdict]]) -> ResolvedEntity:
    """`group` is sorted by when videos came, titles first: its first key is the oldest."""
    entity = group[0].key
    keys = tuple(sorted({fact.key for fact in group}))
    said = sorted((v for key in keys for v in verdicts.get(key, ())), key=lambda verdict: -verdict.order)
    appearances = _count_appearances(entity, group)
    return ResolvedEntity(
        id=entity,
        name=next((v.name for v in said if v.name), "") or _choose_name(group),
        type=next((v.type for v in said if v.type), "") or _choose_type(group),
        keys=keys,
        video_count=len(appearances),
        mention_count=sum(appearance.mentions for appearance in appearances),
        confidence=max(fact.confidence for fact in group),
        appearances=appearances,
        approved=any(v.approved for v in said),
        hidden=any(v.hidden for v in said),
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
        confidence=max(fact.confidence for fact in facts),
    )


def _earliest(values: Iterable[int | None]) -> int | None:
    return min((value for value in values if value is not None), default=None)
