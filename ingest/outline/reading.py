"""A transcript as the outline stage reads it: sentences with their words, turns, and the entities in each.

Reads only; decides nothing about chapters, topics or points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.language.asides import blank_asides
from ingest.language.background import load_background
from ingest.language.flow import Flow, index_flow, join_segments
from ingest.language.sentences import Stretch, find_turns, split_sentences
from ingest.records import Entity, Transcript

_WORD = re.compile(r"\w+(?:[-'’.&+/]\w+)*[+#]*")
_RARE_ENOUGH = 1.6
_ENDINGS = ("ations", "ation", "ings", "ing", "ments", "ment", "ers", "ies", "ed", "es", "er", "s")
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its offsets in the flow; `low` is lower-case with straight apostrophes."""

    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """`entities` are indexes of the entities named in it, once per naming."""

    number: int
    start: int
    end: int
    turn: int
    words: tuple[Word, ...]
    entities: tuple[int, ...]
    asks: bool
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    flow: Flow
    sentences: tuple[Sentence, ...]
    turns: tuple[Stretch, ...]
    entities: tuple[Entity, ...]

    @property
    def words(self) -> int:
        return sum(len(sentence.words) for sentence in self.sentences)

    def text_of(self, sentence: Sentence) -> str:
        return self.flow.text[sentence.start : sentence.end]


def read_sentences(transcript: Transcript, *, entities: Sequence[Entity]) -> Reading:
    flow = join_segments(transcript.segments)
    turns, stretches = find_turns(flow), split_sentences(flow)
    named = _place_entities(flow, entities=entities, stretches=stretches)
    begins = [start for start, _ in turns]
    said = blank_asides(flow.text)
    sentences = tuple(
        Sentence(
            number=number,
            start=start,
            end=end,
            turn=bisect_right(begins, start) - 1,
            words=_find_words(said, stretch=(start, end)),
            entities=tuple(named.get(number, ())),
            asks=flow.text[start:end].rstrip("\"'”’)").endswith("?"),
            speaker=flow.segment_at(start).speaker,
        )
        for number, (start, end) in enumerate(stretches)
    )
    return Reading(flow=flow, sentences=sentences, turns=turns, entities=tuple(entities))


def _find_words(text: str, *, stretch: Stretch) -> tuple[Word, ...]:
    return tuple(
        Word(match.group().lower().replace("’", "'"), match.start(), match.end())
        for match in _WORD.finditer(text, *stretch)
    )


def _place_entities(flow: Flow, *, entities: Sequence[Entity], stretches: Sequence[Stretch]) -> Mapping[int, list[int]]:
    index, begins = index_flow(flow), [start for start, _ in stretches]
    named: dict[int, list[int]] = {}
    for number, entity in enumerate(entities):
        for mention in entity.mentions:
            if mention.segment in index.numbers:
                at = index.offset_of(mention.segment, mention.start)
                named.setdefault(max(0, bisect_right(begins, at) - 1), []).append(number)
    return named


@lru_cache(maxsize=65536)
def stem_word(low: str) -> str:
    """A crude stem: enough to see that "chips" and "chip" are one word, never shown to anybody."""
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= _SHORTEST_STEM:
            return low[: -len(ending)]
    return low


@lru_cache(maxsize=65536)
def weigh_word(low: str) -> float:
    """How much a word tells of a subject: its rarity in talk at large; 0 for words of nearly every talk."""
    if not any(character.isalpha() for character in low) or len(low) < 2:
        return 0.0
    rarity = load_background().rarity(low)
    return rarity if rarity >= _RARE_ENOUGH else 0.0
