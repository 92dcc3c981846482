"""Markdown transcripts: the words without their markup; headings, links and front matter as metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.parse.format import FileText, Format, Likeness, is_markup
from ingest.parse.leads import Heading
from ingest.parse.markdown_headings import find_level, find_titles, is_turn, name_speakers, read_hashes
from ingest.parse.markdown_lines import read_usual
from ingest.parse.markup import decode_entities
from ingest.parse.seams import SEAM, take_seams
from ingest.parse.turns import read_turns
from ingest.records import Cue, Metadata, ParsedFile

_BOLD_LEAD = re.compile(r"\s{0,20}(?:[-*]\s)?\*\*[^*]{1,80}:?\*\*")
_BOLD = re.compile(r"(?:^|\s)\*\*[^*\s][^*]{0,80}\*\*")
_LINK = re.compile(
    r"!?\[((?:[^\[\]\\]|\\.){0,500})\]\(\s?<?([^()\s<>]{1,2000}(?:\([^()\s]{0,200}\)[^()\s<>]{0,500})?)>?(?:\s\"[^\"]{0,300}\")?\)"
)
_MARKS = re.compile(r"(?<![\w*\\])(\*{1,3})(?=\S)((?:[^*\\]|\\.){1,1000})(?<=\S)\1(?!\w)")
_UNDERLINE = re.compile(r"(?<![\w\\])_(?=\S)((?:[^_\\]|\\.){1,1000})(?<=\S)_(?!\w)")
_STRIKE = re.compile(r"~~([^~]{1,1000})~~")
_CODE = re.compile(r"`([^`]{1,1000})`")
_TAG = re.compile(
    r"</?(?:strike|s|del|em|i|b|strong|u|sup|sub|br|a|p|span|div|small|mark|code|time|cite|h[1-6]|img|hr|center|details|summary)(?:\s[^<>]{0,500})?\s?/?>",
    re.IGNORECASE,
)
_CODE_OR_TAG = re.compile(rf"`[^`\n]{{1,1000}}`|{_TAG.pattern}", re.IGNORECASE)
_COMMENT = re.compile(r"<!--[^<>]{0,2000}-->")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_QUOTE = re.compile(r" {0,3}(?:> ?){1,5}")
_BULLET = re.compile(r"\s{0,12}(?:[-+*]|[0-9]{1,3}[.)])\s+")
_RULE = re.compile(r" {0,3}(?:[-*_]\s?){3,60}$")
_FENCE = re.compile(r" {0,3}(?:`{3,9}|~{3,9})[\w+#-]{0,20}\s{0,20}$")
_FIELD = re.compile(r"([A-Za-z_]{1,30})\s?[:=]\s{0,20}(.{1,500})$")
_FENCES = ("---", "+++")
_SEARCHED = 2000


def recognise(file: FileText) -> Likeness:
    if file.json is not None or is_markup(file):
        return Likeness.NO
    marked = [line[:400] for line in file.lines[:_SEARCHED] if "#" in line or "**" in line or "](" in line]
    if any(_BOLD.search(line) or read_hashes(line) for line in marked):
        return Likeness.LIKELY
    return Likeness.LIKELY if any(_LINK.search(line) for line in marked) else Likeness.POSSIBLE


def read(file: FileText) -> ParsedFile:
    fields, lines = _take_front_matter(file.lines)
    lines = name_speakers(read_usual(lines))
    heading = next((title for _, title in find_titles(lines)), None)
    links: list[tuple[str, str]] = []
    cues = read_turns(_read_body(lines, level=find_level(lines)), bold=True)
    plain = tuple(_strip_cue(cue, links=links) for cue in cues)
    title = fields.get("title") or (_strip_line(heading) if heading else None)
    metadata = Metadata(
        title=title,
        language=fields.get("language") or fields.get("lang"),
        published=fields.get("date"),
        links=tuple(links),
    )
    return ParsedFile("markdown", plain, metadata)


def _strip_cue(cue: Cue, *, links: list[tuple[str, str]]) -> Cue:
    text, seams = take_seams(_strip_inline(cue.text, links=links))
    return replace(cue, text=text, seams=seams, heading=_strip_line(cue.heading))


def _strip_line(text: str) -> str:
    return take_seams(_strip_inline(text, links=[]))[0] if text else ""


def _take_front_matter(lines: Sequence[str]) -> tuple[dict[str, str], Sequence[str]]:
    fence = lines[0].strip() if lines else ""
    if fence not in _FENCES:
        return {}, lines
    end = next((n for n, line in enumerate(lines[1:80], 1) if line.strip() == fence), None)
    if end is None:
        return {}, lines
    found = (_FIELD.match(line[:600]) for line in lines[1:end])
    return {match[1].lower(): match[2].strip(" \"'") for match in found if match}, lines[end + 1 :]


def _read_body(lines: Sequence[str], *, level: int | None) -> Iterator[str | Heading]:
    """`level`: the headings of that depth begin parts; the others are left out.

    What is left out or stands before the words of a line leaves a seam behind the words before it.
    """
    last, listed = "", True
    for line in lines:
        head = line[:400]
        heading = read_hashes(head)
        left_out = bool(heading or _RULE.match(head) or _FENCE.match(head))
        bullet = None if left_out or _BOLD_LEAD.match(head) else _read_bullet(head, listed=listed)
        # A list goes on in the lines that follow a point.
        listed = bool(bullet or left_out or not line.strip() or (listed and last))
        found = bullet or (None if left_out else _QUOTE.match(head))
        if last:
            yield last + SEAM if left_out or found else last
            last = ""
        if left_out or bullet:
            # Each point of a list stands for itself.
            yield ""
        if heading and is_turn(heading[1]):
            yield heading[1]
        elif heading and heading[0] == level:
            yield Heading(heading[1])
        elif not left_out:
            last = line[found.end() :] if found else line
            if not last or _BOLD_LEAD.fullmatch(last[:400].rstrip()):
                # A name alone is no words.
                yield last
                last = ""
    yield last


def _read_bullet(head: str, *, listed: bool) -> re.Match[str] | None:
    """The mark of a point. Within a paragraph only “1.” begins a list: any other number is one of its words."""
    match = _BULLET.match(head)
    number = match[0].strip() if match else ""
    return match if listed or not number[:1].isdigit() or number in ("1.", "1)") else None


def _strip_inline(text: str, *, links: list[tuple[str, str]]) -> str:
    def keep_anchor(match: re.Match[str]) -> str:
        anchor, address = match[1], match[2]
        if match[0].startswith("!"):
            return SEAM
        if address.startswith(("http://", "https://")):
            links.append((take_seams(_strip_marks(anchor))[0], address))
        return f"{SEAM}{anchor}{SEAM}"

    return _strip_marks(_LINK.sub(keep_anchor, _COMMENT.sub(SEAM, text)))


def _strip_marks(text: str) -> str:
    """Without emphasis, tags and escapes; each leaves its seam."""
    # In code a tag is spoken of.
    plain = _CODE_OR_TAG.sub(lambda found: found[0] if found[0].startswith("`") else SEAM, text)
    for pattern in (_MARKS, _MARKS):
        plain = pattern.sub(rf"{SEAM}\2{SEAM}", plain)
    for pattern in (_UNDERLINE, _STRIKE, _CODE):
        plain = pattern.sub(rf"{SEAM}\1{SEAM}", plain)
    return decode_entities(_ESCAPE.sub(rf"{SEAM}\1", plain), seam=SEAM)


FORMAT = Format("markdown", ("md", "markdown"), recognise, read)
