"""Throws away what the transcript does not hold: mentions that are not there, quotes that nobody said.

Every extractor passes through here, ours and others'. This module repairs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.language.flow import FlowIndex, index_flow, join_segments
from ingest.ontology import load_ontology
from ingest.records import Chapter, Claim, Mention, NamedSpan, Outline, Quote, Segment, Transcript


def ground_spans(
    transcript: Transcript, *, spans: Sequence[NamedSpan]
) -> tuple[tuple[NamedSpan, ...], Mapping[str, int]]:
    """The spans that lie within their segment and hold a letter or digit, in transcript order, and what was dropped."""
    segments = {segment.id: segment for segment in transcript.segments}
    order = {segment.id: n for n, segment in enumerate(transcript.segments)}
    kept = [span for span in spans if _is_there(span.mention, segments)]
    kept.sort(key=lambda span: (order[span.mention.segment], span.mention.start, span.mention.end))
    return tuple(kept), _count_dropped("mention", before=len(spans), after=len(kept))


def ground_claims(
    transcript: Transcript, *, claims: Sequence[Claim], entities: Sequence[str]
) -> tuple[tuple[Claim, ...], Mapping[str, int]]:
    """The claims with a verbatim quote, two different known ends and a known predicate, and the count of the others."""
    index = index_flow(join_segments(transcript.segments))
    known = frozenset(entities)
    kept = [claim for claim in claims if _is_sound(claim, known) and stands_verbatim(claim.quote, index)]
    return tuple(kept), _count_dropped("claim", before=len(claims), after=len(kept))


def ground_outline(transcript: Transcript, *, outline: Outline) -> tuple[Outline, Mapping[str, int]]:
    """Chapters whose first words stand in their segment, topics and points of segments that are there, and the count
    of the others. A section without a point goes too."""
    index = index_flow(join_segments(transcript.segments))
    chapters = tuple(chapter for chapter in outline.chapters if _starts_there(chapter, index))
    topics = tuple(topic for topic in outline.topics if topic.segments and index.numbers.keys() >= set(topic.segments))
    sections = [
        replace(section, points=tuple(point for point in section.points if point.segment in index.numbers))
        for section in outline.summary
    ]
    kept = Outline(chapters, topics, tuple(section for section in sections if section.points))
    return kept, {
        **_count_dropped("chapter", before=len(outline.chapters), after=len(chapters)),
        **_count_dropped("topic", before=len(outline.topics), after=len(topics)),
        **_count_dropped("point", before=_count_points(outline), after=_count_points(kept)),
    }


def stands_verbatim(quote: Quote, index: FlowIndex) -> bool:
    """Whether the quote's text stands exactly at its place in the transcript."""
    if quote.segment not in index.numbers or not quote.text.strip() or quote.start < 0:
        return False
    return index.flow.text.startswith(quote.text, index.offset_of(quote.segment, quote.start))


def _is_there(mention: Mention, segments: Mapping[str, Segment]) -> bool:
    segment = segments.get(mention.segment)
    if segment is None or not 0 <= mention.start < mention.end <= len(segment.text):
        return False
    surface = segment.text[mention.start : mention.end]
    return surface == surface.strip() and any(c.isalnum() for c in surface)


def _starts_there(chapter: Chapter, index: FlowIndex) -> bool:
    """Whether its first words, white space aside, begin in the segment; they may end in the next ones."""
    words = chapter.starts_with.split()
    if chapter.segment not in index.numbers or not words:
        return False
    number = index.numbers[chapter.segment]
    start = index.flow.starts[number]
    end = start + len(index.flow.segments[number].text)
    beginning = re.compile(r"\s+".join(map(re.escape, words)))
    found = beginning.search(index.flow.text, start, end + 2 * len(chapter.starts_with))
    return found is not None and found.start() < end


def _count_points(outline: Outline) -> int:
    return sum(len(section.points) for section in outline.summary)


def _is_sound(claim: Claim, known: frozenset[str]) -> bool:
    ends = {claim.subject, claim.object}
    return len(ends) == 2 and ends <= known and claim.predicate in load_ontology().predicates


def _count_dropped(what: str, *, before: int, after: int) -> Mapping[str, int]:
    return {f"{what}_not_in_transcript": before - after} if after < before else {}
