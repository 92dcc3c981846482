"""Bytes to cues: finds a transcript's format by its content and reads it. Knows no other stage.

Any bytes give a `ParsedFile` or an `IngestError`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace

from ingest.errors import IngestError, ParseError, UnknownFormat
from ingest.parse.decode import decode_bytes
from ingest.parse.format import FileText, Format, open_text
from ingest.parse.json_text import load_json
from ingest.parse.ordering import finish_file
from ingest.parse.registry import ALL, FORMATS, choose_format, find_formats
from ingest.records import Metadata, ParsedFile, RawSource

__all__ = ["FORMATS", "parse_source"]

# Text may begin with a stamp in brackets, a link of a wiki, or a remark in braces.
_BEGINS_JSON = re.compile(r"\s*(?:\{\s*(?:\"|\}|\Z)|\[\s*(?:\{|\[\s*[\[{\]]|\]\s*\Z))")


def parse_source(raw: RawSource, *, format: str | None = None) -> ParsedFile:
    """The cues of a transcript, in time order; file order where there are no times. With what is said of it.

    `format`: one of `FORMATS`, where content shall not decide. Raises `ParseError`, and `UnknownFormat`
    where the bytes are no transcript of a known format.
    """
    try:
        return _parse(raw, format=format)
    except IngestError as error:
        if not error.where.startswith(raw.source.name):
            error.where = f"{raw.source.name}, {error.where}" if error.where else raw.source.name
        raise


def _parse(raw: RawSource, *, format: str | None) -> ParsedFile:
    wanted = find_formats(format) if format else ()
    decoded = decode_bytes(raw.data)
    file = _open_as(wanted, decoded.text) if wanted else _open(decoded.text)
    chosen = choose_format(file, name=raw.source.name, among=wanted or ALL)
    parsed = finish_file(chosen.read(file), warnings=decoded.warnings)
    if not parsed.cues:
        raise ParseError("There are no words in it.", advice="Give a transcript with words.")
    return replace(parsed, format=chosen.name, metadata=_join_facts(parsed.metadata, raw.metadata))


def _join_facts(inside: Metadata, outside: Metadata) -> Metadata:
    """What stands in the bytes, and over it what the place says that gave them."""
    said = {f.name: value for f in fields(outside) if (value := getattr(outside, f.name))}
    return replace(inside, **said)


def _open(text: str) -> FileText:
    return _open_json(text) if _BEGINS_JSON.match(text) else open_text(text)


def _open_as(forms: Sequence[Format], text: str) -> FileText:
    return _open_json(text) if all("json" in form.endings for form in forms) else open_text(text)


def _open_json(text: str) -> FileText:
    value = load_json(text)
    if not isinstance(value, dict | list):
        raise UnknownFormat("This JSON is not a transcript.")
    return open_text(text, json=value)
