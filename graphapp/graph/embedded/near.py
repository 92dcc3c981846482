"""What is next to some entities and, on SQLite, what joins them, in one statement each. Reads only.

The same answers as those that `facts` puts together for every question; here so that a hub with thousands of links
is answered while somebody waits. Lists of ids are one parameter: a statement keeps its text and its plan.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.db import connection

from graphapp.graph.facts import EntityFact, Link
from graphapp.graph.results import Filters

LINKS_A_LOOKUP = 8
"""So many links of an entity are gone through in the time in which it is looked up whether it has one to another."""
NEIGHBOURS_SQLITE = """
SELECT e.id, e.slug, e.name, e.type, e.mention_count, e.video_count, e.relation_count
FROM (
  SELECT far, SUM(weight) AS strength
  FROM (
    SELECT object_id AS far, weight FROM graph_relation INDEXED BY relations_out
    WHERE subject_id IN (SELECT value FROM json_each(%(ids)s))
      AND weight >= %(weight)s AND confidence >= %(confidence)s
    UNION ALL
    SELECT subject_id, weight FROM graph_relation INDEXED BY relations_in
    WHERE object_id IN (SELECT value FROM json_each(%(ids)s))
      AND weight >= %(weight)s AND confidence >= %(confidence)s
  )
  WHERE far NOT IN (SELECT value FROM json_each(%(known)s))
    AND far NOT IN (SELECT id FROM graph_entity WHERE hidden)
  GROUP BY far ORDER BY strength DESC, far LIMIT %(limit)s
) near JOIN graph_entity e ON e.id = near.far
ORDER BY near.strength DESC, e.id
"""
NEIGHBOURS_POSTGRESQL = """
SELECT e.id, e.slug, e.name, e.type, e.mention_count, e.video_count, e.relation_count
FROM (
  SELECT far, SUM(weight) AS strength
  FROM (
    SELECT object_id AS far, weight FROM graph_relation
    WHERE subject_id = ANY(%(ids)s) AND weight >= %(weight)s AND confidence >= %(confidence)s
    UNION ALL
    SELECT subject_id, weight FROM graph_relation
    WHERE object_id = ANY(%(ids)s) AND weight >= %(weight)s AND confidence >= %(confidence)s
  ) links
  WHERE far <> ALL(%(known)s) AND far NOT IN (SELECT id FROM graph_entity WHERE hidden)
  GROUP BY far ORDER BY strength DESC, far LIMIT %(limit)s
) near JOIN graph_entity e ON e.id = near.far
ORDER BY near.strength DESC, e.id
"""
NEIGHBOURS = {"sqlite": NEIGHBOURS_SQLITE, "postgresql": NEIGHBOURS_POSTGRESQL}
# CROSS JOIN fixes the order of the tables; `+` keeps a condition from being looked up in an index, and the one named
# holds all that is asked of a row before it is fetched
LINKS = """
WITH shown(id, relation_count) AS MATERIALIZED (
  SELECT id, relation_count FROM graph_entity
  WHERE id IN (SELECT value FROM json_each(%(ids)s)) AND NOT hidden
)
SELECT r.id, r.subject_id, r.object_id, r.predicate, r.polarity, r.weight, r.confidence, r.approved
FROM shown a CROSS JOIN graph_relation r INDEXED BY relations_out ON r.subject_id = a.id
WHERE a.relation_count <= %(few)s AND +r.object_id IN (SELECT id FROM shown)
  AND r.weight >= %(weight)s AND r.confidence >= %(confidence)s
UNION ALL
SELECT r.id, r.subject_id, r.object_id, r.predicate, r.polarity, r.weight, r.confidence, r.approved
FROM shown a CROSS JOIN shown b CROSS JOIN graph_relation r INDEXED BY relations_out
  ON r.subject_id = a.id AND r.object_id = b.id
WHERE a.relation_count > %(few)s AND r.weight >= %(weight)s AND r.confidence >= %(confidence)s
"""
ENTITIES = """
SELECT id, slug, name, type, mention_count, video_count, relation_count
FROM graph_entity WHERE id IN (SELECT value FROM json_each(%(ids)s)) AND NOT hidden
"""


def can_rank(filters: Filters) -> bool:
    return not (filters.types or filters.predicates or filters.approved)


def can_list(filters: Filters) -> bool:
    return connection.vendor == "sqlite" and not (filters.predicates or filters.approved)


def list_entities(ids: Collection[str]) -> list[EntityFact]:
    with connection.cursor() as cursor:
        cursor.execute(ENTITIES, {"ids": json.dumps(list(ids))})
        return list(map(EntityFact._make, cursor.fetchall()))


def rank_near(ids: Collection[str], *, known: Collection[str], filters: Filters, limit: int) -> list[EntityFact]:
    given = _write_least(filters) | {"ids": _write_ids(ids), "known": _write_ids(known), "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(NEIGHBOURS[connection.vendor], given)
        return list(map(EntityFact._make, cursor.fetchall()))


def list_links(ids: Collection[str], *, filters: Filters) -> list[Link]:
    given = _write_least(filters) | {"ids": json.dumps(list(set(ids))), "few": LINKS_A_LOOKUP * len(ids)}
    with connection.cursor() as cursor:
        cursor.execute(LINKS, given)
        return list(map(Link._make, cursor.fetchall()))


def _write_ids(ids: Collection[str]) -> str | list[str]:
    return json.dumps(list(ids)) if connection.vendor == "sqlite" else list(ids)


def _write_least(filters: Filters) -> dict[str, Any]:
    return {"weight": filters.minimum_weight, "confidence": filters.minimum_confidence}
