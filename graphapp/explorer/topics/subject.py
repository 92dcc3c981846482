"""A topic over all videos: its name, since when and how often it is discussed, and the entity that it is, if any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, QuerySet

from graphapp.explorer.timeline import Timeline, lay_timeline, sort_newest
from graphapp.graph.models import Entity
from graphapp.videos.models import Topic

MAX_CHARS = 200
MAX_WORDS = 8


class Discussed(NamedTuple):
    """A topic of one video. `id`: of its row."""

    id: int
    video: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Subject:
    """`name`: the form that most videos use. `rows`: newest first, those without a date last."""

    slug: str
    name: str
    rows: Sequence[Discussed]
    timeline: Timeline
    entity: Entity | None

    @property
    def videos(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class TopicCount:
    slug: str
    name: str
    videos: int


def load_subject(slug: str) -> Subject | None:
    """None where no video discusses it. Two queries: all rows of a topic are read once, for all that is asked of
    them."""
    fields = ("id", "video_id", "video__published", "name", "key__entity_id")
    rows = list(Topic.objects.filter(slug=slug).order_by().values_list(*fields))
    if not rows:
        return None
    names, entities = Counter(row[3] for row in rows), Counter(row[4] for row in rows if row[4])
    found = [Discussed(*row[:3]) for row in rows]
    return Subject(
        slug=slug,
        name=min(names, key=lambda name: (-names[name], name)),
        rows=sort_newest(found),
        timeline=lay_timeline((row.published, 1) for row in found),
        entity=_find_most(entities),
    )


def _find_most(entities: Counter[str]) -> Entity | None:
    return Entity.objects.filter(id=min(entities, key=lambda id: (-entities[id], id))).first() if entities else None


def count_topics(text: str = "") -> QuerySet[Topic, dict[str, object]]:
    """slug and `video_count` of each topic whose name holds every word of a text; in no order."""
    topics = Topic.objects.order_by()
    for word in text[:MAX_CHARS].split()[:MAX_WORDS]:
        topics = topics.filter(name__icontains=word)
    return topics.values("slug").annotate(video_count=Count("id"))
