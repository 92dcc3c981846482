"""What an extractor is. One is found by the name of its entry point in the group `saidgraph.extractors`.

The object behind the entry point is called without arguments and must return an `Extractor`; where
something that it needs is missing it raises `ExtractorUnavailable` with what to install or set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from ingest.records import Extraction, KnownName, Transcript

Progress = Callable[[float], None]
"""Told how much of the work is done, 0..1, now and then. May raise `RunCancelled`, which must pass through."""


class Extractor(Protocol):
    """Finds what a transcript names (and, if it can, what it states and how it is laid out).

    Same transcript and same known names must give the same extraction. Every span must lie at its place:
    what does not is dropped by grounding, and counted.
    """

    name: str
    version: str

    def extract(
        self, transcript: Transcript, *, known: Sequence[KnownName] = (), on_progress: Progress | None = None
    ) -> Extraction: ...
