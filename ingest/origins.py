"""The nouns of where a recording comes from: its bytes, and what is said of it there. Part of `ingest.records`.

Plain frozen values, like all records: this module must not read, write or compute anything. Times are whole
milliseconds from the start.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes came from. `kind`: file, stdin, text, url. `sha256`: of the bytes, lower-case hex."""

    kind: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class StatedChapter:
    """A chapter as the source itself gives it, not as it was found in the words."""

    start_ms: int
    title: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the source says about the whole recording. `links`: (anchor text, address) pairs found in it."""

    title: str | None = None
    language: str | None = None
    channel: str | None = None
    published: str | None = None
    video_url: str | None = None
    description: str | None = None
    duration_ms: int | None = None
    links: tuple[tuple[str, str], ...] = ()
    chapters: tuple[StatedChapter, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """By what a server tells one state of an address from another; both empty where it does not."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class RawSource:
    """Bytes as fetched, before anything was understood of them. `media_type` is what the server said, if any.

    `metadata`: what the place says that gave the bytes (a page, a feed, a video site), stronger than what stands in
    the bytes themselves. `notes`: sentences for whoever follows the run, such as which captions were chosen.
    `version`: while the address is in this state, it gives these bytes; empty where that is not known.
    """

    source: Source
    data: bytes
    media_type: str | None = None
    metadata: Metadata = Metadata()
    notes: tuple[str, ...] = ()
    version: Version = Version()
