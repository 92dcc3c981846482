"""A few sentences per chapter that say what it says, in the speakers' own words. Chooses them; `points` writes them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from ingest.language.words import word_set
from ingest.outline.cohesion import Matrix, build_vectors
from ingest.outline.icons import choose_icon
from ingest.outline.points import FEWEST_WORDS, begins_amid, is_filler, write_point
from ingest.outline.reading import Reading, Sentence
from ingest.records import SummaryPoint, SummarySection

_AMOUNT = re.compile(r"[$€£]\s?\d")
_IDEAL = (10, 28)
_WORDS_PER_POINT = 75
_MOST_COMPARED = 4000
"""More sentences than a chapter of three hours has; of a longer one every second, third, … is compared."""
_REPEATS = 0.5
_AMID = -0.4
_HOLLOW = -0.6
_LEAD = 0.3
_DANGLING = word_set("it it's that that's this they he she these those there there's which he's she's they're")
_CHATTER = word_set(
    "thanks thank welcome laughs hello hi hey subscribe sponsor sponsors gonna wanna yeah folks sorry laughter"
)
_HOUSEKEEPING = re.compile(
    r"\b(?:(?:take|took|taking|after) (?:a|this|the|our|that|another)(?: \w+)? break|right back|tun(?:e|ed|ing) in"
    r"|(?:you're|you are|for|to be|been|are) listening|listening to this"
    r"|this (?:show|episode|call|podcast|interview))\b",
    re.IGNORECASE,
)
"""What is said of the recording itself."""
_HOLED = re.compile(r"\s*(?:\.\.|…)|.{0,2000}(?:inaudible|unintelligible|crosstalk)", re.DOTALL)
"""Begins with what somebody else said, or was not understood whole."""
_SELF = word_set("i i'm i've me my you you're your we we're us i'd i'll you'd you'll")


def summarize_chapters(
    reading: Reading, *, spans: Sequence[tuple[int, int]], titles: Sequence[str], english: bool = True
) -> tuple[SummarySection, ...]:
    """One section per chapter, 2 to 4 points each in the order said; a chapter without a usable sentence has none."""
    sections = []
    for span, title in zip(spans, titles, strict=True):
        chosen = _choose_sentences(reading, sentences=reading.sentences[span[0] : span[1]])
        points = _make_points(reading, chosen, english=english)
        if points:
            sections.append(SummarySection(heading=title, points=points))
    return tuple(sections)


def _choose_sentences(reading: Reading, *, sentences: Sequence[Sentence]) -> list[Sentence]:
    usable = [s for s in sentences if len(s.words) >= FEWEST_WORDS] or list(sentences)
    usable = usable[:: 1 + len(usable) // (_MOST_COMPARED + 1)]
    words = sum(len(sentence.words) for sentence in sentences)
    wanted = min(4, max(2, round(words / _WORDS_PER_POINT)))
    return sorted(_pick_diverse(reading, usable, wanted=wanted), key=lambda sentence: sentence.number)


def _make_points(reading: Reading, sentences: Sequence[Sentence], *, english: bool) -> tuple[SummaryPoint, ...]:
    points: list[SummaryPoint] = []
    for sentence in sentences:
        avoid = frozenset(point.icon for point in points)
        points.append(_make_point(reading, sentence, text=write_point(reading, sentence, english=english), avoid=avoid))
    return tuple(point for point in points if point.text)


def _pick_diverse(reading: Reading, sentences: Sequence[Sentence], *, wanted: int) -> list[Sentence]:
    """Greedy: the best sentence, then the best that says something else (maximal marginal relevance)."""
    vectors = _unit_rows(build_vectors(sentences).sum_stretches(range(len(sentences))))
    scores = _score_sentences(sentences, vectors=vectors)
    scores += np.array([_judge_wording(reading, sentence) for sentence in sentences])
    picked: list[int] = []
    while len(picked) < min(wanted, len(sentences)):
        likeness = np.max(vectors @ vectors[picked].T, axis=1) if picked else np.zeros(len(sentences))
        gains = scores - _REPEATS * likeness
        gains[picked] = -np.inf
        picked.append(int(np.argmax(gains)))
    return [sentences[number] for number in picked]


def _judge_wording(reading: Reading, sentence: Sentence) -> float:
    """What its very words take from it, beside its manner."""
    said = reading.text_of(sentence)
    amid = _AMID if begins_amid(reading, sentence) else 0.0
    holed = _HOLLOW if _HOLED.match(said) else 0.0
    aside = _HOLLOW if _HOUSEKEEPING.search(said.replace("’", "'")) else 0.0
    return amid + holed + aside


def _unit_rows(vectors: Matrix) -> Matrix:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9))


def _score_sentences(sentences: Sequence[Sentence], *, vectors: Matrix) -> Matrix:
    centre = vectors.sum(axis=0)
    central = vectors @ centre / max(float(np.linalg.norm(centre)), 1e-9)
    manner = [_judge_manner(sentence, place=n / len(sentences)) for n, sentence in enumerate(sentences)]
    return np.asarray(central + np.array(manner))


def _judge_manner(sentence: Sentence, *, place: float) -> float:
    """How well the sentence would stand alone on a page."""
    lows = _strip_words(sentence)
    entities = 0.12 * min(4, len(set(sentence.entities)))
    lead = _LEAD * (1 - place)
    length = -0.25 * _misfit(len(lows))
    dangling = _judge_opening(lows, named=bool(sentence.entities))
    chatter = -0.4 if any(low in _CHATTER for low in lows) else 0.0
    asking = -0.45 if sentence.asks else 0.0
    own = -0.8 * sum(low in _SELF for low in lows) / max(1, len(lows)) * 4
    return entities + lead + length + dangling + chatter + asking + max(-0.5, own)


def _judge_opening(lows: Sequence[str], *, named: bool) -> float:
    """ "It is very simple to use" has lost what it speaks of, all the more where it names nothing."""
    if not lows or lows[0] not in _DANGLING:
        return 0.0
    return -0.3 if named else _HOLLOW


def _misfit(words: int) -> float:
    if words < _IDEAL[0]:
        return (_IDEAL[0] - words) / 4
    return math.log(words / _IDEAL[1]) * 2 if words > _IDEAL[1] else 0.0


def _strip_words(sentence: Sentence) -> list[str]:
    lows = [word.low for word in sentence.words]
    while lows and is_filler(lows[0]):
        lows = lows[1:]
    return lows


def _make_point(reading: Reading, sentence: Sentence, *, text: str, avoid: frozenset[str]) -> SummaryPoint:
    lows = [word.low for word in sentence.words]
    lows += ["dollars"] if _AMOUNT.search(reading.text_of(sentence)) else []
    types = [reading.entities[number].type for number in sentence.entities]
    segment = reading.flow.segment_at(sentence.start).id
    return SummaryPoint(text=text, segment=segment, icon=choose_icon(lows, types=types, avoid=avoid))
