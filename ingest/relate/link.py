"""How likely two entities that are named near each other are connected."""

from __future__ import annotations

import math

from ingest.relate.pairs import Meeting, Pair
from ingest.relate.talk import Talk


def link_probability(talk: Talk, *, pair: Pair) -> float:
    """0..1, from the nearest meeting and how often the two meet."""
    best = pair.meetings[0]
    score = 0.3 + best.nearness + 0.35 * math.log(len(pair.meetings)) - 0.8 * _crosses(talk, best)
    return 1 / (1 + math.exp(-score))


def _crosses(talk: Talk, meeting: Meeting) -> bool:
    return talk.turn_of[meeting.first.sentence] != talk.turn_of[meeting.second.sentence]
