"""Names that may be meant by one that nothing has. Reads only."""

from __future__ import annotations

from collections.abc import Sequence

from graphapp.graph.opening import open_questions
from graphapp.graph.results import EntityHit

MEANT = 5


def list_meant(text: str) -> Sequence[EntityHit]:
    """Names that begin so, or else those that look alike."""
    store = open_questions()
    return store.search(text, limit=MEANT) or store.suggest(text, limit=MEANT)
