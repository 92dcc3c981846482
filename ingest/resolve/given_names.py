"""Whether two full names that are spelt alike are two people: by their given names. Knows no transcript."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.language.given import is_given_name
from ingest.resolve.nicknames import list_kin

_SPELLINGS = (
    *(("shawn", "son"), ("shaun", "son"), ("sean", "son"), ("geo", "je"), ("ae", "e"), ("ph", "f"), ("v", "f")),
    *(("ck", "k"), ("c", "k"), ("q", "k"), ("z", "s"), ("h", "")),
)
"""Written so or so, and heard alike."""
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLE = re.compile(r"(.)\1+")
_OWN_ENDINGS = ("elle", "ette")
"""With these a name is another: Danielle is not Daniel."""


def are_two_people(one: Sequence[str], other: Sequence[str]) -> bool:
    """Folded words of two names: “Joan Smith” is not John Smith misheard, for both are names that people have; “Erik”
    and “Eric”, “Allen” and “Alan”, “Steve” and “Stephen” may be one."""
    left, right = one[0], other[0]
    if left == right or right in list_kin(left) or _sound(left) == _sound(right):
        return False
    return is_given_name(left) and is_given_name(right)


def _sound(given: str) -> tuple[str, ...]:
    """Its beginning, consonants and end, and how many vowels stand together; of a short name which: Dan is not Don."""
    spoken = given
    for written, heard in _SPELLINGS:
        spoken = spoken.replace(written, heard)
    spoken = _DOUBLE.sub(r"\1", spoken)
    if spoken.endswith("e") and not given.endswith(_OWN_ENDINGS):
        spoken = spoken[:-1]
    vowels = _VOWELS.findall(spoken)
    ends = spoken[-1:] if spoken[-1:] in "aeiou" else "i" * spoken.endswith("y")
    shape = [group.replace("y", "i") for group in vowels] if len(vowels) < 2 else [str(len(group)) for group in vowels]
    return (spoken[:1] if spoken[:1] in "aeiouy" else "", _VOWELS.sub("", spoken), ends, *shape)
