"""Expressions that are said of people alone: “a friend called X”, “hired X from”, “X and I”. Weighs no other type."""

from __future__ import annotations

import re

from ingest.extract.builtin.cues import LEFT, RIGHT
from ingest.extract.builtin.groups import Group
from ingest.extract.builtin.talk import Place, Talk

_MET = re.compile(
    r"\b(?:guy|woman|man|person|friend|engineer|developer|designer|colleague|gentleman|lady|kid|girl|boy)"
    r" ,? ?(?:called|named) <N>"
    r"|\bhired <N> (?:from|as|to|away)\b|\bgive <N> a call\b|\b(?:me and|hey ,?) <N>(?: [.,!?]|$)|<N> and i\b"
    r"|<N> (?:, )?(?:an?|our|one of our) (?:\w+ )?(?:engineer|developer|designer|colleague|friend)\b"
)
_WEIGHT = 2.0
_MOST = 3.0


def weigh_meetings(talk: Talk, group: Group) -> float:
    """How much the talk speaks of the name as of somebody."""
    return min(_MOST, _WEIGHT * sum(_MET.search(_read_window(talk, place)) is not None for place in group.places))


def _read_window(talk: Talk, place: Place) -> str:
    lows = talk.runs[place.run].lows
    return " ".join((*lows[max(0, place.first - LEFT) : place.first], "<N>", *lows[place.last : place.last + RIGHT]))
