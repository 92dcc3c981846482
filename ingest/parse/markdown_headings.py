"""Headings of Markdown: those that name speakers, those that say when, and those that name the parts of a talk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.language.background import load_background
from ingest.parse.leads import read_line
from ingest.parse.names import looks_like_name

_HASHES = re.compile(r" {0,3}(#{1,6})\s")
_LOOKED_AT = 400
_LONGEST = 300
_MOST_PARTS = 80

Title = tuple[int, str]
"""Depth and words of a heading."""


def read_hashes(line: str) -> Title | None:
    """The heading that a line is, without the hashes on both its sides."""
    match = _HASHES.match(line) if "#" in line[:4] else None
    # Not by one pattern: a lazy one tries each place among hundreds of blanks with each of the others.
    title = line[match.end() : _LOOKED_AT].strip().rstrip("#").rstrip() if match else ""
    return (len(match[1]), title) if match and 0 < len(title) <= _LONGEST else None


def find_titles(lines: Sequence[str]) -> Iterator[Title]:
    """Those that say what about."""
    return (found for line in lines if (found := read_hashes(line)) and not is_turn(found[1]))


def is_turn(title: str) -> bool:
    """Whether a heading says when, and mostly who speaks, instead of what about."""
    if ":" not in title:  # no clock does without
        return False
    lead = read_line(title, bold=True)
    return lead.start_ms is not None and (lead.sure or not lead.rest.strip())


def find_level(lines: Sequence[str]) -> int | None:
    """The depth of the headings that name the parts of the talk: the shallowest of which there are several.

    None where there is none such, or where headings recur, as names of speakers do.
    """
    found = list(find_titles(lines))
    levels = Counter(level for level, _ in found)
    level = min((level for level, count in levels.items() if count > 1), default=None)
    titles = [title for depth, title in found if depth == level]
    return level if len(set(titles)) == len(titles) <= _MOST_PARTS else None


def name_speakers(lines: Sequence[str]) -> list[str]:
    """Where most headings of a depth come back, those that look like names say who speaks below them."""
    found = [(number, read) for number, line in enumerate(lines) if (read := read_hashes(line))]
    named = list(lines)
    for level in {depth for _, (depth, _) in found}:
        titles = ((number, title) for number, (depth, title) in found if depth == level and not is_turn(title))
        own = [(number, title.strip("*_: ")) for number, title in titles]
        count = Counter(title for _, title in own)
        again = sum(count[title] > 1 and looks_like_name(title) for _, title in own)
        if 2 * again > len(own):
            at = [(n, title) for n, title in own if looks_like_name(title) and not _is_section(title, count[title])]
            named = _put_names(named, at=at)
    return named


def _is_section(title: str, times: int) -> bool:
    """ "Closing Thoughts", among names, is no speaker: words that anybody uses, and once."""
    words = title.lower().split()
    return times == 1 < len(words) and all(map(load_background().is_ordinary, words))


def _put_names(lines: Sequence[str], *, at: Sequence[tuple[int, str]]) -> list[str]:
    names = dict(at)
    return [f"**{names[number]}:**" if number in names else line for number, line in enumerate(lines)]
