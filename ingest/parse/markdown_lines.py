"""Brings the rarer ways in which Markdown writes headings, links and line ends into the usual ones.

Changes no other line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from ingest.parse.format import MAX_PARTS, check_parts
from ingest.parse.markdown_stamps import free_stamps
from ingest.parse.seams import SEAM

_HTML_HEADING = re.compile(r"\s{0,20}<h([1-6])(?:\s[^<>]{0,200})?>(.{1,300}?)</h[1-6]>\s{0,20}", re.IGNORECASE)
_UNDERLINE = re.compile(r" {0,3}={3,200}\s{0,20}")
_DEFINITION = re.compile(r" {0,3}\[([^\[\]^]{1,100})\]:\s{1,20}<?(https?://[^\s<>]{1,2000})>?(?:\s.{0,300})?$")
_REFERENCE = re.compile(r"\[([^\[\]]{1,300})\]\[([^\[\]]{0,100})\]")
_WIKI = re.compile(r"\[\[(?:[^\[\]|]{1,200}\|)?(?=[^\W\d_])([^\[\]|]{1,200})\]\](?!\()")
_CELL = re.compile(r"(?<!\\)\|")
_LONGEST = 2500
# In code it is spoken of.
_BLOCK = re.compile(r"(?<!`)</?(?:br|p|div|hr|center|h[1-6]|details|summary)(?:\s[^<>]{0,500})?\s?/?>", re.IGNORECASE)
_WORDS_END = (*".,;!?…\"'”’»。！？",)


def read_usual(lines: Sequence[str]) -> list[str]:
    targets = {match[1].lower(): match[2] for line in lines if (match := _define(line))}
    plain = (line for line in lines if not (targets and _define(line)))
    usual = (_show_page(_resolve(line, targets=targets)) for line in _mark_underlined(list(map(_mark_heading, plain))))
    broken = list(islice(_break_lines(list(_read_tables(list(usual)))), MAX_PARTS + 1))
    check_parts(len(broken))
    return free_stamps(broken)


def _mark_heading(line: str) -> str:
    match = _HTML_HEADING.fullmatch(line) if "<" in line[:21] else None
    return f"{'#' * int(match[1])} {match[2]}" if match else line


def _mark_underlined(lines: Sequence[str]) -> Iterator[str]:
    for line, after in zip(lines, (*lines[1:], ""), strict=False):
        if line.strip() and "=" in after[:4] and _UNDERLINE.fullmatch(after[:300]):
            yield f"# {line.strip()}"
        elif not _UNDERLINE.fullmatch(line[:300]):
            yield line


def _read_tables(lines: Sequence[str]) -> Iterator[str]:
    """Each row as a paragraph with tabs between its cells; what heads them is nobody's words."""
    for line, after in zip(lines, (*lines[1:], ""), strict=False):
        row = line.strip()
        if not (row.startswith("|") and row.endswith("|")):
            yield line
        elif not (_parts_head(line) or _parts_head(after)):
            yield from ("", "\t".join(filter(None, map(str.strip, _CELL.split(row)))))


def _parts_head(line: str) -> bool:
    return "|" in line[:4] and "--" in line and not line.strip("|-: \t")


def _break_lines(lines: Sequence[str]) -> Iterator[str]:
    """With an end of line for each tag of a block, and for each backslash that stands for one."""
    for line, after in zip(lines, (*lines[1:], ""), strict=False):
        hard = line.endswith("\\") and not line.endswith("\\\\") and after.strip()
        parts = _BLOCK.split(line[:-1] if hard else line) if hard or "<" in line else [line]
        yield from map(_mark_end, parts if hard else parts[:-1])
        if not hard:
            yield parts[-1]


def _show_page(line: str) -> str:
    """With the words of links between notes (“[[Ada Winter]]”), which may be the name that begins the line."""

    def show(link: re.Match[str]) -> str:
        return f"{SEAM}{link[1]}{SEAM}" if line[: link.start()].strip(" *_>-") else link[1]

    return _WIKI.sub(show, line) if "[[" in line else line


def _mark_end(part: str) -> str:
    """With a seam behind words, for markup follows them; none behind a name or a stamp, which are read by their end."""
    return part + SEAM if part[-1:].isalpha() or part.endswith(_WORDS_END) else part


def _define(line: str) -> re.Match[str] | None:
    return _DEFINITION.match(line[:_LONGEST]) if "]:" in line[:110] else None


def _resolve(line: str, *, targets: Mapping[str, str]) -> str:
    def link(match: re.Match[str]) -> str:
        address = targets.get((match[2] or match[1]).lower())
        return f"[{match[1]}]({address})" if address else match[0]

    return _REFERENCE.sub(link, line) if targets and "][" in line else line
