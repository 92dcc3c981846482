"""What a place says of a recording, as it is kept with a run: so that a retry knows it without asking again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from graphapp.runs.execution.storable import make_storable
from ingest.records import Metadata, StatedChapter

if TYPE_CHECKING:
    from ingest.sources.listings import Item

CHAPTERS_ADDRESS = "chapters_address"
OTHERS = "others"
"""Under this name stand the addresses at which the same words lie too."""
RECORDING = "recording"
"""Under this one that at which they can be heard."""
_TEXTS = ("title", "language", "channel", "published", "video_url", "description")


def write_item(item: Item) -> dict[str, Any]:
    """What a listing says of one of its recordings, and where more of it lies."""
    more = {CHAPTERS_ADDRESS: item.chapters, OTHERS: list(item.others), RECORDING: item.recording}
    return write_given(item.metadata) | {name: make_storable(value) for name, value in more.items() if value}


def write_given(metadata: Metadata) -> dict[str, Any]:
    """Plain values of all that is said, as they can be stored; what is not said is left out. Links stay with the
    transcript."""
    said = {field.name: getattr(metadata, field.name) for field in fields(metadata) if field.name != "links"}
    said["chapters"] = [[chapter.start_ms, chapter.title] for chapter in metadata.chapters]
    return {name: make_storable(value) for name, value in said.items() if value}


def keep_addresses(given: Mapping[str, Any]) -> dict[str, Any]:
    """Where more of a recording lies, which is asked again where what was fetched could not be read."""
    return {name: given[name] for name in (CHAPTERS_ADDRESS, OTHERS, RECORDING) if name in given}


def read_given(given: Mapping[str, Any]) -> Metadata:
    texts = {name: given[name] for name in _TEXTS if given.get(name)}
    chapters = tuple(StatedChapter(start, title) for start, title in given.get("chapters", ()))
    return Metadata(**texts, duration_ms=given.get("duration_ms"), chapters=chapters)
