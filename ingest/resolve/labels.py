"""How a speaker's name is written where the label is all capitals. Changes no name that has small letters."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜ")
_INITIALS = 3
_SCOTTISH = re.compile(r"^Mc[a-z]{3,}$")


def write_speaker(label: str, *, said: Iterable[str] = ()) -> str:
    """“JUNIPER VALE” is Juniper Vale, spelled as the talk spells it (`said`: most frequent first); “PJ” stays."""
    if not label.isupper():
        return label
    return next((form for form in said if _is_spelled(form)), None) or _LETTERS.sub(_lower_rest, label)


def _is_spelled(form: str) -> bool:
    return all(word[0].isupper() for word in form.split()) and not form.isupper()


def _lower_rest(match: re.Match[str]) -> str:
    word = match[0]
    if _are_initials(word):
        return word
    plain = word[0] + word[1:].lower()
    return f"Mc{plain[2:].capitalize()}" if _SCOTTISH.match(plain) else plain


def _are_initials(word: str) -> bool:
    """Two or three letters that nobody can pronounce."""
    return len(word) <= _INITIALS and (not _VOWELS.intersection(word) or word in {"AJ", "OJ", "EJ"})
