"""YouTube's XML captions: the old form (`transcript`, entities encoded twice) and the newer (`timedtext`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.parse.captions import join_screens, show_text
from ingest.parse.format import FileText, Format, Likeness
from ingest.parse.markup import decode_entities
from ingest.parse.rolling import Line
from ingest.parse.stamps import add_ms, from_ms, from_seconds
from ingest.parse.words import stamp_pieces
from ingest.parse.xml_text import Element, read_xml
from ingest.records import ParsedFile

_ROOT = re.compile(r"<timedtext[\s>]|<transcript[\s>][\s]{0,40}<text\s")
_SEARCHED = 2000


def recognise(file: FileText) -> Likeness:
    return Likeness.CERTAIN if _ROOT.search(file.text[:_SEARCHED]) else Likeness.NO


def read(file: FileText) -> ParsedFile:
    tree = read_xml(file.text)
    return ParsedFile("youtube-xml", join_screens(_read_lines(tree)))


def _read_lines(tree: Element) -> Iterator[Sequence[Line]]:
    for number, element in enumerate(tree.walk()):
        facts = element.attributes
        if element.name == "text":
            start, length = _read_times(facts) if "t" in facts else _read_seconds(facts)
            # The parser has undone the first of two encodings.
            yield show_text(decode_entities(_collect(element)), times=(start, add_ms(start, length)), number=number)
        elif element.name == "p":
            start, length = _read_times(facts)
            pieces = [(text, add_ms(start, offset)) for text, offset in _split(element)]
            text = "".join(text for text, _ in pieces)
            yield show_text(text, times=(start, add_ms(start, length)), number=number, stamps=stamp_pieces(pieces))


def _read_seconds(facts: Mapping[str, str]) -> tuple[int | None, int | None]:
    return from_seconds(facts.get("start")), from_seconds(facts.get("dur"))


def _read_times(facts: Mapping[str, str]) -> tuple[int | None, int | None]:
    return from_ms(facts.get("t")), from_ms(facts.get("d"))


def _split(paragraph: Element) -> Iterator[tuple[str, int | None]]:
    """Its words in pieces, each with how long after the paragraph it begins where the file says so."""
    for item in paragraph.content:
        if isinstance(item, str):
            yield item, None
        else:
            yield _collect(item), from_ms(item.attributes.get("t"))


def _collect(element: Element) -> str:
    return "".join(item if isinstance(item, str) else _collect(item) for item in element.content)


FORMAT = Format("youtube-xml", ("xml", "srv1", "srv2", "srv3"), recognise, read)
