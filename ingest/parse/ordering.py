"""The last step of reading: cues in time order, with safe text, without empty ones and exact doubles.

Invents no time and no speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.language.legible import make_legible
from ingest.parse.format import check_parts
from ingest.records import Cue, Metadata, ParsedFile, Warning

_MAX_NAME = 100
_MAX_TITLE = 300


def finish_file(parsed: ParsedFile, *, warnings: Sequence[Warning] = ()) -> ParsedFile:
    check_parts(len(parsed.cues))
    cleaned = [cue for cue in map(_clean_cue, parsed.cues) if cue.text]
    ordered = tuple(_drop_doubles(_sort_cues(cleaned)))
    found = (*warnings, *parsed.warnings, *_warn_order(cleaned))
    return replace(parsed, cues=ordered, metadata=_clean_metadata(parsed.metadata), warnings=found)


def _clean_cue(cue: Cue) -> Cue:
    speaker = make_legible(cue.speaker)[:_MAX_NAME].strip() if cue.speaker else ""
    start, end = cue.start_ms, cue.end_ms
    if start is None or (end is not None and end < start):
        end = start
    return replace(
        cue,
        text=make_legible(cue.text),
        start_ms=start,
        end_ms=end,
        speaker=speaker or None,
        heading=make_legible(cue.heading)[:_MAX_TITLE].strip(),
    )


def _sort_cues(cues: Sequence[Cue]) -> Iterator[Cue]:
    """By start; a cue without one stays behind the cue that it follows in the file."""
    keys: list[int] = []
    for cue in cues:
        keys.append(cue.start_ms if cue.start_ms is not None else keys[-1] if keys else 0)
    for number in sorted(range(len(cues)), key=keys.__getitem__):
        yield cues[number]


def _drop_doubles(cues: Iterator[Cue]) -> Iterator[Cue]:
    """The same words by the same speaker at the same start and end are one cue that stands twice in the file."""
    last: Cue | None = None
    for cue in cues:
        if last is None or cue.end_ms is None or replace(cue, paragraph=last.paragraph) != last:
            yield cue
        last = cue


def _warn_order(cues: Sequence[Cue]) -> tuple[Warning, ...]:
    starts = [cue.start_ms for cue in cues if cue.start_ms is not None]
    late = sum(a > b for a, b in pairwise(starts))
    return (Warning("order", f"{late} cues stood out of order and were sorted by time."),) if late else ()


def _clean_metadata(metadata: Metadata) -> Metadata:
    return replace(
        metadata,
        title=_clean(metadata.title),
        language=_clean(metadata.language),
        channel=_clean(metadata.channel),
        published=_clean(metadata.published),
        links=tuple((make_legible(text), make_legible(address)) for text, address in metadata.links),
    )


def _clean(text: str | None) -> str | None:
    return (make_legible(text)[:_MAX_TITLE].strip() or None) if text else None
