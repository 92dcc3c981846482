"""The one selection of a video page, as its address says it. Knows nothing of what is there to be selected.

The front end reads and writes the same parameters (`frontend/src/state/address.ts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.records import EntityType

MAX_CHARS = 200
TYPES = tuple(t.value for t in EntityType)


@dataclass(frozen=True, slots=True)
class Selection:
    """`entity`: slug or id. `at`: whole seconds. `types`: none means all. `weak`: less certain connections too."""

    entity: str = ""
    connection: str = ""
    topic: str = ""
    chapter: int | None = None
    at: int | None = None
    types: frozenset[str] = frozenset()
    weak: bool = False


def read_selection(parameters: Mapping[str, str]) -> Selection:
    """What can't be understood counts as not said: an old or mistyped address still opens the page."""
    types = parameters.get("type", "").split(",")
    return Selection(
        entity=parameters.get("e", "")[:MAX_CHARS],
        connection=parameters.get("connection", "")[:MAX_CHARS],
        topic=parameters.get("topic", "")[:MAX_CHARS],
        chapter=_read_number(parameters.get("chapter", "")),
        at=_read_number(parameters.get("at", "")),
        types=frozenset(t for t in types if t in TYPES),
        weak=parameters.get("weak") == "1",
    )


def _read_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
