"""Keeps the derived graph rows equal to what resolution says, touching only what a change concerns.

The rows of `graphapp.graph.models` are written from here and from nowhere else. `resolve_footprint` and
`rebuild_graph` call the same pure functions; the first gives them the components that a change can have
reached (`graphapp.videos.planning`), the second everything.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import Q

from graphapp.graph.models import Appearance, Entity, Relation
from graphapp.graph.results import GraphDelta
from graphapp.resolution.entities import sum_appearances
from graphapp.videos.column_updates import drop_entities, set_key_places
from graphapp.videos.counting import count_everything, follow_counts
from graphapp.videos.derived_rows import (
    compare_entities,
    list_every_appearance,
    write_appearances,
    write_entities,
)
from graphapp.videos.facts import listed, load_namings
from graphapp.videos.judging import RELATE
from graphapp.videos.models import Claim, Decision, DecisionKey, DecisionVideo, Key, Naming, Overlay, Video
from graphapp.videos.overlaying import list_laid_keys, list_spoken, overlay_video
from graphapp.videos.planning import Before, Footprint, Plan, place_keys, plan_change, resolve_keys
from graphapp.videos.relating import read_shares, relate_everything, write_relating
from graphapp.videos.tallying import follow_said, read_said, tally_everything
from graphapp.videos.turns import wait_for_turn


def read_footprint(video: str) -> Footprint:
    """Of a video before it is changed."""
    before = Before(read_shares(video), read_said(video))
    return Footprint(list_named(video) | list_laid_keys(video), {video: before})


def list_named(video: str) -> frozenset[str]:
    """The keys by which a video names things."""
    return frozenset(Naming.objects.filter(video=video).values_list("key_id", flat=True))


def forget_keys(keys: Collection[str]) -> None:
    """Those of `keys` by which no video names anything any more, and none would if its edits were taken back."""
    unused = set(Key.objects.filter(id__in=keys, namings=None).values_list("id", flat=True)) if keys else set()
    if unused:
        laid = Overlay.objects.filter(table="naming", before__key_id__in=unused).values_list("before", flat=True)
        Key.objects.filter(id__in=unused - {before["key_id"] for before in laid}).delete()


@transaction.atomic(savepoint=False)
def follow_decisions(ids: Sequence[str]) -> GraphDelta:
    """Let the graph follow decisions that were made, revoked or restored."""
    decisions = list(Decision.objects.filter(id__in=ids))
    pairs = [(d.said["subject"], d.said["object"]) for d in decisions if "subject" in d.said]
    spoken = list_spoken(ids) if any({"place", "places"} & d.said.keys() for d in decisions) else []
    touched = Footprint(_list_keys(decisions))
    for video in spoken:
        before = read_footprint(video.id)
        touched |= replace(before, keys=overlay_video(video))
    delta = resolve_footprint(touched, pairs=pairs)
    if spoken:
        forget_keys(touched.keys)
    return delta


def _list_keys(decisions: Sequence[Decision]) -> frozenset[str]:
    """What those of the decisions speak of that say what something is."""
    naming = [d.id for d in decisions if "subject" not in d.said and d.kind != RELATE]
    return frozenset(DecisionKey.objects.filter(decision__in=listed(naming)).values_list("key", flat=True))


@transaction.atomic(savepoint=False)
def resolve_footprint(footprint: Footprint, *, pairs: Sequence[tuple[str, str]] = ()) -> GraphDelta:
    """Resolve again all that a change can have reached, and say which graph rows that touched.

    The footprint names all keys of before the change and of after it. `pairs`: keys between which claims are read
    differently now. The caller has its turn.
    """
    for video, before in footprint.before.items():
        follow_said(before.said, read_said(video))
    plan = plan_change(footprint, pairs=pairs)
    _write(plan)
    videos = footprint.before.keys()
    return _name_changes(plan, videos=videos, counted=follow_counts(plan, changed=videos))


def _write(plan: Plan) -> None:
    write_entities(plan.entities.values)
    set_key_places(plan.places)
    write_appearances(plan.appearances)
    write_relating(plan.relating)
    drop_entities(sorted(plan.gone))


def _name_changes(plan: Plan, *, videos: Collection[str], counted: set[str]) -> GraphDelta:
    """Which rows the graph store must follow."""
    changed = {*plan.entities.values, *plan.gone, *(plan.after[key] for key in plan.named if key in plan.after)}
    return GraphDelta(
        videos=tuple(sorted(videos)),
        entities=tuple(sorted(changed)),
        counted=tuple(sorted(counted - changed)),
        relations=tuple(sorted(plan.relating.relations)),
        appearances=tuple(sorted(pair for pair in plan.appearances.pairs if pair[0] not in videos)),
        claims=tuple(sorted(plan.relating.moved_claims)),
        toggled=tuple(sorted(plan.entities.toggled)),
    )


@transaction.atomic
def rebuild_graph() -> None:
    """Forget every derived row, lay every edit anew, and resolve the whole record."""
    wait_for_turn()
    laid, spoken = Overlay.objects.values("video"), DecisionVideo.objects.values("video")
    touched: set[str] = set()
    for video in Video.objects.filter(Q(id__in=laid) | Q(id__in=spoken) | Q(content__in=spoken)):
        touched |= overlay_video(video)
    Claim.objects.update(relation=None)
    Key.objects.update(entity=None, holder="", reach="")
    for model in (Relation, Appearance, Entity):
        model.everything.all().delete()
    tally_everything()
    resolving = resolve_keys(None)
    appearances = list_every_appearance(sum_appearances(load_namings(), entity_of=resolving.after))
    write_entities(compare_entities(resolving.entities, appearances).values)
    set_key_places(place_keys(resolving, keys=resolving.reach))
    write_appearances(appearances)
    relate_everything()
    count_everything()
    forget_keys(touched)
