"""How much a talk is about an entity: how often, widely and early it is named, and whether the title names it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.ids import fold_name
from ingest.records import Mention, Transcript
from ingest.resolve.clusters import Cluster

_BLOCKS = 12
_DOUBT = 0.4


@dataclass(frozen=True, slots=True)
class Stage:
    """What salience is measured against. `starts`: where each segment begins, in characters of the whole talk."""

    starts: Mapping[str, int]
    length: int
    title: str
    most: int

    def position(self, mention: Mention) -> float:
        """0 at the start of the talk, 1 at its end."""
        return (self.starts[mention.segment] + mention.start) / max(1, self.length)


def set_stage(transcript: Transcript, *, clusters: Sequence[Cluster]) -> Stage:
    starts: dict[str, int] = {}
    position = 0
    for segment in transcript.segments:
        starts[segment.id] = position
        position += len(segment.text) + 1
    most = max((cluster.count for cluster in clusters), default=1)
    return Stage(starts, position, f" {fold_name(transcript.title)} ", most)


def rate_salience(cluster: Cluster, *, stage: Stage, mentions: Sequence[Mention], confidence: float) -> float:
    """0..1. A speaker counts as named by every turn, up to a share of what is named most; the doubtful count less."""
    places = [stage.position(mention) for mention in mentions]
    turns = sum(name.turns for name in cluster.names())
    count = len(places) + min(turns, stage.most // 2)
    often = math.log1p(count) / math.log1p(max(stage.most, count, 3))
    spread = len({int(place * _BLOCKS) for place in places}) / _BLOCKS
    early = 1.0 - places[0] if places else 0.5
    titled = any(f" {name.folded} " in stage.title for name in cluster.names())
    rating = 0.55 * often + 0.2 * spread + 0.15 * early + 0.1 * bool(turns) + 0.25 * titled
    return round(min(1.0, rating) * (1 - _DOUBT * (1 - confidence)), 4)
