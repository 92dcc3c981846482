"""The graph of a video as the page's script reads it: short rows instead of named fields, since it may be large.

The front end reads the same order (`frontend/src/graph/read.ts`).
"""

from __future__ import annotations

from typing import Any

from graphapp.videos.drawing.plan import CERTAIN
from graphapp.videos.portrait.loading import Portrait
from graphapp.videos.portrait.wording import phrase_of


def write_graph(portrait: Portrait) -> dict[str, Any]:
    """nodes: slug, name, type, salience, x, y, segments, weak. edges: permanent name, source, target (places
    in nodes), phrase (a place in phrases), polarity, weight, weak, segments."""
    places = {dot.id: (dot.x, dot.y) for dot in portrait.plan.dots}
    index = {entity.id: i for i, entity in enumerate(portrait.entities)}
    predicates = sorted({c.predicate for c in portrait.connections})
    return {
        "nodes": [
            [
                e.slug,
                e.name,
                e.type,
                round(e.salience, 3),
                *places[e.id],
                portrait.segments_of.get(e.id, []),
                int(e.id in portrait.doubtful),
            ]
            for e in portrait.entities
        ],
        "edges": [
            [
                c.permanent,
                index[c.subject],
                index[c.object],
                predicates.index(c.predicate),
                c.polarity,
                c.weight,
                int(c.confidence < CERTAIN),
                c.segments,
            ]
            for c in portrait.connections
            if c.subject in index and c.object in index
        ],
        "phrases": list(map(phrase_of, predicates)),
        "topics": {topic.slug: topic.segments for topic in portrait.topics},
        "chapters": {str(c.number): [c.first, c.last] for c in portrait.chapters},
    }
