"""The candidates for topics and titles: entities and the phrases that a talk keeps coming back to, each once.

Ranks them by a formula; chooses none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.outline.phrases import find_phrases
from ingest.outline.reading import Reading, stem_word, weigh_word
from ingest.outline.shows import find_shows, names_show
from ingest.records import Entity, EntityType

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
_TENTHS = 10
_LARGEST_FAMILY = 1.6
_NO_PART_OF_PHRASES = frozenset({EntityType.PERSON, EntityType.MEDIA})
_LONGEST = 60
_MOST = 1000
"""So many are compared with each other; more than a day of talk names, but not what somebody makes up."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A candidate topic: an entity (by index) or a phrase, and the sentences that hold it.

    `proper`: the name of one thing, not of an idea. `score`: how much of the talk it seems to be about, over 0.
    """

    name: str
    sentences: tuple[int, ...]
    weight: float
    entity: int | None = None
    proper: bool = False
    score: float = 0.0


def find_subjects(reading: Reading, *, phrases: bool = True) -> tuple[Subject, ...]:
    """Entities and repeated phrases, each once, best first. Without `phrases` where these would be scraps, since the
    small words of the language are not known."""
    found = (*_entity_subjects(reading), *(_phrase_subjects(reading) if phrases else ()))
    subjects = sorted(found, key=lambda s: -len(s.sentences))[:_MOST]
    families = _measure_families(subjects)
    scored = [
        replace(subject, score=_score(subject, reading=reading) * family)
        for subject, family in zip(subjects, families, strict=True)
    ]
    return tuple(sorted(scored, key=lambda s: (-s.score, s.sentences[0], s.name)))


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
    known = {list_stems(form) for entity in reading.entities for form in (entity.name, *entity.surfaces)}
    parts = frozenset().union(*known)
    taken: dict[str, list[frozenset[str]]] = {}
    for names in (list_stems(entity.name) for entity in reading.entities if entity.type in _NO_PART_OF_PHRASES):
        taken.setdefault(min(names, default=""), []).append(names)
    phrases = [
        p for p in find_phrases(reading) if not _holds_any(list_stems(p.text), taken) and not names_show(reading, p)
    ]
    return [
        Subject(p.text, p.sentences, _PHRASE_WEIGHT if p.words > 1 else _WORD_WEIGHT)
        for p in phrases
        if list_stems(p.text) not in known and not (p.words == 1 and list_stems(p.text) <= parts)
    ]


def _holds_any(stems: frozenset[str], taken: Mapping[str, Sequence[frozenset[str]]]) -> bool:
    """`taken`: names' stems, by the first of each."""
    return any(names <= stems for stem in ("", *stems) for names in taken.get(stem, ()))


def _measure_families(subjects: Sequence[Subject]) -> list[float]:
    """1 to 2.6: a theme of the talk is held by others, or holds them ("empathy", "cognitive empathy")."""
    stems = [list_stems(subject.name) for subject in subjects]
    kin = [sum(own < other or other < own for other in stems) for own in stems]
    return [1 + min(_LARGEST_FAMILY, math.log1p(count)) for count in kin]


def _score(subject: Subject, *, reading: Reading) -> float:
    tenths = {_TENTHS * number // len(reading.sentences) for number in subject.sentences}
    words = subject.name.lower().split()
    rarity = sum(weigh_word(word) for word in words) / max(1, len(words))
    several = _SEVERAL_WORDS if len(words) > 1 else 1.0
    spread = 1 + math.log(len(tenths))
    return math.log(1 + len(subject.sentences)) * subject.weight * several * spread * math.pow(max(0.2, rarity), 0.2)


def list_stems(text: str) -> frozenset[str]:
    return frozenset(stem_word(word) for word in text.lower().split())
