"""Chooses among decisions, for the history's page and the API alike. Reads only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from graphapp.curation.applying import list_lost
from graphapp.graph.models import Appearance
from graphapp.videos.models import Decision, DecisionVideo, Key, Naming
from graphapp.videos.premises.facts import listed
from graphapp.videos.reading.finding import find_video, list_keys_named


@dataclass(frozen=True, slots=True)
class Choice:
    """What is empty chooses all. `lost`: active ones that no longer apply. `entity`, `video`: ids or slugs."""

    kinds: Collection[str] = ()
    author: str = ""
    active: bool | None = None
    lost: bool = False
    entity: str = ""
    video: str = ""


def choose_decisions(choice: Choice) -> QuerySet[Decision]:
    """Newest first."""
    rows = Decision.objects.order_by("-order")
    if choice.kinds:
        rows = rows.filter(kind__in=choice.kinds)
    if choice.author:
        rows = rows.filter(author=choice.author)
    if choice.active is not None:
        rows = rows.filter(active=choice.active)
    if choice.lost:
        rows = rows.filter(id__in=listed([row.id for row in list_lost()]))
    if choice.entity:
        rows = rows.filter(keys__key__in=listed(list_keys_named(choice.entity)))
    if choice.video:
        rows = rows.filter(_about_video(choice.video))
    return rows.distinct() if choice.entity or choice.video else rows


def _about_video(reference: str) -> Q:
    """Decisions about its words, or about what it names."""
    video = find_video(reference)
    if video is None:
        return Q(pk=None)
    words = DecisionVideo.objects.filter(video__in=[video.id, video.content]).values("decision_id")
    entities = Appearance.objects.filter(video=video).values("entity")
    named = Key.objects.filter(Q(entity__in=entities) | Q(id__in=Naming.objects.filter(video=video).values("key")))
    return Q(id__in=words) | Q(keys__key__in=named.values("id"))
