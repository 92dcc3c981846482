"""Bytes from where people have them: files, standard input, addresses, uploads. Understands nothing of them."""

from __future__ import annotations

from ingest.records import RawSource
from ingest.sources.contents import read_file, read_stdin, source_from_bytes, source_from_text
from ingest.sources.limits import MAX_BYTES

__all__ = ["MAX_BYTES", "read_source", "source_from_bytes", "source_from_text"]


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
