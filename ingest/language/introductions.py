"""Who the speaker is whose label has one name only: “Ada:” says “I'm Ada Winter”, or is introduced so.

Reads text with capitals, by its words alone; judges nothing else of a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from ingest.language.given import may_be_given
from ingest.language.speakers import HONORIFICS, clean_speaker
from ingest.records import Segment

_NAME = r"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2})"
_MYSELF = re.compile(rf"\b(?:I['’]m|I am|[Mm]y name is|[Mm]y name['’]s) {_NAME}")
_OPENING = re.compile(rf"^(?:[^.!?]{{0,40}}[.!?] )?{_NAME}(?=\.|, (?:[A-Z]|with\b|from\b|for\b|at\b)| here\b)")
"""“Ada Winter, Acme Labs.” With a small letter behind the comma somebody is spoken of."""
_GUEST = re.compile(
    r"\b(?:[Ww]ith me|[Jj]oined by|[Mm]y (?:guest|co-?host)|[Oo]ur guest|[Ww]elcome)\b"
    rf"(?![^.?!:;]{{0,40}}\b(?:was|were|had|last|next)\b)[^.?!:;]{{0,40}}? {_NAME}"
)
_MOST_OF_A_NAME = 2
"""Labels that one name may stand in: of more, nobody could say who is meant."""


def find_full_names(segments: Iterable[Segment]) -> Mapping[str, str]:
    """By label, the full name of each speaker whose label has a single name and who is introduced by one full name."""
    turns = list(_list_turns(segments))
    labels: dict[str, list[str]] = {}
    for label in dict.fromkeys(label for label, _ in turns if label):
        labels.setdefault(_read_single(label), []).append(label)
    labels.pop("", None)
    found: dict[str, set[str]] = {}
    heard: set[str] = set()
    for speaker, text in turns if labels else ():
        first = speaker not in heard
        heard.add(speaker)
        for name, own in _list_introduced(text, first=first):
            for label in _find_labels(name, labels):
                if own == (label == speaker):
                    found.setdefault(label, set()).add(name)
    return {label: names.pop() for label, names in found.items() if len(names) == 1}


def _list_turns(segments: Iterable[Segment]) -> Iterator[tuple[str, str]]:
    for label, row in groupby(segments, key=lambda segment: segment.speaker or ""):
        yield label, " ".join(" ".join(segment.text for segment in row).split())


def _read_single(label: str) -> str:
    """The only name in a label, in lower case, without a title or post before it (“MAYOR WINTER”); or nothing."""
    words = (clean_speaker(label) or "").lower().split()
    while len(words) > 1 and (words[0] in HONORIFICS or not may_be_given(words[0])):
        words = words[1:]
    return words[0] if len(words) == 1 and len(words[0]) > 1 else ""


def _list_introduced(text: str, *, first: bool) -> Iterator[tuple[str, bool]]:
    """Full names, and whether the speaker gives them as the own one. `first`: it is the speaker's first turn."""
    for pattern in (_MYSELF, *((_OPENING,) if first else ()), _GUEST):
        names = (match[1] for match in pattern.finditer(text))
        yield from ((name, pattern is not _GUEST) for name in names if not name.endswith(("'s", "’s")))


def _find_labels(name: str, labels: Mapping[str, list[str]]) -> list[str]:
    words = name.lower().split()
    meant = [*labels.get(words[0], ()), *labels.get(words[-1], ())]
    return meant if len(meant) <= _MOST_OF_A_NAME else []
