"""Bytes from where people have them: files, standard input, addresses, uploads. Understands nothing of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.records import RawSource
from ingest.sources.contents import read_file, read_stdin, source_from_bytes, source_from_text
from ingest.sources.limits import MAX_BYTES
from ingest.sources.recordings import is_recording

if TYPE_CHECKING:
    from ingest.sources.finding import Read

__all__ = ["MAX_BYTES", "read_source", "read_words", "source_from_bytes", "source_from_text"]


def read_source(name: str) -> RawSource:
    """A file, `-` for standard input, or an address (anything with `://`).

    Raises `SourceError`, `SourceUnavailable` or `AddressRefused`.
    """
    if name == "-":
        return read_stdin()
    return _read_address(name) if _is_address(name) else read_file(name)


def read_words(name: str, *, read: Read | None = None) -> RawSource:
    """`read_source`, and of a recording what is said in it. Raises `SpeechUnavailable` and `SpeechFailed` too."""
    raw = _read_address(name, read=read) if _is_address(name) else read_source(name)
    if not is_recording(raw.data):
        return raw
    from ingest.sources.finding import transcribe_source

    return transcribe_source(raw)


def _is_address(name: str) -> bool:
    return "://" in name


def _read_address(address: str, *, read: Read | None = None) -> RawSource:
    # Loading the HTTP client takes longer than reading most files.
    from ingest.sources.finding import read_one

    return read_one(address, read=read)
