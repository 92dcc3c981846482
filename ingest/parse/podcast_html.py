"""Transcripts in HTML: Podcasting 2.0's `cite`, `time` and `p`, and plain paragraphs with names in them.

The scanner is written for hostile pages: one pass, bounded steps per tag, scripts and styles left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.errors import ParseError
from ingest.parse.format import FileText, Format, Likeness, check_parts
from ingest.parse.html_lines import CELL, LINE, read_lines
from ingest.parse.html_marks import MARKS, Piece, is_marked, join_lines, read_time, settle_marks
from ingest.parse.leads import after_stamp
from ingest.parse.markup import decode_entities
from ingest.parse.turns import loosen_captions, read_turns
from ingest.records import Cue, Metadata, ParsedFile

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})(?=[\s/>])[^<>]{0,2000}>|<!--|<![a-zA-Z][^<>]{0,500}>")
_START = re.compile(
    r"\s{0,200}(?:<!doctype html|<html|<head|<body|<article|<section|<main|<div|<p|<cite|<time|<h[1-6]|<!--)[\s>-]?",
    re.IGNORECASE,
)
_MARK = re.compile(r"<(?:cite|time)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype html|html|script)[\s>]", re.IGNORECASE)
_MARKDOWN = re.compile(r"^ {0,3}(?:#{1,6}[ \t]+\S|\*\*[^*\n]{1,80}\*\*)", re.MULTILINE)
_SKIPPED = frozenset("script style head nav footer header noscript template svg button select textarea".split())  # noqa: SIM905
_KINDS = {
    **{mark: (mark, 0) for mark in MARKS},
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
    "dt": ("term", 6),
}
_CELLS = frozenset({"td", "th"})
_INLINE = frozenset("a b i em strong u s span small sub sup mark code q abbr font wbr".split())  # noqa: SIM905
_BOLD = frozenset({"b", "strong"})
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<>]{1,300})<", re.IGNORECASE)

_LOOKED_BACK = 40


def recognise(file: FileText) -> Likeness:
    if not _START.match(file.text[:400]):
        return Likeness.NO
    if _MARK.search(file.text):
        return Likeness.CERTAIN
    # Markdown may begin with a remark or a centred picture.
    markdown = not _PAGE.search(file.text[:4000]) and _MARKDOWN.search(file.text)
    return Likeness.POSSIBLE if markdown else Likeness.LIKELY


def read(file: FileText) -> ParsedFile:
    pieces = tuple(_read_pieces(file.text))
    title = _TITLE.search(file.text[:20_000])
    heading = title[1] if title else next((piece.words for piece in pieces if piece.kind == "heading"), None)
    settled = tuple(settle_marks(pieces))
    marked = is_marked(settled)
    cues = _read_marked(settled) if marked else _read_unmarked(join_lines(pieces, apart={"heading", "term"}))
    if (
        not marked
        and _PAGE.search(file.text[:4000])
        and not any(cue.speaker or cue.start_ms is not None for cue in cues)
    ):
        raise ParseError(
            "This is a web page without a transcript.", advice="Give the transcript's own address or file."
        )
    return ParsedFile("podcast-html", cues, Metadata(title=decode_entities(heading) if heading else None))


def _read_marked(pieces: Iterable[Piece]) -> tuple[Cue, ...]:
    speaker: str | None = None
    start: int | None = None
    cues: list[Cue] = []
    for piece in pieces:
        if piece.kind == "cite":
            speaker = piece.words.strip().rstrip(":").strip() or None
        elif piece.kind == "time":
            start = read_time(piece.words)
        elif piece.kind == "text":
            cues.append(Cue(_plain(piece.words).lstrip(": \n\t"), start, None, speaker, paragraph=True))
            start = None
    return loosen_captions(cues)


def _read_unmarked(pieces: Iterable[Piece]) -> tuple[Cue, ...]:
    cues = read_turns(read_lines(tuple(pieces)), bold=True)
    return tuple(replace(cue, text=_plain(cue.text)) for cue in cues)


def _plain(words: str) -> str:
    return words.replace("**", "")


def _read_pieces(text: str) -> Iterator[Piece]:
    """The words between tags. Of white space between marks a blank is kept, since they may turn out to be words."""
    kind, level, words, fresh, bold, filled = "text", 0, [""], True, False, False
    for number, (tag, between) in enumerate(_keep_lines(_scan(text))):
        check_parts(number)
        if between:
            words += (_part(words[-1], between), between)
            filled = filled or not between.isspace()
        name = tag.lstrip("/")
        if name in _INLINE:
            # Bold at the beginning of a line may be a name, in several that touch, too.
            if tag in _BOLD and not bold and words[-1] == "**":
                words.pop()
                bold = True
            elif name in _BOLD and (bold if tag.startswith("/") else _begins_line(words)):
                words.append("**")
                bold = not tag.startswith("/")
            continue
        if name in _CELLS and kind == "text" and filled:
            words += () if tag.startswith("/") else (CELL,)
            continue
        found = decode_entities("".join(words))
        if _plain(found).strip():
            yield Piece(kind, found, fresh, level)
            found, fresh = "", False
        fresh = fresh or name not in MARKS
        words, bold, filled = [" " if found and not fresh else ""], False, False
        kind, level = _KINDS.get(tag, ("text", 0))


def _part(before: str, after: str) -> str:
    """A blank where a time touches words that only tags part from it, as a name beside it that is laid out apart."""
    touching = (before[-1:].isalnum() or before.endswith((")", "]"))) and (after[0].isalnum() or after[0] in "([")
    return " " if touching and (read_time(before) is not None or read_time(after) is not None) else ""


def _keep_lines(scanned: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """With the ends of lines of preformatted text marked."""
    shown = False
    for tag, between in scanned:
        yield tag, between.replace("\n", LINE) if shown else between.replace(LINE, " ")
        shown = tag == "pre" or (shown and tag != "/pre")


def _begins_line(words: Sequence[str]) -> bool:
    """Whether nothing stands in the line yet, or only a stamp."""
    near = "".join(words[-_LOOKED_BACK:])
    line = near.rpartition(LINE)[2]
    return (len(words) < _LOOKED_BACK or line != near) and not after_stamp(line).strip()


def _scan(text: str) -> Iterator[tuple[str, str]]:
    """Tags in lower case, closing ones with a slash, each with the text before it."""
    position, begun = 0, 0
    kept: list[str] = []
    open_ended: set[str] = set()
    while match := _TAG.search(text, position):
        kept.append(text[begun : match.start()])
        position = match.end()
        if match[0] == "<!--":
            position = _skip_to(text, "-->", position)
        elif match[2]:
            name = match[2].lower()
            yield match[1] + name, "".join(kept)
            kept = []
            if name in _SKIPPED and not match[1] and name not in open_ended and not match[0].endswith("/>"):
                position = _skip_element(text, name, position, open_ended=open_ended)
        begun = position
    yield "/p", "".join((*kept, text[begun:]))


def _skip_to(text: str, mark: str, position: int) -> int:
    found = text.find(mark, position)
    return len(text) if found < 0 else found + len(mark)


def _skip_element(text: str, name: str, position: int, *, open_ended: set[str]) -> int:
    closing = re.compile(rf"</{name}\s{{0,20}}>", re.IGNORECASE).search(text, position)
    if closing is None:
        # It hides nothing but its own tag, and is not searched for again: a page may hold a million of them.
        open_ended.add(name)
        return position
    return closing.end()


FORMAT = Format("podcast-html", ("html", "htm"), recognise, read)
