"""Reads that go on while the graph store is away or behind: from the record, which answers alike.

Behind it is while changes wait for it, so that whoever changed something sees it at once. A store that did not answer,
or took SLOW_SECONDS, is not asked again for PAUSE_SECONDS: an outage costs one reader a moment, not every reader every
time. Writes nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from graphapp.graph.errors import GraphUnavailable
from graphapp.graph.models import Pending
from graphapp.graph.port import GraphStore
from graphapp.graph.results import EntityHit, Filters, Subgraph, Ways

log = logging.getLogger(__name__)

PAUSE_SECONDS = 15.0
SLOW_SECONDS = 5.0
"""Many times what the heaviest question takes: the store, or the machine that it is on, has too much to do."""
Answer = TypeVar("Answer")


class SteadyReads:
    """The port's questions. `record`: the store of last resort, which is always there."""

    def __init__(self, store: GraphStore, *, record: GraphStore) -> None:
        self._store, self._record = store, record
        self._away_until = 0.0

    def _ask(self, question: Callable[[GraphStore], Answer]) -> Answer:
        if time.monotonic() >= self._away_until and not Pending.objects.exists():
            try:
                return self._ask_store(question)
            except GraphUnavailable as error:
                self._pause()
                log.warning("the graph store does not answer, the record does: %s", error)
        return question(self._record)

    def _ask_store(self, question: Callable[[GraphStore], Answer]) -> Answer:
        began = time.monotonic()
        answer = question(self._store)
        if (seconds := time.monotonic() - began) > SLOW_SECONDS:
            self._pause()
            log.warning("the graph store took %.1f seconds for an answer, the record answers for a while", seconds)
        return answer

    def _pause(self) -> None:
        self._away_until = time.monotonic() + PAUSE_SECONDS

    def video_graph(self, video: str, *, filters: Filters = Filters()) -> Subgraph:
        return self._ask(lambda store: store.video_graph(video, filters=filters))

    def neighbourhood(self, entity: str, *, depth: int = 1, limit: int = 200, filters: Filters = Filters()) -> Subgraph:
        return self._ask(lambda store: store.neighbourhood(entity, depth=depth, limit=limit, filters=filters))

    def subgraph(self, entities: Sequence[str], *, filters: Filters = Filters()) -> Subgraph:
        return self._ask(lambda store: store.subgraph(entities, filters=filters))

    def paths(self, source: str, target: str, *, max_hops: int = 4, limit: int = 3) -> Ways:
        return self._ask(lambda store: store.paths(source, target, max_hops=max_hops, limit=limit))

    def junctions(self, entities: Sequence[str], *, max_hops: int = 3, limit: int = 3) -> Ways:
        return self._ask(lambda store: store.junctions(entities, max_hops=max_hops, limit=limit))

    def overview(self, *, limit: int = 200, filters: Filters = Filters()) -> Subgraph:
        return self._ask(lambda store: store.overview(limit=limit, filters=filters))

    def search(self, text: str, *, limit: int = 20) -> tuple[EntityHit, ...]:
        return self._ask(lambda store: store.search(text, limit=limit))

    def suggest(self, text: str, *, limit: int = 5) -> tuple[EntityHit, ...]:
        return self._ask(lambda store: store.suggest(text, limit=limit))
