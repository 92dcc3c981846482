"""Brings the rarer ways in which Markdown writes headings and links into the usual ones. Changes no other line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

_HTML_HEADING = re.compile(r"\s{0,20}<h([1-6])(?:\s[^<>]{0,200})?>(.{1,300}?)</h[1-6]>\s{0,20}", re.IGNORECASE)
_UNDERLINE = re.compile(r" {0,3}={3,200}\s{0,20}")
_DEFINITION = re.compile(r" {0,3}\[([^\[\]^]{1,100})\]:\s{1,20}<?(https?://[^\s<>]{1,2000})>?(?:\s.{0,300})?$")
_REFERENCE = re.compile(r"\[([^\[\]]{1,300})\]\[([^\[\]]{0,100})\]")
_LONGEST = 2500


def read_usual(lines: Sequence[str]) -> list[str]:
    targets = {match[1].lower(): match[2] for line in lines if (match := _define(line))}
    plain = (line for line in lines if not (targets and _define(line)))
    return [_resolve(line, targets=targets) for line in _mark_underlined(list(map(_mark_heading, plain)))]


def _mark_heading(line: str) -> str:
    match = _HTML_HEADING.fullmatch(line) if "<" in line[:21] else None
    return f"{'#' * int(match[1])} {match[2]}" if match else line


def _mark_underlined(lines: Sequence[str]) -> Iterator[str]:
    for line, after in zip(lines, (*lines[1:], ""), strict=False):
        if line.strip() and "=" in after[:4] and _UNDERLINE.fullmatch(after[:300]):
            yield f"# {line.strip()}"
        elif not _UNDERLINE.fullmatch(line[:300]):
            yield line


def _define(line: str) -> re.Match[str] | None:
    return _DEFINITION.match(line[:_LONGEST]) if "]:" in line[:110] else None


def _resolve(line: str, *, targets: Mapping[str, str]) -> str:
    def link(match: re.Match[str]) -> str:
        address = targets.get((match[2] or match[1]).lower())
        return f"[{match[1]}]({address})" if address else match[0]

    return _REFERENCE.sub(link, line) if targets and "][" in line else line
