"""The extractor “llm”: chunks out, answers back, and only what stands in the transcript kept."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from ingest.extract.llm.run import Run
from ingest.extract.llm.settings import LlmSettings, read_settings
from ingest.extract.llm.wording import hash_prompts
from ingest.extract.protocol import Progress
from ingest.records import Extraction, ExtractorInfo, KnownName, Transcript, Warning

VERSION = "1"
_DROPPED = {
    "surface_not_in_transcript": "names that the model gave are not in the transcript",
    "entity_not_in_transcript": "entities have no name in the transcript",
    "name_not_in_transcript": "titles have nothing in common with what was said, which stands in their place",
    "concept_without_claim": "concepts are named and nothing is said of them",
    "quote_not_in_transcript": "claims were quoted with words that nobody said",
    "quote_too_long": "claims were quoted at too great length",
    "claim_end_unknown": "claims are about things that are not named",
    "predicate_unknown": "claims use a connection that there is none of",
    "chapter_not_in_transcript": "chapters begin with words that nobody said",
    "point_not_in_transcript": "points of the summary stand on words that nobody said",
    "topic_not_in_transcript": "topics have no word in the transcript",
    "item_malformed": "items were not of the form asked for",
    "item_beyond": "items came after more than one answer is read for",
}


class LlmExtractor:
    """Needs `LLM_URL` and `LLM_MODEL`. What it sends and costs is in docs/extractors.md."""

    name = "llm"

    def __init__(self, settings: LlmSettings | None = None) -> None:
        self._settings = settings or read_settings()
        self.version = f"{VERSION}-{hash_prompts()} {self._settings.model}"

    def extract(
        self, transcript: Transcript, *, known: Sequence[KnownName] = (), on_progress: Progress | None = None
    ) -> Extraction:
        """Raises `ExtractorUnavailable` where the endpoint can't be used, `LimitReached` before a limit is passed."""
        began = time.perf_counter()
        run = Run.begin(transcript, settings=self._settings, known=known, report=on_progress or _ignore)
        heard = run.ask_all()
        facts, outline, warnings = run.gather(heard)
        spoken = any(not each.failure for each in heard)
        meter = run.endpoint.meter
        return Extraction(
            spans=(*facts.spans, *run.fall_back(heard)),
            claims=tuple(facts.claims) if spoken else None,
            outline=outline,
            distinct=tuple(facts.distinct),
            info=ExtractorInfo(
                name=self.name,
                version=self.version,
                seconds=round(time.perf_counter() - began, 3),
                tokens_in=meter.tokens_in,
                tokens_out=meter.tokens_out,
                cost=round(meter.cost, 6),
                dropped=dict(facts.dropped),
            ),
            warnings=(*warnings, *run.warn(heard), *_warn_dropped(facts.dropped)),
        )


def _warn_dropped(dropped: Counter[str]) -> tuple[Warning, ...]:
    return tuple(
        Warning(f"llm_{code}", f"{count} dropped: {_DROPPED[code]}.") for code, count in dropped.items() if count
    )


def _ignore(_done: float) -> None:
    return None
