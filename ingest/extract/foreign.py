"""An extractor of an installed package: what fails in it is told in a sentence that names it.

What its caller raises on being told of progress is the caller's own, and passes through.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.errors import ExtractorError, IngestError
from ingest.extract.protocol import Extractor, Progress
from ingest.records import Extraction, KnownName, Transcript


def open_foreign(name: str, *, load: Callable[[], Callable[[], Extractor]]) -> ForeignExtractor:
    """`load` gives what makes it. Lets an `ImportError` pass: that tells of what is not installed."""
    try:
        return ForeignExtractor(name, load()())
    except (IngestError, ImportError):
        raise
    except Exception as error:
        raise _blame(name, error) from error


class ForeignExtractor:
    """`name`: of its entry point, whatever it calls itself."""

    def __init__(self, name: str, made: Extractor) -> None:
        self.name = name
        self.version = str(getattr(made, "version", ""))
        self._made = made

    def extract(
        self, transcript: Transcript, *, known: Sequence[KnownName] = (), on_progress: Progress | None = None
    ) -> Extraction:
        told = _Told(on_progress)
        try:
            return self._made.extract(transcript, known=known, on_progress=told)
        except Exception as error:
            if isinstance(error, IngestError) or error is told.raised:
                raise
            raise _blame(self.name, error) from error


class _Told:
    """Passes progress on, and remembers what that raised."""

    def __init__(self, report: Progress | None) -> None:
        self._report = report
        self.raised: Exception | None = None

    def __call__(self, done: float) -> None:
        try:
            if self._report:
                self._report(done)
        except Exception as error:
            self.raised = error
            raise


def _blame(name: str, error: Exception) -> ExtractorError:
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}, line {last.lineno}"
    return ExtractorError(f"The extractor “{name}” failed: {type(error).__name__}: {error} ({place}).")
