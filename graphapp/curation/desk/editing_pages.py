"""Editing in place: what can be said of an entity, a connection, or words of a transcript. Opened in a dialog from
any page, and pages of their own without scripts."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from rest_framework.exceptions import APIException

from graphapp.accounts.permissions import Role, require_role
from graphapp.curation.deciding import make_decision
from graphapp.curation.desk.forms import read_fields, read_sent
from graphapp.curation.desk.returning import find_chosen, go_back, read_next
from graphapp.curation.desk.wording import KIND_WORDS, POLARITY_WORDS
from graphapp.curation.previewing import preview_decision
from graphapp.curation.seen import look_at
from graphapp.graph.models import Entity, Relation
from graphapp.graph.opening import open_questions
from graphapp.graph.results import EntityHit
from graphapp.videos.models import Claim, Decision, Key, Mention, Naming, Segment, Video
from graphapp.videos.portrait.wording import phrase_of
from graphapp.videos.premises.judging import CORRECT, HIDE
from graphapp.videos.reading.connections import load_evidence
from graphapp.videos.reading.finding import find_entity, find_segment, find_video
from ingest.ontology import load_ontology
from ingest.records import EntityType, Polarity

MENTIONS = 60
NAMES = 2000
FOUND = 8
DECISIONS = 8
AROUND = 60


@require_role(Role.EDITOR)
@never_cache
@require_safe
def show_entity(request: HttpRequest, reference: str) -> HttpResponse:
    entity = find_entity(reference)
    if entity is None:
        raise Http404("There is no such smart object.")
    keys = Key.objects.filter(entity=entity)
    names = Naming.objects.filter(key__in=keys).order_by("name").values_list("name", flat=True).distinct()
    decisions = Decision.objects.filter(keys__key__in=keys.values("id")).distinct()
    context = {
        "entity": entity,
        "aliases": [name for name in names[:NAMES] if name != entity.name],
        "types": [t.value for t in EntityType],
        "others": _find_others(entity, request.GET.get("with", "")),
        "asked": request.GET.get("with", ""),
        "places": [_show_place(row) for row in _list_mentions(entity, request.GET.get("video", ""))],
        "edits": [(row, KIND_WORDS[row.kind]) for row in decisions[:DECISIONS]],
        "links": "\n".join(f"{address} {words}" for words, address in entity.links),
    }
    return _render(request, "desk/entity.html", context, about=[entity.id])


@require_role(Role.EDITOR)
@never_cache
@require_safe
def show_connection(request: HttpRequest, relation_id: str) -> HttpResponse:
    relation = Relation.objects.select_related("subject", "object").filter(id=relation_id).first()
    if relation is None:
        raise Http404("There is no such connection.")
    context = {
        "relation": relation,
        "phrase": phrase_of(relation.predicate),
        "predicates": _list_predicates(also=relation.predicate),
        "polarities": [(p.value, POLARITY_WORDS[p.value]) for p in Polarity],
        "testimonies": load_evidence(relation)[:4],
    }
    return _render(request, "desk/connection.html", context, about=[relation.id])


@require_role(Role.EDITOR)
@never_cache
@require_safe
def show_words(request: HttpRequest) -> HttpResponse:
    """Of words that were selected in a transcript: what they name, or what they state. Without a segment: of which
    one, for whom nothing was selected."""
    video = find_video(request.GET.get("video", ""))
    number = request.GET.get("segment", "")
    if video and not number:
        return _choose_segment(request, video)
    segment = find_segment(video, number) if video else None
    if video is None or segment is None:
        raise Http404("There is no such segment.")
    here = Entity.objects.filter(appearances__video=video).order_by("-appearances__salience", "id")
    words = request.GET.get("text", "").strip()
    context = {
        "video": video,
        "segment": segment,
        "words": words,
        "start": request.GET.get("start", ""),
        "here": here.values_list("id", "name", "type"),
        "others": _find_others(None, request.GET.get("with", "")),
        "asked": request.GET.get("with", ""),
        "types": [t.value for t in EntityType],
        "predicates": _list_predicates(),
        "polarities": [(p.value, POLARITY_WORDS[p.value]) for p in Polarity],
    }
    return _render(request, "desk/words.html", context, about=[])


def _choose_segment(request: HttpRequest, video: Video) -> HttpResponse:
    rows = Segment.objects.filter(video=video).order_by("number")
    segments = rows.values_list("number", "start_ms", "speaker", "text")
    return render(request, "desk/segments.html", {"video": video, "segments": segments})


@require_role(Role.EDITOR)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Makes the decision of a form, or shows first what it would change (`step=preview`)."""
    kind, fields = request.POST.get("kind", ""), read_fields(request.POST)
    try:
        if request.POST.get("step") == "preview":
            return _show_preview(request, kind, fields)
        author, note = request.user.get_username(), request.POST.get("note", "")
        claim = Claim.objects.filter(relation=fields.get("relation", "")).first() if kind == CORRECT else None
        gone = find_chosen(fields) if kind in (HIDE, CORRECT) else None
        decision = make_decision(kind, fields, author=author, note=note, sent=read_sent(request.POST))
    except APIException as refusal:
        context = {"reason": str(refusal.detail), "details": getattr(refusal, "details", {})}
        return _render(request, "desk/refused.html", context, about=[], status=refusal.status_code)
    done = KIND_WORDS[decision.kind].capitalize()
    messages.success(request, f"{done}: {decision.subject}. It can be revoked in the history.")
    if claim:
        claim.refresh_from_db()
    return go_back(request, gone=gone, now=(claim and claim.relation_id) or "")


def _show_preview(request: HttpRequest, kind: str, fields: dict[str, Any]) -> HttpResponse:
    preview = preview_decision(kind, fields)
    rest = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "step", "thing", "print", "name", "swap"):
        rest.pop(name, None)
    sides = [change.before for change in preview.changes if change.before] if kind == "same" else []
    context = {
        "preview": preview,
        "kind": kind,
        "entity": preview.changes[0].before if kind == HIDE and fields.get("entity") else None,
        "rest": [(name, value) for name in rest for value in rest.getlist(name)],
        "names": list(dict.fromkeys(side.name for side in sides)),
        "name": fields.get("name", ""),
        "seen": preview.seen,
    }
    return _render(request, "desk/preview.html", context, about=[])


def _render(
    request: HttpRequest, template: str, context: dict[str, Any], *, about: list[str], status: int = 200
) -> HttpResponse:
    framed = {
        "frame": "desk/fragment.html" if getattr(request, "htmx", False) else "web/page.html",
        "next": read_next(request),
        "request_word": secrets.token_hex(16),
        "seen": look_at(about),
    }
    # htmx swaps a refusal like any other answer: it says why
    shown = 200 if getattr(request, "htmx", False) else status
    return render(request, template, framed | context, status=shown)


def _find_others(entity: Entity | None, asked: str) -> list[EntityHit]:
    """What is known by such a name, or one that begins so, best first."""
    hits = open_questions().search(asked, limit=FOUND + 1)
    return [hit for hit in hits if entity is None or hit.id != entity.id][:FOUND]


def _list_mentions(entity: Entity, video: str) -> list[Mention]:
    rows = Mention.objects.filter(key__entity=entity).select_related("segment", "video")
    chosen = find_video(video) if video else None
    rows = rows.filter(video=chosen) if chosen else rows
    return list(rows.order_by("video", "segment__number", "start")[:MENTIONS])


def _show_place(row: Mention) -> dict[str, Any]:
    text = row.segment.text
    return {
        "id": row.pk,
        "title": row.video.title,
        "start_ms": row.segment.start_ms,
        "before": text[max(0, row.start - AROUND) : row.start],
        "text": text[row.start : row.end],
        "after": text[row.end : row.end + AROUND],
    }


def _list_predicates(*, also: str = "") -> list[tuple[str, str]]:
    """`also`: what stands now. Where the ontology no longer has it, it is chosen by choosing none."""
    known = load_ontology().predicates
    kept = [("", phrase_of(also))] if also and also not in known else []
    return [*kept, *((name, predicate.phrase) for name, predicate in known.items())]
