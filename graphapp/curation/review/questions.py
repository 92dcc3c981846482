"""What questions are made of: the things that they are about, and their place in the desk's order. Reads nothing."""

from __future__ import annotations

import math
from typing import NamedTuple

from graphapp.curation.models import CONNECTION, MISHEARD, SAME, TYPE, Question
from ingest.ids import hash_id


class Thing(NamedTuple):
    id: str
    folded: str
    name: str
    type: str
    videos: int
    mentions: int
    relations: int
    confidence: float

    @property
    def weight(self) -> float:
        return math.log1p(self.mentions + self.relations)


FIELDS = ("id", "folded", "name", "type", "video_count", "mention_count", "relation_count", "confidence")


def make_question(kind: str, *, left: str, alike: str, doubt: float, impact: float, **rest: str) -> Question:
    id = identify(kind, left, rest.get("right", ""), relation=rest.get("relation", ""))
    values = {"doubt": round(doubt, 3), "impact": round(impact, 3), "rank": round(doubt * impact, 4)}
    return Question(id=id, kind=kind, left=left, alike=alike, **values, **rest)


def identify(kind: str, left: str, right: str, *, relation: str = "") -> str:
    """The id of what is asked of these, whichever of two stands left."""
    pair = sorted((left, right)) if kind in {SAME, MISHEARD} else [left, right]
    return hash_id("question", (TYPE if kind == TYPE else CONNECTION if relation else SAME, *pair, relation))
