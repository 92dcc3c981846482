"""What a chapter opens with, for one that no name or idea titles. Changes no words but fillers and the ends."""

from __future__ import annotations

import re

from ingest.outline.points import clean_sentence, drop_hanging
from ingest.outline.reading import Reading

_GREETS = re.compile(r"\b(?:hello|hi|welcome|good (?:morning|afternoon|evening))\b", re.IGNORECASE)
_GREETING_WITHIN = 100
_INTRODUCTION = "Introduction"
_SEARCHED = 6
"""Sentences at most before one that says something: "Yeah. Right. So how did you do it?"."""
_FEWEST_WORDS = 4
_LONGEST = 60
_BETWEEN = " ,;:-–—"
_CLAUSE_ENDS = re.compile(r"(?:[,;:…–—]| -+)(?= )")


def open_words(reading: Reading, span: tuple[int, int]) -> str:
    """The first sentence that says something, up to `_LONGEST` characters; a greeting is called what it is."""
    sentences = [reading.text_of(sentence) for sentence in reading.sentences[span[0] : span[1]][:_SEARCHED]]
    if span[0] == 0 and _GREETS.search(sentences[0][:_GREETING_WITHIN]):
        return _INTRODUCTION
    said = [clean_sentence(text) for text in sentences]
    return _shorten(
        next((text for text in said if len(text.split()) >= _FEWEST_WORDS), said[0]) or sentences[0].strip()
    )


def _shorten(said: str) -> str:
    """Whole, or up to the last clause that fits, else up to a word, which three dots tell."""
    whole = said.rstrip(" .") or said.strip()
    if len(whole) <= _LONGEST:
        return whole
    ends = [match.start() for match in _CLAUSE_ENDS.finditer(whole[: _LONGEST + 1])]
    clauses = [whole[:end] for end in ends if _is_clause(whole[:end])]
    if clauses:
        return clauses[-1]
    cut = whole[: _LONGEST - 1].rpartition(" ")[0]
    unquoted = cut[: _find_open_quotation(cut)].rstrip(_BETWEEN)
    kept = unquoted if len(unquoted.split()) >= _FEWEST_WORDS else cut.rstrip(_BETWEEN)
    return drop_hanging(kept, fewest=_FEWEST_WORDS).rstrip(_BETWEEN) + "…"


def _is_clause(said: str) -> bool:
    whole = _find_open_quotation(said) is None and drop_hanging(said, fewest=_FEWEST_WORDS).split() == said.split()
    return whole and len(said.split()) >= _FEWEST_WORDS


def _find_open_quotation(said: str) -> int | None:
    """Where a quotation begins that does not end."""
    curved, straight = said.rfind("“"), said.rfind('"')
    if curved > said.rfind("”"):
        return curved
    return straight if said.count('"') % 2 else None
