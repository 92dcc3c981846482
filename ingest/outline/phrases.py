"""Noun phrases that a talk keeps coming back to, beyond the names that were recognised. Types nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.language.wordlists import word_set
from ingest.outline.reading import Reading, Sentence, Word, stem_word, weigh_word

_MOST_WORDS = 3
_LEAST_TIMES = 2
_WEAK = word_set(
    "thing things way ways people time times kind lot lots bit problem company question questions point year years"
    " day days week weeks guy guys stuff something anything everything part parts side sense case idea number"
    " example reason place moment other same great good new big different own last next first second little real"
    " whole right interesting cool nice awesome pretty super honestly basically maybe gonna wanna kinda really"
    " today yesterday tomorrow episode show podcast thanks welcome hello yeah actually obviously probably"
    " talking talk saying said says going getting making doing using trying looking thinking comes came started"
    " minute minutes hour hours month months second seconds percent dollar dollars million billion trillion"
)
_VERBISH = ("ly", "ize", "ized", "ed", "n't", "'re", "'ve", "'ll", "'m", "'s", "'d")


@dataclass(frozen=True, slots=True)
class Phrase:
    """`text` as it is written most often; `sentences` where it stands."""

    text: str
    sentences: tuple[int, ...]


def find_phrases(reading: Reading) -> tuple[Phrase, ...]:
    """Repeated runs of two or three telling words, in the order of first mention."""
    places: dict[tuple[str, ...], list[int]] = {}
    forms: dict[tuple[str, ...], Counter[str]] = {}
    for sentence in reading.sentences:
        for run in _find_runs(sentence):
            key = tuple(stem_word(word.low) for word in run)
            places.setdefault(key, []).append(sentence.number)
            forms.setdefault(key, Counter())[reading.flow.text[run[0].start : run[-1].end]] += 1
    kept = [key for key in places if len(places[key]) >= _LEAST_TIMES]
    return tuple(Phrase(_usual_form(forms[key]), tuple(places[key])) for key in kept)


def _usual_form(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _find_runs(sentence: Sentence) -> Iterator[Sequence[Word]]:
    words = sentence.words
    for at in range(len(words)):
        for size in range(2, _MOST_WORDS + 1):
            run = words[at : at + size]
            if len(run) == size and _holds_together(run):
                yield run


def _holds_together(run: Sequence[Word]) -> bool:
    apart = any(right.start - left.end != 1 for left, right in pairwise(run))
    return not apart and all(_tells(word.low) for word in run)


def _tells(low: str) -> bool:
    return weigh_word(low) > 0 and low not in _WEAK and not low.endswith(_VERBISH)
