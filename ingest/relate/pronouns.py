"""Stands a pronoun for the entity it most likely means: the speaker, or what the sentence before was about.

Its namings serve the outright wordings only; everywhere else a pronoun counts for too little to be believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.relate.quoted import find_quoted, is_within
from ingest.relate.talk import Naming, Talk

ME = word_set("i i'm i've i'd i'll my me myself")
US = word_set("we we're we've we'd we'll our us")
_OPENERS = word_set("so and but well now because then also , here yeah")
_NOUNS: Mapping[str, tuple[EntityType, ...]] = {
    "he": (EntityType.PERSON,),
    "she": (EntityType.PERSON,),
    "he's": (EntityType.PERSON,),
    "she's": (EntityType.PERSON,),
    "it": (EntityType.PRODUCT, EntityType.MEDIA, EntityType.ORGANIZATION),
    "they": (EntityType.ORGANIZATION,),
    "company": (EntityType.ORGANIZATION,),
    "startup": (EntityType.ORGANIZATION,),
    "model": (EntityType.PRODUCT,),
    "chip": (EntityType.PRODUCT,),
    "tool": (EntityType.PRODUCT,),
    "library": (EntityType.PRODUCT,),
    "language": (EntityType.PRODUCT,),
    "framework": (EntityType.PRODUCT,),
    "platform": (EntityType.PRODUCT,),
    "app": (EntityType.PRODUCT,),
    "book": (EntityType.MEDIA,),
    "show": (EntityType.MEDIA,),
    "podcast": (EntityType.MEDIA,),
}
_BARE = word_set("he she he's she's it they")
_POINTING = word_set("the this that")


@dataclass(slots=True)
class _Memory:
    """What the sentence before named first, by type, and which pronoun of something else it began with; forgotten when
    another turn begins."""

    turn: int = -1
    names: dict[EntityType, Naming] = field(default_factory=dict)
    begun: str = ""


def add_pronouns(talk: Talk, *, teams: Mapping[str, int]) -> tuple[Naming, ...]:
    """All namings with pronouns among them, in order. `teams`: whom a speaker means by "we"."""
    meant = [*talk.namings, *_find_speaking(talk, teams=teams), *_find_backward(talk)]
    return tuple(sorted(meant, key=lambda naming: (naming.first, naming.last)))


def _find_speaking(talk: Talk, *, teams: Mapping[str, int]) -> Iterator[Naming]:
    quoted = find_quoted(talk)
    for sentence, (start, _) in enumerate(talk.sentences):
        speaker = talk.speaker_at(start) or ""
        first, last = talk.tokens_of(sentence)
        for number in range(first, last):
            token = talk.tokens[number]
            entity = _whom_it_means(talk, token.word, speaker=speaker, teams=teams)
            if entity is not None and not is_within(quoted, token.start):
                yield _stand_in(talk, entity, number, sentence)


def _whom_it_means(talk: Talk, word: str, *, speaker: str, teams: Mapping[str, int]) -> int | None:
    if word in ME:
        return talk.speakers.get(speaker)
    return teams.get(speaker) if word in US else None


def _find_backward(talk: Talk) -> Iterator[Naming]:
    memory = _Memory()
    by_sentence = group_by_sentence(talk)
    for sentence in range(len(talk.sentences)):
        if talk.turn_of[sentence] != memory.turn:
            memory = _Memory(turn=talk.turn_of[sentence])
        found = _resolve_opening(talk, sentence=sentence, memory=memory)
        named = by_sentence.get(sentence, [])
        names = _list_meant(talk, named)
        memory.names = {**memory.names, **names} if found else names
        memory.begun = "" if found else _read_subject(talk, sentence)
        if found:
            yield found


def _read_subject(talk: Talk, sentence: int) -> str:
    """The pronoun that a sentence begins with, which the next one most likely goes on with."""
    word = talk.tokens[_skip_openers(talk, sentence)].word
    return word if word in _BARE else ""


def _list_meant(talk: Talk, named: Sequence[Naming]) -> dict[EntityType, Naming]:
    """Of each type the one thing of it that a sentence names; none where it names two, for either could be meant."""
    kinds = {talk.type_of(naming): naming for naming in reversed(named)}
    several = {talk.type_of(n) for n in named if n.entity != kinds[talk.type_of(n)].entity}
    return {kind: naming for kind, naming in kinds.items() if kind not in several}


def group_by_sentence(talk: Talk) -> Mapping[int, list[Naming]]:
    groups: dict[int, list[Naming]] = {}
    for naming in talk.namings:
        groups.setdefault(naming.sentence, []).append(naming)
    return groups


def _resolve_opening(talk: Talk, *, sentence: int, memory: _Memory) -> Naming | None:
    number, (_, last) = _skip_openers(talk, sentence), talk.tokens_of(sentence)
    if number + 1 >= last:
        return None
    word = talk.tokens[number].word
    if word in _POINTING:
        number, word = number + 1, talk.tokens[number + 1].word
    elif word not in _BARE:
        return None
    kinds = _NOUNS.get(word, ()) if word != memory.begun else ()
    meant = next((memory.names[kind] for kind in kinds if kind in memory.names), None)
    return _stand_in(talk, meant.entity, number, sentence) if meant else None


def _skip_openers(talk: Talk, sentence: int) -> int:
    """The token after "so", "and" and the like."""
    first, last = talk.tokens_of(sentence)
    number = first
    while number < min(last - 1, first + 3) and talk.tokens[number].word in _OPENERS:
        number += 1
    return number


def _stand_in(talk: Talk, entity: int, number: int, sentence: int) -> Naming:
    token = talk.tokens[number]
    return Naming(entity, token.start, token.end, number, number + 1, sentence, None, token.word)
