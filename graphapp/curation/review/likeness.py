"""How alike two names are, and whether that may be a mishearing. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from graphapp.curation.review.sounding import hear

SPELLED, SOUNDING = "spelled alike", "sounds alike"
MISHEARINGS = frozenset({SPELLED, SOUNDING})
LEAST = 84.0
SOUND_LEAST = 50.0
SHORT_SOUND_LEAST = 70.0
TELLING = 4
"""Consonants from which on the same sound says something, whatever the spelling."""
PREFIX = 3
LARGEST_BLOCK = 120
_DIGITS = re.compile(r"\d+")
_GAPS = re.compile(r"[\s.\-_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """`likely` 0..1 that both name one thing. `why`: in words."""

    likely: float
    why: str


def compare_names(one: str, other: str) -> Likeness | None:
    """Of two folded names; None where nothing speaks for one thing. Numbers must be the same."""
    if one == other:
        return Likeness(0.95, "the same name")
    if _DIGITS.findall(one) != _DIGITS.findall(other) or min(len(one), len(other)) < PREFIX:
        return None
    if _GAPS.sub("", one) == _GAPS.sub("", other):
        return Likeness(0.95, "only spaces and hyphens differ")
    if one.rstrip("s") == other.rstrip("s"):
        return Likeness(0.8, "singular and plural")
    if _initials(one) == other or _initials(other) == one:
        return Likeness(0.7, "one may be short for the other")
    return _compare_spelling_and_sound(one, other)


def _compare_spelling_and_sound(one: str, other: str) -> Likeness | None:
    score = max(fuzz.ratio(one, other), 0.97 * fuzz.token_sort_ratio(one, other))
    if score >= LEAST:
        return Likeness(round((score - 60) / 42, 3), SPELLED)
    return Likeness(round(0.3 + score / 200, 3), SOUNDING) if _sound_alike(one, other, spelled=score) else None


def _sound_alike(one: str, other: str, *, spelled: float) -> bool:
    if spelled < SOUND_LEAST:
        return False
    code = hear(one)
    least = SOUND_LEAST if len(code) >= TELLING else SHORT_SOUND_LEAST
    return spelled >= least and code != "" and code == hear(other)


def pair_names(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of ids worth comparing: their names share the beginning of a word, initials or how they sound. `names`: id
    to folded."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for id, folded in names.items():
        for block in list_blocks(folded):
            blocks[block].append(id)
    seen: set[tuple[str, str]] = set()
    for ids in blocks.values():
        if len(ids) <= LARGEST_BLOCK:
            for index, one in enumerate(ids):
                for other in ids[index + 1 :]:
                    pair = (min(one, other), max(one, other))
                    if pair not in seen:
                        seen.add(pair)
                        yield pair


def list_blocks(folded: str) -> Iterable[str]:
    words = folded.split()
    blocks = {f"{word[:4]}{len(folded) // 4 + step}" for word in words for step in (0, 1)}
    return blocks | {f"={_GAPS.sub('', folded)}", f"!{_initials(folded) or folded}", f"~{hear(folded) or folded}"}


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""
