"""The library: which videos the front page shows, in what order, and by what a reader can narrow them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber

from graphapp.graph.models import Appearance, Entity
from graphapp.videos.models import DecisionEvent, Topic, Video
from graphapp.videos.reading.finding import find_entity, find_topic
from graphapp.videos.text_index.plain_letters import Plain, hold_words

PAGE_SIZE = 13
TOP_ENTITIES = 4
CHOICES = 40
MAX_CHARS = 200
ORDERS: Mapping[str, tuple[str, Sequence[object]]] = {
    "": ("Newest", (F("published").desc(nulls_last=True), "-added_at", "id")),
    "added": ("Last added", ("-added_at", "id")),
    "title": ("Title", (Plain("title"), "title", "id")),
    "longest": ("Longest", (F("duration_ms").desc(nulls_last=True), "-word_count", "id")),
    "connected": ("Most connected", ("-relation_count", "id")),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked the library for; empty means no narrowing."""

    q: str = ""
    topic: str = ""
    channel: str = ""
    entity: str = ""
    sort: str = ""

    @property
    def narrows(self) -> bool:
        return any((self.q, self.topic, self.channel, self.entity))

    @property
    def is_ranked(self) -> bool:
        return self.sort not in ("", "added")


def read_wish(parameters: Mapping[str, str]) -> Wish:
    values = {name: parameters.get(name, "").strip()[:MAX_CHARS] for name in ("q", "topic", "channel", "entity")}
    sort = parameters.get("sort", "")
    return Wish(**values, sort=sort if sort in ORDERS else "")


def choose_videos(wish: Wish, *, entity: Entity | None) -> QuerySet[Video]:
    videos = Video.objects.select_related("drawing").defer("summary", "warnings", "extractor")
    videos = hold_words(videos, "title", wish.q)
    if wish.topic:
        videos = videos.filter(Exists(Topic.objects.filter(video=OuterRef("pk"), slug=find_topic(wish.topic))))
    if wish.channel:
        videos = videos.filter(channel__same=wish.channel)
    if wish.entity:
        named = Appearance.objects.filter(video=OuterRef("pk"), entity=entity)
        videos = videos.filter(Exists(named)) if entity else videos.none()
    return videos.order_by(*ORDERS[wish.sort][1])


def find_wished_entity(wish: Wish) -> Entity | None:
    return find_entity(wish.entity) if wish.entity else None


def load_top_entities(videos: Iterable[Video]) -> dict[str, list[Entity]]:
    """For each video its most salient entities, one query."""
    rank = Window(RowNumber(), partition_by=F("video"), order_by=[F("salience").desc(), F("mentions").desc(), "entity"])
    rows = Appearance.objects.filter(video__in=[v.id for v in videos]).annotate(rank=rank)
    found: dict[str, list[Entity]] = defaultdict(list)
    for row in rows.filter(rank__lte=TOP_ENTITIES).select_related("entity").order_by("video", "rank"):
        found[row.video_id].append(row.entity)
    return found


def list_channels(chosen: str = "") -> list[str]:
    """Those of most videos, and the chosen one."""
    rows = Video.objects.exclude(channel="").values_list("channel", flat=True)
    usual = list(rows.annotate(n=Count("*")).order_by("-n", "channel")[:CHOICES])
    return usual if chosen in ("", *usual) else [chosen, *usual]


def list_topics(chosen: str = "") -> Sequence[tuple[str, str]]:
    """(slug, name) of the topics that most videos have, and of the chosen one. Counted anew only after a video was
    added, changed or deleted, or something was decided: they are a hundred thousand in a large library."""
    usual = _list_usual_topics()
    if not chosen or chosen in dict(usual):
        return usual
    return [(chosen, name_topics([chosen]).get(chosen, chosen)), *usual]


def _list_usual_topics() -> Sequence[tuple[str, str]]:
    videos = Video.objects.aggregate(count=Count("*"), changed=Max("updated_at"))
    decided = DecisionEvent.objects.order_by("-id").values_list("id", flat=True).first()
    stamp = (str(settings.DATABASES["default"].get("NAME")), videos["count"], videos["changed"], decided)
    return _count_topics(stamp)


@lru_cache(maxsize=2)
def _count_topics(stamp: tuple[str, int, datetime | None, int | None]) -> Sequence[tuple[str, str]]:
    """`stamp`: of videos and decisions, by which the last answers are known again. Topics are counted by index; only
    then their names are read."""
    counted = Topic.objects.values_list("slug").annotate(n=Count("*")).order_by("-n", "slug")[:CHOICES]
    slugs = [slug for slug, _ in counted]
    names = name_topics(slugs)
    return tuple((slug, names[slug]) for slug in slugs)


def name_topics(slugs: Collection[str]) -> dict[str, str]:
    """A name for each slug that is there. One query."""
    return {slug: choose_name(names) for slug, names in count_names(slugs).items()}


def count_names(slugs: Collection[str]) -> dict[str, Counter[str]]:
    """How many videos write each topic in which way. One query, answered by an index."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    rows = Topic.objects.filter(slug__in=slugs).order_by().values_list("slug", "name").annotate(n=Count("*"))
    for slug, name, count in rows:
        counted[slug][name] = count
    return counted


def choose_name(names: Counter[str]) -> str:
    """The one that most videos write; of several the first by the alphabet."""
    return min(names, key=lambda name: (-names[name], name))


def list_entities() -> list[Entity]:
    """Those that most videos name, among which a reader may choose without typing."""
    return list(Entity.objects.order_by("-video_count", "id")[:CHOICES])
