"""What an HTML page says of a recording: where its captions lie, its title, its feed. Reads no transcript."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

from ingest.language.charsets import find_charset, read_stated
from ingest.language.codes import base_language
from ingest.records import Metadata

_MAX_CHARS = 2_000_000
_CAPTION_TYPES = frozenset({"text/vtt", "application/x-subrip", "application/srt", "text/srt"})
_CAPTION_ENDINGS = (".vtt", ".srt")
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})
_META = {
    "og:title": "title",
    "og:site_name": "channel",
    "article:published_time": "published",
    "og:video:url": "video",
    "og:video": "video",
    "og:audio": "video",
}
_MARKS = frozenset({"cite", "time"})
_CLOCK = re.compile(r"[\s\[(]{0,20}(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2}(?:[.,][0-9]{1,3})?[\s\])]{0,20}")
_NAME = re.compile(
    r">\s{0,200}<cite(?:\s[^<>]{0,500})?>[^<>]{1,200}(?:(?<=:)\s{0,20}</cite>|</cite>\s{0,200}[<:])", re.IGNORECASE
)
"""A `cite` that begins a line, and ends it or in a colon: a speaker, not a work that is cited in a sentence."""


@dataclass(frozen=True, slots=True)
class Captions:
    """`language`: as the page says it, or empty. `spoken`: in the language that is spoken, as far as is known."""

    address: str
    language: str = ""
    spoken: bool = False
    default: bool = False


@dataclass(slots=True)
class Page:
    """Addresses are whole, in the page's order. `cites`, `clocks`: how many names and times are marked as such;
    `names`: how many of those names stand where a speaker's does; `paragraphs`: those of other words."""

    captions: list[Captions] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    cites: int = 0
    clocks: int = 0
    names: int = 0
    paragraphs: int = 0

    @property
    def has_marks(self) -> bool:
        """Whether it holds a transcript in Podcasting 2.0's HTML: any page may bear one date or cite one work. The same
        as `ingest.parse` says of it, as far as can be told without reading it."""
        timed = self.clocks > 1 or (self.clocks > 0 and self.cites > 0)
        return timed or (self.names > 1 and self.paragraphs <= 2 * self.names)

    @property
    def best_captions(self) -> list[Captions]:
        """Those in the spoken language first, of these the page's default, then those in its own language."""
        own = base_language(self.facts.get("language"))

        def rank(one: Captions) -> tuple[bool, bool, bool]:
            other = bool(own) and base_language(one.language) not in ("", own)
            return not one.spoken, not one.default, other

        return sorted(self.captions, key=rank)

    @property
    def metadata(self) -> Metadata:
        video = self.facts.get("video") or next(iter(self.media), None)
        published = self.facts.get("published", "")[:10] or None
        return Metadata(
            title=self.facts.get("title"),
            language=self.facts.get("language"),
            channel=self.facts.get("channel"),
            published=published,
            video_url=video,
        )


def is_page(media_type: str | None, data: bytes) -> bool:
    start = data[:1000].lstrip().lower()
    return media_type in ("text/html", "application/xhtml+xml") or start.startswith((b"<!doctype html", b"<html"))


def read_page(data: bytes, *, address: str) -> Page:
    """`address` makes relative links whole. Never raises for what stands in the page."""
    reader = _Reader(address)
    text = _decode(data)[:_MAX_CHARS]
    reader.page.names = len(_NAME.findall(text))
    with suppress(AssertionError):  # Python's reader raises it for some broken declarations: what stood before counts
        reader.feed(text)
    return reader.page


def _decode(data: bytes) -> str:
    """As UTF-8 where it is that, whatever the page states, else as it states."""
    with suppress(UnicodeDecodeError):
        return data.decode()
    return data.decode(find_charset(read_stated(data)), "replace")


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.page = Page()
        self._mark = ""
        self._fresh = self._based = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._mark = tag if tag in _MARKS else self._mark
        self._fresh |= tag == "p"
        if tag == "html" and given.get("lang"):
            self.page.facts.setdefault("language", given["lang"][:16])
        elif tag == "base" and given.get("href") and not self._based:  # the first counts
            self.address, self._based = self._whole(given["href"]) or self.address, True
        elif tag == "meta":
            self._take_meta(given)
        elif tag == "track" and given.get("kind", "subtitles") in ("captions", "subtitles"):
            # captions say more than subtitles: they are in the language that is spoken
            spoken, default = given.get("kind") == "captions", "default" in given
            self._add_captions(given.get("src"), given.get("srclang", ""), spoken=spoken, default=default)
        elif tag == "link":
            self._take_link(given)
        elif tag == "a" and given.get("href", "").partition("?")[0].lower().endswith(_CAPTION_ENDINGS):
            self._add_captions(given["href"], given.get("hreflang", ""))
        elif tag in ("audio", "video", "source"):
            self._add(self.page.media, given.get("src"))

    def handle_endtag(self, tag: str) -> None:
        self._mark = "" if tag in _MARKS else self._mark

    def handle_data(self, data: str) -> None:
        self.page.cites += self._mark == "cite" and bool(data.strip())
        self.page.clocks += self._mark == "time" and _CLOCK.fullmatch(data) is not None
        if self._fresh and not self._mark and data.strip():
            self.page.paragraphs += 1
            self._fresh = False

    def _take_meta(self, given: dict[str, str]) -> None:
        name = _META.get(given.get("property", "") or given.get("name", ""))
        if name and given.get("content"):
            value = given["content"][:1000]
            self.page.facts.setdefault(name, self._whole(value) if name == "video" else value)

    def _take_link(self, given: dict[str, str]) -> None:
        if "alternate" not in given.get("rel", "").lower().split():
            return
        kind = given.get("type", "").lower()
        if kind in _CAPTION_TYPES:
            self._add_captions(given.get("href"), given.get("hreflang", ""))
        elif kind in _FEED_TYPES:
            self._add(self.page.feeds, given.get("href"))

    def _add_captions(self, address: str | None, language: str, *, spoken: bool = False, default: bool = False) -> None:
        whole = self._whole(address or "")
        if whole and all(whole != one.address for one in self.page.captions):
            self.page.captions.append(Captions(whole, language.strip()[:16], spoken, default))

    def _add(self, found: list[str], address: str | None) -> None:
        whole = self._whole(address or "")
        if whole and whole not in found:
            found.append(whole)

    def _whole(self, address: str) -> str:
        try:
            whole = urljoin(self.address, address.strip()) if address else ""
        except ValueError:
            return ""
        return whole if whole.startswith(("https://", "http://")) and len(whole) <= 1000 else ""
