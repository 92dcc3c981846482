"""Reads XML from strangers into a small tree: no entities of its own, no outside file, bounded depth and size.

Prefixes of names are dropped: files declare their namespaces in many ways, and some not at all.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from ingest.errors import ParseError
from ingest.parse.format import check_parts

_MAX_DEPTH = 100
_NAMED = re.compile(r"&([a-zA-Z][a-zA-Z0-9]{1,31});")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


@dataclass(slots=True)
class Element:
    """`content`: texts and elements in the order of the file."""

    name: str
    attributes: dict[str, str]
    content: list[str | Element] = field(default_factory=list)

    def children(self) -> Iterator[Element]:
        return (item for item in self.content if isinstance(item, Element))

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the order of the file."""
        yield self
        for child in self.children():
            yield from child.walk()


def read_xml(text: str) -> Element:
    """The root element. Raises `ParseError` for what is no XML, declares entities or is too large."""
    builder = _Builder()
    parser = expat.ParserCreate("utf-8")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True
    parser.StartElementHandler = builder.open
    parser.EndElementHandler = builder.close
    parser.CharacterDataHandler = builder.add_text
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(_decode_named(text.lstrip()).encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise ParseError("This is not valid XML.", where=f"line {error.lineno}") from None
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.root = Element("", {})
        self._open = [self.root]
        self._count = 0

    def open(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        check_parts(self._count)
        if len(self._open) > _MAX_DEPTH:
            raise ParseError("The XML is nested too deeply.")
        element = Element(_localize(name), {_localize(key): value for key, value in attributes.items()})
        self._open[-1].content.append(element)
        self._open.append(element)

    def close(self, _name: str) -> None:
        self._open.pop()

    def add_text(self, text: str) -> None:
        self._open[-1].content.append(text)


def _localize(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_entity(*_declaration: object) -> None:
    raise ParseError("The XML declares entities, which are not read.", advice="Save it without them.")


def _decode_named(text: str) -> str:
    """HTML's named characters, which captions use without declaring them. Those of XML are left to the parser."""
    if "&" not in text:
        return text
    return _NAMED.sub(lambda match: match[0] if match[1] in _OWN else html.unescape(match[0]), text)
