"""The show, channel or library that a talk greets its listeners on: no subject of the talk. Reads the opening only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.outline.phrases import Phrase
from ingest.outline.reading import Reading, Sentence
from ingest.records import Entity, EntityType

_GREETED = r"(?:,? (?:one and all|every\w+|you all|all|folks|friends|listeners),?)?"
_GREETING = re.compile(rf"\b(?:welcome(?: back)?{_GREETED} to|you're (?:listening to|watching)|this is)\s+")
_OPENING = 8
_MOST_MENTIONS = 2
_MOST_BETWEEN = 6
_SUBJECT_FOLLOWS = frozenset({"on", "about", "with", "where", "i'm", "my"})
_MADE_FOR = re.compile(r", (?:written|made|recorded|produced) (?:for|by|at) (?:the )?$")
_MARKS = re.compile(r"[,.;:?!]")


def find_shows(reading: Reading) -> frozenset[int]:
    """Indexes of the entities that the greeting names: media always, others where the talk hardly returns to them."""
    return frozenset(
        number
        for sentence, rest in _list_greetings(reading)
        for number in set(sentence.entities)
        if _may_be_show(reading.entities[number])
        and any(_is_greeted(rest, form.lower()) for form in _forms(reading.entities[number]))
    )


def names_show(reading: Reading, phrase: Phrase) -> bool:
    """Whether the greeting calls the show so; of words that the talk hardly returns to."""
    if len(phrase.sentences) > _MOST_MENTIONS:
        return False
    return any(_is_greeted(rest, phrase.text.lower()) for _, rest in _list_greetings(reading))


def _list_greetings(reading: Reading) -> Iterator[tuple[Sentence, str]]:
    """The sentence of each, and how it goes on."""
    for sentence in reading.sentences[:_OPENING]:
        said = " ".join(reading.text_of(sentence).split()).lower().replace("’", "'")
        for match in _GREETING.finditer(said[:400]):
            yield sentence, said[match.end() :]


def _forms(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *entity.surfaces)


def _may_be_show(entity: Entity) -> bool:
    if entity.type in {EntityType.PERSON, EntityType.PLACE}:
        return False
    return entity.type is EntityType.MEDIA or len(entity.mentions) <= _MOST_MENTIONS


def _is_greeted(rest: str, form: str) -> bool:
    """Whether the name follows in the same breath, not as what the greeting says the talk is about."""
    before, found, _ = rest.partition(form)
    words = before.split()
    apart = _MARKS.search(_MADE_FOR.sub("", before)) is not None
    return bool(found) and not apart and len(words) <= _MOST_BETWEEN and _SUBJECT_FOLLOWS.isdisjoint(words)
