"""The page of one connection. Reads only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from graphapp.explorer.connections.citing import Origin, cite_connection, tell_relation
from graphapp.graph.models import Relation
from graphapp.videos.models import Video
from graphapp.videos.portrait.wording import phrase_of
from graphapp.videos.reading.connections import load_evidence
from graphapp.videos.reading.relations import find_connection
from graphapp.web.moving import lead_on


@require_safe
def show_connection(request: HttpRequest, reference: str) -> HttpResponse:
    """By id, or by its permanent address; a permanent address of before a merge leads on to the one of now."""
    found = find_connection(reference)
    if found.relation is None:
        context = {"ends": found.ends, "others": [(r, phrase_of(r.predicate)) for r in found.others]}
        return render(request, "explorer/connections/missing.html", context, status=404)
    name = found.relation.permanent
    if reference not in (found.relation.id, name):
        return lead_on(request, to=name)
    permanent = request.build_absolute_uri(reverse("explorer:connection", args=[name]))
    others = [(r, phrase_of(r.predicate)) for r in found.others]
    return render(
        request, "explorer/connections/connection.html", _describe(found.relation, permanent) | {"others": others}
    )


def _describe(relation: Relation, permanent: str) -> dict[str, Any]:
    evidence = load_evidence(relation)
    context = {
        "relation": relation,
        "phrase": phrase_of(relation.predicate),
        "sentence": tell_relation(relation),
        "evidence": evidence,
        "permanent": permanent,
    }
    if not evidence:
        return context
    published = Video.objects.values_list("published", flat=True).get(id=evidence[0].video_id)
    origin = Origin(evidence[0], published, permanent, timezone.localdate())
    return context | {"citation": cite_connection(relation, origin=origin)}
