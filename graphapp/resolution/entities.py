"""Keys to entities: an entity is a group of keys that ties and editors' decisions make one.

Equal keys of different videos are one key, so groups grow across videos. The order in which videos came
decides nothing but the id. What a key brings is summed beforehand (`KeyFact`), so that the largest hub costs
no more than the smallest name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graphapp.resolution.joining import Groups, join_keys
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
    hearing = _Hearing(judgements, facts)
    found = (_resolve_group(group, ids.get(group) or _find_oldest(group, ages), hearing) for group in groups)
    return tuple(sorted(found, key=lambda entity: entity.id))


def sum_appearances(namings: Iterable[NamingFact], *, entity_of: Mapping[str, str]) -> tuple[ResolvedAppearance, ...]:
    """Each entity in each video of the given namings, sorted. They must be all of these entities in these videos."""
    by_pair: dict[tuple[str, str], list[NamingFact]] = defaultdict(list)
    for fact in namings:
        if fact.key in entity_of:
            by_pair[fact.video, entity_of[fact.key]].append(fact)
    return tuple(_sum_appearance(entity, facts) for (_, entity), facts in sorted(by_pair.items()))


class _Hearing:
    """Which verdicts hold for a group of keys."""

    def __init__(self, judgements: Judgements, facts: Mapping[str, KeyFact]) -> None:
        self.facts = facts
        self._judgements = judgements
        self._decided: Groups | None = None
        self._by_key: dict[str, list[Verdict]] = defaultdict(list)
        left: dict[tuple[str, str], Verdict] = {}
        for verdict in sorted(judgements.verdicts, key=lambda each: each.order):
            if verdict.key in facts:
                self._by_key[verdict.key].append(verdict)
            else:
                left |= {(key, verdict.replacing or str(verdict.order)): verdict for key in verdict.others}
        for (key, _), verdict in left.items():
            self._by_key[key].append(verdict)

    def list_verdicts(self, group: Group, id: str) -> list[Verdict]:
        """Those of its keys, the last first; each decision speaks once."""
        said = {verdict.order: verdict for key in group for verdict in self._by_key.get(key, ())}
        holding = (said[order] for order in sorted(said, reverse=True))
        return [verdict for verdict in holding if not verdict.known or self._is_meant(verdict, group, id)]

    def _is_meant(self, verdict: Verdict, group: Group, id: str) -> bool:
        """Whether what was judged, with all that editors joined with it, has the oldest name of the group, or is what
        talks call the thing more often than all the rest."""
        if id in verdict.known or verdict.known.issuperset(group):
            return True
        if self._decided is None:
            self._decided = join_keys(self.facts, judgements=self._judgements)
        find = self._decided.find
        judged = {find(key) for key in group if key in verdict.known}
        meant = {key for key in group if find(key) in judged}
        return id in meant or self._count_votes(meant) >= self._count_votes(set(group) - meant)

    def _count_votes(self, keys: Iterable[str]) -> int:
        return sum(vote.votes for key in keys for vote in self.facts[key].names)


def _find_oldest(group: Group, ages: Mapping[str, Age]) -> str:
    return min(group, key=lambda key: ages[key]) if len(group) > 1 else group[0]


def _resolve_group(group: Group, id: str, hearing: _Hearing) -> ResolvedEntity:
    rows = [hearing.facts[key] for key in group]
    said = hearing.list_verdicts(group, id)
    described = next((v for v in said if v.description or v.links), None)
    return ResolvedEntity(
        id=id,
        name=next((v.name for v in said if v.name), "") or _elect(fact.names for fact in rows),
        type=next((v.type for v in said if v.type), "") or _elect(fact.types for fact in rows),
        keys=group,
        confidence=max(fact.confidence for fact in rows),
        approved=any(v.approved for v in said),
        hidden=any(v.hidden for v in said),
        description=described.description if described else "",
        links=described.links if described else (),
    )


def _elect(ballots: Iterable[Sequence[Votes]]) -> str:
    """The value with most votes; of equals the one that was said first."""
    said = [vote for ballot in ballots for vote in ballot]
    votes = [vote for vote in said if vote.votes] or said
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
