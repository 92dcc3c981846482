"""What is taken along: which videos, entities, relations and claims. Reads only ids and places."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from graphapp.graph.models import Appearance, Relation
from graphapp.videos.models import Claim, Mention, Topic, Video
from graphapp.videos.premises.facts import cut_list, list_segments, listed
from graphapp.videos.reading.browsing import name_topics
from graphapp.videos.reading.connections import shown_claims
from graphapp.videos.reading.finding import find_topic

MOST_ENTITIES = 200
"""So many ids still fit into an address."""
LONGEST_VIEW = 7800
"""Characters of what says which part of the graph is meant, as they stand in an address: no more fit into a request's
first line, and the front end writes no longer views (`frontend/src/explore/address.ts`)."""


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
    """`segments`: of each video that has the topic, the numbers where it is discussed. `relations`: what is stated
    there."""

    segments: Mapping[str, frozenset[int]] = field(default_factory=dict)
    relations: Collection[str] = ()

    def list_videos(self) -> Collection[str]:
        return self.segments.keys()

    def list_entities(self) -> Collection[str]:
        found = set(_list_mentioned(_list_places(self.segments)))
        ends = Relation.objects.filter(id__in=listed(self.relations)).values_list("subject_id", "object_id")
        return found.union(id for pair in ends.iterator() for id in pair)

    def list_relations(self) -> Collection[str]:
        return self.relations

    def keeps(self, video: str, segment: int) -> bool:
        return segment in self.segments.get(video, ())


@dataclass(frozen=True, slots=True)
class ViewScope(Scope):
    """The given entities and all relations among them."""

    entities: Collection[str] = ()
    relations: Collection[str] = ()

    def list_videos(self) -> Collection[str]:
        claims = Claim.objects.filter(relation__in=listed(self.relations))
        return set(claims.order_by().values_list("video_id", flat=True).distinct())

    def list_entities(self) -> Collection[str]:
        return self.entities

    def list_relations(self) -> Collection[str]:
        return self.relations


def _list_places(segments: Mapping[str, Collection[int]]) -> list[tuple[str, int]]:
    return [(video, number) for video, numbers in segments.items() for number in sorted(numbers)]


def _list_mentioned(places: Sequence[tuple[str, int]]) -> Iterator[str]:
    for some in cut_list(places):
        rows = Mention.objects.filter(segment__in=list_segments(some), key__entity__isnull=False)
        yield from rows.order_by().values_list("key__entity_id", flat=True).distinct()


def _list_stated(places: Sequence[tuple[str, int]]) -> Iterator[str]:
    for some in cut_list(places):
        yield from _list_relations(Claim.objects.filter(segment__in=list_segments(some)))


def _list_among(entities: Sequence[str]) -> Iterator[str]:
    """Sought from one end: an index over both would be asked for each pair of them."""
    known = frozenset(entities)
    rows = Relation.objects.filter(subject__in=listed(entities)).values_list("id", "object_id")
    return (id for id, other in rows.iterator() if other in known)


def _list_relations(claims: QuerySet[Claim]) -> set[str]:
    rows = shown_claims(claims).order_by().values_list("relation_id", flat=True)
    return {str(id) for id in rows.distinct()}


def scope_video(video: Video) -> Scope:
    return VideoScope(video.slug, {"video": video.id, "title": video.title}, video=video.id)


def scope_topic(slug: str) -> Scope | None:
    """None where no video has the topic."""
    slug = find_topic(slug)
    rows = Topic.objects.filter(slug=slug).values_list("video_id", "segments")
    segments = {video: frozenset(map(int, numbers)) for video, numbers in rows}
    if not segments:
        return None
    relations = frozenset(_list_stated(_list_places(segments)))
    facts = {"topic": slug, "name": name_topics([slug])[slug]}
    return TopicScope(f"topic-{slug}", facts, segments=segments, relations=relations)


def scope_view(entities: Sequence[str]) -> Scope:
    """`entities`: ids."""
    ids = tuple(dict.fromkeys(entities))
    return ViewScope("view", {"entities": list(ids)}, entities=ids, relations=frozenset(_list_among(ids)))
