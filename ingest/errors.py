"""What can go wrong on the way from text to facts.

Each error keeps its facts as attributes and writes its own sentence: what failed, where, and what to do.
A transient error may be tried again unchanged; a permanent one needs another input or setting.
"""

from __future__ import annotations

from collections.abc import Mapping


class IngestError(Exception):
    """Base of all. `code` is a stable word for programs; `where` a file, line, cue or address, in words."""

    code = "ingest_failed"
    transient = False

    def __init__(self, message: str, *, where: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.advice}" if self.advice else ""
        return f"{place}{self.message}{advice}"

    @property
    def details(self) -> Mapping[str, object]:
        return {"where": self.where, "advice": self.advice, "transient": self.transient}


class SourceError(IngestError):
    """The bytes could not be had: no such file, not readable, too large, not a regular file."""

    code = "source_unreadable"


class SourceUnavailable(SourceError):
    """The bytes could not be had just now: time-out, connection broken, server busy."""

    code = "source_unavailable"
    transient = True


class NotChanged(SourceError):
    """The server says that what it has is what the caller has already."""

    code = "not_changed"


class AddressRefused(SourceError):
    """The address is not one that this program fetches: scheme, private network, redirect."""

    code = "address_refused"


class VideoUnavailable(SourceError):
    """The video is private, deleted, or closed to this reader."""

    code = "video_unavailable"


class NoCaptions(SourceError):
    """The recording is there, but nobody wrote down what is said in it."""

    code = "no_captions"


class BrokenFeed(SourceError):
    """It says that it is a feed, but it can't be read as one."""

    code = "feed_broken"


class SpeechUnavailable(SourceError):
    """A recording without a transcript, and nothing is set up that could write one."""

    code = "speech_unavailable"


class SpeechFailed(SourceError):
    """The speech-to-text service refused, or gave nothing that can be read."""

    code = "speech_failed"


class ParseError(IngestError):
    """The bytes are not a transcript that this program can read."""

    code = "not_a_transcript"


class UnknownFormat(ParseError):
    code = "unknown_format"


class ExtractorError(IngestError):
    """The extractor could not do its work."""

    code = "extractor_failed"


class UnknownExtractor(ExtractorError):
    code = "unknown_extractor"


class ExtractorUnavailable(ExtractorError):
    """The extractor is known, but its package, weights, endpoint or key is missing."""

    code = "extractor_unavailable"


class RunCancelled(IngestError):
    """Somebody stopped the run. Nothing of it was kept."""

    code = "run_cancelled"
