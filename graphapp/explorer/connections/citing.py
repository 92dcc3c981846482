"""A connection as a citation: a sentence for people, and BibTeX. Pure text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from graphapp.graph.models import Relation
from graphapp.videos.portrait.wording import phrase_of, write_sentence
from graphapp.videos.reading.connections import Evidence
from graphapp.web.clock import format_clock

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
"""Braces by name: BibTeX counts them even behind a backslash."""


@dataclass(frozen=True, slots=True)
class Origin:
    """`evidence`: the statement that is quoted; `published`: when its video was; `address`: the permanent one of the
    connection, absolute; `read_on`: the day of reading."""

    evidence: Evidence
    published: date | None
    address: str
    read_on: date

    @property
    def place(self) -> str:
        return format_clock(self.evidence.start_ms) or f"segment {self.evidence.segment}"


@dataclass(frozen=True, slots=True)
class Citation:
    text: str
    bibtex: str


def cite_connection(relation: Relation, *, origin: Origin) -> Citation:
    sentence, said = tell_relation(relation), origin.evidence
    speaker = f"{said.speaker}, in " if said.speaker else "In "
    day = f" ({origin.published:%Y-%m-%d})" if origin.published else ""
    where = f"{speaker}“{said.video_title}”, {origin.place}{day}: “{said.quote}”"
    text = f"{sentence}. {where} {origin.address} (read {origin.read_on:%Y-%m-%d})"
    return Citation(_flatten(text), _write_bibtex(relation, sentence, origin))


def tell_relation(relation: Relation) -> str:
    subject, object, phrase = relation.subject.name, relation.object.name, phrase_of(relation.predicate)
    return write_sentence(subject, phrase, object, polarity=relation.polarity)


def _write_bibtex(relation: Relation, sentence: str, origin: Origin) -> str:
    said = origin.evidence
    quoted = f"``{escape_bibtex(said.video_title)}'', {origin.place}: ``{escape_bibtex(said.quote)}''"
    fields = {
        "author": f"{{{escape_bibtex(said.speaker)}}}" if said.speaker else "",
        "title": f"{{{escape_bibtex(sentence)}}}",
        "year": str(origin.published.year) if origin.published else "",
        "note": f"In {quoted}",
        "howpublished": rf"\url{{{origin.address}}}",
        "urldate": f"{origin.read_on:%Y-%m-%d}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{saidgraph-{relation.id},", *lines, "}"])


def escape_bibtex(text: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in _flatten(text))


def _flatten(text: str) -> str:
    return re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in text)).strip()
