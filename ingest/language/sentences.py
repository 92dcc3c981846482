"""Cuts the flow into sentences, turn by turn, whether it is punctuated or not.

Uses words and turns only, never times or caption borders, so that the same talk gives the same sentences
however its file was cut. Changes no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.language.flow import Flow
from ingest.language.words import word_set

Stretch = tuple[int, int]

_SEARCHED_TAIL = 12
_RARE_STOPS = 40
_ENDLESS = 120
"""More words than anybody's sentence has who sets stops at all."""
_LONG_TURN = 24
_MAX_WORDS = 24
_CLAUSE_AFTER = 14
_OPENER_AFTER = 8
_WORD = re.compile(r"\S+")
_STOP = re.compile(r"[.!?…]{1,8}(?:\s»(?:\s+|\Z)|[\"'“”’»)\]]{0,3}\s+)|[。！？]\s*")
_ABBREVIATION = word_set(
    "mr mrs ms dr prof st vs e.g i.e etc vol jr sr inc corp ltd co u.s approx dept fig gen sen rep gov"
)
_NUMBER = "no"
_NO_SURNAMES = word_set(
    "i you we they he she it the a an this that these those there here my your our his her its their what which who"
    " how why where when if because and but so or then in on at of to for with from as by not is are was do does did"
)
_OPENERS = word_set("so okay ok well but yeah")
_AND_AFTER = word_set("i you we it then that they he she")
_CLAUSE_WORDS = word_set(
    "i you we they he she it because if when which that this and or but so then what where who how there let's"
)


def find_turns(flow: Flow) -> tuple[Stretch, ...]:
    """The stretches of the flow that one speaker says without a new paragraph, in order."""
    firsts = [0]
    for number in range(1, len(flow.segments)):
        before, here = flow.segments[number - 1], flow.segments[number]
        if here.paragraph or here.speaker != before.speaker:
            firsts.append(number)
    bounds = [flow.starts[number] for number in firsts] + [len(flow.text)]
    return tuple((start, end) for start, end in pairwise(bounds) if start < end)


def split_sentences(flow: Flow) -> tuple[Stretch, ...]:
    """Half-open offsets of the sentences, in order, trimmed of white space; none crosses a turn.

    Every character that is not white space lies in exactly one of them.
    """
    return tuple(sentence for turn in find_turns(flow) for sentence in split_turn(flow.text, turn=turn))


def split_turn(text: str, *, turn: Stretch) -> Iterator[Stretch]:
    """The sentences of one turn: at stops and capitals, and by clause words where stops are too rare, in the turn or
    from one of them to the next."""
    start, end = turn
    stops = list(_find_stops(text, turn=turn))
    words = _count_words(text, turn)
    rare = words > _LONG_TURN and words > _RARE_STOPS * (len(stops) + 1)
    stretches = [turn] if rare else pairwise([start, *stops, end])
    endless = (stretch for stretch in stretches if rare or _count_words(text, stretch) > _ENDLESS)
    cuts = (cut for stretch in endless for cut in _cut_by_words(text, stretch=stretch))
    return _trim_pieces(text, bounds=[start, *sorted({*stops, *cuts}), end])


def _count_words(text: str, stretch: Stretch) -> int:
    return text.count(" ", *stretch) + 1


def _find_stops(text: str, *, turn: Stretch) -> Iterator[int]:
    for match in _STOP.finditer(text, *turn):
        after = text[match.end() : match.end() + 1]
        if match.group()[0] in "。！？" or (_may_begin(after) and not _is_abbreviation(text, match.start())):
            yield match.end()


def _may_begin(character: str) -> bool:
    return bool(character) and not character.islower() and character not in ",;:)-–"


def _is_abbreviation(text: str, dot: int) -> bool:
    if not text.startswith(".", dot) or text.startswith("..", dot):
        return False
    tail = text[max(0, dot - _SEARCHED_TAIL) : dot].split()
    word = tail[-1].lstrip("(\"'“") if tail else ""
    if word.lower() == _NUMBER:
        return text[dot + 1 : dot + 3].strip().isdigit()
    initial = len(word) == 1 and word.isupper() and word != "I"
    return word.lower() in _ABBREVIATION or (initial and not _opens_clause(text, dot + 1))


def _opens_clause(text: str, start: int) -> bool:
    """Whether a word follows that is nobody's surname: “written in C. You say” are two sentences."""
    following = _WORD.search(text, start)
    return following is not None and following.group().lower().strip("\"'“”,.!?").split("'")[0] in _NO_SURNAMES


def _cut_by_words(text: str, *, stretch: Stretch) -> Iterator[int]:
    words = [(match.start(), match.group().lower()) for match in _WORD.finditer(text, *stretch)]
    length = 0
    for number, (start, word) in enumerate(words):
        following = words[number + 1][1] if number + 1 < len(words) else ""
        if _cuts_before(word, following=following, length=length):
            yield start
            length = 0
        length += 1


def _cuts_before(word: str, *, following: str, length: int) -> bool:
    if length >= _MAX_WORDS:
        return True
    if length >= _CLAUSE_AFTER and word in _CLAUSE_WORDS:
        return True
    opens = word in _OPENERS or (word == "and" and following in _AND_AFTER)
    return length >= _OPENER_AFTER and opens


def _trim_pieces(text: str, *, bounds: Sequence[int]) -> Iterator[Stretch]:
    for start, end in pairwise(bounds):
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = end - (len(piece) - len(piece.rstrip()))
        if left < right:
            yield left, right
