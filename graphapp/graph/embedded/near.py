"""What is next to some entities and what joins them, on SQLite, in one statement each. Reads only.

The same answers as those that `facts` puts together for every database; here so that a hub with thousands of links
is answered while somebody waits. Lists of ids are one parameter: a statement keeps its text and its plan.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.db import connection

from graphapp.graph.facts import EntityFact, Link
from graphapp.graph.results import Filters

FEW_LINKS = 60
"""Of entities with at most so many links all links are gone through; between the others each pair is looked up."""
NEIGHBOURS = """
SELECT e.id, e.slug, e.name, e.type, e.mention_count, e.video_count, e.relation_count
FROM (
  SELECT far, SUM(weight) AS strength
  FROM (
    SELECT object_id AS far, weight FROM graph_relation
    WHERE subject_id IN (SELECT value FROM json_each(%(ids)s))
      AND +weight >= %(weight)s AND confidence >= %(confidence)s
    UNION ALL
    SELECT subject_id, weight FROM graph_relation
    WHERE object_id IN (SELECT value FROM json_each(%(ids)s))
      AND +weight >= %(weight)s AND confidence >= %(confidence)s
  )
  WHERE far NOT IN (SELECT value FROM json_each(%(known)s))
    AND far NOT IN (SELECT id FROM graph_entity WHERE hidden)
  GROUP BY far ORDER BY strength DESC, far LIMIT %(limit)s
) near JOIN graph_entity e ON e.id = near.far
ORDER BY near.strength DESC, e.id
"""
# CROSS JOIN fixes the order of the tables, and `+` keeps a condition from being looked up in an index
LINKS = """
WITH
  shown(id, relation_count) AS MATERIALIZED (
    SELECT id, relation_count FROM graph_entity
    WHERE id IN (SELECT value FROM json_each(%(ids)s)) AND NOT hidden
  ),
  few(id) AS MATERIALIZED (SELECT id FROM shown WHERE relation_count <= %(few)s),
  many(id) AS MATERIALIZED (SELECT id FROM shown WHERE relation_count > %(few)s)
SELECT r.id, r.subject_id, r.object_id, r.predicate, r.polarity, r.weight, r.confidence, r.approved
FROM few CROSS JOIN graph_relation r ON r.subject_id = few.id
WHERE +r.object_id IN (SELECT id FROM shown)
  AND +r.weight >= %(weight)s AND r.confidence >= %(confidence)s
UNION ALL
SELECT r.id, r.subject_id, r.object_id, r.predicate, r.polarity, r.weight, r.confidence, r.approved
FROM few CROSS JOIN graph_relation r ON r.object_id = few.id
WHERE +r.subject_id IN (SELECT id FROM many)
  AND +r.weight >= %(weight)s AND r.confidence >= %(confidence)s
UNION ALL
SELECT r.id, r.subject_id, r.object_id, r.predicate, r.polarity, r.weight, r.confidence, r.approved
FROM many a CROSS JOIN many b CROSS JOIN graph_relation r ON r.subject_id = a.id AND r.object_id = b.id
WHERE +r.weight >= %(weight)s AND r.confidence >= %(confidence)s
"""


def can_answer(filters: Filters) -> bool:
    return connection.vendor == "sqlite" and not (filters.predicates or filters.approved)


def rank_near(ids: Collection[str], *, known: Collection[str], filters: Filters, limit: int) -> list[EntityFact]:
    given = _write_least(filters) | {"ids": json.dumps(list(ids)), "known": json.dumps(list(known)), "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(NEIGHBOURS, given)
        return [EntityFact(*row) for row in cursor.fetchall()]


def list_links(ids: Collection[str], *, filters: Filters) -> list[Link]:
    given = _write_least(filters) | {"ids": json.dumps(list(set(ids))), "few": FEW_LINKS}
    with connection.cursor() as cursor:
        cursor.execute(LINKS, given)
        return [Link._make((*facts, bool(approved))) for *facts, approved in cursor.fetchall()]


def _write_least(filters: Filters) -> dict[str, Any]:
    return {"weight": filters.minimum_weight, "confidence": filters.minimum_confidence}
