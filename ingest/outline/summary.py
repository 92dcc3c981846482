"""A few sentences per chapter that say what it says, in the speakers' own words.

Extractive: leaves out fillers at the start of a sentence and changes nothing else but the first letter and
the last mark.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from ingest.language.words import word_set
from ingest.outline.cohesion import Matrix, build_vectors
from ingest.outline.icons import choose_icon
from ingest.outline.reading import Reading, Sentence
from ingest.records import SummaryPoint, SummarySection

_FILLER = re.compile(
    r"(?:(?:so|um|uh|and|but|well|yeah|yes|okay|ok|right|now|like|you know|i mean|alright|also|oh|hey|because"
    r"|of course|actually|basically|obviously|then|or|again)\b[\s,.!…-]*)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[$€£]\s?\d")
_MOST_FILLERS = 6
_FEWEST_WORDS = 7
_IDEAL = (10, 28)
_MOST_WORDS = 38
_WORDS_PER_POINT = 75
_MOST_COMPARED = 4000
"""More sentences than a chapter of three hours has; of a longer one every second, third, … is compared."""
_REPEATS = 0.5
_LEAD = 0.3
_DANGLING = word_set("it it's that that's this they he she these those there there's which he's she's they're")
_CHATTER = word_set(
    "thanks thank welcome laughs hello hi hey subscribe sponsor sponsors gonna wanna yeah folks sorry laughter"
)
_HANGING = word_set(
    "a an the of to for with in on at by from as than and or but so if that which who what when where how because"
    " is are was were be been do does did has have had can could will would should i you we they he she it this these"
    " those my your our their its some like not just really very into about"
)
_SELF = word_set("i i'm i've me my you you're your we we're us i'd i'll you'd you'll")


def summarize_chapters(
    reading: Reading, *, spans: Sequence[tuple[int, int]], titles: Sequence[str]
) -> tuple[SummarySection, ...]:
    """One section per chapter, 2 to 4 points each in the order said; a chapter without a usable sentence has none."""
    sections = []
    for span, title in zip(spans, titles, strict=True):
        points = _choose_points(reading, sentences=reading.sentences[span[0] : span[1]])
        if points:
            sections.append(SummarySection(heading=title, points=points))
    return tuple(sections)


def _choose_points(reading: Reading, *, sentences: Sequence[Sentence]) -> tuple[SummaryPoint, ...]:
    usable = [s for s in sentences if len(s.words) >= _FEWEST_WORDS] or list(sentences)
    usable = usable[:: 1 + len(usable) // (_MOST_COMPARED + 1)]
    words = sum(len(sentence.words) for sentence in sentences)
    wanted = min(4, max(2, round(words / _WORDS_PER_POINT)))
    chosen = sorted(_pick_diverse(usable, wanted=wanted), key=lambda sentence: sentence.number)
    points: list[SummaryPoint] = []
    for sentence in chosen:
        avoid = frozenset(point.icon for point in points)
        points.append(_make_point(reading, sentence, avoid=avoid))
    return tuple(point for point in points if point.text)


def _pick_diverse(sentences: Sequence[Sentence], *, wanted: int) -> list[Sentence]:
    """Greedy: the best sentence, then the best that says something else (maximal marginal relevance)."""
    vectors = _unit_rows(build_vectors(sentences).sum_stretches(range(len(sentences))))
    scores = _score_sentences(sentences, vectors=vectors)
    picked: list[int] = []
    while len(picked) < min(wanted, len(sentences)):
        likeness = np.max(vectors @ vectors[picked].T, axis=1) if picked else np.zeros(len(sentences))
        gains = scores - _REPEATS * likeness
        gains[picked] = -np.inf
        picked.append(int(np.argmax(gains)))
    return [sentences[number] for number in picked]


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
    dangling = -0.3 if lows and lows[0] in _DANGLING else 0.0
    chatter = -0.4 if any(low in _CHATTER for low in lows) else 0.0
    asking = -0.45 if sentence.asks else 0.0
    own = -0.8 * sum(low in _SELF for low in lows) / max(1, len(lows)) * 4
    return entities + lead + length + dangling + chatter + asking + max(-0.5, own)


def _misfit(words: int) -> float:
    if words < _IDEAL[0]:
        return (_IDEAL[0] - words) / 4
    return math.log(words / _IDEAL[1]) * 2 if words > _IDEAL[1] else 0.0


def _strip_words(sentence: Sentence) -> list[str]:
    lows = [word.low for word in sentence.words]
    while lows and _FILLER.fullmatch(lows[0]):
        lows = lows[1:]
    return lows


def _make_point(reading: Reading, sentence: Sentence, *, avoid: frozenset[str]) -> SummaryPoint:
    text, lows = reading.text_of(sentence), [word.low for word in sentence.words]
    lows += ["dollars"] if _AMOUNT.search(text) else []
    types = [reading.entities[number].type for number in sentence.entities]
    segment = reading.flow.segment_at(sentence.start).id
    return SummaryPoint(text=clean_sentence(text), segment=segment, icon=choose_icon(lows, types=types, avoid=avoid))


def clean_sentence(text: str) -> str:
    """Without fillers at the start and with a capital and a full stop; long ones end at a clause."""
    text = " ".join(text.split())
    for _ in range(_MOST_FILLERS):
        match = _FILLER.match(text)
        if not match or match.end() == len(text):
            break
        text = text[match.end() :]
    text = _drop_hanging(_shorten(text)).strip(" ,;:-–—…")
    if not text:
        return ""
    closed = text if text[-1] in ".!?\"'”’)" else text.rstrip(".") + "."
    return closed[0].upper() + closed[1:]


def _drop_hanging(text: str) -> str:
    """Without the words at the end that only lead on to what was cut off; a finished sentence stays whole."""
    words = text.split()
    while len(words) > _FEWEST_WORDS and words[-1].lower() in _HANGING:
        words = words[:-1]
    return " ".join(words)


def _shorten(text: str) -> str:
    words = text.split()
    if len(words) <= _MOST_WORDS:
        return text
    breaks = [n for n in range(_MOST_WORDS, _IDEAL[0], -1) if words[n - 1].endswith((",", ";", ":", "--", "-", "..."))]
    return " ".join(words[: breaks[0] if breaks else _MOST_WORDS])
