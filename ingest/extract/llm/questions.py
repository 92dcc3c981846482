"""Chooses what a question carries beside its chunk: speakers, names so far, and the library's names in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.extract.llm.naming import clean_line
from ingest.language.speakers import clean_speaker
from ingest.records import KnownName, Transcript

_MOST_SPEAKERS = 20
_MOST_NAMES = 40
_LONGEST = 60
_WORD = re.compile(r"\w+")


def name_speakers(transcript: Transcript) -> tuple[str, ...]:
    """Speakers that are people, in order of first turn."""
    labels = dict.fromkeys(segment.speaker for segment in transcript.segments if segment.speaker)
    people = (clean_speaker(label) for label in labels)
    return tuple(clean_line(person, most=_LONGEST) for person in people if person)[:_MOST_SPEAKERS]


def pick_names(text: str, *, so_far: Sequence[str], known: Sequence[KnownName]) -> tuple[str, ...]:
    """Names for the prompt, each once: those of the library that the text holds, then the opening chunk's."""
    names = dict.fromkeys(clean_line(name, most=_LONGEST) for name in (*_find_known(text, known), *so_far))
    return tuple(name for name in names if name)[:_MOST_NAMES]


def _find_known(text: str, known: Sequence[KnownName]) -> Iterator[str]:
    low = text.casefold() if known else ""
    words = frozenset(_WORD.findall(low))
    for name in known:
        forms = (form.casefold() for form in (name.name, *name.aliases))
        if any(_begins(form) in words and form in low for form in forms):
            yield f"{name.name} ({name.type})"


def _begins(form: str) -> str:
    match = _WORD.search(form)
    return match.group() if match else ""
