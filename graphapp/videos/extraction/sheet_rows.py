"""What a sheet holds: rows as the record keeps them, in memory, and how they differ from what was read. Pure.

Columns stand in the order in which `graphapp.videos.extraction.inserts` takes them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Generic, NamedTuple, TypeVar


class SegmentRow(NamedTuple):
    id: int
    number: int
    start_ms: int | None
    speaker: str
    text: str


class MentionRow(NamedTuple):
    video_id: str
    segment_id: int
    start: int
    end: int
    key_id: str

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key_id,)


class NamingRow(NamedTuple):
    video_id: str
    cluster: int
    key_id: str
    name: str
    is_title: bool
    type: str
    reason: str
    name_confidence: float
    mentions: int
    first_segment: int | None
    first_ms: int | None
    salience: float
    confidence: float
    cluster_mentions: int

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key_id,)


class ClaimRow(NamedTuple):
    video_id: str
    number: int
    subject_id: str
    predicate: str
    object_id: str
    polarity: str
    confidence: float
    rule: str
    segment_id: int
    quote: str
    quote_start: int
    speaker: str
    start_ms: int | None
    relation_id: str | None

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.subject_id, self.object_id)


@dataclass(frozen=True, slots=True)
class VideoRows:
    """Of one video. `segments`: in order; the others by their number in the database."""

    segments: list[SegmentRow] = field(default_factory=list)
    mentions: dict[int, MentionRow] = field(default_factory=dict)
    namings: dict[int, NamingRow] = field(default_factory=dict)
    claims: dict[int, ClaimRow] = field(default_factory=dict)


class Edit(NamedTuple):
    """A decision about words of a video."""

    id: str
    kind: str
    order: int
    said: Mapping[str, Any]

    def list_places(self, video: str, *, words: Collection[str]) -> list[Mapping[str, Any]]:
        """Those in the video of this id, or of any of these words."""
        places = self.said.get("places") or [self.said["place"]]
        return [place for place in places if place["video"] == video or place["words"] in words]


AnyRow = TypeVar("AnyRow", MentionRow, NamingRow, ClaimRow)


class Table(Generic[AnyRow]):
    """Rows by their number in the database; what is new is numbered below zero."""

    def __init__(self, rows: Mapping[int, AnyRow]) -> None:
        self.before = rows
        self.rows = dict(rows)
        self._numbers = count(-1, -1)

    def add(self, row: AnyRow) -> int:
        number = next(self._numbers)
        self.rows[number] = row
        return number

    def list_gone(self) -> list[int]:
        return [number for number in self.before if number not in self.rows]

    def list_changed(self) -> list[tuple[int, AnyRow]]:
        """As they are now."""
        standing = ((number, self.rows.get(number)) for number in self.before)
        return [(number, row) for number, row in standing if row is not None and row != self.before[number]]

    def list_new(self) -> list[AnyRow]:
        return [row for number, row in self.rows.items() if number < 0]

    def list_before(self) -> list[tuple[int, AnyRow]]:
        """What is gone or changed, as it was."""
        numbers = [*self.list_gone(), *(number for number, _ in self.list_changed())]
        return [(number, self.before[number]) for number in numbers]

    def list_keys(self) -> set[str]:
        """Of all that differs, before and after."""
        rows = [row for _, row in (*self.list_before(), *self.list_changed())]
        return {key for row in (*rows, *self.list_new()) for key in row.keys}
