"""A document's facts as rows: segments, keys, namings, mentions, claims, chapters, topics of one video.

Nothing here looks at another video.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graphapp.videos.addresses.slugs import make_topic_slug
from graphapp.videos.database.column_updates import Row
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.extraction.inserts import (
    insert_chapters,
    insert_claims,
    insert_mentions,
    insert_namings,
    insert_segments,
    insert_suggestions,
    insert_topics,
)
from graphapp.videos.models import Chapter, Claim, Drawing, Mention, Naming, Segment, Suggestion, Topic, Video
from ingest.ids import fold_name, hash_id, key_id
from ingest.records import Document, Entity, EntityType, NameKey, Scope
from ingest.records import Mention as Span

NAME_LENGTH = 300
TOPIC_NAME_LENGTH = 200
_SEGMENTS_OF = Prepared(lambda videos: Segment.objects.filter(video__in=videos).order_by().values_list("number", "id"))


class _Place(NamedTuple):
    """A segment: its row, its number, and when it begins."""

    row: int
    number: int
    start_ms: int | None


@dataclass(slots=True)
class _Names:
    """Which key every entity of the document has for each folded form. `title[entity]` is its first key."""

    title: dict[str, str] = field(default_factory=dict)
    by_form: dict[tuple[str, str], str] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    kept: list[tuple[Entity, NameKey, str]] = field(default_factory=list)

    def key_for(self, entity: str, surface: str) -> str:
        return self.by_form.get((entity, fold_name(surface)), self.title[entity])


def clear_extraction(video: Video) -> None:
    """Take all rows away that an extraction gave to `video`, and the drawing of them."""
    for model in (Drawing, Suggestion, Claim, Mention, Naming, Topic, Chapter, Segment):
        model._base_manager.filter(video=video).delete()


def write_extraction(video: Video, *, document: Document) -> Sequence[Row]:
    """Write the rows of `document` for a `video` that has none, and give those of the keys that they name.

    The keys are shared with other videos: whoever has the turn to write inserts them (`insert_keys`), before the
    transaction ends.
    """
    segments = _write_segments(video, document)
    names = _assign_keys(video, document)
    mentions = _list_mentions(document, names)
    insert_mentions(_mention_rows(video, mentions, segments))
    insert_namings(_naming_rows(video, names, mentions, segments))
    insert_claims(_claim_rows(video, document, names, segments))
    insert_chapters(_chapter_rows(video, document, segments))
    insert_topics(_topic_rows(video, document, names))
    insert_suggestions(_suggestion_rows(video, document, names))
    return list(names.rows.values())


def _write_segments(video: Video, document: Document) -> Mapping[str, _Place]:
    said = document.transcript.segments
    insert_segments(
        (video.id, number, s.start_ms, s.end_ms, (s.speaker or "")[:200], s.text, s.paragraph)
        for number, s in enumerate(said, 1)
    )
    rows = dict(_SEGMENTS_OF([video.id]))
    return {segment.id: _Place(rows[number], number, segment.start_ms) for number, segment in enumerate(said, 1)}


def _assign_keys(video: Video, document: Document) -> _Names:
    """A key belongs to one entity of a video: the first that claims it. Another entity of the same name gets
    a key of its own, which stays in the video."""
    names = _Names()
    for entity in document.entities:
        for position, name in enumerate(entity.keys):
            id, scope = _choose_key(video, name)
            if names.owners.get(id, entity.id) != entity.id:
                if position > 0:
                    continue
                id, scope = name_namesake(name.folded, video=video.id, kind=entity.type), Scope.VIDEO
            if names.owners.setdefault(id, entity.id) == entity.id:
                _keep_key(names, entity, name, id, scope)
    return names


def name_namesake(folded: str, *, video: str, kind: str) -> str:
    """The key of what a video calls like something else in it. `kind`: the type by which the two are told apart."""
    return hash_id("namesake", (folded, video, kind))


def _choose_key(video: Video, name: NameKey) -> tuple[str, Scope]:
    own = name.scope is Scope.VIDEO
    return key_id(name.folded, video=video.id if own else None), name.scope


def _keep_key(names: _Names, entity: Entity, name: NameKey, id: str, scope: Scope) -> None:
    if id in names.rows:
        return
    names.rows[id] = (id, name.folded[:NAME_LENGTH], scope.value)
    names.by_form[entity.id, name.folded] = id
    names.title.setdefault(entity.id, id)
    names.kept.append((entity, name, id))


def _list_mentions(document: Document, names: _Names) -> Mapping[str, list[Span]]:
    """Every mention under the key that its words fold to, in transcript order."""
    texts = {segment.id: segment.text for segment in document.transcript.segments}
    found: dict[str, list[Span]] = defaultdict(list)
    for entity in document.entities:
        if entity.id in names.title:
            for place in entity.mentions:
                surface = texts[place.segment][place.start : place.end]
                found[names.key_for(entity.id, surface)].append(place)
    return found


def _mention_rows(video: Video, mentions: Mapping[str, list[Span]], segments: Mapping[str, _Place]) -> Iterator[Row]:
    taken: set[tuple[str, int]] = set()
    for key, places in mentions.items():
        for place in places:
            if (place.segment, place.start) not in taken:
                taken.add((place.segment, place.start))
                yield video.id, segments[place.segment].row, place.start, place.end, key


def _naming_rows(
    video: Video, names: _Names, mentions: Mapping[str, list[Span]], segments: Mapping[str, _Place]
) -> Iterator[Row]:
    clusters = {entity: number for number, entity in enumerate(names.title, 1)}
    totals: dict[str, int] = defaultdict(int)
    for entity, _, key in names.kept:
        totals[entity.id] += len(mentions.get(key, ()))
    for entity, name, key in names.kept:
        places = [segments[place.segment] for place in mentions.get(key, ())]
        first = min(places, key=lambda segment: segment.number, default=None)
        yield (
            video.id,
            clusters[entity.id],
            key,
            (entity.name if key == names.title[entity.id] else name.name)[:NAME_LENGTH],
            key == names.title[entity.id],
            entity.type.value,
            name.reason[:40],
            name.confidence,
            len(places),
            first.number if first else None,
            first.start_ms if first else None,
            entity.salience,
            entity.confidence,
            totals[entity.id],
        )


def _claim_rows(video: Video, document: Document, names: _Names, segments: Mapping[str, _Place]) -> Iterator[Row]:
    texts = {segment.id: segment.text for segment in document.transcript.segments}

    def choose_key(entity: str, place: Span | None) -> str:
        return names.key_for(entity, texts[place.segment][place.start : place.end]) if place else names.title[entity]

    for number, claim in enumerate(document.claims, 1):
        if not names.title.keys() >= {claim.subject, claim.object}:
            continue  # of three of one name, two of them of one type, the last is not told apart
        yield (
            video.id,
            number,
            choose_key(claim.subject, claim.subject_mention),
            claim.predicate,
            choose_key(claim.object, claim.object_mention),
            claim.polarity.value,
            claim.confidence,
            claim.rule[:60],
            segments[claim.quote.segment].row,
            claim.quote.text,
            claim.quote.start,
            (claim.speaker or "")[:200],
            claim.start_ms,
        )


def _chapter_rows(video: Video, document: Document, segments: Mapping[str, _Place]) -> Iterator[Row]:
    for number, chapter in enumerate(document.outline.chapters, 1):
        row = segments[chapter.segment].row
        yield video.id, number, chapter.title[:300], chapter.starts_with[:300], row, chapter.start_ms


def _topic_rows(video: Video, document: Document, names: _Names) -> Iterator[Row]:
    taken: set[str] = set()
    named = {entity.id for entity in document.entities if entity.type is not EntityType.CONCEPT}
    for number, topic in enumerate(document.outline.topics, 1):
        name = topic.name[:TOPIC_NAME_LENGTH]
        slug = make_topic_slug(name, common=topic.entity not in named)
        if slug not in taken:
            taken.add(slug)
            said = json.dumps([int(segment[1:]) for segment in topic.segments])
            yield video.id, number, name, slug, said, names.title.get(topic.entity or "")


def _suggestion_rows(video: Video, document: Document, names: _Names) -> Iterator[Row]:
    for each in document.suggestions:
        left, right = names.title.get(each.left), names.title.get(each.right)
        if left and right and left != right:
            yield video.id, left, right, each.reason[:60], each.confidence
