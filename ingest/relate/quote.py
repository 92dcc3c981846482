"""Chooses the stretch of the transcript that shows a connection.

A quote is always a slice of the flow within one turn; nothing here writes text.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile

from ingest.language.words import word_set
from ingest.records import Quote
from ingest.relate.talk import Naming, Talk

_MOST_OUTSIDE = 14
_BREAKS = word_set(", ; : - – — and but because so")
_FEWEST_WORDS = 3
_SEARCHED = 60


def quote_pair(talk: Talk, *, one: Naming, other: Naming) -> Quote:
    """One to two sentences that hold both namings; the name a pronoun stands for is drawn in where it is near.

    Where the source has a link or remark between the two, the words around one of them, if they say enough.
    """
    first, last = sorted((one, other), key=lambda naming: naming.start)
    begin, end = first.start, last.end
    sentence = first.sentence
    if first.pronoun or last.pronoun:
        pronoun = first if first.pronoun else last
        named = _name_before(talk, pronoun)
        if named is not None and named.start < begin:
            begin, sentence = named.start, named.sentence
    if talk.turn_of[sentence] != talk.turn_of[last.sentence]:
        return quote_single(talk, last)
    if count_blots(talk, one=first, other=last):
        clean = max((quote_single(talk, first), quote_single(talk, last)), key=lambda quote: len(quote.text))
        if len(clean.text.split()) >= _FEWEST_WORDS:
            return clean
    return _cut(talk, begin=begin, end=end, sentences=(sentence, last.sentence))


def count_blots(talk: Talk, *, one: Naming, other: Naming) -> int:
    """How many blots a quote that holds both namings cannot avoid."""
    begin, end = min(one.start, other.start), max(one.end, other.end)
    near = talk.blots[max(0, bisect_left(talk.blots, (begin, 0)) - 1) :]
    return sum(1 for low, high in takewhile(lambda blot: blot[0] < end, near) if high > begin)


def quote_single(talk: Talk, naming: Naming) -> Quote:
    """The sentence around one naming."""
    return _cut(talk, begin=naming.start, end=naming.end, sentences=(naming.sentence, naming.sentence))


def _name_before(talk: Talk, pronoun: Naming) -> Naming | None:
    """The nearest naming of the same entity in this sentence or the one before, within the turn."""
    number = bisect_left(talk.namings, pronoun.start, key=lambda naming: naming.start)
    for naming in reversed(talk.namings[max(0, number - _SEARCHED) : number]):
        if naming.sentence < pronoun.sentence - 1:
            return None
        same_turn = talk.turn_of[naming.sentence] == talk.turn_of[pronoun.sentence]
        if naming.entity == pronoun.entity and same_turn:
            return naming
    return None


def _cut(talk: Talk, *, begin: int, end: int, sentences: tuple[int, int]) -> Quote:
    first, _ = talk.tokens_of(sentences[0])
    _, last = talk.tokens_of(sentences[1])
    left = [n for n in range(first, last) if talk.tokens[n].end <= begin]
    right = [n for n in range(first, last) if talk.tokens[n].start >= end]
    start = talk.sentences[sentences[0]][0]
    stop = talk.sentences[sentences[1]][1]
    if len(left) > _MOST_OUTSIDE:
        start = _start_after_break(talk, left[-_MOST_OUTSIDE:])
    if len(right) > _MOST_OUTSIDE:
        stop = _stop_at_break(talk, right[:_MOST_OUTSIDE])
    start, stop = _keep_clean(talk, start=min(start, begin), stop=max(stop, end), core=(begin, end))
    return talk.flow.quote_at(start, stop)


def _keep_clean(talk: Talk, *, start: int, stop: int, core: tuple[int, int]) -> tuple[int, int]:
    """Without blots on either side of the core."""
    for low, high in talk.blots[max(0, bisect_left(talk.blots, (start, 0)) - 1) :]:
        if low >= stop:
            break
        if start < high <= core[0]:
            start = high
        elif core[1] <= low < stop:
            stop = low
    return start, stop


def _start_after_break(talk: Talk, numbers: list[int]) -> int:
    for number in numbers:
        token = talk.tokens[number]
        if token.word in _BREAKS:
            return token.start if token.word.isalpha() else token.end
    return talk.tokens[numbers[0]].start


def _stop_at_break(talk: Talk, numbers: list[int]) -> int:
    for number in reversed(numbers):
        token = talk.tokens[number]
        if token.word in _BREAKS:
            return token.start
    return talk.tokens[numbers[-1]].end
