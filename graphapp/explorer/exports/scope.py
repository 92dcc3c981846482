"""What is taken along: which videos, entities, relations and claims. Reads only ids and places."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from graphapp.graph.models import Appearance, Relation
from graphapp.videos.models import Claim, Mention, Topic, Video
from graphapp.videos.reading.connections import shown_claims
from graphapp.videos.reading.finding import find_topic

MOST_ENTITIES = 200
"""So many ids still fit into an address."""
LONGEST_VIEW = 4000
"""Characters of the query that says which part of the graph is meant."""


@dataclass(frozen=True, slots=True)
class Scope:
    """All of the library. The others narrow it. `name` is for the file; `facts` say what it is."""

    name: str = "library"
    facts: Mapping[str, Any] = field(default_factory=dict)

    def list_videos(self) -> Collection[str] | None:
        """Ids; None means all."""
        return None

    def list_entities(self) -> Collection[str] | None:
        return None

    def list_relations(self) -> Collection[str] | None:
        return None

    def keeps(self, video: str, segment: int) -> bool:
        """Whether what is stated there is evidence within the scope."""
        return True

    def load_presences(self, entities: Collection[str]) -> dict[str, tuple[int, int | None]]:
        """Mentions and first time (ms) of entities, where they are those of one video."""
        return {}


@dataclass(frozen=True, slots=True)
class VideoScope(Scope):
    video: str = ""

    def list_videos(self) -> Collection[str]:
        return [self.video]

    def list_entities(self) -> Collection[str]:
        return set(Appearance.objects.filter(video=self.video).values_list("entity_id", flat=True))

    def list_relations(self) -> Collection[str]:
        return _list_relations(Claim.objects.filter(video=self.video))

    def keeps(self, video: str, segment: int) -> bool:
        return video == self.video

    def load_presences(self, entities: Collection[str]) -> dict[str, tuple[int, int | None]]:
        rows = Appearance.objects.filter(video=self.video, entity__in=entities)
        return {id: (mentions, first) for id, mentions, first in rows.values_list("entity_id", "mentions", "first_ms")}


@dataclass(frozen=True, slots=True)
class TopicScope(Scope):
    """`segments`: of each video that has the topic, the numbers where it is discussed."""

    segments: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def list_videos(self) -> Collection[str]:
        return self.segments.keys()

    def list_entities(self) -> Collection[str]:
        found = set(self._list_mentioned())
        relations = list(self.list_relations())
        for start in range(0, len(relations), 5000):
            ends = Relation.objects.filter(id__in=relations[start : start + 5000])
            found.update(id for pair in ends.values_list("subject_id", "object_id") for id in pair)
        return found

    def _list_mentioned(self) -> Iterator[str]:
        for video, numbers in self.segments.items():
            rows = Mention.objects.filter(video=video, segment__number__in=numbers, key__entity__isnull=False)
            yield from rows.order_by().values_list("key__entity_id", flat=True).distinct()

    def list_relations(self) -> Collection[str]:
        found: set[str] = set()
        for video, numbers in self.segments.items():
            found |= _list_relations(Claim.objects.filter(video=video, segment__number__in=numbers))
        return found

    def keeps(self, video: str, segment: int) -> bool:
        return segment in self.segments.get(video, ())


@dataclass(frozen=True, slots=True)
class ViewScope(Scope):
    """The given entities and all relations among them."""

    entities: tuple[str, ...] = ()

    def list_videos(self) -> Collection[str]:
        claims = Claim.objects.filter(relation__in=self.list_relations())
        return set(claims.order_by().values_list("video_id", flat=True).distinct())

    def list_entities(self) -> Collection[str]:
        return set(self.entities)

    def list_relations(self) -> Collection[str]:
        among = Relation.objects.filter(subject__in=self.entities, object__in=self.entities)
        return set(among.values_list("id", flat=True))


def _list_relations(claims: QuerySet[Claim]) -> set[str]:
    rows = shown_claims(claims).order_by().values_list("relation_id", flat=True)
    return {str(id) for id in rows.distinct()}


def scope_video(video: Video) -> Scope:
    return VideoScope(video.slug, {"video": video.id, "title": video.title}, video=video.id)


def scope_topic(slug: str) -> Scope | None:
    """None where no video has the topic."""
    slug = find_topic(slug)
    rows = Topic.objects.filter(slug=slug).values_list("video_id", "name", "segments")
    segments = {video: frozenset(map(int, numbers)) for video, _, numbers in rows}
    names = sorted({name for _, name, _ in rows})
    return TopicScope(f"topic-{slug}", {"topic": slug, "name": names[0]}, segments=segments) if names else None


def scope_view(entities: Sequence[str]) -> Scope:
    """`entities`: ids."""
    ids = tuple(dict.fromkeys(entities))
    return ViewScope("view", {"entities": list(ids)}, entities=ids)
