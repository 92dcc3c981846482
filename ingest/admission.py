"""Takes from an extractor what is of the form that the stages after it rely on; one odd item spoils itself alone.

Every extractor passes through here, ours and others'. Whether it stands in the transcript is for grounding to say.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from ingest.errors import ExtractorError
from ingest.language.legible import make_legible
from ingest.records import (
    Chapter,
    EntityType,
    Extraction,
    ExtractorInfo,
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
    Warning,
)

_LONGEST_NAME, _LONGEST_POINT = 200, 1000
_ODD = (AttributeError, TypeError, ValueError, OverflowError)
"""What reading an item raises that is not of its form."""

Item = TypeVar("Item")
Read = TypeVar("Read")


class _Sieve:
    """`dropped`: how many items were not of their form."""

    def __init__(self) -> None:
        self.dropped = 0

    def take(self, items: Iterable[Item], read: Callable[[Item], Read]) -> tuple[Read, ...]:
        return tuple(taken for item in self._list(items) if (taken := self.take_one(item, read)) is not None)

    def take_one(self, item: Item, read: Callable[[Item], Read]) -> Read | None:
        try:
            return read(item)
        except _ODD:
            self.dropped += 1
            return None

    def _list(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """None of them where they can't be gone through: what gives them one by one may fail in any way."""
        try:
            return tuple(items)
        except Exception:
            self.dropped += 1
            return ()


def admit_extraction(
    transcript: Transcript, *, extraction: Extraction, extractor: str
) -> tuple[Extraction, Mapping[str, int]]:
    """The extraction without what is malformed, chapters in the order of the talk and at their segments' times, and
    how much was dropped. Raises `ExtractorError` where it is no extraction."""
    if not isinstance(extraction, Extraction):
        raise ExtractorError(f"The extractor “{extractor}” returned no extraction.", advice="See docs/extractors.md.")
    sieve = _Sieve()
    outline = extraction.outline
    admitted = Extraction(
        spans=sieve.take(extraction.spans, _read_span),
        claims=None if extraction.claims is None else sieve.take(extraction.claims, _read_claim),
        outline=None if outline is None else sieve.take_one(outline, lambda o: _read_outline(o, transcript, sieve)),
        info=sieve.take_one(extraction.info, _read_info) or ExtractorInfo(extractor, ""),
        warnings=sieve.take(extraction.warnings, _read_warning),
        distinct=sieve.take(extraction.distinct, _read_names),
    )
    return admitted, {"item_malformed": sieve.dropped} if sieve.dropped else {}


def _read_info(info: ExtractorInfo) -> ExtractorInfo:
    return ExtractorInfo(
        name=_read_line(info.name),
        version=make_legible(info.version),
        seconds=_read_amount(info.seconds),
        tokens_in=operator.index(info.tokens_in),
        tokens_out=operator.index(info.tokens_out),
        cost=_read_amount(info.cost),
        dropped={make_legible(why): operator.index(count) for why, count in info.dropped.items()},
    )


def _read_warning(warning: Warning) -> Warning:
    message = _read_line(warning.message, most=_LONGEST_POINT)
    return Warning(code=_read_line(warning.code), message=message, where=make_legible(warning.where))


def _read_names(names: frozenset[str]) -> frozenset[str]:
    if isinstance(names, str):
        raise TypeError("one name is no set of names")
    return frozenset(map(make_legible, names))


def _read_span(span: NamedSpan) -> NamedSpan:
    name = None if span.name is None else make_legible(span.name)
    return replace(
        span,
        mention=_read_mention(span.mention),
        type=EntityType(span.type),
        confidence=_read_share(span.confidence),
        # without a title of its own it is called as the text calls it
        name=name if name and len(name) <= _LONGEST_NAME else None,
        reason=make_legible(span.reason),
    )


def _read_mention(mention: Mention) -> Mention:
    _check_text(mention.segment)
    return Mention(mention.segment, _read_offset(mention.start), _read_offset(mention.end))


def _read_claim(claim: ProposedClaim) -> ProposedClaim:
    _check_text(claim.subject, claim.predicate, claim.object)
    return replace(
        claim,
        quote=_read_quote(claim.quote),
        polarity=Polarity(claim.polarity),
        confidence=_read_share(claim.confidence),
        rule=make_legible(claim.rule),
    )


def _read_quote(quote: Quote) -> Quote:
    _check_text(quote.segment, quote.text)
    return replace(quote, start=_read_offset(quote.start))


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
    _check_text(*topic.segments, topic.entity or "")
    return replace(topic, name=_read_line(topic.name))


def _read_point(point: SummaryPoint) -> SummaryPoint:
    _check_text(point.segment, point.icon)
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


def _read_amount(amount: float) -> float:
    if not math.isfinite(amount):
        raise ValueError("no number")
    return float(amount)


def _check_text(*texts: object) -> None:
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("no text")


def _read_offset(offset: int) -> int:
    """Whatever counts, as numbers of numpy do too."""
    if isinstance(offset, bool):
        raise TypeError("no index")
    return operator.index(offset)
