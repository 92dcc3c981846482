"""Puts claims into relations: what the relations' rows should be, worked out before they are written, and the writing.

A relation with a hidden end is a relation like any other here: whether it is shown is a question of reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from graphapp.graph.models import Entity, Relation
from graphapp.resolution.records import ClaimFact, ResolvedRelation
from graphapp.resolution.relations import place_claim, resolve_relations
from graphapp.videos.column_updates import drop_relations, put_relations, set_claim_relations
from graphapp.videos.facts import listed, load_claims
from graphapp.videos.holders import Holders
from graphapp.videos.judging import Trial, load_rules
from graphapp.videos.models import Claim, Key
from graphapp.videos.projecting import claim_id

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
)
_PLACED = ("id", "video_id", "subject_id", "predicate", "object_id", "polarity", "confidence", "number", "relation_id")
Ends = tuple[str, str]
Stated = frozenset[tuple[str, str]]
"""(video, relation) of claims."""


@dataclass(frozen=True, slots=True)
class Relating:
    """What placing claims again changes. `places`: (relation or None, claim's row) of claims that go elsewhere;
    `changed`: relations that differ, those of `new` among them; `gone`: those without a claim. `ends`: the two
    entities of all that were looked at, and which videos stated those, before and after. `moved_claims`: ids of other
    videos' claims that got other ends.
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


def list_claims(*, video: str, keys: set[str], pairs: Sequence[tuple[str, str]] = ()) -> QuerySet[Claim]:
    """The claims of a video, those at any of `keys`, and those between the two entities of each pair."""
    wanted = Q(video=video) if video else Q()
    if keys:
        wanted |= Q(subject__in=listed(keys)) | Q(object__in=listed(keys))
    between = _list_between(pairs)
    if between:
        wanted |= Q(id__in=between)
    return Claim.objects.filter(wanted) if wanted else Claim.objects.none()


def _list_between(pairs: Sequence[tuple[str, str]]) -> set[int]:
    """By the smaller of the two entities, of which the index finds few claims; the other is looked for in those."""
    keys_of: dict[str, list[str]] = defaultdict(list)
    ends = {entity for pair in pairs for entity in pair}
    for key, entity in Key.objects.filter(holder__in=ends).values_list("id", "holder"):
        keys_of[entity].append(key)
    sizes = dict(Entity.everything.filter(id__in=ends).values_list("id", "mention_count"))
    found: set[int] = set()
    for pair in pairs:
        small, big = sorted(pair, key=lambda entity: sizes.get(entity, 0))
        for near, far in (("subject", "object"), ("object", "subject")):
            rows = Claim.objects.filter(**{f"{near}__in": keys_of[small]}).values_list("id", f"{far}_id")
            found |= {id for id, key in rows if key in keys_of[big]}
    return found


def plan_relating(
    claims: QuerySet[Claim], *, holders: Holders, video: str, stale: frozenset[str], trial: Trial | None = None
) -> Relating:
    """Place the given claims again; `stale` are relations that lost claims. `video` is the one that changed."""
    rows = _read_claims(claims)
    if not rows and not stale:
        return Relating()
    entity_of = holders.locate({key for row in rows for key in (row.fact.subject, row.fact.object)})
    rules = load_rules(holders, entities=set(entity_of.values()), trial=trial)
    places = [place_claim(row.fact, entity_of=entity_of, rules=rules) for row in rows]
    touched = {*stale, *(row.relation for row in rows), *places} - {""}
    standing = _load_standing(touched)
    others = _load_others(touched, known={row.fact.id for row in rows})
    facts = [row.fact for row in (*rows, *others)]
    keys = {key for fact in facts for key in (fact.subject, fact.object)}
    if not keys <= entity_of.keys():  # other videos say the same of the same entities by other names
        entity_of |= holders.locate(keys - entity_of.keys())
        rules = load_rules(holders, entities=set(entity_of.values()), trial=trial)
    resolved = resolve_relations(facts, entity_of=entity_of, rules=rules)
    after = {relation.id: relation for relation in resolved if relation.id in touched}
    stay = {(row.fact.video, row.relation) for row in others}
    placed = list(zip(rows, places, strict=True))
    return Relating(
        places=tuple((place or None, row.fact.id) for row, place in placed if row.relation != place),
        changed=tuple(relation for id, relation in after.items() if standing.get(id) != relation),
        new=frozenset(after.keys() - standing.keys()),
        gone=frozenset(standing.keys() - after.keys()),
        ends=_list_ends(standing) | {id: (relation.subject, relation.object) for id, relation in after.items()},
        stated_before=frozenset({*stay, *((row.fact.video, row.relation) for row in rows if row.relation)}),
        stated_after=frozenset({*stay, *((row.fact.video, place) for row, place in placed if place)}),
        moved_claims=frozenset(
            claim_id(row.fact.video, row.number)
            for row, place in placed
            if row.fact.video != video and (row.relation != place or holders.moves(row.fact.subject, row.fact.object))
        ),
    )


class _Row(NamedTuple):
    """A claim, its number in its video, and the relation that it stands in; "" for none."""

    fact: ClaimFact
    number: int
    relation: str


def _read_claims(claims: QuerySet[Claim]) -> list[_Row]:
    rows = claims.order_by().values_list(*_PLACED)
    return [_Row(ClaimFact._make(row[:7]), row[7], row[8] or "") for row in rows]


def _load_others(relations: Collection[str], *, known: Collection[int]) -> list[_Row]:
    """Claims that stand in the given relations, without those that are known."""
    stand = Claim.objects.filter(relation__in=listed(relations)).order_by().values_list("id", "relation_id")
    unread = {relation for id, relation in stand if id not in known}
    return [row for row in _read_claims(Claim.objects.filter(relation__in=listed(unread))) if row.fact.id not in known]


def _list_ends(rows: Mapping[str, tuple[Any, ...]]) -> dict[str, Ends]:
    return {id: (row[1], row[3]) for id, row in rows.items()}


def _load_standing(relations: Iterable[str]) -> dict[str, tuple[Any, ...]]:
    rows = Relation.everything.filter(id__in=listed(relations)).values_list(*_RELATION)
    return {row[0]: row for row in rows}


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
