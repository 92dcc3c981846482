"""What a reader would filter a talk by: its subjects, most telling first. Knows entities and phrases only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.outline.reading import Reading
from ingest.outline.subjects import Subject, list_stems
from ingest.records import EntityType, Topic

_FEWEST = 6
_MOST = 15
_LEAST = 0.25
"""The chance below which a topic costs more trust than it earns: about half of the figure that all together reach."""
_SAME = 0.67
_LIKENESS = 0.7
_FEWEST_SPELLED = 3
_PARTS = re.compile(r"[^\W\d_]+")


def find_topics(reading: Reading, *, subjects: Sequence[Subject], chances: Sequence[float]) -> tuple[Topic, ...]:
    """The likely subjects that do not repeat each other, likeliest first: 6 to 15 where the talk has so many."""
    return tuple(_make_topic(reading, subject) for subject in choose_distinct(subjects, chances=chances))


def choose_distinct(subjects: Sequence[Subject], *, chances: Sequence[float]) -> list[Subject]:
    """Greedy: the likeliest, then the likeliest of the others; each that shares words with one taken counts less."""
    left = dict(enumerate(chances))
    kept: list[Subject] = []
    while left and len(kept) < _MOST:
        best = max(left, key=lambda number: (left[number], -number))
        if left.pop(best) < _LEAST and len(kept) >= _FEWEST:
            break
        subject = subjects[best]
        if any(_repeats(subject, other) for other in kept):
            continue
        kept.append(subject)
        for number in left:
            left[number] *= 1 - _LIKENESS * _overlap(subjects[number].name, subject.name)
    return kept


def _repeats(subject: Subject, shown: Subject) -> bool:
    """Nearly the same words, an idea that a longer name holds ("Kernel" in "Linux kernel"), or its initials."""
    if _overlap(subject.name, shown.name) >= _SAME:
        return True
    if not subject.proper and list_stems(subject.name) < list_stems(shown.name):
        return True
    return _holds_initials(shown.name, subject.name) or _holds_initials(subject.name, shown.name)


def _holds_initials(name: str, spelled: str) -> bool:
    """ "Acme TLA-2" holds those of "Three Letter Acronym"."""
    words = _PARTS.findall(spelled.lower())
    initials = "".join(word[0] for word in words)
    return len(words) >= _FEWEST_SPELLED and initials in _PARTS.findall(name.lower())


def _make_topic(reading: Reading, subject: Subject) -> Topic:
    entity = None if subject.entity is None else reading.entities[subject.entity]
    numbers = sorted({reading.flow.index_at(reading.sentences[n].start) for n in subject.sentences})
    segments = tuple(reading.flow.segments[number].id for number in numbers)
    if entity is not None:
        segments = tuple(dict.fromkeys(mention.segment for mention in entity.mentions))
    name = subject.name if entity is not None and entity.type is not EntityType.CONCEPT else capitalize(subject.name)
    return Topic(name=name, segments=segments, entity=entity.id if entity else None)


def capitalize(text: str) -> str:
    """The first letter large, unless the first word has capitals or digits of its own ("iPhone", "x86")."""
    first = text.split(" ", 1)[0]
    own = first != first.lower() or any(character.isdigit() for character in first)
    return text if own or not text else text[0].upper() + text[1:]


def _overlap(one: str, other: str) -> float:
    left, right = list_stems(one), list_stems(other)
    return len(left & right) / max(1, len(left | right))
