"""Tells WebVTT that says what was spoken from tracks of chapters, descriptions and data, which share its form."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ingest.errors import ParseError
from ingest.records import Cue

_KINDS = {
    "chapters": "the chapters of a recording",
    "metadata": "data for a player",
    "descriptions": "descriptions of what is seen",
}
_FEWEST = 3
_LONGEST_TITLE = 10
_SHORTEST_CHAPTER_MS = 45_000


def refuse_other_tracks(head: Sequence[str], *, cues: Sequence[Cue]) -> None:
    """Raises `ParseError` where the header names another kind of track, or where nobody could mean speech."""
    kind = _read_kind(head) or _guess_kind(cues)
    if kind in _KINDS:
        raise ParseError(
            f"It holds {_KINDS[kind]}, not what was said.", advice="Give the captions or the transcript instead."
        )


def _read_kind(head: Sequence[str]) -> str | None:
    pairs = (line.partition(":") for line in head)
    return next((value.strip().lower() for key, colon, value in pairs if colon and key.strip().lower() == "kind"), None)


def _guess_kind(cues: Sequence[Cue]) -> str | None:
    """Cues of JSON are data. Chapters are a few words each that last for the better part of a minute."""
    if cues and all(cue.text.lstrip().startswith("{") and cue.text.rstrip().endswith("}") for cue in cues):
        return "metadata"
    lengths = [cue.end_ms - cue.start_ms for cue in cues if cue.start_ms is not None and cue.end_ms is not None]
    titles = len(cues) >= _FEWEST and all(len(cue.text.split()) <= _LONGEST_TITLE and not cue.speaker for cue in cues)
    return "chapters" if titles and len(lengths) == len(cues) and median(lengths) >= _SHORTEST_CHAPTER_MS else None
