"""Reads how one line of a written transcript begins: a stamp, a name, both in any order, or neither.

Whether a name or a bare clock time is believed is decided over the whole file, in `turns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypedDict

from ingest.parse.markup import drop_model_notes, take_turn_mark
from ingest.parse.names import looks_like_marked_name, looks_like_name, read_lead, read_short_lead
from ingest.parse.stamps import CLOCK, TIMECODE, from_seconds, read_clock, read_timecode

_TO = r"\s?(?:-{1,3}>?|[–—])\s?"
_RANGE = re.compile(rf"\s{{0,20}}\\?[\[(]\s?({TIMECODE})(?:{_TO}|\sto\s)({TIMECODE})\s?\\?[\])]:?\s{{0,20}}")
_BARE_RANGE = re.compile(rf"\s{{0,20}}({TIMECODE}){_TO}({TIMECODE})(?:\s{{0,3}}[|–—-]\s{{1,20}}|\s{{1,20}}|$)")
_BRACKETED = re.compile(rf"\s{{0,20}}(?:\\?\[\s?({TIMECODE})\s?\\?\]|\(({TIMECODE})\))\s{{0,3}}[:–—-]?(?:\s{{1,20}}|$)")
_BARE = re.compile(rf"\s{{0,20}}({TIMECODE})(?:\s{{0,3}}[|–—-]\s{{1,20}}|\s{{1,20}}|$)")
# Within stars a label such as SPEAKER_01 keeps its stroke.
_MARKED = r"((?:(?!\1)[^*\n]){1,80}?)"
_BOLD = re.compile(rf"\s{{0,20}}(?:[-*]\s{{1,3}})?(\*{{1,3}}|_{{1,3}}){_MARKED}(?::\s{{0,3}}\1|\1\s?:)\s{{0,20}}")
_BOLD_ALONE = re.compile(
    rf"\s{{0,20}}(\*{{2,3}}|_{{2,3}}){_MARKED}\1\s{{0,3}}(?:(?:[|–—-]\s{{0,3}})?({TIMECODE})\s{{0,20}}$|(?=[\\(\[]|$))"
)
_STAMP = re.compile(rf"\\?[\[(]?\s?({TIMECODE})(?:{_TO}({TIMECODE}))?\s?\\?[\])]?")
_NAME_STAMP = re.compile(
    r"\s{0,20}([^\s\[\](){}:|][^\[\](){}:|\t]{0,60}?(?:\s\([^\[\](){}:|\t]{1,30}\))?)"
    rf"(?:\s{{2,20}}|\t|\s{{0,3}}[|•·,]\s{{0,3}}|\s[@–—-]\s|\s(?=[\[(\\])|\s(?={TIMECODE}(?:{_TO}{TIMECODE})?\s{{0,20}}$))"
    # A bracket that opens has to close: what else stands in it is no word.
    rf"(\\?[\[(])?({TIMECODE})(?:{_TO}({TIMECODE}))?(\s?[AaPp]\.?[Mm]\.?)?(?(2)\\?[\])])\s{{0,3}}:?(?:\s{{1,20}}|$)"
)
_ANY_NAME_STAMP = re.compile(
    rf"\s{{0,20}}([^\s\[\](){{}}:|][^:\t]{{0,60}}?)(?:(?:\s{{2,20}}|\t)({CLOCK})|\s[\[(]({CLOCK})[\])]:?)\s{{0,20}}$"
)
_SECONDS = re.compile(r"\s{0,20}\[([0-9]{1,6}(?:\.[0-9]{1,3})?)s\s?->\s?([0-9]{1,6}(?:\.[0-9]{1,3})?)s\]\s{0,20}")
_ADDRESS = re.compile(r"\s{0,9}<?(?:https?://|www\.)[^\s<>]{3,300}>?\s{0,9}")
_LOOKED_AT = 300
BREAK = "break"


class _Times(TypedDict):
    start_ms: int | None
    end_ms: int | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that says what comes next; nobody's words."""

    text: str


@dataclass(frozen=True, slots=True)
class Lead:
    """A line as read. `rest`: its words after stamp and name; `line`: all of it.

    `fresh`: it follows an empty line. `sure`: marks alone make the name a speaker. `bare`: the stamp
    stands without brackets, as a time of day may too. `shapeless`: nothing but its place before a stamp or a
    colon makes it a name ("sam  0:03"). `marked`: nothing but bold before a colon or stamp does. `turn`: the mark of
    another speaker (`>>`) stands before it. `heading`: the one that stands above it.
    """

    rest: str
    name: str | None = None
    sure: bool = False
    start_ms: int | None = None
    end_ms: int | None = None
    bare: bool = False
    shapeless: bool = False
    marked: bool = False
    fresh: bool = False
    turn: bool = False
    line: str = ""
    heading: str = ""


def read_leads(lines: Iterable[str | Heading], *, bold: bool) -> Iterator[Lead]:
    """All lines that are not empty. `bold`: names may stand in Markdown bold or italics."""
    fresh, heading = True, ""
    for line in lines:
        if isinstance(line, Heading):
            fresh, heading = True, heading or line.text
            continue
        if line.strip():
            turn, plain = take_turn_mark(drop_model_notes(line))
            lead = read_line(plain, bold=bold)
            yield replace(lead, fresh=fresh, turn=turn or lead.turn, line=plain, heading=heading)
            heading = ""
        fresh = not line.strip()


def read_line(line: str, *, bold: bool) -> Lead:
    head, tail = line[:_LOOKED_AT], line[_LOOKED_AT:]
    lead = _read_stamped(head, bold=bold) or _read_named(head, bold=bold)
    return replace(lead, rest=lead.rest + tail) if tail else lead


def after_stamp(line: str) -> str:
    """The line without the stamp, and a mark of turn behind it, at its beginning."""
    head = line[:_LOOKED_AT]
    stamps = (_RANGE, _SECONDS, _BRACKETED, _BARE_RANGE, _BARE)
    match = next((found for stamp in stamps if (found := stamp.match(head))), None)
    return take_turn_mark(line[match.end() :])[1] if match else line


def _read_stamped(head: str, *, bold: bool) -> Lead | None:
    for stamp, read in ((_RANGE, read_timecode), (_SECONDS, from_seconds)):
        ranged = stamp.match(head)
        if ranged:
            named = _read_named(head[ranged.end() :], bold=bold)
            return replace(named, start_ms=read(ranged[1]), end_ms=read(ranged[2]))
    bracketed = _BRACKETED.match(head)
    if bracketed:
        named = _read_named(head[bracketed.end() :], bold=bold)
        return replace(named, start_ms=read_timecode(bracketed[1] or bracketed[2]))
    bare = _BARE_RANGE.match(head) or _BARE.match(head)
    if bare is None:
        return None
    end = read_timecode(bare[2]) if bare.re is _BARE_RANGE else None
    named = _read_named(head[bare.end() :], bold=bold)
    return replace(named, start_ms=read_timecode(bare[1]), end_ms=end, bare=True)


def _read_named(text: str, *, bold: bool) -> Lead:
    turn, said = take_turn_mark(text)
    return replace(_read_name(said, bold=bold), turn=True) if turn else _read_name(text, bold=bold)


def _read_name(text: str, *, bold: bool) -> Lead:
    found = (_read_bold(text) if bold else None) or _read_name_stamp(text)
    if found is not None:
        return found
    lead = read_lead(text) or _read_column(text)
    if lead:
        return _read_stamp_after(Lead(lead[1], name=lead[0]))
    short = read_short_lead(text)
    return _read_stamp_after(Lead(short[1], name=short[0], shapeless=True)) if short else Lead(text)


def leads_to_address(lead: Lead) -> bool:
    """Whether nothing but an address stands behind the name."""
    return _ADDRESS.fullmatch(lead.rest) is not None


def _read_bold(text: str) -> Lead | None:
    before_colon = _BOLD.match(text)
    match = before_colon or _BOLD_ALONE.match(text)
    if match is None:
        return None
    stamp = _STAMP.search(match[2])
    name = (_STAMP.sub("", match[2]) if stamp else match[2]).strip(" :-–|")
    sure = looks_like_name(name) or name.lower() == BREAK
    marked = text.lstrip().startswith(("**", "__")) and looks_like_marked_name(name)
    if not sure and not marked:
        return None
    lead = Lead(text[match.end() :], name=name, sure=sure, marked=not sure)
    if before_colon is None and match[3]:
        return replace(lead, **_read_times(match[3], None))
    timed = replace(lead, **_read_times(stamp[1], stamp[2])) if stamp else _read_stamp_after(lead)
    return timed if sure or before_colon or timed.start_ms is not None else None


def _read_times(start: str, end: str | None) -> _Times:
    return {"start_ms": read_timecode(start), "end_ms": read_timecode(end) if end else None}


def _read_name_stamp(text: str) -> Lead | None:
    match = _NAME_STAMP.match(text)
    if match and looks_like_name(match[1].strip()):
        head = Lead(text[match.end() :], name=match[1].strip(), sure=True)
        # The time of a day is none of the recording.
        return head if match[5] else replace(head, **_read_times(match[3], match[4]))
    match = _ANY_NAME_STAMP.match(text)
    lead = read_short_lead(f"{match[1]}:") if match else None
    return Lead("", name=lead[0], start_ms=read_clock(match[2] or match[3]), shapeless=True) if match and lead else None


def _read_column(text: str) -> tuple[str, str] | None:
    name, tab, rest = text.partition("\t")
    return (name.strip(), rest) if tab and rest.strip() and looks_like_name(name) else None


def _read_stamp_after(lead: Lead) -> Lead:
    ranged = _RANGE.match(lead.rest[:60])
    match = ranged or _BRACKETED.match(lead.rest[:60])
    if match is None:
        return lead
    times = _read_times(match[1], match[2]) if ranged else _read_times(match[1] or match[2], None)
    return replace(lead, rest=lead.rest[match.end() :], **times)
