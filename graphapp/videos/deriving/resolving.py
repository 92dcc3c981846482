"""Keeps the derived graph rows equal to what resolution says, touching only what a change concerns.

The rows of `graphapp.graph.models` are written from here and from nowhere else. `resolve_footprint` and
`rebuild_graph` call the same pure functions; the first gives them the components that a change can have
reached (`graphapp.videos.deriving.planning`), the second everything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.db.models import Q

from graphapp.graph.models import Appearance, Entity, Relation
from graphapp.graph.results import GraphDelta
from graphapp.resolution.entities import sum_appearances
from graphapp.videos.database.column_updates import drop_entities, sent_together, set_key_places
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.database.turns import wait_for_turn
from graphapp.videos.deriving.bynames import load_bynames
from graphapp.videos.deriving.counting import count_everything, follow_counts
from graphapp.videos.deriving.derived_rows import (
    compare_entities,
    list_every_appearance,
    write_appearances,
    write_entities,
)
from graphapp.videos.deriving.entity_slugs import settle_slugs
from graphapp.videos.deriving.planning import Before, Footprint, Plan, place_keys, plan_change, resolve_keys
from graphapp.videos.deriving.relating import read_shares, relate_everything, write_relating
from graphapp.videos.deriving.tallying import NOTHING_SAID, Said, follow_said, read_said, tally_everything
from graphapp.videos.deriving.tracing import leave_trace
from graphapp.videos.extraction.overlaying import list_laid_keys, list_spoken, overlay_videos
from graphapp.videos.models import Claim, Decision, DecisionKey, DecisionVideo, Key, Naming, Overlay, Video
from graphapp.videos.premises.facts import listed, load_key_facts, load_namings, load_ties
from graphapp.videos.premises.judging import MENTION, RELATE, SPLIT, Ends, list_ends, load_judgements
from graphapp.videos.premises.ruling import list_judged_ends
from ingest.ids import fold_name, key_id
from ingest.records import Scope

_KEYS_IN = Prepared(lambda videos: Naming.objects.filter(video__in=videos).values_list("key_id").order_by())


def read_footprint(videos: Sequence[str]) -> Footprint:
    """Of videos before they are changed."""
    return Footprint(list_named(videos) | list_laid_keys(videos), _read_before(videos), frozenset(videos))


def _read_before(videos: Collection[str]) -> dict[str, Before]:
    shares, said = read_shares(videos), read_said(videos)
    return {video: Before(shares.get(video, {}), said.get(video, NOTHING_SAID)) for video in videos}


def list_named(videos: Sequence[str]) -> frozenset[str]:
    """The keys by which any of the videos names something."""
    return frozenset(key for (key,) in _KEYS_IN(videos))


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
    ends = [list_ends(d.said) for d in decisions if "subject" in d.said]
    split_off = {key for d in decisions if d.kind == SPLIT for key in d.said["left"]}
    ends += list_judged_ends(split_off) if split_off else []
    spoken = list_spoken(ids) if any({"place", "places"} & d.said.keys() for d in decisions) else []
    touched = Footprint(_list_keys(decisions))
    if spoken:
        before = _read_before([video.id for video in spoken])
        touched |= Footprint(frozenset(overlay_videos(spoken)), before)
    delta = resolve_footprint(touched, between=ends)
    if spoken:
        forget_keys(touched.keys)
    return delta


def _list_keys(decisions: Sequence[Decision]) -> frozenset[str]:
    """What those of the decisions speak of that say what something is."""
    naming = [d.id for d in decisions if "subject" not in d.said and d.kind != RELATE]
    return frozenset(DecisionKey.objects.filter(decision__in=listed(naming)).values_list("key", flat=True))


@transaction.atomic(savepoint=False)
def resolve_footprint(
    footprint: Footprint, *, between: Sequence[Ends] = (), said: Mapping[str, Said] | None = None
) -> GraphDelta:
    """Resolve again all that a change can have reached, and say which graph rows that touched.

    The footprint names all keys of before the change and of after it. `between`: keys between which claims are read
    differently now. `said`: what its videos say now, where that is known. The caller has its turn.
    """
    if said is None:
        said = read_said(footprint.before) if footprint.before else {}
    follow_said((before.said, said.get(video, NOTHING_SAID)) for video, before in footprint.before.items())
    plan = plan_change(footprint, between=between)
    with sent_together():
        return carry_out(plan, videos=footprint.before.keys())


def carry_out(plan: Plan, *, videos: Collection[str] = ()) -> GraphDelta:
    """Write what was planned, and say which graph rows that touched. `videos`: those whose own rows changed. The caller
    has had its turn since it planned, or knows that nothing was changed since of what the plan rests on."""
    leave_trace(plan.rests_on)
    write_entities(plan.entities)
    set_key_places(plan.places)
    write_appearances(plan.appearances)
    write_relating(plan.relating)
    drop_entities(sorted(plan.gone))
    return _name_changes(plan, videos=videos, counted=follow_counts(plan, changed=videos))


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
    leave_trace(None)
    laid, spoken = Overlay.objects.values("video"), DecisionVideo.objects.values("video")
    touched = overlay_videos(Video.objects.filter(Q(id__in=laid) | Q(id__in=spoken) | Q(content__in=spoken)))
    _mend_folded()
    Claim.objects.update(relation=None)
    Key.objects.update(entity=None, holder="", reach="")
    for model in (Relation, Appearance, Entity):
        model.everything.all().delete()
    tally_everything()
    bynames = load_bynames()
    facts = {key: fact for key, fact in load_key_facts().items() if key not in bynames}
    resolving = resolve_keys(facts, ties=load_ties(), judgements=load_judgements()).with_bynames(bynames)
    appearances = list_every_appearance(sum_appearances(load_namings(), entity_of=resolving.after))
    entities = compare_entities(resolving.entities, appearances, standing={})
    write_entities(settle_slugs(entities, standing={}, gone=(), alike=()))
    set_key_places(place_keys(resolving, keys=resolving.reach))
    write_appearances(appearances)
    relate_everything()
    count_everything()
    forget_keys(touched)


def _mend_folded() -> None:
    """Words that name a thing everywhere were kept under the name that an editor gave it by releases of before."""
    rows = Key.objects.filter(scope=Scope.LIBRARY).values_list("id", "folded").iterator()
    wrong = {id for id, folded in rows if key_id(folded) != id}
    spoken = DecisionKey.objects.filter(key__in=listed(wrong), kind=MENTION).values_list("key", "decision__said")
    for key, said in spoken if wrong else ():
        folded = fold_name(said["places"][0]["text"])
        if key_id(folded) == key:
            Key.objects.filter(id=key).update(folded=folded)
