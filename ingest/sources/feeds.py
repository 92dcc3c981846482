"""Podcast feeds: RSS with Podcasting 2.0 transcripts and chapters and iTunes tags, and Atom. Fetches nothing.

A feed with an episode that can't be read gives the others.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from mimetypes import guess_type
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from ingest.errors import BrokenFeed
from ingest.language.codes import base_language
from ingest.records import Metadata
from ingest.sources.feed_xml import read_tree
from ingest.sources.listings import Item, Listing
from ingest.sources.prose import take_words

_PODCAST = (
    "https://podcastindex.org/namespace/1.0",
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
)
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_ATOM = "http://www.w3.org/2005/Atom"
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
_NO_MEDIA = ("image/", "text/", "application/pdf", "application/x-bittorrent")
_MAX_OTHERS = 2
MAX_ITEMS = 20_000


def read_feed(data: bytes, *, address: str) -> Listing:
    """The episodes in the feed's order, newest first as a rule. `address` makes relative ones whole.

    Raises `BrokenFeed`.
    """
    root = read_tree(data, address=address)
    if root.tag.lower() == "opml":
        advice = "Add the addresses that it names."
        raise BrokenFeed("This is a list of feeds (OPML), and no feed.", where=address, advice=advice)
    channel = root.find("channel")
    if channel is None and not root.tag.endswith("}feed"):
        raise BrokenFeed("This XML is not a feed.", where=address, advice="Give the address of an RSS feed.")
    return _read_rss(channel, address) if channel is not None else _read_atom(root, address)


def _read_rss(channel: Element, address: str) -> Listing:
    title, language = _title(channel, "title"), _text(channel, "language")
    found = list(channel.findall("item"))
    items = [_read_item(item, channel=title, language=language, base=address) for item in found[:MAX_ITEMS]]
    whole = tuple(item for item in items if item)
    left_out = len(found) - len(whole)
    notes = (f"{left_out} episodes name no transcript, recording or page and were left out.",) if left_out else ()
    return Listing("feed", title or address, whole, notes)


def _read_item(item: Element, *, channel: str, language: str, base: str) -> Item | None:
    media = _choose_media(((e.get("url"), e.get("type")) for e in item.findall("enclosure")), base=base)
    page = _whole(_text(item, "link") or _read_permalink(item), base)
    transcripts = _list_transcripts(item, language=language, base=base)
    transcript, spoken = transcripts[0] if transcripts else ("", "")
    address = transcript or media or page
    if not address:
        return None
    return Item(
        address,
        Metadata(
            title=_title(item, "title") or _title(item, f"{{{_ITUNES}}}title") or None,
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
        recording=media if transcript else "",
    )


def _read_permalink(item: Element) -> str:
    """A guid is the address of a page unless it says that it is none; many are no address and don't say so."""
    guid = item.find("guid")
    stated = "" if guid is None else guid.get("isPermaLink", "true").strip().lower()
    address = _text(item, "guid") if stated == "true" else ""
    return address if address.startswith(("https://", "http://")) else ""


def _choose_media(enclosed: Iterable[tuple[str | None, str | None]], *, base: str) -> str:
    """The first that is no picture or paper, by its type or else by how its address ends; "" where there is none."""
    for url, kind in enclosed:
        address = _whole(url, base)
        said = (kind or guess_type(urlsplit(address).path)[0] or "").strip().lower()
        if address and not said.startswith(_NO_MEDIA):
            return address
    return ""


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
    title = _title(feed, f"{{{_ATOM}}}title")
    entries = list(feed.findall(f"{{{_ATOM}}}entry"))[:MAX_ITEMS]
    items = (_read_entry(entry, channel=title, base=address) for entry in entries)
    return Listing("feed", title or address, tuple(item for item in items if item))


def _read_entry(entry: Element, *, channel: str, base: str) -> Item | None:
    links = entry.findall(f"{{{_ATOM}}}link")
    pages = (_whole(link.get("href"), base) for link in links if link.get("rel", "alternate") == "alternate")
    enclosed = ((link.get("href"), link.get("type")) for link in links if link.get("rel") == "enclosure")
    media = _choose_media(enclosed, base=base)
    place = media or next(filter(None, pages), "")
    transcripts = _list_transcripts(entry, language="", base=base)
    transcript, spoken = transcripts[0] if transcripts else ("", "")
    if not (transcript or place):
        return None
    return Item(
        transcript or place,
        Metadata(
            title=_title(entry, f"{{{_ATOM}}}title") or None,
            language=spoken or None,
            channel=channel or None,
            published=_text(entry, f"{{{_ATOM}}}published")[:10] or None,
            video_url=place or None,
            description=_prose(entry, f"{{{_ATOM}}}summary") or None,
        ),
        name=_text(entry, f"{{{_ATOM}}}id"),
        others=tuple(_list_alike(transcripts, language="")),
        recording=media if transcript else "",
    )


def _text(parent: Element, name: str) -> str:
    return " ".join(_content(parent, name).split())[:4000]


def _title(parent: Element, name: str) -> str:
    """Many encode it once more, as HTML."""
    return html.unescape(_text(parent, name))


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
