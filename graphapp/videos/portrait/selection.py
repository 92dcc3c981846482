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
    """`entity`: slug or id. `at`: whole seconds. `types`: none means all. `weak`: less certain connections too.
    `whole` and `until` are the script's alone: everything is drawn, and up to which segment."""

    entity: str = ""
    connection: str = ""
    topic: str = ""
    chapter: int | None = None
    at: int | None = None
    types: frozenset[str] = frozenset()
    weak: bool = False
    whole: bool = False
    until: int | None = None

    @property
    def narrowing(self) -> dict[str, str]:
        """What stays in an address that selects something else."""
        said = {
            "topic": self.topic,
            "chapter": "" if self.chapter is None else str(self.chapter),
            "type": ",".join(sorted(self.types)),
            "weak": "1" if self.weak else "",
            "all": "1" if self.whole else "",
            "until": "" if self.until is None else str(self.until),
        }
        return {name: value for name, value in said.items() if value}


def read_selection(parameters: Mapping[str, str]) -> Selection:
    """What can't be understood counts as not said: an old or mistyped address still opens the page."""
    types = parameters.get("type", "").split(",")
    return Selection(
        entity=parameters.get("e", "")[:MAX_CHARS],
        connection=parameters.get("connection", "")[:MAX_CHARS],
        topic=parameters.get("topic", "")[:MAX_CHARS],
        chapter=_read_number(parameters.get("chapter", "")),
        at=_read_second(parameters.get("at", "")),
        types=frozenset(t for t in types if t in TYPES),
        weak=parameters.get("weak") == "1",
        whole=parameters.get("all") == "1",
        until=_read_second(parameters.get("until", "")),
    )


def _read_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _read_second(text: str) -> int | None:
    """What has a fraction, as milliseconds over a thousand, is within its second."""
    whole, _, fraction = text.partition(".")
    return _read_number(whole) if not fraction or fraction.isdigit() else None
