"""How likely a sentence opens a chapter, by how people turn to something new. Chooses nothing itself."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.language.words import word_set
from ingest.outline.cohesion import Vectors, compare_windows
from ingest.outline.reading import Reading, Sentence

_CUES = (
    "let's", "let us", "i want", "i wanted", "i'm curious", "tell us", "tell me", "can you", "could you",
    "you mentioned", "you talked", "you said", "speaking of", "going back", "getting back", "circling back",
    "moving on", "the next", "next", "another", "one thing", "one of the things", "how do", "how did", "what do",
    "what is", "what are", "what was", "what about", "so what", "so how", "so you", "so let's", "today", "welcome",
    "first", "second", "third", "finally", "that leads", "talk about", "joining", "for those", "before we",
    "to sum up", "in summary", "so what does", "looking ahead", "now for", "turning to", "there is a catch",
)  # fmt: skip
_STRONG_CUES = (
    "let's talk about", "now let's", "let's turn", "let's move", "let's start", "let's look", "let's get into",
    "moving on", "next up", "half of the story", "half the story", "what comes next", "what's next", "to finish",
    "in conclusion", "to wrap up", "wrapping up", "turn to", "so what does this mean", "circling back",
)  # fmt: skip
_OPENERS = word_set("okay ok so well now yeah right alright")
_CONTINUES = word_set("and but because it it's that that's they which or he she also this")
_CUE_REACH = 7

WEIGHTS: Mapping[str, float] = {
    "turn": 1.0,
    "host": 1.2,
    "opener": 0.35,
    "cue": 0.9,
    "strong cue": 2.0,
    "question": 0.5,
    "after question": -0.6,
    "continues": -0.6,
    "short": -0.9,
    "length": 0.4,
    "long before": 0.4,
    "wide break": 1.4,
    "near break": 0.7,
}


@dataclass(frozen=True, slots=True)
class _Turns:
    """Words per turn, and who seems to lead the talk."""

    words: Mapping[int, int]
    host: str | None


def score_boundaries(reading: Reading, *, vectors: Vectors) -> list[float]:
    """One log-odds-like score per sentence; only differences count."""
    rows = describe_boundaries(reading, vectors=vectors)
    return [sum(WEIGHTS[name] * value for name, value in row.items()) for row in rows]


def describe_boundaries(reading: Reading, *, vectors: Vectors) -> Iterator[dict[str, float]]:
    """The features of each sentence as a possible chapter start, by name, in order."""
    lengths = [len(sentence.words) for sentence in reading.sentences]
    wide = compare_windows(vectors, lengths=lengths, width=150)
    near = compare_windows(vectors, lengths=lengths, width=60)
    turns = _read_turns(reading.sentences)
    for number, sentence in enumerate(reading.sentences):
        before = reading.sentences[number - 1] if number else None
        row = _describe(sentence, before=before, turns=turns)
        yield {**row, "wide break": float(wide[number]), "near break": float(near[number])}


def _read_turns(sentences: Sequence[Sentence]) -> _Turns:
    words: Counter[int] = Counter()
    questions: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for sentence in sentences:
        words[sentence.turn] += len(sentence.words)
        if sentence.speaker:
            said[sentence.speaker] += len(sentence.words)
            questions[sentence.speaker] += sentence.asks
    rates = {name: questions[name] / (count + 100) for name, count in said.items()}
    host = max(rates, key=lambda name: (rates[name], name)) if len(rates) > 1 else None
    return _Turns(words=words, host=host)


def _describe(sentence: Sentence, *, before: Sentence | None, turns: _Turns) -> dict[str, float]:
    lows = [word.low for word in sentence.words[: _CUE_REACH + 2]]
    starts_turn = before is None or before.turn != sentence.turn
    length = turns.words[sentence.turn]
    return {
        "turn": float(starts_turn),
        "host": float(starts_turn and turns.host is not None and sentence.speaker == turns.host),
        "opener": float(bool(lows) and lows[0] in _OPENERS),
        "cue": float(_has_cue(lows[:_CUE_REACH], _CUES)),
        "strong cue": float(_has_cue(lows + [word.low for word in sentence.words[_CUE_REACH + 2 : 12]], _STRONG_CUES)),
        "question": float(sentence.asks),
        "after question": float(before is not None and before.asks),
        "continues": float(bool(lows) and lows[0] in _CONTINUES),
        "short": float(starts_turn and length < 12),
        "length": math.log(1 + length / 40) if starts_turn else 0.0,
        "long before": float(starts_turn and before is not None and turns.words[before.turn] > 80),
    }


def _has_cue(lows: Sequence[str], cues: Sequence[str]) -> bool:
    text = f" {' '.join(lows)} "
    return any(f" {cue} " in text for cue in cues)
