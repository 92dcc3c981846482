"""Whether two full names that are spelt alike are two people: by their given names. Knows no transcript."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.language.given import is_given_name
from ingest.resolve.nicknames import list_kin

_SAME_SOUND = (("ph", "f"), ("v", "f"), ("ck", "k"), ("c", "k"), ("q", "k"), ("y", "i"), ("z", "s"), ("h", ""))
_DOUBLE = re.compile(r"(.)\1+")


def are_two_people(one: Sequence[str], other: Sequence[str]) -> bool:
    """Folded words of two names: “Joan Smith” is not John Smith misheard, for both are names that people have; “Erik”
    and “Eric”, “Steve” and “Stephen” may be one."""
    left, right = one[0], other[0]
    if left == right or right in list_kin(left) or _spell(left) == _spell(right):
        return False
    return is_given_name(left) and is_given_name(right)


def _spell(given: str) -> str:
    """As it sounds, roughly: spellings of one name are equal."""
    for written, spoken in _SAME_SOUND:
        given = given.replace(written, spoken)
    return _DOUBLE.sub(r"\1", given)
