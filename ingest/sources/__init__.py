"""Bytes from where people have them: files, standard input, addresses, uploads. Understands nothing of them."""

from __future__ import annotations

from ingest.records import RawSource
from ingest.sources.contents import read_file, read_stdin, source_from_bytes, source_from_text
from ingest.sources.limits import MAX_BYTES
from ingest.sources.recordings import is_recording

__all__ = ["MAX_BYTES", "read_source", "read_words", "source_from_bytes", "source_from_text"]


def read_source(name: str) -> RawSource:
    """A file, `-` for standard input, or an address (anything with `://`).

    Raises `SourceError`, `SourceUnavailable` or `AddressRefused`.
    """
    if name == "-":
        return read_stdin()
    if "://" in name:
        # Loading the HTTP client takes longer than reading most files.
        from ingest.sources.finding import read_one

        return read_one(name)
    return read_file(name)


def read_words(name: str) -> RawSource:
    """`read_source`, and of a recording what is said in it. Raises `SpeechUnavailable` and `SpeechFailed` too."""
    raw = read_source(name)
    if not is_recording(raw.data):
        return raw
    from ingest.sources.finding import transcribe_source

    return transcribe_source(raw)
