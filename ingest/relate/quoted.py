"""Where words are quoted that are not the speaker's own: "they say “I want to be at Acme”".

Reads marks; knows no names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest.language.sentences import Stretch
from ingest.relate.talk import Talk

_QUOTATION = re.compile(r"(?<![^\s(\[\u2013\u2014-])[\"“](?=\w)(?:[^\"“”]{1,400}(?=[\"“”])|[^\"“”]{1,160})")
"""From a mark that opens to the next one. What is not closed for long ends somewhere: a mark may be lost."""
_OWN = re.compile(
    r"\b(?:i|i'm|i'd|i've|we|we're)(?: \w+)? (?:like|said|say|saying|thought|think|thinking|(?:told|tell)(?: \w+)?)"
    r"[,:]?\s*$"
)
"""What comes before words that speakers quote of themselves: "I was like"."""
_AHEAD = 40


def find_quoted(talk: Talk) -> tuple[Stretch, ...]:
    """The quoted words of others, in order; none reaches beyond its turn."""
    return tuple(stretch for turn in talk.turns for stretch in _find_in_turn(talk.flow.text, turn))


def is_within(stretches: Sequence[Stretch], at: int) -> bool:
    number = bisect_right(stretches, at, key=lambda stretch: stretch[0]) - 1
    return number >= 0 and at < stretches[number][1]


def _find_in_turn(text: str, turn: Stretch) -> Iterator[Stretch]:
    start, end = turn
    said = text[start:end]
    for match in _QUOTATION.finditer(said):
        ahead = said[max(0, match.start() - _AHEAD) : match.start()].lower().replace("’", "'")
        if not _OWN.search(ahead):
            yield start + match.start(), start + match.end()
