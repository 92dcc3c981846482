"""Keeps the derived graph rows equal to what resolution says, touching only what a change concerns.

The rows of `graphapp.graph.models` are written from here and from nowhere else. `resolve_footprint` and
`rebuild_graph` call the same pure functions; the first gives them the components that a change can have
reached, the second everything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from graphapp.graph.models import Appearance, Entity, Relation
from graphapp.graph.results import GraphDelta
from graphapp.resolution.entities import group_keys, resolve_entities, sum_appearances
from graphapp.resolution.joining import list_reach
from graphapp.resolution.judgements import Judgements
from graphapp.resolution.records import ResolvedEntity
from graphapp.videos.derived_rows import (
    count_relations,
    count_video_totals,
    move_keys,
    write_appearances,
    write_entities,
    write_every_appearance,
)
from graphapp.videos.facts import load_key_facts, load_namings, load_places, load_ties
from graphapp.videos.judging import RELATE, list_decided_keys, load_judgements
from graphapp.videos.models import Claim, Decision, DecisionKey, DecisionVideo, Key, Naming, Overlay, Video
from graphapp.videos.overlaying import list_laid_keys, overlay_video, spoken_videos
from graphapp.videos.relating import list_claims, relate_claims, relate_everything
from graphapp.videos.turns import wait_for_turn


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a video holds in the graph: the keys by which it names things, and the relations that it states."""

    keys: frozenset[str]
    relations: frozenset[str]

    def __or__(self, other: Footprint) -> Footprint:
        return Footprint(self.keys | other.keys, self.relations | other.relations)


NO_FOOTPRINT = Footprint(frozenset(), frozenset())


def read_footprint(video: str) -> Footprint:
    keys = Naming.objects.filter(video=video).values_list("key_id", flat=True)
    relations = Claim.objects.filter(video=video, relation__isnull=False).values_list("relation_id", flat=True)
    return Footprint(frozenset(keys) | list_laid_keys(video), frozenset(relations))


def forget_keys(keys: Collection[str]) -> None:
    """Those of `keys` by which no video names anything any more, and none would if its edits were taken back."""
    unused = set(Key.objects.filter(id__in=keys, namings=None).values_list("id", flat=True))
    if unused:
        laid = Overlay.objects.filter(table="naming", before__key_id__in=unused).values_list("before", flat=True)
        Key.objects.filter(id__in=unused - {before["key_id"] for before in laid}).delete()


@transaction.atomic
def follow_decisions(ids: Sequence[str]) -> GraphDelta:
    """Let the graph follow decisions that were made, revoked or restored."""
    decisions = list(Decision.objects.filter(id__in=ids))
    pairs = [(d.said["subject"], d.said["object"]) for d in decisions if "subject" in d.said]
    naming = [d.id for d in decisions if "subject" not in d.said and d.kind != RELATE]
    keys = frozenset(DecisionKey.objects.filter(decision__in=naming).values_list("key", flat=True))
    delta = GraphDelta()
    touched = keys
    videos = {video.id: video for decision in decisions for video in spoken_videos(decision)}
    for video in videos.values():
        before = read_footprint(video.id)
        laid = overlay_video(video) | keys
        delta |= resolve_footprint(Footprint(laid, before.relations), video=video.id)
        touched |= laid
    if pairs or not videos:
        delta |= resolve_footprint(Footprint(keys, frozenset()), pairs=pairs)
    forget_keys(touched)
    return delta


@transaction.atomic
def resolve_footprint(footprint: Footprint, *, video: str = "", pairs: Sequence[tuple[str, str]] = ()) -> GraphDelta:
    """Resolve again all that a change can have reached, and say which graph rows that touched.

    The footprint is that from before the change joined with that from after it. `video` was added, replaced
    or removed. `pairs`: keys between which claims are read differently now.
    """
    wait_for_turn()
    concerned = _close_over(footprint.keys)
    known = {id: rest for id, *rest in Key.objects.filter(id__in=concerned).values_list("id", "entity_id", "reach")}
    before = {key: entity for key, (entity, _) in known.items() if entity}
    resolving = _resolve(concerned)
    after = resolving.after
    moved = {key for key in known if before.get(key) != after.get(key)}
    shifted = {key for key, (_, reach) in known.items() if reach != resolving.reach.get(key, "")}
    old = set(before.values())
    written = write_entities(resolving.entities)
    move_keys(moved | shifted, after=after, reach=resolving.reach)
    videos = _list_naming_videos(moved) | ({video} if video else set())
    appearances = sum_appearances(load_namings(keys=known, videos=videos), entity_of=resolving.after)
    appeared = write_appearances(appearances, entities=old | set(resolving.after.values()), videos=videos)
    felt = moved | _list_judged_keys(moved, resolving.judgements, before=before, after=after)
    claims = list_claims(video=video, keys=felt, pairs=_list_entity_pairs(pairs))
    relating = relate_claims(claims, video=video, stale=footprint.relations)
    gone = old - set(after.values())
    Entity.objects.filter(id__in=gone).delete()
    counted = count_relations(relating.ends - gone)
    named = {after[key] for key in footprint.keys if key in after}
    count_video_totals({pair[0] for pair in appeared} | relating.videos | ({video} if video else set()))
    return GraphDelta(
        videos=(video,) if video else (),
        entities=tuple(sorted(written | named | gone | counted)),
        relations=tuple(sorted(relating.relations)),
        appearances=tuple(sorted(pair for pair in appeared if pair[0] != video)),
        claims=tuple(sorted(relating.moved_claims)),
    )


@transaction.atomic
def rebuild_graph() -> None:
    """Forget every derived row, lay every edit anew, and resolve the whole record."""
    wait_for_turn()
    laid, spoken = Overlay.objects.values("video"), DecisionVideo.objects.values("video")
    for video in Video.objects.filter(Q(id__in=laid) | Q(id__in=spoken) | Q(content__in=spoken)):
        overlay_video(video)
    Claim.objects.update(relation=None)
    Key.objects.update(entity=None, reach="")
    for model in (Relation, Appearance, Entity):
        model.objects.all().delete()
    resolving = _resolve(None)
    write_entities(resolving.entities)
    move_keys(resolving.reach, after=resolving.after, reach=resolving.reach)
    write_every_appearance(sum_appearances(load_namings(), entity_of=resolving.after))
    relate_everything()
    count_relations()
    count_video_totals()


@dataclass(frozen=True, slots=True)
class _Resolving:
    """`entities`: those that are shown. `after`: their keys' entities. `reach`: of every key, hidden ones too."""

    entities: tuple[ResolvedEntity, ...]
    after: dict[str, str]
    reach: dict[str, str]
    judgements: Judgements


def _resolve(keys: set[str] | None) -> _Resolving:
    facts, ties, judgements = load_key_facts(keys), load_ties(keys), load_judgements(keys)
    groups = group_keys(facts, ties=ties, judgements=judgements)
    places = load_places({key for group in groups if len(group) > 1 for key in group})
    entities = resolve_entities(groups, facts=facts, places=places, judgements=judgements)
    shown = tuple(entity for entity in entities if not entity.hidden)
    after = {key: entity.id for entity in shown for key in entity.keys}
    return _Resolving(shown, after, list_reach(facts, ties=ties, judgements=judgements), judgements)


def _close_over(keys: frozenset[str]) -> set[str]:
    """`keys` and all keys that ties and decisions, as they were and as they are, could make one with any of them."""
    wide = list_decided_keys(keys)
    reaches = set(Key.objects.filter(id__in=wide).exclude(reach="").values_list("reach", flat=True))
    closed = wide | set(Key.objects.filter(reach__in=reaches).values_list("id", flat=True))
    return closed if closed == set(keys) else _close_over(frozenset(closed))


def _list_naming_videos(keys: set[str]) -> set[str]:
    if not keys:
        return set()
    return set(Naming.objects.filter(key_id__in=keys).values_list("video_id", flat=True))


def _list_judged_keys(
    moved: set[str], judgements: Judgements, *, before: Mapping[str, str], after: Mapping[str, str]
) -> set[str]:
    """All keys of entities that verdicts on relations speak of, if anything moved: such a verdict goes with its
    entity, and reads the claims of whatever that is joined to."""
    spoken = {key for verdict in judgements.relations for key in (verdict.subject, verdict.object)}
    entities = {where[key] for where in (before, after) for key in spoken if key in where}
    if not moved:
        return set()
    return {key for where in (before, after) for key, entity in where.items() if entity in entities}


def _list_entity_pairs(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    keys = {key for pair in pairs for key in pair}
    entity_of = dict(Key.objects.filter(id__in=keys, entity__isnull=False).values_list("id", "entity_id"))
    return [(entity_of[a], entity_of[b]) for a, b in pairs if a in entity_of and b in entity_of]
