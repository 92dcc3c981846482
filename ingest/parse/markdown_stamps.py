"""Frees stamps, and names behind them, of the links, emphasis, code and tags around them.

Show notes link each time to the place in the recording; others set the one that begins a line in bold or code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.parse.names import looks_like_name
from ingest.parse.stamps import CLOCK, read_clock

_TO = r"\s?(?:-{1,3}>?|[–—])\s?"
_STAMP = rf"\\?[\[(]?\s?{CLOCK}(?:{_TO}{CLOCK})?\s?\\?[\])]?"
_MARK = r"\*{1,3}|__?|`"
_LINK = re.compile(rf"\[({_MARK}|)({_STAMP})\1\]\(\s?<?([^()\s<>]{{1,2000}})>?(?:\s\"[^\"]{{0,300}}\")?\)")
_BLOCK = r"\s{0,20}(?:(?:[-*+]|>|#{1,6})\s{1,3}){0,3}"
_MARKED = re.compile(
    rf"({_BLOCK})(\*\*[^*\n]{{1,80}}\*\*:?\s{{1,3}}|)"
    rf"(?:({_MARK})({_STAMP}):?\3|<(span|a|time|b|strong|em|i|code|small)(?:\s[^<>]{{0,300}})?>({_STAMP}):?</\5>)"
)
_TAGGED_NAME = re.compile(rf"({_BLOCK}(?:{_STAMP}:?\s{{1,3}})?)<(b|strong)>([^<>*]{{1,80}})</\2>", re.IGNORECASE)
_PLACE = re.compile(r"[?&#](?:t|start|time_continue)=")
_CLOCK = re.compile(CLOCK)
_TIMES = re.compile(rf"{CLOCK}(?:{_TO}{CLOCK})?")
_LOOKED_AT = 100
_LONGEST = 2500


def free_stamps(lines: Sequence[str]) -> list[str]:
    """With the stamps in plain brackets. A bare clock in bold may be a word: two or more, in order, are stamps."""
    alone = [_read(found) for line in lines if (found := _match_marked(line)) and _is_bare(found)]
    believed = len(alone) > 1 and alone == sorted(alone)
    return [_free_stamp(line, believed=believed) if ":" in line else line for line in lines]


def _may_begin(head: str) -> bool:
    return ":" in head and any(mark in head for mark in "[*_`<")


def _free_stamp(line: str, *, believed: bool) -> str:
    line = _LINK.sub(_free_place, line) if "](" in line and not line.lstrip().startswith("#") else line
    head, tail = line[:_LONGEST], line[_LONGEST:]
    return _free_name(_free_marked(_free_link(head), believed=believed)) + tail


def _match_marked(line: str) -> re.Match[str] | None:
    return _MARKED.match(line[:_LONGEST]) if _may_begin(line[:_LOOKED_AT]) else None


def _is_bare(marked: re.Match[str]) -> bool:
    return not marked[2] and (marked[4] or marked[6]).strip()[0].isdigit()


def _read(marked: re.Match[str]) -> int:
    clock = _CLOCK.search(marked[4] or marked[6])
    return (read_clock(clock[0]) if clock else None) or 0


def _free_place(link: re.Match[str]) -> str:
    """Whose address leads into a recording is a stamp wherever it stands."""
    return _put_stamp("", link[2], "") if _PLACE.search(link[3]) else link[0]


def _free_link(head: str) -> str:
    link = _LINK.search(head)
    if link is None or link.start() > _LOOKED_AT:
        return head
    before, after = head[: link.start()], head[link.end() :]
    name = before.strip(" \t*_>#-+:")
    titled = before.lstrip().startswith("#") and not name and after.strip()
    return head if titled or (name and not looks_like_name(name)) else _put_stamp(before, link[2], after)


def _free_marked(head: str, *, believed: bool) -> str:
    marked = _match_marked(head)
    if marked is None or (_is_bare(marked) and not believed):
        return head
    return _put_stamp(marked[1] + marked[2], marked[4] or marked[6], head[marked.end() :])


def _free_name(head: str) -> str:
    named = _TAGGED_NAME.match(head)
    return f"{named[1]}**{named[3]}**{head[named.end() :]}" if named else head


def _put_stamp(before: str, stamp: str, after: str) -> str:
    times = _TIMES.search(stamp)
    lead = f"{before} " if before and before[-1].isalnum() else before
    alone = not before.strip(" \t-+>#")
    gap = " " if after[:1].isalnum() or (alone and after.startswith(("*", "<"))) else ""
    return f"{lead}[{times[0] if times else stamp}]{gap}{after}"
