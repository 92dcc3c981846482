"""The default extractor: offline, deterministic, English first. It names things; claims and outline are other stages'.

Lexicon, a small tagger, the transcript's own shape and background counts propose names; one vote per talk types
them; a ranker picks the concepts that the talk is about (docs/model-card.md).
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from ingest.extract.builtin.compose import find_spans
from ingest.extract.protocol import Progress
from ingest.language.english import is_english
from ingest.records import Extraction, ExtractorInfo, KnownName, Transcript, Warning

VERSION = "2"


class BuiltinExtractor:
    """Needs no network, weights or keys. English; other languages get speakers and lexicon names, and a warning."""

    name = "builtin"
    version = VERSION

    def extract(
        self, transcript: Transcript, *, known: Sequence[KnownName] = (), on_progress: Progress | None = None
    ) -> Extraction:
        began = time.perf_counter()
        spans = find_spans(transcript, known=known, report=on_progress or _ignore)
        seconds = round(time.perf_counter() - began, 3)
        return Extraction(
            spans=spans,
            info=ExtractorInfo(name=self.name, version=self.version, seconds=seconds),
            warnings=_warn_of_language(transcript.language),
        )


def _warn_of_language(language: str) -> tuple[Warning, ...]:
    if is_english(language):
        return ()
    found = "speakers, listed names, people with usual given names, and what is named together"
    message = f"The built-in extractor knows English; in “{language}” it finds {found}."
    return (Warning(code="language_not_supported", message=message),)


def _ignore(_done: float) -> None:
    return None
