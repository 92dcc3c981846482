"""The extractor “spacy”: one pass of the pipeline over the flow, its labels turned into our types."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.errors import ExtractorUnavailable
from ingest.extract.pieces import cut_pieces
from ingest.extract.protocol import Progress
from ingest.extract.spacy.labels import find_type
from ingest.language.codes import base_language
from ingest.language.flow import Flow, join_segments
from ingest.language.sentences import Stretch
from ingest.records import EntityType, Extraction, ExtractorInfo, KnownName, NamedSpan, Transcript, Warning

VERSION = "1"
DEFAULT_MODEL = "en_core_web_sm"
_PIECE_CHARACTERS = 3000
_BATCH = 16
_NAME_CONFIDENCE = 0.6
_PHRASE_CONFIDENCE = 0.4
_PHRASE_COUNT = 2
_LONGEST_NAME = 80


class SpacyExtractor:
    """`SPACY_MODEL` names an installed pipeline or a folder; `en_core_web_sm` unless set. Runs on this machine only."""

    name = "spacy"

    def __init__(self, model: str | None = None) -> None:
        self._pipeline = _load_pipeline(model or os.environ.get("SPACY_MODEL", "").strip() or DEFAULT_MODEL)
        meta = self._pipeline.meta
        self.version = f"{VERSION} {meta['lang']}_{meta['name']} {meta['version']}"

    def extract(
        self, transcript: Transcript, *, known: Sequence[KnownName] = (), on_progress: Progress | None = None
    ) -> Extraction:
        """Known names are not asked for: resolution types and titles what they name."""
        began = time.perf_counter()
        flow = join_segments(transcript.segments)
        read = list(self._read(flow, on_progress))
        spans = [*_find_names(flow, read), *_find_phrases(flow, read)]
        seconds = round(time.perf_counter() - began, 3)
        info = ExtractorInfo(name=self.name, version=self.version, seconds=seconds)
        return Extraction(spans=tuple(spans), info=info, warnings=tuple(self._warn(transcript.language)))

    def _read(self, flow: Flow, report: Progress | None) -> Iterator[tuple[int, Doc]]:
        pieces = cut_pieces(flow, most=_PIECE_CHARACTERS)
        docs = self._pipeline.pipe((flow.text[start:end] for start, end in pieces), batch_size=_BATCH)
        for number, ((start, _), doc) in enumerate(zip(pieces, docs, strict=True)):
            if report:
                report(number / len(pieces))
            yield start, doc

    def _warn(self, language: str) -> Iterator[Warning]:
        own = self._pipeline.lang
        if own not in {base_language(language), "xx"} and language not in {"", "und"}:
            message = (
                f"The spaCy pipeline is for “{own}”, the transcript is in “{language}”: set SPACY_MODEL to another."
            )
            yield Warning("language_not_supported", message)
        labels = self._pipeline.pipe_labels.get("ner", ())
        if labels and not any(map(find_type, labels)):
            shown = ", ".join(labels[:8])
            yield Warning(
                "labels_not_known", f"The labels of the spaCy pipeline are none of ours, so no name is found: {shown}."
            )
        if "parser" in self._pipeline.pipe_names and self._pipeline.vocab.get_noun_chunks is None:
            yield Warning("phrases_not_supported", f"spaCy knows no noun phrases of “{own}”: only names are found.")


@lru_cache(maxsize=2)
def _load_pipeline(model: str) -> Language:
    """Kept for the process: loading takes about a second."""
    try:
        return spacy.load(model)
    except (OSError, ImportError, ValueError) as error:
        raise ExtractorUnavailable(
            f"The spaCy pipeline “{model}” can't be loaded.",
            advice=f"Install it with “python -m spacy download {model}”, or set SPACY_MODEL to one that is installed.",
        ) from error


def _find_names(flow: Flow, read: Sequence[tuple[int, Doc]]) -> Iterator[NamedSpan]:
    for base, doc in read:
        for entity in doc.ents:
            type = find_type(entity.label_)
            if type:
                yield from _make_span(flow, _trim(entity, base), type, _NAME_CONFIDENCE, "model")


def _find_phrases(flow: Flow, read: Sequence[tuple[int, Doc]]) -> Iterator[NamedSpan]:
    """Noun phrases of several words that the talk says more than once, as concepts."""
    phrases = [(phrase, base) for base, doc in read for phrase in _list_phrases(doc)]
    counts = Counter(_name_same(phrase) for phrase, _ in phrases)
    for phrase, base in phrases:
        if counts[_name_same(phrase)] >= _PHRASE_COUNT:
            yield from _make_span(flow, _trim(phrase, base), EntityType.CONCEPT, _PHRASE_CONFIDENCE, "concept")


def _name_same(phrase: Span) -> str:
    """By its lemmas, or by its words where the pipeline has no lemmatizer."""
    return (phrase.lemma_.strip() or phrase.text).lower()


def _list_phrases(doc: Doc) -> Iterator[Span]:
    """Those without names and function words. Pipelines without a parser, and half of the languages, have none."""
    if not doc.has_annotation("DEP") or doc.vocab.get_noun_chunks is None:
        return
    for chunk in doc.noun_chunks:
        first = next((token.i for token in chunk if token.pos_ in {"ADJ", "NOUN"} and not token.is_stop), None)
        phrase = doc[first : chunk.end] if first is not None else chunk[:0]
        if len(phrase) > 1 and all(token.pos_ in {"ADJ", "NOUN"} and not token.is_stop for token in phrase):
            yield phrase


def _trim(span: Span, base: int) -> Stretch:
    """Without a leading article and a trailing possessive."""
    start, end = span.start, span.end
    while start < end - 1 and span.doc[start].lower_ in {"the", "a", "an"}:
        start += 1
    while end > start + 1 and span.doc[end - 1].lower_ in {"'s", "’s", "'", "’"}:
        end -= 1
    kept = span.doc[start:end]
    return base + kept.start_char, base + kept.end_char


def _make_span(flow: Flow, place: Stretch, type: EntityType, confidence: float, reason: str) -> Iterator[NamedSpan]:
    mention = flow.mention_at(*place)
    text = flow.text[slice(*place)]
    if mention and len(text) <= _LONGEST_NAME and any(c.isalnum() for c in text):
        yield NamedSpan(mention, type, confidence, reason=reason)
