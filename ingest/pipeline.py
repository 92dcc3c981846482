"""source → parse → segment → extract → admit → ground → resolve → relate → outline.

The only module that knows every stage. It holds no rule of its own: each stage is one call.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.admission import admit_extraction
from ingest.extract import open_extractor
from ingest.extract.protocol import Extractor, Progress
from ingest.ground import ground_claims, ground_outline, ground_spans
from ingest.lexicon import Lexicon
from ingest.outline import outline_video
from ingest.parse import parse_source
from ingest.records import (
    Claim,
    Document,
    Entity,
    Extraction,
    ExtractorInfo,
    Outline,
    RawSource,
    Resolution,
    Transcript,
    Warning,
)
from ingest.relate import adopt_claims, relate_entities
from ingest.resolve import resolve_names
from ingest.segment import segment_cues
from ingest.sources import read_words


class Stage(StrEnum):
    """Where a run is. The order is the order of the work."""

    READ = "read"
    PARSE = "parse"
    EXTRACT = "extract"
    RESOLVE = "resolve"
    RELATE = "relate"
    OUTLINE = "outline"


OnProgress = Callable[[Stage, float], None]
"""Told the stage and how much of it is done, 0..1. May raise `RunCancelled` to stop the run."""


NO_LEXICON = Lexicon()
_WHY = {
    "item_malformed": "not of the form that docs/extractors.md describes",
    "claim_end_unknown": "claims about things that are not named, or about one thing alone",
    "predicate_unknown": "claims that use a connection that there is none of",
    "claim_types_apart": "denials of what cannot be between such things",
}


@dataclass(frozen=True, slots=True)
class _Grounded:
    extraction: Extraction
    resolution: Resolution
    dropped: Mapping[str, int]


def run_pipeline(
    source: str | os.PathLike[str] | RawSource,
    *,
    extractor: str = "builtin",
    lexicon: Lexicon = NO_LEXICON,
    on_progress: OnProgress | None = None,
) -> Document:
    """Read one source and return its document. Raises `IngestError` with what failed, where and what to do.

    `lexicon`: names that the library adds, and pairs of names that are never one thing.
    """
    report = on_progress or _ignore
    report(Stage.READ, 0.0)
    raw = source if isinstance(source, RawSource) else read_words(_name(source), read=parse_source)
    transcript = read_transcript(raw, on_progress=report)
    return extract_document(transcript, extractor=extractor, lexicon=lexicon, on_progress=report)


def _name(source: str | os.PathLike[str]) -> str:
    name = os.fspath(source)
    if not isinstance(name, str):
        raise TypeError("A source is a path, an address or a RawSource; of bytes make one by source_from_bytes.")
    return name


def read_transcript(
    raw: RawSource,
    *,
    format: str | None = None,
    title: str | None = None,
    on_progress: OnProgress | None = None,
) -> Transcript:
    """The transcript in `raw`; the format is found by content unless named."""
    (on_progress or _ignore)(Stage.PARSE, 0.0)
    return segment_cues(parse_source(raw, format=format), source=raw.source, title=title)


def extract_document(
    transcript: Transcript,
    *,
    extractor: str = "builtin",
    lexicon: Lexicon = NO_LEXICON,
    on_progress: OnProgress | None = None,
    until: Stage = Stage.OUTLINE,
) -> Document:
    """All stages after reading. With `until` RESOLVE, no claims and no outline are made."""
    report = on_progress or _ignore
    chosen = open_extractor(extractor)
    began = time.perf_counter()
    grounded = _find_entities(transcript, chosen=chosen, lexicon=lexicon, report=report)
    entities = grounded.resolution.entities
    claims: tuple[Claim, ...] = ()
    outline = Outline()
    dropped = grounded.dropped
    if until is not Stage.RESOLVE:
        report(Stage.RELATE, 0.0)
        claims, lost = _find_claims(transcript, entities=entities, extraction=grounded.extraction, report=report)
        dropped = {**dropped, **lost}
        report(Stage.OUTLINE, 0.0)
        outline, lost = _find_outline(transcript, entities=entities, extraction=grounded.extraction)
        dropped = {**dropped, **lost}
    report(Stage.OUTLINE, 1.0)
    info = _bill(grounded.extraction.info, seconds=time.perf_counter() - began, dropped=dropped)
    return Document(
        transcript=transcript,
        entities=entities,
        claims=claims,
        outline=outline,
        extractor=info,
        suggestions=grounded.resolution.suggestions,
        warnings=(*transcript.warnings, *grounded.extraction.warnings, *_warn_dropped(dropped)),
    )


def _find_entities(transcript: Transcript, *, chosen: Extractor, lexicon: Lexicon, report: OnProgress) -> _Grounded:
    report(Stage.EXTRACT, 0.0)
    given = chosen.extract(transcript, known=lexicon.names, on_progress=_within(Stage.EXTRACT, report))
    extraction, malformed = admit_extraction(transcript, extraction=given, extractor=chosen.name)
    spans, ungrounded = ground_spans(transcript, spans=extraction.spans)
    report(Stage.RESOLVE, 0.0)
    resolution = resolve_names(
        transcript, spans=spans, known=lexicon.names, apart=lexicon.apart, distinct=extraction.distinct
    )
    return _Grounded(extraction, resolution, {**malformed, **ungrounded})


def _find_claims(
    transcript: Transcript, *, entities: Sequence[Entity], extraction: Extraction, report: OnProgress
) -> tuple[tuple[Claim, ...], Mapping[str, int]]:
    lost: Mapping[str, int] = {}
    if extraction.claims is None:
        claims = relate_entities(transcript, entities=entities, on_progress=_within(Stage.RELATE, report))
    else:
        claims, lost = adopt_claims(transcript, entities=entities, proposals=extraction.claims)
    kept, ungrounded = ground_claims(transcript, claims=claims, entities=[entity.id for entity in entities])
    return kept, {**lost, **ungrounded}


def _find_outline(
    transcript: Transcript, *, entities: Sequence[Entity], extraction: Extraction
) -> tuple[Outline, Mapping[str, int]]:
    if extraction.outline is None:
        return outline_video(transcript, entities=entities), {}
    return ground_outline(transcript, outline=extraction.outline)


def _bill(info: ExtractorInfo, *, seconds: float, dropped: Mapping[str, int]) -> ExtractorInfo:
    total = {what: info.dropped.get(what, 0) + count for what, count in dropped.items()}
    return replace(info, seconds=round(seconds, 3), dropped={**info.dropped, **total})


def _warn_dropped(dropped: Mapping[str, int]) -> tuple[Warning, ...]:
    return tuple(
        Warning(code=code, message=f"{count} dropped: {_WHY.get(code, 'not in the transcript')}.")
        for code, count in dropped.items()
    )


def _within(stage: Stage, report: OnProgress) -> Progress:
    return lambda done: report(stage, done)


def _ignore(_stage: Stage, _done: float) -> None:
    return None
