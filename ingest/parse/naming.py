"""Gives the lines of captions their speakers: names before a colon, and how long each holds. Judges whole files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.parse.judging import EVERY_SHARE, choose_names, choose_short_leads, hold_names, may_be_name
from ingest.parse.names import looks_like_name, read_lead, read_short_lead
from ingest.parse.rolling import Line

Lead = tuple[str, str]
_ALONE = re.compile(r"[\[(]([^\[\]()]{1,60})[\])]:?")
_DASHES = ("-", "–", "—")


def name_lines(lines: Sequence[Line], *, hold: bool) -> tuple[Line, ...]:
    """`hold`: whether a name may stand for the cues after its own."""
    named = _take_leads(lines)
    if not hold:
        return named
    names = hold_names([line.speaker for line in named], resets=[line.turn for line in named])
    return tuple(_fill_cues([replace(line, speaker=name) for line, name in zip(named, names, strict=True)]))


def _take_leads(lines: Sequence[Line]) -> tuple[Line, ...]:
    tops = [n for n, line in enumerate(lines) if not n or lines[n - 1].block != line.block]
    leads: list[Lead | None] = [None if line.speaker else read_lead(line.text) for line in lines]
    names = choose_names((lead[0] for lead in leads if lead), places=len(tops))
    short = {n: leads[n] or read_short_lead(lines[n].text) for n in tops if not lines[n].speaker}
    spoken = choose_short_leads((lead[0] for lead in short.values() if lead), places=len(tops))
    if spoken:
        leads = [short.get(n, lead) for n, lead in enumerate(leads)]
    if alone := _find_alone(lines, tops=tops):
        lines = [replace(line, text="") if line.text in _DASHES else line for line in lines]
        leads, names = (
            [alone.get(n, lead) for n, lead in enumerate(leads)],
            names | {name for name, _ in alone.values()},
        )
    # Where most cues are named, what looks like another name ends the last one, though nobody knows it.
    return tuple(
        _take_lead(line, lead, names=names | spoken, doubted=bool(spoken))
        for line, lead in zip(lines, leads, strict=True)
    )


def _find_alone(lines: Sequence[Line], *, tops: Sequence[int]) -> Mapping[int, Lead]:
    """Names that stand alone in brackets above what is said, as in captions of Google Meet, with a dash between two.

    None where not nearly every cue begins with one: sounds stand so, too.
    """
    alone = {n: match[1].strip() for n, line in enumerate(lines) if (match := _ALONE.fullmatch(line.text))}
    above = [n for n in tops if n in alone and n + 1 < len(lines) and lines[n + 1].block == lines[n].block]
    if not above or len(above) < EVERY_SHARE * len(tops):
        return {}
    said = {alone[n] for n in above}
    return {n: (name, "") for n, name in alone.items() if name in said or looks_like_name(name)}


def _take_lead(line: Line, lead: Lead | None, *, names: frozenset[str], doubted: bool) -> Line:
    if lead is None:
        return line
    if lead[0] in names:
        return replace(line, speaker=lead[0], text=lead[1], turn=True)
    return replace(line, turn=True) if doubted and may_be_name(lead[0]) else line


def _fill_cues(lines: Sequence[Line]) -> Iterator[Line]:
    """A name holds to the end of its cue at least, or to another turn in it."""
    before: Line | None = None
    for line in lines:
        if before and before.block == line.block and not line.speaker and not line.turn:
            line = replace(line, speaker=before.speaker)  # noqa: PLW2901 - the next line asks for it
        before = line
        yield line
