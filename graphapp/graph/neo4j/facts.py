"""Fetches facts from Neo4j. Reads only; one query each."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from graphapp.graph.facts import EntityFact, Link, Presence, Statement, Step
from graphapp.graph.neo4j import asking
from graphapp.graph.neo4j.link import Neo4jLink
from graphapp.graph.neo4j.lucene import begin_words, hold_words, resemble_words
from graphapp.graph.results import Filters
from graphapp.graph.typed import Typed

MOST_ALIKE = 500
"""Entities that are looked at for slips of the finger, those first that the index finds most alike."""
FEW_LETTERS = 3
"""With so few thousands of names begin: MOST_KNOWN of the best known are gone through before the index is asked."""
MOST_KNOWN = 3000


class NodeFacts:
    """See `GraphFacts`."""

    def __init__(self, link: Neo4jLink) -> None:
        self._link = link

    def load_entities(self, ids: Collection[str]) -> list[EntityFact]:
        return [EntityFact(*row) for row in self._link.gather(asking.ENTITIES, {"ids": list(ids)})]

    def load_presences(self, video: str) -> list[Presence]:
        rows = self._link.gather(asking.PRESENCES, {"video": video})
        return [Presence(EntityFact(*row[3:]), *row[:3]) for row in rows]

    def load_statements(
        self, *, videos: Collection[str], segments: Collection[str], speakers: Collection[str]
    ) -> list[Statement]:
        given = {"videos": list(videos), "segments": list(segments), "speakers": list(speakers)}
        query = asking.STATED_IN_SEGMENTS if segments else asking.STATED_IN_VIDEOS
        return [Statement(*row) for row in self._link.gather(query, given)]

    def load_links(self, ids: Collection[str], *, filters: Filters) -> list[Link]:
        return [Link(*row) for row in self._link.gather(asking.LINKS, {"ids": list(ids), **_narrow(filters)})]

    def rank_neighbours(
        self, ids: Collection[str], *, known: Collection[str], filters: Filters, limit: int
    ) -> list[EntityFact]:
        given = {"ids": list(ids), "known": list(known), "types": list(filters.types), "limit": limit}
        return [EntityFact(*row) for row in self._link.gather(asking.NEIGHBOURS, given | _narrow(filters))]

    def rank_entities(self, *, filters: Filters, limit: int) -> list[EntityFact]:
        given = {"types": list(filters.types), "limit": limit} | _narrow(filters)
        query = asking.MOST_NARROWED if filters.narrows_relations else asking.MOST_RELATED
        rows = self._link.gather(query, given)
        return [EntityFact(*row) for row in rows]

    def load_steps(self, ids: Collection[str], *, each: int) -> list[Step]:
        rows = self._link.gather(asking.STEPS, {"ids": list(ids), "each": each})
        return [Step(Link(*row[:8]), *row[8:10]) for row in rows]

    def find_meetings(self, left: Collection[str], right: Collection[str], *, limit: int) -> list[EntityFact]:
        given = {"left": list(left), "right": list(right), "limit": limit}
        return [EntityFact(*row) for row in self._link.gather(asking.MEETINGS, given)]

    def load_links_between(self, left: Collection[str], right: Collection[str]) -> list[Link]:
        rows = self._link.gather(asking.LINKS_BETWEEN, {"left": list(left), "right": list(right)})
        return [Link(*row) for row in rows]

    def find_entities(self, typed: Typed, *, limit: int) -> list[EntityFact]:
        found = self._find_best_known(typed, limit=limit) if len(typed.folded) <= FEW_LETTERS else []
        if len(found) < limit:
            given = {"query": begin_words(typed.words), "folded": typed.folded, "limit": limit}
            found = self._link.gather(asking.FIND, given)
        return [EntityFact(*row) for row in found]

    def _find_best_known(self, typed: Typed, *, limit: int) -> list[list[Any]]:
        """What has such a name, or one that begins so: the same as by index, where it comes to `limit`."""
        given = {"query": hold_words(typed.words), "folded": typed.folded, "limit": limit, "most": MOST_KNOWN}
        return self._link.gather(asking.FIND_BEST_KNOWN, given)

    def find_alike(self, typed: Typed) -> list[tuple[str, str]]:
        query = resemble_words(typed.words)
        rows = self._link.gather(asking.ALIKE, {"query": query, "limit": MOST_ALIKE}) if query else []
        return [(name, id) for id, names in rows for name in names]


def _narrow(filters: Filters) -> dict[str, object]:
    return {
        "predicates": list(filters.predicates),
        "confidence": float(filters.minimum_confidence),
        "weight": filters.minimum_weight,
        "approved": filters.approved,
    }
