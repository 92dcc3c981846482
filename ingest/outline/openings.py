"""What a chapter opens with, for one that no name or idea titles. Changes no words but fillers and the ends."""

from __future__ import annotations

import re

from ingest.language.lengths import count_words, first_words, is_unspaced
from ingest.outline.points import clean_sentence, drop_hanging
from ingest.outline.reading import Reading

_GREETS = re.compile(r"\b(?:hello|hi|welcome|good (?:morning|afternoon|evening))\b", re.IGNORECASE)
_GREETING_WITHIN = 100
_INTRODUCTION = "Introduction"
_SEARCHED = 6
"""Sentences at most before one that says something: "Yeah. Right. So how did you do it?"."""
_FEWEST_WORDS = 4
_LONGEST = 60
_MOST_UNSPACED = 18
"""Words of a script without spaces, which say as much in half of the characters."""
_BETWEEN = " ,;:-–—、，；："
_CLAUSE_ENDS = re.compile(r"(?:[,;:…–—]| -+)(?= )|[、，；：]")
_STOPS = " .。．।።"


def open_words(reading: Reading, span: tuple[int, int], *, english: bool = True) -> str:
    """The first sentence that says something, up to `_LONGEST` characters; a greeting is called what it is."""
    sentences = [reading.text_of(sentence) for sentence in reading.sentences[span[0] : span[1]][:_SEARCHED]]
    if span[0] == 0 and _GREETS.search(sentences[0][:_GREETING_WITHIN]):
        return _INTRODUCTION
    said = [clean_sentence(text, english=english) for text in sentences]
    telling = next((text for text in said if count_words(text) >= _FEWEST_WORDS), said[0]) or sentences[0].strip()
    return _shorten(telling, english=english)


def _shorten(said: str, *, english: bool) -> str:
    """Whole, or up to the last clause that fits, else up to a word, which three dots tell."""
    whole = said.rstrip(_STOPS) or said.strip()
    longest = len(first_words(whole, _MOST_UNSPACED)) if is_unspaced(whole) else _LONGEST
    if len(whole) <= longest:
        return whole
    ends = [match.start() for match in _CLAUSE_ENDS.finditer(whole[: longest + 1])]
    clauses = [whole[:end] for end in ends if _is_clause(whole[:end], english=english)]
    if clauses:
        return clauses[-1]
    cut = whole[:longest] if is_unspaced(whole) else whole[: longest - 1].rpartition(" ")[0] or whole[:longest]
    unquoted = cut[: _find_open_quotation(cut)].rstrip(_BETWEEN)
    kept = unquoted if count_words(unquoted) >= _FEWEST_WORDS else cut.rstrip(_BETWEEN)
    return (drop_hanging(kept, fewest=_FEWEST_WORDS) if english else kept).rstrip(_BETWEEN + "…") + "…"


def _is_clause(said: str, *, english: bool) -> bool:
    hangs = english and drop_hanging(said, fewest=_FEWEST_WORDS).split() != said.split()
    return _find_open_quotation(said) is None and not hangs and count_words(said) >= _FEWEST_WORDS


def _find_open_quotation(said: str) -> int | None:
    """Where a quotation begins that does not end."""
    curved, straight = said.rfind("“"), said.rfind('"')
    if curved > said.rfind("”"):
        return curved
    return straight if said.count('"') % 2 else None
