"""Reads written-out transcripts line by line: speakers, stamps and paragraphs, as people and tools write them.

Shared by plain text, Markdown, HTML and Otter. A line's lead (stamp, name) is found here; whether a name
is believed is decided over the whole file in `names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.parse.names import choose_names, looks_like_name, read_lead
from ingest.parse.stamps import CLOCK, read_clock
from ingest.records import Cue

_RANGE = re.compile(rf"\s{{0,20}}\\?\[({CLOCK})\s?-{{1,3}}>\s?({CLOCK})\\?\]:?\s{{0,20}}")
_BRACKETED = re.compile(rf"\s{{0,20}}(?:\\?\[\s?({CLOCK})\s?\\?\]|\(({CLOCK})\))\s{{0,3}}[:–—-]?(?:\s{{1,20}}|$)")
_BARE = re.compile(rf"\s{{0,20}}({CLOCK})(?:\s{{0,3}}[|–—-]\s{{1,20}}|\s{{1,20}}|$)")
_BOLD = re.compile(r"\s{0,20}(?:[-*]\s{1,3})?(\*\*|__)([^*_\n]{1,80}?)(?::\1|\1\s?:)\s{0,20}")
_BOLD_ALONE = re.compile(r"\s{0,20}(\*\*|__)([^*_\n]{1,80}?)\1\s{0,3}(?=[\\(\[]|$)")
_NAME_STAMP = re.compile(
    rf"\s{{0,20}}([^\s\[\](){{}}:|][^\[\](){{}}:|\t]{{0,60}}?)(?:\s{{2,20}}|\t|\s?[|•·,]\s?|\s(?=[\[(\\])|\s(?={CLOCK}\s{{0,20}}$))"
    rf"\\?[\[(]?({CLOCK})\\?[\])]?\s{{0,3}}:?(?:\s{{1,20}}|$)"
)
_INNER = re.compile(rf"\\?\[\s?({CLOCK})\s?\\?\]")
_LOOKED_AT = 300


@dataclass(frozen=True, slots=True)
class Lead:
    """A line as read: `fresh` after an empty line; `sure`: the file's marks alone make the name a speaker."""

    rest: str
    fresh: bool = False
    name: str | None = None
    sure: bool = False
    start_ms: int | None = None
    end_ms: int | None = None
    bare: bool = False
    line: str = ""


def read_turns(lines: Iterable[str], *, bold: bool = False) -> tuple[Cue, ...]:
    """The cues of a transcript in lines. `bold`: names may stand in Markdown bold.

    A speaker holds until the next; a stamp counts for the text that follows it. No end is known.
    """
    leads = _settle(tuple(_read_leads(lines, bold=bold)))
    cues = tuple(piece for cue in _build_cues(leads) for piece in _split_inner(cue))
    return _loosen(cues)


def _read_leads(lines: Iterable[str], *, bold: bool) -> Iterator[Lead]:
    fresh = True
    for line in lines:
        if line.strip():
            yield replace(_read_line(line, bold=bold), fresh=fresh, line=line)
        fresh = not line.strip()


def _read_line(line: str, *, bold: bool) -> Lead:
    head, tail = line[:_LOOKED_AT], line[_LOOKED_AT:]
    ranged = _RANGE.match(head)
    if ranged:
        rest = _read_named(head[ranged.end() :], bold=bold)
        return _extend(replace(rest, start_ms=read_clock(ranged[1]), end_ms=read_clock(ranged[2])), tail)
    stamped = _BRACKETED.match(head)
    bare = None if stamped else _BARE.match(head)
    found = stamped or bare
    if found is None:
        return _extend(_read_named(head, bold=bold), tail)
    rest = _read_named(head[found.end() :], bold=bold)
    start = read_clock(found[1] or found[2] if stamped else found[1])
    return _extend(replace(rest, start_ms=start, bare=bare is not None), tail)


def _extend(lead: Lead, tail: str) -> Lead:
    return replace(lead, rest=lead.rest + tail) if tail else lead


def _read_named(text: str, *, bold: bool) -> Lead:
    strong = (_BOLD.match(text) or _BOLD_ALONE.match(text)) if bold else None
    if strong and _is_bold_name(strong[2]):
        return _read_stamp_after(Lead(text[strong.end() :], name=strong[2].strip(" :"), sure=True))
    stamped = _NAME_STAMP.match(text)
    if stamped and looks_like_name(stamped[1].rstrip(" :")):
        return Lead(text[stamped.end() :], name=stamped[1].strip(), sure=True, start_ms=read_clock(stamped[2]))
    lead = read_lead(text)
    return _read_stamp_after(Lead(lead[1], name=lead[0])) if lead else Lead(text)


def _is_bold_name(text: str) -> bool:
    return looks_like_name(text.strip(" :")) or text.strip(" :").lower() == "break"


def _read_stamp_after(lead: Lead) -> Lead:
    match = _BRACKETED.match(lead.rest[:60])
    if match is None:
        return lead
    return replace(lead, rest=lead.rest[match.end() :], start_ms=read_clock(match[1] or match[2]))


def _settle(leads: Sequence[Lead]) -> tuple[Lead, ...]:
    """Take names and bare clock times for what they are by the evidence of the whole file."""
    unsure = [lead.name for lead in leads if lead.name and not lead.sure]
    sure = {lead.name for lead in leads if lead.name and lead.sure}
    names = choose_names(unsure, places=len(leads)) | sure
    bare = _believes_bare(leads)
    return tuple(_settle_one(lead, names=names, bare=bare) for lead in leads)


def _believes_bare(leads: Sequence[Lead]) -> bool:
    stamps = [lead.start_ms for lead in leads if lead.bare and lead.start_ms is not None]
    alone = sum(lead.bare and (not lead.rest or lead.name is not None) for lead in leads)
    return stamps == sorted(stamps) and (alone > 0 or (len(stamps) > 1 and 2 * len(stamps) >= len(leads)))


def _settle_one(lead: Lead, *, names: frozenset[str | None], bare: bool) -> Lead:
    if lead.bare and not bare:
        return Lead(lead.line, fresh=lead.fresh)
    if lead.name and lead.name not in names:
        stamp = _BRACKETED.match(lead.line[:60]) or _BARE.match(lead.line[:60]) or _RANGE.match(lead.line[:60])
        rest = lead.line[stamp.end() :] if stamp and lead.start_ms is not None else lead.line
        return replace(lead, name=None, rest=rest)
    return lead


def _build_cues(leads: Sequence[Lead]) -> Iterator[Cue]:
    speaker: str | None = None
    open_cue: list[str] = []
    opened = Lead("")
    paragraph = True
    for lead in leads:
        if lead.name and lead.name.lower() == "break":
            yield from _close(open_cue, opened, speaker, paragraph)
            open_cue, opened, speaker, paragraph = [], Lead(""), None, True
            continue
        begins = lead.name is not None or lead.start_ms is not None
        if begins or lead.fresh:
            if any(open_cue):
                yield from _close(open_cue, opened, speaker, paragraph)
                open_cue, opened, paragraph = [], Lead(""), False
            paragraph = paragraph or lead.fresh or (lead.name is not None and lead.name != speaker)
            speaker = lead.name or speaker
            opened = lead if lead.start_ms is not None else opened
        if lead.rest.strip():
            open_cue.append(lead.rest)
    yield from _close(open_cue, opened, speaker, paragraph)


def _close(texts: Sequence[str], lead: Lead, speaker: str | None, paragraph: bool) -> Iterator[Cue]:
    if texts:
        yield Cue(" ".join(texts), lead.start_ms, lead.end_ms, speaker, paragraph)


def _split_inner(cue: Cue) -> Iterator[Cue]:
    """A stamp in the middle of a paragraph begins a cue of its own, in the same turn."""
    position, start, paragraph = 0, cue.start_ms, cue.paragraph
    for match in _INNER.finditer(cue.text):
        before = cue.text[position : match.start()]
        if before.strip():
            yield replace(cue, text=before, start_ms=start, paragraph=paragraph)
            paragraph = False
        position, start = match.end(), read_clock(match[1])
    rest = cue.text[position:]
    if rest.strip():
        yield replace(cue, text=rest, start_ms=start, paragraph=paragraph)


def _loosen(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Where every line is a short stamped caption, empty lines between them begin no paragraph."""
    lengths = sorted(len(cue.text.split()) for cue in cues)
    timed = sum(cue.start_ms is not None for cue in cues)
    if not cues or timed < 0.8 * len(cues) or lengths[len(lengths) // 2] > 15:
        return tuple(cues)
    before = [None, *(cue.speaker for cue in cues)]
    return tuple(replace(cue, paragraph=cue.speaker != name) for cue, name in zip(cues, before, strict=False))
