"""The record's rows as graph rows, hidden ones too, sorted by id, page by page. Made apart from what is sent to a
store, so that comparing the two finds a fault in either. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.apps import apps

from graphapp.graph.fingerprint import Row, identify_row
from graphapp.graph.models import Appearance, Entity, Relation
from graphapp.graph.results import AppearanceRow, ClaimRow, EntityRow, RelationRow, SegmentRow, TopicRow, VideoRow

PAGE = 500
_ENTITY = (
    "id",
    "slug",
    "name",
    "folded",
    "type",
    "video_count",
    "mention_count",
    "relation_count",
    "confidence",
    "hidden",
)
_RELATION = (
    "id",
    "subject_id",
    "predicate",
    "object_id",
    "polarity",
    "weight",
    "video_count",
    "confidence",
    "approved",
)
_CLAIM = (
    "number",
    "segment__number",
    "subject__holder",
    "object__holder",
    "relation_id",
    "predicate",
    "polarity",
    "confidence",
    "quote",
    "speaker",
    "start_ms",
)


def _rows_of(model: str) -> Any:
    """A model of the app above this one, which may not be imported here."""
    return apps.get_model("videos", model)._base_manager.order_by()


def _page_ids(model: Any) -> Iterator[list[str]]:
    """All ids in order, a page at a time. Ids are hexadecimal: every database sorts them alike."""
    after = ""
    while page := list(model.filter(id__gt=after).order_by("id").values_list("id", flat=True)[:PAGE]):
        yield page
        after = page[-1]


def _read_videos() -> Iterator[Row]:
    for page in _page_ids(_rows_of("Video")):
        for v in _rows_of("Video").filter(id__in=page).order_by("id"):
            published = v.published.isoformat() if v.published else ""
            yield VideoRow(v.id, v.slug, v.title, v.channel, published, v.duration_ms, v.added_at.isoformat())


def _read_by_video(read: Callable[[list[str]], Iterator[Row]]) -> Callable[[], Iterator[Row]]:
    """Rows that belong to videos: some videos' rows are sorted at a time."""

    def read_all() -> Iterator[Row]:
        for page in _page_ids(_rows_of("Video")):
            for start in range(0, len(page), 20):
                yield from sorted(read(page[start : start + 20]), key=identify_row)

    return read_all


def _read_segments(videos: list[str]) -> Iterator[Row]:
    rows = _rows_of("Segment").filter(video__in=videos)
    for video, number, *rest in rows.values_list("video_id", "number", "start_ms", "speaker", "text"):
        yield SegmentRow(f"{video}:s{number}", video, number, *rest)


def _read_topics(videos: list[str]) -> Iterator[Row]:
    rows = _rows_of("Topic").filter(video__in=videos).values_list("slug", "name", "video_id")
    return (TopicRow(*row) for row in rows)


def _read_appearances(videos: list[str]) -> Iterator[Row]:
    rows = Appearance.everything.filter(video__in=videos).order_by()
    fields = ("video_id", "entity_id", "mentions", "first_ms", "salience")
    return (AppearanceRow(*row) for row in rows.values_list(*fields))


def _read_claims(videos: list[str]) -> Iterator[Row]:
    rows = _rows_of("Claim").filter(video__in=videos).values_list("video_id", *_CLAIM)
    for video, number, segment, subject, obj, relation, *rest in rows:
        yield ClaimRow(f"{video}:{number}", video, f"{video}:s{segment}", subject, obj, relation or "", *rest)


def _read_entities() -> Iterator[Row]:
    for page in _page_ids(Entity.everything):
        aliases = _load_names(page)
        for id, slug, name, folded, type, *rest in (
            Entity.everything.filter(id__in=page).order_by("id").values_list(*_ENTITY)
        ):
            others = tuple(sorted(aliases.get(id, set()) - {name}))
            yield EntityRow(id, slug, name, folded, type, others, *rest)


def _load_names(entities: list[str]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    rows = _rows_of("Naming").filter(key__holder__in=entities).values_list("key__holder", "name").distinct()
    for entity, name in rows:
        names.setdefault(entity, set()).add(name)
    return names


def _read_relations() -> Iterator[Row]:
    for page in _page_ids(Relation.everything):
        rows = Relation.everything.filter(id__in=page).order_by("id").values_list(*_RELATION)
        yield from (RelationRow(*row) for row in rows)


RECORD_ROWS: Mapping[str, Callable[[], Iterator[Row]]] = {
    "video": _read_videos,
    "segment": _read_by_video(_read_segments),
    "topic": _read_by_video(_read_topics),
    "entity": _read_entities,
    "appearance": _read_by_video(_read_appearances),
    "claim": _read_by_video(_read_claims),
    "relation": _read_relations,
}


def count_rows() -> dict[str, int]:
    """How many rows there are of each kind."""
    counted = {"video": "Video", "segment": "Segment", "topic": "Topic", "claim": "Claim"}
    counts = {kind: _rows_of(model).count() for kind, model in counted.items()}
    rows = {"entity": Entity.everything, "appearance": Appearance.everything, "relation": Relation.everything}
    return counts | {kind: manager.count() for kind, manager in rows.items()}
