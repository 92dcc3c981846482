"""What a reader would filter a talk by: its subjects, most telling first. Knows no talk but this one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.outline.plain import Told, list_cue_stems
from ingest.outline.reading import Reading
from ingest.outline.subjects import Subject
from ingest.records import EntityType, Topic

_FEWEST = 6
_MOST = 15
_LEAST = 0.15
"""The chance below which a topic costs more trust than it earns: somewhat under half of what all together reach."""
_SAME = 0.67
_LIKENESS = 0.7
_FEWEST_SPELLED = 3
_PARTS = re.compile(r"[^\W\d_]+")


def join_told(
    subjects: Sequence[Subject], *, chances: Sequence[float], told: Sequence[Told], told_chances: Sequence[float]
) -> tuple[list[Subject], list[float]]:
    """Entities and phrases, then the likely plain subjects. One that an entity names makes that likelier, and one that
    a phrase names gives it its title."""
    joined, rated = list(subjects), list(chances)
    known = {_list_stems(subject.name): number for number, subject in reversed(list(enumerate(subjects)))}
    for one, chance in zip(told, told_chances, strict=True):
        number = known.get(_list_stems(one.name))
        if number is not None:
            rated[number] = max(rated[number], chance)
            if subjects[number].entity is None:
                joined[number] = replace(subjects[number], name=one.name, sentences=one.sentences)
        elif chance >= _LEAST:
            joined.append(Subject(one.name, one.sentences, one.weight))
            rated.append(chance)
    return joined, rated


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
    if not subject.proper and _list_stems(subject.name) < _list_stems(shown.name):
        return True
    return _holds_initials(shown.name, subject.name) or _holds_initials(subject.name, shown.name)


def _holds_initials(name: str, spelled: str) -> bool:
    """ "Acme TLA-2" and "TLAs" hold those of "Three Letter Acronym"."""
    words = _PARTS.findall(spelled.lower())
    initials = "".join(word[0] for word in words)
    return len(words) >= _FEWEST_SPELLED and not {initials, f"{initials}s"}.isdisjoint(_PARTS.findall(name.lower()))


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
    left, right = _list_stems(one), _list_stems(other)
    return len(left & right) / max(1, len(left | right))


def _list_stems(text: str) -> frozenset[str]:
    return frozenset(list_cue_stems(text.lower()))
