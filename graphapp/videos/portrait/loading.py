"""Loads everything that the page of a video shows: five queries, whatever the video's size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graphapp.videos.addresses.slugs import is_marked
from graphapp.videos.drawing.keeping import keep_plans
from graphapp.videos.drawing.plan import CERTAIN, Plan
from graphapp.videos.models import Video
from graphapp.videos.portrait.selection import Selection
from graphapp.videos.reading.connections import Connection, load_connections
from graphapp.videos.reading.entities import VideoEntity, load_entities
from graphapp.videos.reading.finding import find_entity
from graphapp.videos.reading.outline import ChapterSpan, TopicSpan, load_chapters, load_topics
from graphapp.videos.reading.relations import find_connection
from graphapp.videos.reading.transcript import MarkedSegment, load_transcript
from ingest.records import EntityType

CONVINCING = 0.6
"""A concept of less confidence needs a certain connection to be shown unasked."""


@dataclass(frozen=True)
class Portrait:
    """A video with all that was found in it. Entities most salient first, connections surest first."""

    video: Video
    segments: tuple[MarkedSegment, ...]
    entities: tuple[VideoEntity, ...]
    connections: tuple[Connection, ...]
    chapters: tuple[ChapterSpan, ...]
    topics: tuple[TopicSpan, ...]

    @cached_property
    def plan(self) -> Plan:
        return keep_plans(self.video, entities=self.entities, connections=self.connections).whole

    @cached_property
    def by_id(self) -> Mapping[str, VideoEntity]:
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def segment_at(self) -> Mapping[int, MarkedSegment]:
        return {segment.number: segment for segment in self.segments}

    @cached_property
    def segments_of(self) -> Mapping[str, list[int]]:
        """Entity id → numbers of the segments that name it, each once, in order."""
        found: dict[str, dict[int, None]] = defaultdict(dict)
        for segment in self.segments:
            for span in segment.spans:
                found[span.entity][segment.number] = None
        return {entity: list(numbers) for entity, numbers in found.items()}

    @cached_property
    def degrees(self) -> Mapping[str, int]:
        """Entity id → how many certain connections it has."""
        counts: dict[str, int] = defaultdict(int)
        for connection in self.certain:
            counts[connection.subject] += 1
            counts[connection.object] += 1
        return counts

    @cached_property
    def certain(self) -> tuple[Connection, ...]:
        return tuple(c for c in self.connections if c.confidence >= CERTAIN)

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """Ids of concepts that are hardly one and that nothing certain connects: shown on request."""
        return frozenset(
            e.id
            for e in self.entities
            if e.type == EntityType.CONCEPT and e.confidence < CONVINCING and not self.degrees.get(e.id)
        )

    @property
    def sure_count(self) -> int:
        return len(self.entities) - len(self.doubtful)

    @property
    def weak_count(self) -> int:
        return len(self.connections) - len(self.certain)

    @property
    def timed(self) -> bool:
        return any(segment.start_ms is not None for segment in self.segments)

    def find_entity(self, reference: str) -> VideoEntity | None:
        """By id or slug; or by those of before a rename or a merge, for which the record is asked once."""
        exact = (e for e in self.entities if reference in (e.id, e.slug))
        return next(exact, None) or (self._find_moved(reference) if reference else None)

    def _find_moved(self, reference: str) -> VideoEntity | None:
        if reference not in self._moved:
            entity = find_entity(reference)
            self._moved[reference] = self.by_id.get(entity.id) if entity else None
        return self._moved[reference]

    @cached_property
    def _moved(self) -> dict[str, VideoEntity | None]:
        return {}

    def find_topic(self, slug: str) -> TopicSpan | None:
        """By its slug; or by the one of before topics were told apart by what an address leaves out."""
        exact = (topic for topic in self.topics if topic.slug == slug)
        return next(exact, None) or next((t for t in self.topics if slug and is_marked(t.slug, words=slug)), None)

    def find_connection(self, reference: str) -> Connection | None:
        """By id or its permanent name; or by one of before a merge or a correction, for which the record is asked."""
        exact = (c for c in self.connections if reference in (c.id, c.permanent))
        return next(exact, None) or (self._find_led_on(reference) if reference else None)

    def _find_led_on(self, reference: str) -> Connection | None:
        relation = find_connection(reference).relation
        return next((c for c in self.connections if relation and c.id == relation.id), None)

    def find_segment(self, second: int) -> int | None:
        """The number of the segment that is said at a second: the last that has begun."""
        begun = [s.number for s in self.segments if s.start_ms is not None and s.start_ms < (second + 1) * 1000]
        return begun[-1] if begun else None

    def scope_of(self, selection: Selection) -> frozenset[int] | None:
        """The segments that topic and chapter leave; None where neither is chosen."""
        scopes = [*self._topic_scope(selection.topic), *self._chapter_scope(selection.chapter)]
        return frozenset.intersection(*scopes) if scopes else None

    def _topic_scope(self, slug: str) -> Sequence[frozenset[int]]:
        return [frozenset(topic.segments) for topic in self.topics if topic.slug == slug]

    def _chapter_scope(self, number: int | None) -> Sequence[frozenset[int]]:
        return [frozenset(range(c.first, c.last + 1)) for c in self.chapters if c.number == number]


def load_portrait(video: Video) -> Portrait:
    segments = load_transcript(video)
    return Portrait(
        video=video,
        segments=segments,
        entities=load_entities(video),
        connections=load_connections(video),
        chapters=load_chapters(video, segment_count=len(segments)),
        topics=load_topics(video),
    )
