"""Documents and transcripts as JSON, in the shape that `python -m ingest` prints. Decides nothing about their content.

Relations are grouped: all claims that join the same two entities by the same predicate and polarity are one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from math import prod

from ingest.records import Claim, Document, Entity, Extraction, Outline, Segment, Suggestion, Transcript

Json = dict[str, object]
_DIGITS = 4


def transcript_to_json(transcript: Transcript) -> Json:
    return {
        "title": transcript.title,
        "language": transcript.language,
        "duration_ms": transcript.duration_ms,
        "source": asdict(transcript.source),
        "segments": [_write_segment(segment) for segment in transcript.segments],
        "warnings": list(map(asdict, transcript.warnings)),
    }


def extraction_to_json(transcript: Transcript, *, extraction: Extraction) -> Json:
    """What an extractor found, before names are resolved: every mention by itself."""
    texts = {segment.id: segment.text for segment in transcript.segments}
    mentions = [
        {
            "segment": span.mention.segment,
            "start": span.mention.start,
            "end": span.mention.end,
            "text": texts[span.mention.segment][span.mention.start : span.mention.end],
            "name": span.name,
            "type": str(span.type),
            "confidence": _round(span.confidence),
            "reason": span.reason,
        }
        for span in extraction.spans
    ]
    warnings = list(map(asdict, (*transcript.warnings, *extraction.warnings)))
    return transcript_to_json(transcript) | {"warnings": warnings, "mentions": mentions}


def document_to_json(document: Document) -> Json:
    names = {entity.id: entity.name for entity in document.entities}
    return transcript_to_json(document.transcript) | {
        "warnings": list(map(asdict, document.warnings)),
        "entities": [_write_entity(entity) for entity in document.entities],
        "relations": _write_relations(document.claims, names=names, segments=document.transcript.segments),
        **_write_outline(document.outline, names=names),
        "suggestions": [_write_suggestion(suggestion, names=names) for suggestion in document.suggestions],
        "extractor": asdict(document.extractor),
    }


def _write_segment(segment: Segment) -> Json:
    return {
        "id": segment.id,
        "start_ms": segment.start_ms,
        "end_ms": segment.end_ms,
        "speaker": segment.speaker,
        "text": segment.text,
    }


def _write_entity(entity: Entity) -> Json:
    forms = dict.fromkeys((*entity.surfaces, *(key.name for key in entity.keys)))
    return {
        "id": entity.id,
        "name": entity.name,
        "type": str(entity.type),
        "aliases": [form for form in forms if form != entity.name],
        "salience": _round(entity.salience),
        "confidence": _round(entity.confidence),
        "mentions": list(map(asdict, entity.mentions)),
        "keys": [asdict(key) | {"confidence": _round(key.confidence)} for key in entity.keys],
    }


def _write_relations(claims: Sequence[Claim], *, names: Mapping[str, str], segments: Sequence[Segment]) -> list[Json]:
    order = {segment.id: number for number, segment in enumerate(segments)}
    groups: dict[tuple[str, str, str, str], list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: (order[claim.quote.segment], claim.quote.start)):
        groups.setdefault((claim.subject, claim.predicate, claim.object, str(claim.polarity)), []).append(claim)
    written = [_write_relation(group, names=names) for group in groups.values()]
    return [{"id": f"r{number}", **relation} for number, relation in enumerate(written, 1)]


def _write_relation(claims: Sequence[Claim], *, names: Mapping[str, str]) -> Json:
    first = claims[0]
    return {
        "subject": names[first.subject],
        "predicate": first.predicate,
        "object": names[first.object],
        "polarity": str(first.polarity),
        "confidence": _round(1 - prod(1 - claim.confidence for claim in claims)),
        "evidence": [_write_evidence(claim) for claim in claims],
    }


def _write_evidence(claim: Claim) -> Json:
    return {
        "segment": claim.quote.segment,
        "start": claim.quote.start,
        "quote": claim.quote.text,
        "start_ms": claim.start_ms,
        "speaker": claim.speaker,
        "confidence": _round(claim.confidence),
        "rule": claim.rule,
    }


def _write_outline(outline: Outline, *, names: Mapping[str, str]) -> Json:
    return {
        "topics": [topic.name for topic in outline.topics],
        "topic_segments": [
            {"name": topic.name, "segments": list(topic.segments), "entity": names.get(topic.entity or "")}
            for topic in outline.topics
        ],
        "chapters": list(map(asdict, outline.chapters)),
        "summary": [{"heading": part.heading, "points": list(map(asdict, part.points))} for part in outline.summary],
    }


def _write_suggestion(suggestion: Suggestion, *, names: Mapping[str, str]) -> Json:
    return {
        "left": names[suggestion.left],
        "right": names[suggestion.right],
        "reason": suggestion.reason,
        "confidence": _round(suggestion.confidence),
    }


def _round(value: float) -> float:
    return round(value, _DIGITS)
