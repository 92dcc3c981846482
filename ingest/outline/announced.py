"""What a sentence announces as the next subject: "now let's talk about the trade-offs". Judges no subject's worth."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.language.parts import tag_word
from ingest.language.words import word_set
from ingest.outline.reading import Reading, Sentence, Word
from ingest.outline.topics import capitalize

_SIGNPOST = re.compile(
    r"\b(?:let's|let us|let me|we'll|i'll|i want to|we want to|time to)(?: now)? (?:talk|speak) (?:about|of)\b"
    r"|\b(?:let's|let us|let me)(?: now)? (?:turn|go|move on|come|get) to\b"
    r"|\b(?:let's|let us|let me)(?: now)? (?:start|begin) with\b"
)
_LATEST = 8
_MOST_WORDS = 4
_ARTICLES = word_set("the a an our this that these those")
_STOPS = word_set("because then now since first and but so as today here again for next")
_EMPTY_HEADS = word_set(
    "thing things way ways side sides man woman day days part parts point points question questions one ones two"
    " other others people time times story bit end start beginning idea case example place lot kind it that this"
    " him her them you me us work next moment matter topic subject"
)


def announce_subject(reading: Reading, sentence: Sentence) -> str | None:
    """The noun phrase that follows a signpost near the sentence's start, article kept; None where none is plain."""
    said = " ".join(reading.flow.text[sentence.start : sentence.end].split())[:200].lower().replace("’", "'")
    match = _SIGNPOST.search(said)
    if match is None:
        return None
    at = len(re.findall(r"\S+", said[: match.end()]))
    if at > _LATEST + _MOST_WORDS:
        return None
    return _read_phrase(reading, sentence.words[at:])


def _read_phrase(reading: Reading, words: Sequence[Word]) -> str | None:
    phrase: list[Word] = []
    for word in words[: _MOST_WORDS + 2]:
        if phrase and reading.flow.text[phrase[-1].end : word.start].strip():
            break
        if phrase and word.low in _STOPS:
            break
        phrase.append(word)
    else:
        if len(words) > len(phrase):
            return None
    nouns = phrase[1:] if phrase and phrase[0].low in _ARTICLES else phrase
    if not _is_plain(nouns):
        return None
    return capitalize(" ".join(reading.flow.text[phrase[0].start : phrase[-1].end].split()))


def _is_plain(nouns: Sequence[Word]) -> bool:
    """Nouns and adjectives that end in a noun with something to it."""
    if not 0 < len(nouns) <= _MOST_WORDS or any(tag_word(word.low) == "O" for word in nouns):
        return False
    return tag_word(nouns[-1].low) == "N" and nouns[-1].low not in _EMPTY_HEADS
