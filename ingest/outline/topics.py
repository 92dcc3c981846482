"""What a reader would filter a talk by: its subjects, most telling first. Knows entities and phrases only."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.outline.phrases import find_phrases
from ingest.outline.reading import Reading, stem_word, weigh_word
from ingest.outline.shows import find_shows
from ingest.records import Entity, EntityType, Topic

TYPE_WEIGHT: Mapping[EntityType, float] = {
    EntityType.CONCEPT: 1.0,
    EntityType.PRODUCT: 0.8,
    EntityType.EVENT: 0.7,
    EntityType.ORGANIZATION: 0.45,
    EntityType.MEDIA: 0.3,
    EntityType.PLACE: 0.1,
    EntityType.PERSON: 0.05,
}
_PHRASE_WEIGHT = 0.8
_WORD_WEIGHT = 0.5
_LEAST_SALIENCE = 0.3
_SEVERAL_WORDS = 1.6
_MOST = 15
_SAME = 0.67
_TENTHS = 10
_LARGEST_FAMILY = 1.6
_NO_PART_OF_PHRASES = frozenset({EntityType.PERSON, EntityType.MEDIA})
_LONGEST = 60
_FEWEST_SPELLED = 3
_PARTS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Subject:
    """A candidate topic: an entity (by index) or a phrase, and the sentences that hold it.

    `proper`: the name of one thing, not of an idea.
    """

    name: str
    sentences: tuple[int, ...]
    weight: float
    entity: int | None = None
    proper: bool = False


def find_subjects(reading: Reading) -> tuple[Subject, ...]:
    """Entities and repeated phrases, each once, best first."""
    subjects = [*_entity_subjects(reading), *_phrase_subjects(reading)]
    families = _measure_families(subjects)
    scores = {id(s): _score(s, reading=reading) * family for s, family in zip(subjects, families, strict=True)}
    return tuple(sorted(subjects, key=lambda s: (-scores[id(s)], s.sentences[0], s.name)))


def find_topics(reading: Reading, *, subjects: Sequence[Subject]) -> tuple[Topic, ...]:
    """The best subjects that do not repeat each other, best first: up to 15."""
    return tuple(_make_topic(reading, subject) for subject in keep_distinct(subjects, most=_MOST))


def keep_distinct(subjects: Iterable[Subject], *, most: int) -> list[Subject]:
    kept: list[Subject] = []
    for subject in subjects:
        if len(kept) == most:
            break
        if not any(_repeats(subject, other) for other in kept):
            kept.append(subject)
    return kept


def _repeats(subject: Subject, shown: Subject) -> bool:
    """Nearly the same words, an idea that a longer name holds ("Kernel" in "Linux kernel"), or its initials."""
    if _overlap(subject.name, shown.name) >= _SAME:
        return True
    if not subject.proper and _stems(subject.name) < _stems(shown.name):
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


def _entity_subjects(reading: Reading) -> list[Subject]:
    shows = find_shows(reading)
    places: dict[int, list[int]] = {}
    for sentence in reading.sentences:
        for number in sentence.entities:
            places.setdefault(number, []).append(sentence.number)
    return [
        Subject(
            reading.entities[n].name,
            tuple(found),
            _weigh_entity(reading.entities[n]),
            n,
            proper=reading.entities[n].type is not EntityType.CONCEPT,
        )
        for n, found in places.items()
        if len(reading.entities[n].name) <= _LONGEST and n not in shows
    ]


def _weigh_entity(entity: Entity) -> float:
    return TYPE_WEIGHT[entity.type] * entity.confidence * (_LEAST_SALIENCE + entity.salience)


def _phrase_subjects(reading: Reading) -> list[Subject]:
    known = {_stems(form) for entity in reading.entities for form in (entity.name, *entity.surfaces)}
    parts = frozenset().union(*known)
    taken = [_stems(entity.name) for entity in reading.entities if entity.type in _NO_PART_OF_PHRASES]
    phrases = [p for p in find_phrases(reading) if not any(names <= _stems(p.text) for names in taken)]
    return [
        Subject(p.text, p.sentences, _PHRASE_WEIGHT if p.words > 1 else _WORD_WEIGHT)
        for p in phrases
        if _stems(p.text) not in known and not (p.words == 1 and _stems(p.text) <= parts)
    ]


def _measure_families(subjects: Sequence[Subject]) -> list[float]:
    """1 to 2.6: a theme of the talk is held by others, or holds them ("empathy", "cognitive empathy")."""
    stems = [_stems(subject.name) for subject in subjects]
    kin = [sum(own < other or other < own for other in stems) for own in stems]
    return [1 + min(_LARGEST_FAMILY, math.log1p(count)) for count in kin]


def _score(subject: Subject, *, reading: Reading) -> float:
    tenths = {_TENTHS * number // len(reading.sentences) for number in subject.sentences}
    words = subject.name.lower().split()
    rarity = sum(weigh_word(word) for word in words) / max(1, len(words))
    several = _SEVERAL_WORDS if len(words) > 1 else 1.0
    spread = 1 + math.log(len(tenths))
    return math.log(1 + len(subject.sentences)) * subject.weight * several * spread * math.pow(max(0.2, rarity), 0.2)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem_word(word) for word in text.lower().split())


def _overlap(one: str, other: str) -> float:
    left, right = _stems(one), _stems(other)
    return len(left & right) / max(1, len(left | right))
