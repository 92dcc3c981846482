"""Where a whole file puts its names and stamps: on lines of their own, before or after each other, above each text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.parse.judging import are_names
from ingest.parse.leads import Lead
from ingest.parse.names import is_label, looks_like_name

_SPELT = re.compile(
    r"(?:([0-9]{1,3}) hours?,? ?)?(?:([0-9]{1,2}) minutes?,? ?)?(?:([0-9]{1,2}) seconds?)?", re.IGNORECASE
)
_FEWEST_TURNS = 3


def place_names(leads: Sequence[Lead]) -> Sequence[Lead]:
    """The leads with the names that only their place tells."""
    layouts = (_name_after_stamps, _name_before_stamps, _name_below_stamps, _name_above_texts)
    return next((named for layout in layouts if (named := layout(leads))), leads)


def drop_spelt_stamps(leads: Sequence[Lead]) -> Sequence[Lead]:
    """Without lines that say a stamp again in words, as what is copied from YouTube has them for screen readers."""
    spelt = {
        id(after)
        for before, after in pairwise(leads)
        if before.start_ms is not None and not before.rest and _spells(after.rest, before.start_ms)
    }
    return [lead for lead in leads if id(lead) not in spelt] if spelt else leads


def _spells(text: str, start_ms: int) -> bool:
    match = _SPELT.fullmatch(text.strip()) if text[:1].isdigit() else None
    if match is None:
        return False
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 == start_ms


def _name_after_stamps(leads: Sequence[Lead]) -> Sequence[Lead]:
    """A line of stamp and name before each text. Empty where the file is not written so."""
    heads = [lead for lead in leads if lead.start_ms is not None]
    followed = all(
        before.start_ms is None or after.start_ms is None for before, after in pairwise((*leads, Lead("", start_ms=0)))
    )
    named = all(lead.name is None for lead in heads) and are_names([lead.rest.strip() for lead in heads])
    if len(heads) < 2 or not followed or not named:
        return ()
    return [lead if lead.start_ms is None else replace(lead, name=lead.rest.strip(), rest="") for lead in leads]


def _name_before_stamps(leads: Sequence[Lead]) -> Sequence[Lead]:
    """A line with a name, then a line with a stamp, before each text. Empty where the file is not written so."""
    pairs = [(a, b) for a, b in pairwise(leads) if b.start_ms is not None and not b.rest and b.name is None]
    bare = all(a.start_ms is None and a.name is None for a, _ in pairs)
    if len(pairs) < 2 or not bare or not are_names([_drop_colon(a.line) for a, _ in pairs]):
        return ()
    stamped = {id(name): stamp.start_ms for name, stamp in pairs}
    stamps = {id(stamp) for _, stamp in pairs}
    return [
        replace(lead, name=_drop_colon(lead.line), rest="", start_ms=stamped[id(lead)]) if id(lead) in stamped else lead
        for lead in leads
        if id(lead) not in stamps
    ]


def _drop_colon(line: str) -> str:
    return line.strip().rstrip(":：").rstrip()


def _name_below_stamps(leads: Sequence[Lead]) -> Sequence[Lead]:
    """A line with a stamp, then a line with a name, before each text. Empty where the file is not written so."""
    ends = (*leads[1:], Lead("", fresh=True))
    heads = [(a, b, c) for a, b, c in zip(leads, ends, (*ends[1:], ends[-1]), strict=False) if a.start_ms is not None]
    alone = all(not (a.rest or a.name or b.name) and b.start_ms is c.start_ms is None and c.line for a, b, c in heads)
    names = [_drop_colon(b.line) for _, b, _ in heads]
    if len(heads) < 2 or not alone or not are_names(names) or not _come_back(names):
        return ()
    stamped = {id(b): a for a, b, _ in heads}
    stamps = {id(a) for a, _, _ in heads}
    return [
        replace(stamped[id(lead)], name=_drop_colon(lead.line), line=lead.line) if id(lead) in stamped else lead
        for lead in leads
        if id(lead) not in stamps
    ]


def _come_back(names: Sequence[str]) -> bool:
    """What heads every text with another name each is a first line of what is said."""
    count = Counter(names)
    return 2 * sum(count[name] > 1 or is_label(name) for name in names) >= len(names)


def _name_above_texts(leads: Sequence[Lead]) -> Sequence[Lead]:
    """A line with nothing but a name above each text, without stamps. Empty where the file is not written so."""
    if any(lead.name is not None or lead.start_ms is not None for lead in leads):
        return ()
    tops = [(a, b) for a, b in pairwise((*leads, Lead("", fresh=True))) if a.fresh]
    heads = [top for top, after in tops if not after.fresh and _stands_alone(top.line.strip())]
    count = Counter(head.line.strip() for head in heads)
    again = sum(number for number in count.values() if number > 1)
    if len(heads) < _FEWEST_TURNS or 3 * len(heads) < 2 * len(tops) or 2 * again < len(heads):
        return ()
    named = set(map(id, heads))
    return [replace(lead, name=lead.line.strip(), rest="") if id(lead) in named else lead for lead in leads]


def _stands_alone(line: str) -> bool:
    return looks_like_name(line) and line[-1] not in ".,:"
