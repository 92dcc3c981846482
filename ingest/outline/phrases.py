"""Noun phrases that a talk keeps coming back to, beyond the names that were recognised. Types nothing.

Parts of speech are those that a word mostly has (`ingest.language.parts`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.language.background import load_background
from ingest.language.parts import NOUN, OTHER, tag_word
from ingest.language.pictures import is_hedged
from ingest.language.words import word_set
from ingest.outline.reading import Reading, Sentence, Word, stem_word, weigh_word

_MOST_WORDS = 4
_LEAST_TIMES = 2
_MOSTLY = 0.4
_LEAST_RARITY = 0.4
_WEAK_HEADS = word_set(
    "thing things way ways people time times kind lot lots bit problem problems company companies question"
    " questions point points year years day days week weeks guy guys stuff something anything everything part"
    " parts side sense case cases idea number example reason place moment type types sort one ones person man"
    " woman minute minutes hour hours month months second seconds percent dollar dollars million billion trillion"
    " trillions thousand episode show podcast thanks welcome hello yeah fact end start couple level rest area"
    " today yesterday tomorrow name word words line story look top half piece talk go get okay gonna kinda wanna"
    " let right cool nice anybody somebody everybody nobody whole hey um uh mm ok wow oh everyone someone none"
)
_EMPTY_ADJECTIVES = word_set(
    "other same great good new big different own last next first little real whole right interesting cool nice"
    " awesome pretty super many much more most few several such certain sure able best better bad only very long"
    " short old entire full small large huge single specific general main major particular possible important"
    " hard easy quick second third two three four five ten true wrong fun amazing previous current recent actual"
)
_VERBS = word_set(
    "use need make help work want look build run start stop call set play change try show give keep add move love"
    " hope wish answer ask check fix turn cut open close end put take read write think feel hit push pull ship"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """`text` as it is written most often; `sentences` where it stands, once per standing."""

    text: str
    sentences: tuple[int, ...]
    words: int


def find_phrases(reading: Reading) -> tuple[Phrase, ...]:
    """Noun phrases said at least twice, in the order of first mention; single words at least four times."""
    places: dict[tuple[str, ...], list[int]] = {}
    forms: dict[tuple[str, ...], Counter[str]] = {}
    pictures: set[tuple[str, ...]] = set()
    for sentence in reading.sentences:
        for run in _find_runs(sentence):
            key = tuple(stem_word(word.low) for word in run)
            places.setdefault(key, []).append(sentence.number)
            if _is_picture(sentence, run[-1]):
                pictures.add(key)
            forms.setdefault(key, Counter())[reading.flow.text[run[0].start : run[-1].end]] += 1
    kept = [key for key, found in places.items() if len(found) >= _least_times(key) and key not in pictures]
    whole = _drop_fragments(places, kept)
    return tuple(Phrase(_usual_form(forms[key]), tuple(places[key]), len(key)) for key in whole)


def _least_times(key: tuple[str, ...]) -> int:
    return _LEAST_TIMES if len(key) > 1 else 2 * _LEAST_TIMES


def _is_picture(sentence: Sentence, last: Word) -> bool:
    after = bisect_right(sentence.words, last.start, key=lambda word: word.start)
    return is_hedged([word.low for word in sentence.words[after : after + 3]])


def _drop_fragments(places: dict[tuple[str, ...], list[int]], kept: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Without phrases that stand only inside one longer phrase, and words that mostly stand inside longer ones."""
    inside: dict[tuple[str, ...], list[int]] = {}
    for key in kept:
        for size in range(1, len(key)):
            for at in range(len(key) - size + 1):
                inside.setdefault(key[at : at + size], []).append(len(places[key]))
    return [key for key in kept if not _is_fragment(len(key), times=len(places[key]), longer=inside.get(key, ()))]


def _is_fragment(size: int, *, times: int, longer: Sequence[int]) -> bool:
    return bool(longer) and (max(longer) >= times or (size == 1 and sum(longer) >= _MOSTLY * times))


def _usual_form(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _find_runs(sentence: Sentence) -> Iterator[Sequence[Word]]:
    """The last one to four words of each run of adjectives and nouns, where they end in a telling noun."""
    for row in _split_rows(sentence.words):
        for start in range(max(0, len(row) - _MOST_WORDS), len(row)):
            if _is_phrase(row[start:]) and not _cuts_open_source(row, start):
                yield row[start:]


def _cuts_open_source(row: Sequence[Word], start: int) -> bool:
    """ "Open source maintainers" are no "source maintainers"."""
    return start > 0 and _is_open_source(row[start - 1 :])


def _split_rows(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Runs of adjectives and nouns with nothing but a space between."""
    row: list[Word] = []
    for before, word in pairwise([None, *words]):
        joined = before is not None and word is not None and word.start - before.end == 1
        if row and not joined:
            yield row
            row = []
        if word is not None and tag_word(word.low) != OTHER:
            row.append(word)
        elif row:
            yield row
            row = []
    if row:
        yield row


def _is_phrase(run: Sequence[Word]) -> bool:
    head = run[-1].low
    if tag_word(head) != NOUN or head in _WEAK_HEADS or len(head) < 3:
        return False
    if any(word.low in _EMPTY_ADJECTIVES or word.low in _WEAK_HEADS for word in run[:-1]):
        return False
    if run[0].low in _VERBS and len(run) > 1 and not _is_open_source(run):
        return False
    if any(_is_plural(word.low) for word in run[:-1]):
        # "Bakers fold" is more often a clause than a name.
        return False
    if len(run) == 1:
        return weigh_word(head) > 0
    return any(load_background().rarity(word.low) >= _LEAST_RARITY for word in run)


def _is_open_source(run: Sequence[Word]) -> bool:
    return [word.low for word in run[:2]] == ["open", "source"]


def _is_plural(low: str) -> bool:
    return low.endswith("s") and not low.endswith(("ss", "us", "is")) and tag_word(low) == NOUN
