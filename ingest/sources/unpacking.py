"""Unpacks what comes in gzip or deflate, piece by piece. Keeps nothing and knows no network."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from ingest.errors import SourceError, SourceUnavailable

_GZIP = b"\x1f\x8b"
_MAX_PARTS = 1000


def unpack(chunks: Iterable[bytes], *, most: int, where: str) -> Iterator[bytes]:
    """For each chunk at most `most` bytes, for whoever then stops.

    A file may be packed in several parts; what follows the last one is padding. Raises `SourceError` for damaged
    data and `SourceUnavailable` for such as break off.
    """
    parts = 0
    unpacker = None
    for chunk in chunks:
        rest = chunk
        while rest and (unpacker or not parts or _GZIP.startswith(rest[:2])):
            unpacker = unpacker or zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
            try:
                yield unpacker.decompress(rest, most)
            except zlib.error:
                raise SourceError("Its compressed data are damaged.", where=where) from None
            rest = unpacker.unused_data
            if unpacker.eof:
                parts, unpacker = parts + 1, None
        if parts > _MAX_PARTS:
            raise SourceError("Its compressed data are in too many parts.", where=where)
    if unpacker:
        raise SourceUnavailable("Its compressed data broke off.", where=where, advice="Try again later.")
