"""Cues to segments: the stretches of talk that people read, link to and quote. Reads no file and changes no word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.errors import ParseError
from ingest.language.legible import make_legible
from ingest.records import Cue, ParsedFile, Segment, Source, Transcript
from ingest.segment.grouping import Passage, group_cues
from ingest.segment.languages import choose_language
from ingest.segment.loops import find_loops
from ingest.segment.titles import choose_title

__all__ = ["segment_cues"]

MAX_WORDS = 500_000
"""Some fifty hours of talk."""


def segment_cues(parsed: ParsedFile, *, source: Source, title: str | None = None) -> Transcript:
    """The transcript in readable segments "s1", "s2", …

    Short captions are joined into whole sentences of one speaker; a segment starts when its first cue does
    and ends with its last. Raises `ParseError` where there is not one word.
    """
    cues = [cue for cue in map(_clean, parsed.cues) if cue.text]
    if sum(cue.text.count(" ") + 1 for cue in cues) > MAX_WORDS:
        raise ParseError(
            f"It has more than {MAX_WORDS:,} words, the most that is read.", where=source.name, advice="Split it."
        )
    segments = tuple(_number(passage, n) for n, passage in enumerate(group_cues(cues), 1))
    if not any(c.isalnum() for segment in segments for c in segment.text):
        raise ParseError(
            "It is empty: there are no words in it.", where=source.name, advice="Give a transcript with words."
        )
    text = " ".join(segment.text for segment in segments)
    return Transcript(
        title=choose_title(title, metadata=parsed.metadata.title, name=source.name, text=segments[0].text),
        language=choose_language(parsed.metadata.language, text=text),
        source=source,
        segments=segments,
        duration_ms=_find_end(segments, stated=parsed.metadata.duration_ms),
        metadata=parsed.metadata,
        warnings=(*parsed.warnings, *find_loops(segments)),
    )


def _clean(cue: Cue) -> Cue:
    text, speaker = make_legible(cue.text), (make_legible(cue.speaker) or None) if cue.speaker else None
    return cue if (text, speaker) == (cue.text, cue.speaker) else replace(cue, text=text, speaker=speaker)


def _number(passage: Passage, number: int) -> Segment:
    return Segment(
        id=f"s{number}",
        text=passage.text,
        start_ms=passage.start_ms,
        end_ms=passage.end_ms,
        speaker=passage.speaker,
        paragraph=passage.paragraph,
        heading=passage.heading,
        seams=passage.seams,
    )


def _find_end(segments: Sequence[Segment], *, stated: int | None) -> int | None:
    """The recording's length: what the file says, but never less than the last time that is known."""
    times = (stated, *(segment.start_ms for segment in segments), *(segment.end_ms for segment in segments))
    return max((time for time in times if time is not None), default=None)
