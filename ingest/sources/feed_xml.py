"""The XML of feeds as a tree: which bytes are a feed, in which encoding. Knows nothing of what stands in it.

Feeds are hostile: defused XML, no entities, no external documents.
"""

from __future__ import annotations

import codecs
import re
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from ingest.errors import BrokenFeed
from ingest.language.charsets import find_wider

_LOOK_BYTES = 2000
_ENCODING = re.compile(rb"""^[^<]{,9}<\?xml[^>]{,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_BEFORE_ROOT = re.compile(rb"\xef\xbb\xbf|\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^<>\[]*>", re.DOTALL | re.IGNORECASE)
_ATOM_HEAD = re.compile(rb"<(?:[\w.-]+:)?feed\s[^>]*=\s*[\"']http://www\.w3\.org/2005/atom[\"']")
"""In small letters."""
_MAX_ELEMENTS = 500_000
_MAX_DEPTH = 100
_ADVICE = "Tell its publisher; other feeds go on."


def is_feed(data: bytes) -> bool:
    """Whether bytes say of themselves that they are a feed, or a list of feeds, however broken they may be."""
    start = _find_root(data).lower()
    return start.startswith(b"<") and (start.startswith(b"<opml") or b"<rss" in start or bool(_ATOM_HEAD.search(start)))


def _find_root(data: bytes) -> bytes:
    """How it begins behind its declaration and remarks, which may be long."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data[: 2 * _LOOK_BYTES].decode("utf-16", "replace").encode()
    place = 0
    while found := _BEFORE_ROOT.match(data, place):
        place = found.end()
    return data[place : place + _LOOK_BYTES]


def read_tree(data: bytes, *, address: str) -> Element:
    """The root of a feed. Raises `BrokenFeed`, with `address`."""
    data = data.lstrip()  # programs that put feeds together often begin them with empty lines
    try:
        return _build_tree(data, address=address)
    except ParseError as error:
        line, column = error.position
        message = f"The feed's XML is broken at line {line}, column {column}."
        raise BrokenFeed(message, where=address, advice=_ADVICE) from None
    except DefusedXmlException:
        raise BrokenFeed("The feed holds XML entities, which are not read.", where=address) from None
    except (ValueError, LookupError):
        message = f"The feed comes in an encoding that is not read ({_read_encoding(data)})."
        raise BrokenFeed(message, where=address, advice=_ADVICE) from None


def _build_tree(data: bytes, *, address: str) -> Element:
    wider = find_wider(_read_encoding(data))  # what the XML parser can't read by itself
    parser = XMLParser(target=_Builder(address), encoding="utf-8" if wider else None)
    parser.feed(data.decode(wider, "replace").encode() if wider else data)
    root: Element = parser.close()
    return root


def _read_encoding(data: bytes) -> str:
    """As the feed states it, or empty."""
    found = _ENCODING.match(data[:_LOOK_BYTES])
    return found[1].decode("ascii", "replace") if found else ""


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
            raise BrokenFeed(f"The feed {how}.", where=self._address, advice=_ADVICE)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)
