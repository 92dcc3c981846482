"""What a reader wants to explore, as the address says it. Knows nothing of what is there.

The front end reads and writes the same parameters (`frontend/src/explore/address.ts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from ingest.records import EntityType

MAX_CHARS = 200
MOST_SEEDS = 12
"""Names that a map begins with. More are read, so as to say that they are left out."""
MOST_OPENED = 40
MOST_WEIGHT = 1000
MOST_NAMED = 1000
"""Hidden or closed ones. The web server takes addresses of 8190 characters (`graphapp/runs/workers/serving.py`), the
front end writes no longer ones, and the shortest name takes eight."""
SIZES = (60, 120, 300, 1000, 5000)
USUAL_SIZE = 120
LAYOUTS = {"": "Map", "force": "Forces", "type": "By type", "time": "By time"}
MEASURES = {"": "Importance", "degree": "Connections"}
COLOURS = {"": "Type", "group": "Community"}
TYPES = tuple(t.value for t in EntityType)


class Parameters(Protocol):
    def get(self, key: str, default: str = ..., /) -> str: ...
    def getlist(self, key: str, /) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Wish:
    """Entities are named by slug or id. `confidence` is a percentage. `opened`: in the order in which they were."""

    seeds: tuple[str, ...] = ()
    q: str = ""
    topic: str = ""
    video: str = ""
    channel: str = ""
    speaker: str = ""
    types: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    confidence: int = 0
    weight: int = 0
    approved: bool = False
    size: int = USUAL_SIZE
    opened: tuple[str, ...] = ()
    closed: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    chosen: tuple[str, ...] = ()
    connection: str = ""
    layout: str = ""
    measure: str = ""
    colours: str = ""

    @property
    def question(self) -> Wish:
        """What is there, apart from how it is shown."""
        shown = {"closed": frozenset(), "hidden": frozenset(), "chosen": (), "connection": ""}
        return replace(self, **shown, layout="", measure="", colours="")

    @property
    def is_whole(self) -> bool:
        """Whether it begins with the most central part of what the filters leave."""
        return not self.seeds and not self.q

    @property
    def narrows(self) -> bool:
        usual = Wish()
        return any(getattr(self, name) != getattr(usual, name) for name in _FILTERS)


_FILTERS = (
    "topic",
    "video",
    "channel",
    "speaker",
    "types",
    "predicates",
    "since",
    "until",
    "confidence",
    "weight",
    "approved",
)


def read_wish(parameters: Parameters) -> Wish:
    """What can't be understood counts as not said: an old or mistyped address still opens the page."""
    texts = {
        name: parameters.get(name, "").strip()[:MAX_CHARS] for name in ("q", "topic", "video", "channel", "speaker")
    }
    size = _read_number(parameters.get("size", ""), most=SIZES[-1])
    return Wish(
        **texts,
        seeds=_read_names(parameters.getlist("e"), most=MOST_OPENED),
        types=frozenset(t for t in _split(parameters.getlist("type")) if t in TYPES),
        predicates=frozenset(_read_names(_split(parameters.getlist("predicate")), most=60)),
        since=_read_day(parameters.get("since", "")),
        until=_read_day(parameters.get("until", "")),
        confidence=_read_number(parameters.get("sure", ""), most=99),
        weight=_read_number(parameters.get("weight", ""), most=MOST_WEIGHT),
        approved=parameters.get("review", "") == "approved",
        size=min(SIZES, key=lambda one: abs(one - size)) if size else USUAL_SIZE,
        opened=_read_names(parameters.get("open", "").split(","), most=MOST_OPENED),
        closed=frozenset(_read_names(parameters.get("shut", "").split(","), most=MOST_NAMED)),
        hidden=frozenset(_read_names(parameters.get("hide", "").split(","), most=MOST_NAMED)),
        chosen=_read_names(parameters.get("on", "").split(","), most=MOST_OPENED),
        connection=parameters.get("connection", "")[:MAX_CHARS],
        layout=_read_word(parameters.get("layout", ""), LAYOUTS),
        measure=_read_word(parameters.get("by", ""), MEASURES),
        colours=_read_word(parameters.get("colour", ""), COLOURS),
    )


def _split(texts: Iterable[str]) -> list[str]:
    """Given several times, or with commas between."""
    return ",".join(texts).split(",")


def _read_names(texts: Iterable[str], *, most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip()[:MAX_CHARS] for text in texts if text.strip()))[:most]


def _read_number(text: str, *, most: int) -> int:
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_word(text: str, known: Mapping[str, str]) -> str:
    return text if text in known else ""
