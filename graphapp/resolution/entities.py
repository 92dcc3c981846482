"""Keys to entities: an entity is a group of keys that ties and editors' decisions make one.

Equal keys of different videos are one key, so groups grow across videos. The order in which videos came
decides nothing but the id. What a key brings is summed beforehand (`KeyFact`), so that the largest hub costs
no more than the smallest name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graphapp.resolution.joining import join_keys
from graphapp.resolution.judgements import NONE, Judgements, Verdict
from graphapp.resolution.records import (
    Age,
    KeyFact,
    NamingFact,
    ResolvedAppearance,
    ResolvedEntity,
    TieFact,
    Votes,
)

Group = tuple[str, ...]
NO_IDS: Mapping[Group, str] = {}


def group_keys(
    keys: Iterable[str], *, ties: Iterable[TieFact] = (), judgements: Judgements = NONE
) -> tuple[Group, ...]:
    """The keys that are one thing, each group sorted, sorted by their first keys.

    `keys` must hold every key that a tie or a decision joins to one of them.
    """
    known = sorted(set(keys))
    groups = join_keys(known, ties=ties, judgements=judgements)
    members: dict[str, list[str]] = defaultdict(list)
    for key in known:
        members[groups.find(key)].append(key)
    return tuple(sorted(tuple(group) for group in members.values()))


def resolve_entities(
    groups: Iterable[Group],
    *,
    facts: Mapping[str, KeyFact],
    ages: Mapping[str, Age],
    judgements: Judgements = NONE,
    ids: Mapping[Group, str] = NO_IDS,
) -> tuple[ResolvedEntity, ...]:
    """The entities of the given groups, sorted by id. `ids`: those of groups of which it is known. `ages` is asked for
    keys of other groups of several only."""
    verdicts = _index_verdicts(judgements.verdicts)
    found = (_resolve_group(group, ids.get(group) or _find_oldest(group, ages), facts, verdicts) for group in groups)
    return tuple(sorted(found, key=lambda entity: entity.id))


def sum_appearances(namings: Iterable[NamingFact], *, entity_of: Mapping[str, str]) -> tuple[ResolvedAppearance, ...]:
    """Each entity in each video of the given namings, sorted. They must be all of these entities in these videos."""
    by_pair: dict[tuple[str, str], list[NamingFact]] = defaultdict(list)
    for fact in namings:
        if fact.key in entity_of:
            by_pair[fact.video, entity_of[fact.key]].append(fact)
    return tuple(_sum_appearance(entity, facts) for (_, entity), facts in sorted(by_pair.items()))


def _index_verdicts(verdicts: Iterable[Verdict]) -> Mapping[str, list[Verdict]]:
    by_key: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_key[verdict.key].append(verdict)
    return by_key


def _find_oldest(group: Group, ages: Mapping[str, Age]) -> str:
    return min(group, key=lambda key: ages[key]) if len(group) > 1 else group[0]


def _resolve_group(
    group: Group,
    id: str,
    facts: Mapping[str, KeyFact],
    verdicts: Mapping[str, list[Verdict]],
) -> ResolvedEntity:
    rows = [facts[key] for key in group]
    said = sorted((v for key in group for v in verdicts.get(key, ())), key=lambda verdict: -verdict.order)
    described = next((v for v in said if v.description or v.links), None)
    return ResolvedEntity(
        id=id,
        name=next((v.name for v in said if v.name), "") or _elect(fact.names for fact in rows),
        type=next((v.type for v in said if v.type), "") or _elect(fact.types for fact in rows),
        keys=group,
        mention_count=sum(fact.mentions for fact in rows),
        confidence=max(fact.confidence for fact in rows),
        approved=any(v.approved for v in said),
        hidden=any(v.hidden for v in said),
        description=described.description if described else "",
        links=described.links if described else (),
    )


def _elect(ballots: Iterable[Sequence[Votes]]) -> str:
    """The value with most votes; of equals the one that was said first."""
    votes = [vote for ballot in ballots for vote in ballot]
    if len(votes) == 1:
        return votes[0].value
    counts: dict[str, int] = defaultdict(int)
    first: dict[str, str] = {}
    for vote in votes:
        counts[vote.value] += vote.votes
        first[vote.value] = min(first.get(vote.value, vote.first), vote.first)
    return min(counts, key=lambda value: (-counts[value], first[value], value))


def _sum_appearance(entity: str, facts: Sequence[NamingFact]) -> ResolvedAppearance:
    if len(facts) == 1:
        only = facts[0]
        return ResolvedAppearance(
            only.video, entity, only.mentions, only.first_segment, only.first_ms, only.salience, only.confidence
        )
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
