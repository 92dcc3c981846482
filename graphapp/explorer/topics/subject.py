"""A topic over all videos: its name, since when and how often it is discussed, and the entity that it is, if any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from graphapp.explorer.published import choose_months, list_videos, read_months, tell_added
from graphapp.explorer.timeline import Timeline, lay_timeline
from graphapp.graph.models import Entity
from graphapp.videos.models import Key, Topic
from graphapp.videos.reading.browsing import choose_name
from graphapp.videos.text_index.plain_letters import hold_words

MAX_CHARS = 200
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Subject:
    """`name`: the form that most videos use. `videos`: how many discuss it; `newest`: ids of LOOKED_AT
    of them."""

    slug: str
    name: str
    videos: int
    newest: Sequence[str]
    timeline: Timeline
    entity: Entity | None

    @property
    def rows(self) -> QuerySet[Topic]:
        """One of each video that discusses it."""
        return Topic.objects.filter(slug=self.slug)


@dataclass(frozen=True, slots=True)
class TopicCount:
    slug: str
    name: str
    videos: int


def load_subject(slug: str) -> Subject | None:
    """None where no video discusses it. Five queries, six where none has a date."""
    rows = Topic.objects.filter(slug=slug).order_by()
    names: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    for name, key, count in rows.values_list("name", "key_id").annotate(n=Count("*")):
        names[name] += count
        keys[key or ""] += count
    if not names:
        return None
    return Subject(
        slug=slug,
        name=choose_name(names),
        videos=names.total(),
        newest=list(list_videos(rows, count=names.total())[:LOOKED_AT]),
        timeline=tell_added(lay_timeline(read_months(choose_months(rows))), rows),
        entity=_find_most(keys),
    )


def _find_most(keys: Counter[str]) -> Entity | None:
    """What most of the topics mean. Few keys are looked up after they were counted, not one for each of the topics."""
    meant: Counter[str] = Counter()
    for key, entity in Key.objects.filter(id__in=keys, entity__isnull=False).values_list("id", "entity_id"):
        meant[entity] += keys[key]
    return Entity.objects.filter(id=min(meant, key=lambda id: (-meant[id], id))).first() if meant else None


def count_topics(text: str = "") -> QuerySet[Topic, dict[str, object]]:
    """slug and `video_count` of each topic whose name holds every word of a text; in no order."""
    topics = hold_words(Topic.objects.order_by(), "name", text[:MAX_CHARS])
    return topics.values("slug").annotate(video_count=Count("id"))
