"""All entities, as pages and API list them: by words of a name, by type, topic and video. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from graphapp.graph.models import Appearance, Entity
from graphapp.graph.names import list_ids_called
from graphapp.videos.models import Topic
from graphapp.videos.portrait.selection import TYPES
from graphapp.videos.portrait.wording import TYPE_WORDS, plural_of
from graphapp.videos.reading.finding import find_topic
from graphapp.videos.reading.ordering import newest_first
from ingest.ids import fold_name

INDEX_SIZE = 60
MAX_CHARS = 200
MAX_WORDS = 8
TOPIC_VIDEOS = 200
"""A topic narrows to entities of so many of its videos, the newest."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked the index for; empty means no narrowing."""

    q: str = ""
    type: str = ""


def read_wish(parameters: Mapping[str, str]) -> Wish:
    type = parameters.get("type", "")
    return Wish(q=parameters.get("q", "").strip()[:MAX_CHARS], type=type if type in TYPES else "")


def choose_entities(wish: Wish) -> QuerySet[Entity]:
    entities = Entity.objects.filter(type=wish.type) if wish.type else Entity.objects.all()
    return name_entities(entities, wish.q).order_by("-video_count", "-mention_count", "id")


def name_entities(entities: QuerySet[Entity], text: str) -> QuerySet[Entity]:
    """Those of which a name or alias holds every word of a text, anywhere in it."""
    for word in fold_name(text[:MAX_CHARS]).split()[:MAX_WORDS]:
        entities = entities.filter(id__in=list_ids_called(Q(folded__contains=word)))
    return entities


def with_video(entities: QuerySet[Entity], video: str) -> QuerySet[Entity]:
    return entities.filter(Exists(Appearance.objects.filter(entity=OuterRef("pk"), video=video)))


def with_topic(entities: QuerySet[Entity], slug: str) -> QuerySet[Entity]:
    """Those named in the newest videos that discuss a topic."""
    rows = Topic.objects.filter(slug=find_topic(slug)).order_by(*newest_first("video__"))
    videos = list(rows.values_list("video_id", flat=True)[:TOPIC_VIDEOS])
    return entities.filter(id__in=Appearance.objects.filter(video__in=videos).values("entity_id"))


def count_types() -> list[tuple[str, str, int]]:
    """(type, its plural, how many), in the order of the pages; those that there are."""
    counts = dict(Entity.objects.values_list("type").annotate(n=Count("id")).order_by())
    return [(type, plural_of(type), counts[type]) for type in TYPE_WORDS if type in counts]
