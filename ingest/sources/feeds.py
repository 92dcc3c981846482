"""Podcast feeds: RSS with Podcasting 2.0 transcripts and chapters and iTunes tags, and Atom. Fetches nothing.

Feeds are hostile: defused XML, no entities, no external documents. A feed with an episode that can't be read
gives the others.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from ingest.errors import BrokenFeed
from ingest.language.codes import base_language
from ingest.records import Metadata
from ingest.sources.listings import Item, Listing
from ingest.sources.prose import take_words

_PODCAST = (
    "https://podcastindex.org/namespace/1.0",
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
)
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_ATOM = "http://www.w3.org/2005/Atom"
_LOOK_BYTES = 2000
_ENCODING = re.compile(rb"""^[^<]{,9}<\?xml[^>]{,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_WIDER = {
    "shift_jis": "cp932",
    "cp932": "cp932",
    "euc_jp": "euc_jp",
    "iso2022_jp": "iso2022_jp",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "cp950",
    "cp950": "cp950",
    "euc_kr": "cp949",
    "cp949": "cp949",
}
"""What the XML parser can't read, several bytes being one letter, and what it is read as: its newer form, if any."""
_ATOM_HEAD = re.compile(rb"<(?:[\w.-]+:)?feed\s[^>]*=\s*[\"']http://www\.w3\.org/2005/atom[\"']")
"""In small letters."""
_TRANSCRIPTS = (
    "text/vtt",
    "application/x-subrip",
    "application/srt",
    "text/srt",
    "application/json",
    "text/html",
    "text/plain",
)
"""Best first: times before none."""
_MAX_OTHERS = 2
MAX_ITEMS = 20_000
_MAX_ELEMENTS = 500_000
_MAX_DEPTH = 100


def is_feed(data: bytes) -> bool:
    """Whether bytes say of themselves that they are a feed, however broken they may be."""
    start = data[:_LOOK_BYTES].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return start.startswith(b"<") and (b"<rss" in start or bool(_ATOM_HEAD.search(start)))


def read_feed(data: bytes, *, address: str) -> Listing:
    """The episodes in the feed's order, newest first as a rule. `address` makes relative ones whole.

    Raises `BrokenFeed`.
    """
    try:
        root = _build_tree(data, address=address)
    except ParseError as error:
        line, column = error.position
        message = f"The feed's XML is broken at line {line}, column {column}."
        raise BrokenFeed(message, where=address, advice="Tell its publisher; other feeds go on.") from None
    except DefusedXmlException:
        raise BrokenFeed("The feed holds XML entities, which are not read.", where=address) from None
    except (ValueError, LookupError):
        message = f"The feed comes in an encoding that is not read ({_read_encoding(data)})."
        raise BrokenFeed(message, where=address, advice="Tell its publisher; other feeds go on.") from None
    channel = root.find("channel")
    if channel is None and not root.tag.endswith("}feed"):
        raise BrokenFeed("This XML is not a feed.", where=address, advice="Give the address of an RSS feed.")
    return _read_rss(channel, address) if channel is not None else _read_atom(root, address)


def _build_tree(data: bytes, *, address: str) -> Element:
    wider = _find_wider(_read_encoding(data))
    parser = XMLParser(target=_Builder(address), encoding="utf-8" if wider else None)
    parser.feed(data.decode(wider, "replace").encode() if wider else data)
    root: Element = parser.close()
    return root


def _read_encoding(data: bytes) -> str:
    """As the feed states it, or empty."""
    found = _ENCODING.match(data[:_LOOK_BYTES])
    return found[1].decode("ascii", "replace") if found else ""


def _find_wider(encoding: str) -> str | None:
    try:
        return _WIDER.get(codecs.lookup(encoding).name)
    except LookupError:
        return None


class _Builder(TreeBuilder):
    """Refuses what would take hours or all memory."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self._count = self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._count += 1
        self._depth += 1
        if self._count > _MAX_ELEMENTS or self._depth > _MAX_DEPTH:
            how = "is nested too deeply" if self._depth > _MAX_DEPTH else f"has more than {_MAX_ELEMENTS:,} parts"
            raise BrokenFeed(f"The feed {how}.", where=self._address, advice="Tell its publisher; other feeds go on.")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def _read_rss(channel: Element, address: str) -> Listing:
    title, language = _text(channel, "title"), _text(channel, "language")
    found = list(channel.findall("item"))
    items = [_read_item(item, channel=title, language=language, base=address) for item in found[:MAX_ITEMS]]
    whole = tuple(item for item in items if item)
    left_out = len(found) - len(whole)
    notes = (f"{left_out} episodes name no transcript, recording or page and were left out.",) if left_out else ()
    return Listing("feed", title or address, whole, notes)


def _read_item(item: Element, *, channel: str, language: str, base: str) -> Item | None:
    enclosure = item.find("enclosure")
    media = _whole(enclosure.get("url") if enclosure is not None else "", base)
    page = _whole(_text(item, "link"), base)
    transcripts = _list_transcripts(item, language=language, base=base)
    transcript, spoken = transcripts[0] if transcripts else ("", "")
    address = transcript or media or page
    if not address:
        return None
    return Item(
        address,
        Metadata(
            title=_text(item, "title") or _text(item, f"{{{_ITUNES}}}title") or None,
            language=spoken or language or None,
            channel=channel or None,
            published=_read_date(_text(item, "pubDate")),
            video_url=media or page or None,
            description=_prose(item, f"{{{_ITUNES}}}summary") or _prose(item, "description") or None,
            duration_ms=_read_duration(_text(item, f"{{{_ITUNES}}}duration")),
        ),
        chapters=next((_whole(e.get("url"), base) for e in _podcast(item, "chapters")), ""),
        name=_text(item, "guid"),
        others=tuple(_list_alike(transcripts, language=language)),
    )


def _list_transcripts(item: Element, *, language: str, base: str) -> list[tuple[str, str]]:
    """Address and language of each, best first, of which those in the feed's `language` come before others; where none
    is stated it is empty."""

    def rank(element: Element) -> tuple[bool, int]:
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        translated = bool(language) and base_language(element.get("language") or language) != base_language(language)
        return translated, _TRANSCRIPTS.index(kind) if kind in _TRANSCRIPTS else len(_TRANSCRIPTS)

    ranked = sorted(_podcast(item, "transcript"), key=rank)
    found = ((_whole(element.get("url"), base), element.get("language") or "") for element in ranked)
    return [(address, spoken) for address, spoken in found if address]


def _list_alike(transcripts: Sequence[tuple[str, str]], *, language: str) -> list[str]:
    """Addresses of those after the best one that are in its language."""
    tongues = [base_language(spoken or language) for _, spoken in transcripts]
    alike = [address for (address, _), tongue in zip(transcripts, tongues, strict=True) if tongue == tongues[0]]
    return alike[1 : 1 + _MAX_OTHERS]


def _podcast(item: Element, name: str) -> Iterator[Element]:
    for namespace in _PODCAST:
        yield from item.findall(f"{{{namespace}}}{name}")


def _read_atom(feed: Element, address: str) -> Listing:
    title = _text(feed, f"{{{_ATOM}}}title")
    entries = list(feed.findall(f"{{{_ATOM}}}entry"))[:MAX_ITEMS]
    items = (_read_entry(entry, channel=title, base=address) for entry in entries)
    return Listing("feed", title or address, tuple(item for item in items if item))


def _read_entry(entry: Element, *, channel: str, base: str) -> Item | None:
    links = {
        link.get("rel") or "alternate": _whole(link.get("href"), base) for link in entry.findall(f"{{{_ATOM}}}link")
    }
    address = links.get("alternate") or links.get("enclosure")
    if not address:
        return None
    published = _text(entry, f"{{{_ATOM}}}published")[:10] or None
    facts = Metadata(channel=channel or None, published=published, video_url=address)
    title = _text(entry, f"{{{_ATOM}}}title") or None
    return Item(address, replace(facts, title=title), name=_text(entry, f"{{{_ATOM}}}id"))


def _text(parent: Element, name: str) -> str:
    return " ".join(_content(parent, name).split())[:4000]


def _prose(parent: Element, name: str) -> str:
    return take_words(_content(parent, name))[:4000]


def _content(parent: Element, name: str) -> str:
    found = parent.find(name)
    return "".join(found.itertext()) if found is not None else ""


def _whole(address: str | None, base: str) -> str:
    try:
        whole = urljoin(base, (address or "").strip()) if address else ""
    except ValueError:
        return ""
    return whole if whole.startswith(("https://", "http://")) and len(whole) <= 1000 else ""


def _read_date(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        pass
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        return None


def _read_duration(text: str) -> int | None:
    """Seconds, or hours, minutes and seconds with colons."""
    parts = text.split(":")
    if not all(part.isascii() and part.isdigit() and len(part) < 7 for part in parts) or len(parts) > 3:
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds * 1000 or None
