"""Throws away what the transcript does not hold: mentions that are not there, quotes that nobody said.

Every extractor passes through here, ours and others'. This module repairs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.language.flow import FlowIndex, index_flow, join_segments
from ingest.ontology import load_ontology
from ingest.records import Claim, Mention, NamedSpan, Quote, Segment, Transcript


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


def _is_sound(claim: Claim, known: frozenset[str]) -> bool:
    ends = {claim.subject, claim.object}
    return len(ends) == 2 and ends <= known and claim.predicate in load_ontology().predicates


def _count_dropped(what: str, *, before: int, after: int) -> Mapping[str, int]:
    return {f"{what}_not_in_transcript": before - after} if after < before else {}
