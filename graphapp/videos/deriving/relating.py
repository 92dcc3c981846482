"""Puts claims into relations: what the relations' rows should be, worked out before they are written, and the writing.

A relation with a hidden end is a relation like any other here: whether it is shown is a question of reading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from graphapp.graph.models import Entity, Relation
from graphapp.resolution.records import ClaimFact, ResolvedRelation
from graphapp.resolution.relations import (
    Names,
    Rules,
    Shape,
    find_shape,
    list_names,
    make_relation,
    place_claim,
    resolve_relations,
    weigh_confidence,
)
from graphapp.videos.database.column_updates import drop_relations, put_relations, set_claim_relations
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.deriving.projecting import claim_id
from graphapp.videos.models import Claim, Key
from graphapp.videos.premises.facts import listed, load_claims
from graphapp.videos.premises.holders import Holders
from graphapp.videos.premises.judging import Trial
from graphapp.videos.premises.ruling import load_rules
from ingest.ids import relation_id

BATCH = 500
_RELATION = (
    "id",
    "subject_id",
    "predicate",
    "object_id",
    "polarity",
    "weight",
    "video_count",
    "confidence",
    "approved",
    "surety",
)
_PLACED = ("id", "video_id", "subject_id", "predicate", "object_id", "polarity", "confidence", "number", "relation_id")
_RELATIONS_OF = Prepared(lambda ids: Relation.everything.filter(id__in=ids).order_by().values_list(*_RELATION))
_BROUGHT_BY = Prepared(
    lambda videos: (
        Claim.objects.filter(video__in=videos, relation__isnull=False)
        .order_by()
        .values_list("video_id", "relation_id", "confidence")
    )
)
_KEYS_HELD_BY = Prepared(lambda ids: Key.objects.filter(holder__in=ids).values_list("id", "holder"))
_SIZES_OF = Prepared(lambda ids: Entity.everything.filter(id__in=ids).values_list("id", "mention_count"))
_ENDS = Claim.objects.order_by().values_list("id", "subject_id", "object_id")
_ALL_PLACED = Claim.objects.order_by().values_list(*_PLACED)
_OF_VIDEOS = Prepared(lambda videos: _ALL_PLACED.filter(video__in=videos))
_FROM_KEYS = Prepared(lambda keys: _ALL_PLACED.filter(subject__in=keys))
_TO_KEYS = Prepared(lambda keys: _ALL_PLACED.filter(object__in=keys))
_CLAIMS_FROM = Prepared(lambda keys: _ENDS.filter(subject__in=keys))
_CLAIMS_TO = Prepared(lambda keys: _ENDS.filter(object__in=keys))
Ends = tuple[str, str]
Stated = frozenset[tuple[str, str]]
"""(video, relation) of claims."""


class PlacedClaim(NamedTuple):
    """A claim, its number in its video, and the relation that it stands in; "" for none."""

    fact: ClaimFact
    number: int
    relation: str


class Share(NamedTuple):
    """What some claims bring to a relation: how many they are, and how sure together."""

    weight: int
    surety: int


NO_SHARE = Share(0, 0)


def read_shares(videos: Iterable[str]) -> Mapping[str, Mapping[str, Share]]:
    """What the claims of each of the videos bring to each relation now."""
    brought: dict[str, dict[str, Share]] = defaultdict(dict)
    for video, relation, confidence in _BROUGHT_BY(videos):
        weight, surety = brought[video].get(relation, NO_SHARE)
        brought[video][relation] = Share(weight + 1, surety + weigh_confidence(confidence))
    return brought


@dataclass(frozen=True, slots=True)
class Relating:
    """What placing claims again changes. `places`: (relation or None, claim's row) of claims that go elsewhere;
    `changed`: relations that differ, those of `new` among them; `gone`: those without a claim. `ends`: the two
    entities of all that were looked at. Which of them the videos stated of which claims were placed, before and after.
    `moved_claims`: ids of other videos' claims that got other ends.
    """

    places: tuple[tuple[str | None, int], ...] = ()
    changed: tuple[ResolvedRelation, ...] = ()
    new: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    ends: Mapping[str, Ends] = field(default_factory=dict)
    stated_before: Stated = frozenset()
    stated_after: Stated = frozenset()
    moved_claims: frozenset[str] = frozenset()

    @property
    def relations(self) -> set[str]:
        """Those of which the row changes."""
        return {*self.gone, *(relation.id for relation in self.changed)}


def ask_claims(
    *, videos: Iterable[str], keys: set[str], pairs: Sequence[tuple[str, str]] = ()
) -> Callable[[], list[PlacedClaim]]:
    """The claims of some videos, those at any of `keys`, and those between the two entities of each pair. What is asked
    may be sent together with other questions."""
    named = sorted(videos)
    asked = [_OF_VIDEOS.ask(named)] if named else []
    asked += [_FROM_KEYS.ask(keys), _TO_KEYS.ask(keys)] if keys else []
    between = _list_between(pairs)

    def read() -> list[PlacedClaim]:
        rows = [row for each in asked for row in each()]
        rows += _ALL_PLACED.filter(id__in=between) if between else []
        return [
            PlacedClaim(ClaimFact._make(row[:7]), row[7], row[8] or "")
            for row in {row[0]: row for row in rows}.values()
        ]

    return read


def _list_between(pairs: Sequence[tuple[str, str]]) -> set[int]:
    """By the smaller of the two entities, of which the index finds few claims; the other is looked for in those."""
    ends = {entity for pair in pairs for entity in pair}
    if not ends:
        return set()
    entity_of = dict(_KEYS_HELD_BY(ends))
    sizes = dict(_SIZES_OF(ends))
    small = {min(pair, key=lambda entity: sizes.get(entity, 0)) for pair in pairs}
    near = [key for key, entity in entity_of.items() if entity in small]
    wanted = {frozenset(pair) for pair in pairs}
    rows = (*_CLAIMS_FROM(near), *_CLAIMS_TO(near))
    return {id for id, one, other in rows if frozenset((entity_of.get(one), entity_of.get(other))) in wanted}


def plan_relating(
    rows: Sequence[PlacedClaim],
    *,
    holders: Holders,
    before: Mapping[str, Mapping[str, Share]],
    trial: Trial | None = None,
) -> Relating:
    """Place claims again. `before`: of each video that changed, all of whose claims are among them, what it brought to
    relations before that. Relations are followed by what comes and goes, since hubs have thousands of claims
    that stay."""
    if not rows and not any(before.values()):
        return Relating()
    brought = {(video, relation): share for video, shares in before.items() for relation, share in shares.items()}
    entity_of = holders.locate({key for row in rows for key in (row.fact.subject, row.fact.object)})
    left = [row for row in rows if row.relation and row.fact.video not in before]
    standing = _load_standing({*(relation for _, relation in brought), *(row.relation for row in left)})
    ends = {*entity_of.values(), *(end for relation in standing.values() for end in _ends(relation))}
    rules = load_rules(holders, entities=ends, trial=trial)
    shapes = [find_shape(row.fact, entity_of=entity_of, rules=rules) for row in rows]
    placed = [(row, relation_id(*shape) if shape else "") for row, shape in zip(rows, shapes, strict=True)]
    standing |= _load_standing({place for _, place in placed} - standing.keys() - {""})
    said_before = {*brought, *((row.fact.video, row.relation) for row in left)}
    said_after = {(row.fact.video, place) for row, place in placed if place}
    counts = _Counts(standing)
    counts.take(brought, left=left)
    elsewhere = {pair for pair in said_before | said_after if pair[0] not in before and counts.rests(pair[1])}
    stay = _list_staying(elsewhere, placed=rows)
    counts.add(placed)
    counts.follow_videos(said_before | stay, said_after | stay)
    naming = _Naming(placed, holders)
    after = counts.make_relations({relation_id(*shape): shape for shape in shapes if shape}, rules=rules, naming=naming)
    return Relating(
        places=tuple((place or None, row.fact.id) for row, place in placed if row.relation != place),
        changed=tuple(relation for id, relation in after.items() if standing.get(id) != relation),
        new=frozenset(after.keys() - standing.keys()),
        gone=frozenset(standing.keys() - after.keys()),
        ends={id: _ends(relation) for id, relation in (standing | after).items()},
        stated_before=frozenset(said_before | stay),
        stated_after=frozenset(said_after | stay),
        moved_claims=frozenset(
            claim_id(row.fact.video, row.number)
            for row, place in placed
            if row.fact.video not in before
            and (row.relation != place or holders.moves(row.fact.subject, row.fact.object))
        ),
    )


class _Naming:
    """By which keys the claims of a relation name its ends, those that are placed again as they are then."""

    def __init__(self, placed: Sequence[tuple[PlacedClaim, str]], holders: Holders) -> None:
        self._placed, self._holders = placed, holders

    def list_names(self, relation: str) -> Iterator[Names]:
        again = {row.fact.id for row, _ in self._placed}
        standing = (ClaimFact._make(row[:7]) for row in _ALL_PLACED.filter(relation=relation))
        stay = (fact for fact in standing if fact.id not in again)
        facts = [*stay, *(row.fact for row, place in self._placed if place == relation)]
        entity_of = self._holders.locate({key for fact in facts for key in (fact.subject, fact.object)})
        return list_names(facts, entity_of)


class _Counts:
    """How many claims of how many videos each relation rests on, and how sure they are together: as it stands, then
    as it is when claims have come and gone."""

    def __init__(self, standing: Mapping[str, ResolvedRelation]) -> None:
        self.standing = standing
        self.shares = {id: Share(relation.weight, relation.surety) for id, relation in standing.items()}
        self.videos = Counter({id: relation.video_count for id, relation in standing.items()})

    def take(self, brought: Mapping[tuple[str, str], Share], *, left: Iterable[PlacedClaim]) -> None:
        """Away what changed videos brought, and claims that are placed again."""
        for (_, id), (weight, surety) in brought.items():
            self._shift(id, -weight, -surety)
        for row in left:
            self._shift(row.relation, -1, -weigh_confidence(row.fact.confidence))

    def rests(self, id: str) -> bool:
        """Whether the relation rests on any claim at this moment."""
        return self.shares.get(id, NO_SHARE).weight > 0

    def add(self, placed: Iterable[tuple[PlacedClaim, str]]) -> None:
        for row, place in placed:
            if place:
                self._shift(place, 1, weigh_confidence(row.fact.confidence))

    def _shift(self, id: str, weight: int, surety: int) -> None:
        share = self.shares.get(id, NO_SHARE)
        self.shares[id] = Share(share.weight + weight, share.surety + surety)

    def follow_videos(self, before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]) -> None:
        """(video, relation) of all that claims state of which some came or went."""
        self.videos.subtract(relation for _, relation in before)
        self.videos.update(relation for _, relation in after)

    def make_relations(
        self, shapes: Mapping[str, Shape], *, rules: Rules, naming: _Naming
    ) -> dict[str, ResolvedRelation]:
        """Those that still rest on a claim. `shapes`: of the new ones at least."""
        known = {id: _shape(relation) for id, relation in self.standing.items()} | shapes
        return {
            id: make_relation(
                known[id],
                weight=weight,
                videos=self.videos[id],
                surety=surety,
                approved=rules.is_approved(known[id], partial(naming.list_names, id)),
            )
            for id, (weight, surety) in self.shares.items()
            if weight
        }


def _list_staying(pairs: Collection[tuple[str, str]], *, placed: Sequence[PlacedClaim]) -> set[tuple[str, str]]:
    """Those of (video, relation) that other claims state as well, which are not placed again."""
    if not pairs:
        return set()
    relations, videos = ({pair[side] for pair in pairs} for side in (1, 0))
    claims = Claim.objects.filter(relation__in=listed(relations), video__in=listed(videos)).order_by()
    known = {row.fact.id for row in placed}
    found = claims.values_list("id", "video_id", "relation_id")
    return {(video, relation) for id, video, relation in found if id not in known}.intersection(pairs)


def _shape(relation: ResolvedRelation) -> Shape:
    return relation.subject, relation.predicate, relation.object, relation.polarity


def _ends(relation: ResolvedRelation) -> Ends:
    return relation.subject, relation.object


def _load_standing(relations: Collection[str]) -> dict[str, ResolvedRelation]:
    if not relations:
        return {}
    return {row[0]: ResolvedRelation._make(row) for row in _RELATIONS_OF(relations)}


def write_relating(relating: Relating) -> None:
    set_claim_relations(relating.places)
    drop_relations(sorted(relating.gone))
    put_relations(relating.changed)


def relate_everything() -> None:
    """Place every claim of the record and make every relation anew."""
    holders = Holders()
    entity_of = holders.locate_all()
    rules = load_rules(holders)
    facts = list(load_claims(Claim.objects.all()))
    for start in range(0, len(facts), BATCH):
        batch = facts[start : start + BATCH]
        set_claim_relations((place_claim(f, entity_of=entity_of, rules=rules) or None, f.id) for f in batch)
    put_relations(resolve_relations(facts, entity_of=entity_of, rules=rules))
