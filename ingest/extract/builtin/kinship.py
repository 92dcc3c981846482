"""Whether an alias says the same word as its entry's title: shares a word, abbreviates it, or is a hearing of it."""

from __future__ import annotations

from rapidfuzz import fuzz

from ingest.extract.builtin.gazetteer import Form

_STEM = 4
_ACRONYM = 6
_HEARD = 60


def is_near(form: Form) -> bool:
    """Whether who says the form has as good as said the title; the library's own names always count as near."""
    text, title = form.text, form.entry.name
    spelled = form.entry.known or any(len(word) == 1 for word in text.split())
    short = _holds_acronym(text, title) or _holds_acronym(title, text)
    return spelled or short or _shares_word(text, title) or _sounds_like(text, title)


def _split(text: str) -> list[str]:
    return text.lower().replace("-", " ").replace("/", " ").split()


def _shares_word(text: str, title: str) -> bool:
    return any(a == b or _begin_alike(a, b) for a in _split(text) for b in _split(title))


def _begin_alike(left: str, right: str) -> bool:
    return min(len(left), len(right)) >= _STEM and left[:_STEM] == right[:_STEM]


def _holds_acronym(text: str, full: str) -> bool:
    """Whether a word's letters stand, in order, in the full name, as “EUV” in “extreme ultraviolet lithography”."""
    return any(_abbreviates(word.rstrip("s"), full.lower()) for word in text.split())


def _abbreviates(word: str, full: str) -> bool:
    if not 2 <= len(word) <= _ACRONYM or sum(letter.isupper() for letter in word) < 2:
        return False
    rest = iter(full)
    return full[:1] == word[0].lower() and all(letter in rest for letter in word.lower())


def _sounds_like(text: str, title: str) -> bool:
    return fuzz.ratio("".join(_split(text)), "".join(_split(title))) >= _HEARD
