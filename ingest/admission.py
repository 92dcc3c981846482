"""Takes from an extractor what is of the form that the stages after it rely on; one odd item spoils itself alone.

Every extractor passes through here, ours and others'. Whether it stands in the transcript is for grounding to say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from ingest.errors import ExtractorError
from ingest.language.legible import make_legible
from ingest.records import (
    Chapter,
    EntityType,
    Extraction,
    Mention,
    NamedSpan,
    Outline,
    Polarity,
    ProposedClaim,
    Quote,
    SummaryPoint,
    SummarySection,
    Topic,
    Transcript,
)

_LONGEST_NAME, _LONGEST_POINT = 200, 1000
_ODD = (AttributeError, TypeError, ValueError)
"""What reading an item raises that is not of its form."""

Item = TypeVar("Item")


class _Sieve:
    """`dropped`: how many items were not of their form."""

    def __init__(self) -> None:
        self.dropped = 0

    def take(self, items: Iterable[Item], read: Callable[[Item], Item]) -> tuple[Item, ...]:
        return tuple(taken for item in items if (taken := self._try(item, read)) is not None)

    def _try(self, item: Item, read: Callable[[Item], Item]) -> Item | None:
        try:
            return read(item)
        except _ODD:
            self.dropped += 1
            return None


def admit_extraction(
    transcript: Transcript, *, extraction: Extraction, extractor: str
) -> tuple[Extraction, Mapping[str, int]]:
    """The extraction without what is malformed, chapters in the order of the talk and at their segments' times, and
    how much was dropped. Raises `ExtractorError` where it is no extraction."""
    if not isinstance(extraction, Extraction):
        raise ExtractorError(f"The extractor “{extractor}” returned no extraction.", advice="See docs/extractors.md.")
    sieve = _Sieve()
    spans = sieve.take(extraction.spans, _read_span)
    claims = None if extraction.claims is None else sieve.take(extraction.claims, _read_claim)
    outline = None if extraction.outline is None else _read_outline(extraction.outline, transcript, sieve)
    dropped = {"item_malformed": sieve.dropped} if sieve.dropped else {}
    return replace(extraction, spans=spans, claims=claims, outline=outline), dropped


def _read_span(span: NamedSpan) -> NamedSpan:
    _read_mention(span.mention)
    name = None if span.name is None else make_legible(span.name)
    # without a title of its own it is called as the text calls it
    shown = name if name and len(name) <= _LONGEST_NAME else None
    return replace(span, type=EntityType(span.type), confidence=_read_share(span.confidence), name=shown)


def _read_mention(mention: Mention) -> None:
    _check_text(mention.segment)
    _check_offsets(mention.start, mention.end)


def _read_claim(claim: ProposedClaim) -> ProposedClaim:
    _check_text(claim.subject, claim.predicate, claim.object, claim.rule)
    _read_quote(claim.quote)
    return replace(claim, polarity=Polarity(claim.polarity), confidence=_read_share(claim.confidence))


def _read_quote(quote: Quote) -> None:
    _check_text(quote.segment, quote.text)
    _check_offsets(quote.start)


def _read_outline(outline: Outline, transcript: Transcript, sieve: _Sieve) -> Outline:
    order = {segment.id: number for number, segment in enumerate(transcript.segments)}

    def read_chapter(chapter: Chapter) -> Chapter:
        _check_text(chapter.segment, chapter.starts_with)
        number = order.get(chapter.segment)
        start = None if number is None else transcript.segments[number].start_ms
        return replace(chapter, title=_read_line(chapter.title), start_ms=start)

    def read_section(section: SummarySection) -> SummarySection:
        return replace(section, heading=_read_line(section.heading), points=sieve.take(section.points, _read_point))

    chapters = sieve.take(outline.chapters, read_chapter)
    return Outline(
        chapters=tuple(sorted(chapters, key=lambda chapter: order.get(chapter.segment, 0))),
        topics=sieve.take(outline.topics, _read_topic),
        summary=sieve.take(outline.summary, read_section),
    )


def _read_topic(topic: Topic) -> Topic:
    _check_text(*topic.segments)
    return replace(topic, name=_read_line(topic.name))


def _read_point(point: SummaryPoint) -> SummaryPoint:
    _check_text(point.segment)
    return replace(point, text=_read_line(point.text, most=_LONGEST_POINT))


def _read_line(text: str, *, most: int = _LONGEST_NAME) -> str:
    line = make_legible(text)
    if not 0 < len(line) <= most:
        raise ValueError("no line that can be shown")
    return line


def _read_share(share: float) -> float:
    if not math.isfinite(share):
        raise ValueError("no number")
    return min(1.0, max(0.0, float(share)))


def _check_text(*texts: object) -> None:
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("no text")


def _check_offsets(*offsets: object) -> None:
    if not all(isinstance(offset, int) for offset in offsets):
        raise TypeError("no index")
