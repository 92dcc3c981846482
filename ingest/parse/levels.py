"""Chooses among the levels at which one JSON file holds the same words, and makes cues of single words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from ingest.language.scripts import join_words
from ingest.records import Cue

_STOP = re.compile(r"[.!?…。！？][\"'”’)\]]{0,3}$")
_TOKEN = re.compile(r"\S+?[。！？]+|\S+")
_MAX_WORDS = 24
_MAX_GAP_MS = 1500
_WHOLE = 0.8
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_WORDS_PER_STOP = 80


def choose_level(levels: Iterable[Sequence[Cue]]) -> tuple[Cue, ...]:
    """The punctuated level, then the one with speakers, then the one with times; of equals the first.

    A level that misses more than a fifth of the letters of the fullest is no choice.
    """
    filled = [level for level in map(tuple, levels) if level]
    if not filled:
        return ()
    # Letters, not words: those of some languages stand without spaces on one level and with them on another.
    counts = [sum(len(_spell(cue.text)) for cue in level) for level in filled]
    whole = [level for level, count in zip(filled, counts, strict=True) if count >= _WHOLE * max(counts)]
    return max(whole, key=_rank)


def lend_marks(words: Sequence[Cue], *, text: str) -> tuple[Cue, ...]:
    """The single words as `text` writes them, with its stops and capitals; unchanged where it has other words."""
    tokens = _TOKEN.findall(text)
    written, said = [_spell(token) for token in tokens], [_spell(word.text) for word in words]
    begins = {at: number for number, at in enumerate(_count_before(written)) if written[number]}
    both = [(begins[at], n) for n, at in enumerate(_count_before(said)) if said[n] and at in begins]
    # Where nothing stands between words, the text as a whole would take the place of them all.
    if not words or _WORDS_PER_STOP * len(both) < len(words) or "".join(written) != "".join(said):
        return tuple(words)
    bounds = [(0, both[0][1]), *both[1:], (len(tokens), len(words))]
    return tuple(
        replace(words[first], text=" ".join(tokens[token:next_token]), end_ms=words[next_word - 1].end_ms)
        for (token, first), (next_token, next_word) in pairwise(bounds)
    )


def group_words(words: Iterable[Cue]) -> tuple[Cue, ...]:
    """Single words as cues of a sentence each, cut at speakers, long pauses and 24 words."""
    groups: list[list[Cue]] = []
    for word in words:
        if not groups or _begins(groups[-1], word):
            groups.append([])
        groups[-1].append(word)
    return tuple(map(_join, groups))


def _spell(word: str) -> str:
    return "".join(filter(str.isalnum, word.casefold()))


def _count_before(pieces: Sequence[str]) -> Sequence[int]:
    """For each how many letters and digits stand before it."""
    return list(accumulate(map(len, pieces[:-1]), initial=0)) if pieces else []


def _begins(group: Sequence[Cue], word: Cue) -> bool:
    last = group[-1]
    if word.speaker != last.speaker or len(group) >= _MAX_WORDS or _STOP.search(last.text[-8:]):
        return True
    return last.end_ms is not None and word.start_ms is not None and word.start_ms - last.end_ms > _MAX_GAP_MS


def _join(group: Sequence[Cue]) -> Cue:
    text = join_words(word.text.strip() for word in group)
    return Cue(text=text, start_ms=group[0].start_ms, end_ms=group[-1].end_ms, speaker=group[0].speaker)


def _rank(level: Sequence[Cue]) -> tuple[bool, bool, bool]:
    return (
        _is_punctuated(level),
        any(cue.speaker for cue in level),
        any(cue.start_ms is not None for cue in level),
    )


def _is_punctuated(level: Sequence[Cue]) -> bool:
    stops = sum(word.endswith(_STOPS) for cue in level for word in cue.text.split())
    return stops > 0 and stops * _WORDS_PER_STOP >= _count_words(level)


def _count_words(level: Sequence[Cue]) -> int:
    return sum(len(cue.text.split()) for cue in level)
