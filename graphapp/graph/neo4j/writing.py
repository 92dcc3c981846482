"""Writes a change in one transaction: first what goes, then what comes, many rows to a statement.

Doing it again changes nothing. A row whose other end is not there yet is left out: the change that brings
that end names the row too. What an editor hid keeps all that hangs on it, and has the label `HiddenEntity` in place of
`Entity`, which every question asks for: hiding a hub, or showing it again, is one label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, LiteralString

from neo4j import ManagedTransaction

from graphapp.graph.neo4j.rows import (
    pack_appearance,
    pack_claim,
    pack_entity,
    pack_relation,
    pack_segment,
    pack_topic,
    pack_video,
)
from graphapp.graph.results import EntityRow, GraphChange

BATCH = 2000

REMOVE_CLAIMS = "MATCH (c:Claim) WHERE c.video IN $rows DETACH DELETE c"
REMOVE_SEGMENTS = "MATCH (s:Segment) WHERE s.video IN $rows DETACH DELETE s"
REMOVE_MENTIONS = "MATCH (v:Video)-[m:MENTIONS]->() WHERE v.id IN $rows DELETE m"
REMOVE_ABOUT = (
    "MATCH (v:Video)-[a:ABOUT]->(t:Topic) WHERE v.id IN $rows WITH a, t, t.slug AS slug DELETE a RETURN DISTINCT slug"
)
REMOVE_VIDEOS = "MATCH (v:Video) WHERE v.id IN $rows DETACH DELETE v"
REMOVE_RELATIONS = "UNWIND $rows AS id MATCH ()-[r:RELATES {id: id}]->() DELETE r"
REMOVE_ENTITIES = "UNWIND $rows AS id MATCH (e:Entity|HiddenEntity {id: id}) DETACH DELETE e"
REMOVE_APPEARANCES = """
UNWIND $rows AS row
MATCH (:Video {id: row[0]})-[m:MENTIONS]->(:Entity|HiddenEntity {id: row[1]})
DELETE m
"""

LOCK = """
MERGE (s:SchemaVersion {id: 'graph'}) SET s.held = true REMOVE s.held
WITH s UNWIND $rows AS id
WITH id WHERE EXISTS { MATCH (:Video {id: id}) }
  OR EXISTS { MATCH (:Claim {video: id}) } OR EXISTS { MATCH (:Segment {video: id}) }
RETURN id
"""
"""One writer at a time. A first attempt of which the client heard nothing may still be at work on the server:
the second must see what it did, or the same links would be made twice. Returns those of the videos of which
anything stands already."""

WRITE_VIDEOS = "UNWIND $rows AS row MERGE (v:Video {id: row.id}) SET v = row"
WRITE_SEGMENTS = """
UNWIND $rows AS row
MATCH (v:Video {id: row.video})
MERGE (s:Segment {id: row.id})
SET s = row
MERGE (v)-[:HAS_SEGMENT]->(s)
"""
WRITE_TOPICS = """
UNWIND $rows AS row
MATCH (v:Video {id: row.video})
MERGE (t:Topic {slug: row.slug})
SET t.name = CASE WHEN t.name < row.name THEN t.name ELSE row.name END
MERGE (v)-[a:ABOUT]->(t)
SET a = {name: row.name}
"""
TIDY_TOPICS = """
UNWIND $rows AS slug
MATCH (t:Topic {slug: slug})
CALL (t) { OPTIONAL MATCH (t)<-[a:ABOUT]-(:Video) RETURN min(a.name) AS name }
FOREACH (_ IN CASE WHEN name IS NULL THEN [1] ELSE [] END | DETACH DELETE t)
FOREACH (_ IN CASE WHEN name IS NULL THEN [] ELSE [1] END | SET t.name = name)
"""
HIDE_ENTITIES = "UNWIND $rows AS id MATCH (e:Entity {id: id}) SET e:HiddenEntity REMOVE e:Entity"
SHOW_ENTITIES = "UNWIND $rows AS id MATCH (e:HiddenEntity {id: id}) SET e:Entity REMOVE e:HiddenEntity"
WRITE_ENTITIES = "UNWIND $rows AS row MERGE (e:Entity {id: row.id}) SET e = row"
WRITE_HIDDEN = "UNWIND $rows AS row MERGE (e:HiddenEntity {id: row.id}) SET e = row"
WRITE_COUNTS = "UNWIND $rows AS row MATCH (e:Entity|HiddenEntity {id: row[0]}) SET e.relation_count = row[1]"
WRITE_APPEARANCES = """
UNWIND $rows AS row
MATCH (v:Video {id: row.video})
MATCH (e:Entity|HiddenEntity {id: row.entity})
MERGE (v)-[m:MENTIONS]->(e)
SET m = row.facts
"""
FIND_CLAIMS = """
UNWIND $rows AS id
MATCH (c:Claim {id: id})
RETURN id, [(c)-[:SUBJECT]->(e) | e.id], [(c)-[:OBJECT]->(e) | e.id]
"""
MAKE_CLAIMS = """
UNWIND $rows AS row
MERGE (c:Claim {id: row.id})
SET c = row.facts
WITH c, row
CALL (c, row) { MATCH (s:Segment {id: row.segment}) CREATE (c)-[:STATED_IN]->(s) }
CALL (c, row) { MATCH (e:Entity|HiddenEntity {id: row.subject}) CREATE (c)-[:SUBJECT]->(e) }
CALL (c, row) { MATCH (e:Entity|HiddenEntity {id: row.object}) CREATE (c)-[:OBJECT]->(e) }
"""
SET_CLAIMS = "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c = row.facts"
UNLINK_SUBJECTS = "UNWIND $rows AS row MATCH (:Claim {id: row[0]})-[old:SUBJECT]->() DELETE old"
UNLINK_OBJECTS = "UNWIND $rows AS row MATCH (:Claim {id: row[0]})-[old:OBJECT]->() DELETE old"
LINK_SUBJECTS = """
UNWIND $rows AS row
MATCH (c:Claim {id: row[0]})
MATCH (e:Entity|HiddenEntity {id: row[1]})
CREATE (c)-[:SUBJECT]->(e)
"""
LINK_OBJECTS = """
UNWIND $rows AS row
MATCH (c:Claim {id: row[0]})
MATCH (e:Entity|HiddenEntity {id: row[1]})
CREATE (c)-[:OBJECT]->(e)
"""
FIND_RELATIONS = "UNWIND $rows AS id MATCH (s)-[r:RELATES {id: id}]->(o) RETURN id, s.id, o.id"
SET_RELATIONS = "UNWIND $rows AS row MATCH ()-[r:RELATES {id: row.id}]->() SET r = row.facts"
MAKE_RELATIONS = """
UNWIND $rows AS row
MATCH (s:Entity|HiddenEntity {id: row.subject})
MATCH (o:Entity|HiddenEntity {id: row.object})
CREATE (s)-[r:RELATES]->(o)
SET r = row.facts
"""
"""Which stand is asked first of all, and MERGE not used: both would look through all that the transaction did at a hub
so far, for each row of thousands."""

WIPE_STEPS: tuple[LiteralString, ...] = (
    "MATCH (n:Claim) WITH n LIMIT $limit DETACH DELETE n RETURN count(*)",
    "MATCH (n:Segment) WITH n LIMIT $limit DETACH DELETE n RETURN count(*)",
    "MATCH ()-[r:MENTIONS|ABOUT|RELATES]->() WITH r LIMIT $limit DELETE r RETURN count(*)",
    "MATCH (n:Video) WITH n LIMIT $limit DETACH DELETE n RETURN count(*)",
    "MATCH (n:Topic) WITH n LIMIT $limit DETACH DELETE n RETURN count(*)",
    "MATCH (n:Entity|HiddenEntity) WITH n LIMIT $limit DETACH DELETE n RETURN count(*)",
)
WIPE_LIMIT = 10_000


def write_change(transaction: ManagedTransaction, change: GraphChange) -> None:
    standing = transaction.run(LOCK, rows=list(change.replaced_videos)).value()
    put = _Putter(transaction)
    related = {
        id: (subject, obj) for id, subject, obj in put(FIND_RELATIONS, [r.id for r in change.relations], _as_it_is)
    }
    replaced = set(change.replaced_videos)
    linked = put(FIND_CLAIMS, [claim.id for claim in change.claims if claim.video not in replaced], _as_it_is)
    topics = _remove(put, change, standing)
    put(WRITE_VIDEOS, change.videos, pack_video)
    put(WRITE_SEGMENTS, change.segments, pack_segment)
    put(WRITE_TOPICS, change.topics, pack_topic)
    put(TIDY_TOPICS, topics, _as_it_is)
    _write_entities(put, change.entities)
    put(WRITE_COUNTS, change.relation_counts, list)
    _relate(put, change, related)
    put(WRITE_APPEARANCES, change.appearances, pack_appearance)
    _write_claims(put, change, linked)


class _Putter:
    """Runs a statement over rows, a batch at a time; not at all for none."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction

    def __call__(self, statement: LiteralString, rows: Iterable[Any], pack: Callable[[Any], Any]) -> list[list[Any]]:
        answers: list[list[Any]] = []
        for batch in _cut(map(pack, rows)):
            answers += self._transaction.run(statement, rows=batch).values()
        return answers


def _cut(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _as_it_is(row: Any) -> Any:
    return row


def _write_entities(put: _Putter, entities: Sequence[EntityRow]) -> None:
    shown, hidden = ([row for row in entities if row.hidden is side] for side in (False, True))
    put(SHOW_ENTITIES, [row.id for row in shown], _as_it_is)
    put(HIDE_ENTITIES, [row.id for row in hidden], _as_it_is)
    put(WRITE_ENTITIES, shown, pack_entity)
    put(WRITE_HIDDEN, hidden, pack_entity)


def _write_claims(put: _Putter, change: GraphChange, linked: Sequence[Sequence[Any]]) -> None:
    """`linked`: of the claims that were not removed with their video, those that stand, and what each end was linked
    with before anything was removed. Only ends that are others now are moved."""
    standing = {id: ends for id, *ends in linked}
    moved = [row for row in change.claims if row.id in standing]
    put(MAKE_CLAIMS, [row for row in change.claims if row.id not in standing], pack_claim)
    put(SET_CLAIMS, moved, pack_claim)
    subjects = [(row.id, row.subject) for row in moved if standing[row.id][0] != [row.subject]]
    put(UNLINK_SUBJECTS, subjects, list)
    put(LINK_SUBJECTS, subjects, list)
    objects = [(row.id, row.object) for row in moved if standing[row.id][1] != [row.object]]
    put(UNLINK_OBJECTS, objects, list)
    put(LINK_OBJECTS, objects, list)


def _relate(put: _Putter, change: GraphChange, standing: Mapping[str, tuple[str, str]]) -> None:
    """`standing`: the ends of those of the relations that are there. One at other ends was tampered with."""
    rows = change.relations
    right = {row.id for row in rows if standing.get(row.id) == (row.subject, row.object)}
    put(REMOVE_RELATIONS, sorted(standing.keys() - right), _as_it_is)
    put(SET_RELATIONS, [row for row in rows if row.id in right], pack_relation)
    put(MAKE_RELATIONS, [row for row in rows if row.id not in right], pack_relation)


def _remove(put: _Putter, change: GraphChange, standing: Sequence[str]) -> list[str]:
    """`standing`: the replaced videos of which there is anything. Returns the slugs of topics that lost a video."""
    put(REMOVE_CLAIMS, standing, _as_it_is)
    put(REMOVE_SEGMENTS, standing, _as_it_is)
    put(REMOVE_MENTIONS, standing, _as_it_is)
    topics = put(REMOVE_ABOUT, standing, _as_it_is)
    kept = {video.id for video in change.videos}
    put(REMOVE_VIDEOS, [id for id in standing if id not in kept], _as_it_is)
    put(REMOVE_RELATIONS, change.removed_relations, _as_it_is)
    put(REMOVE_APPEARANCES, change.removed_appearances, list)
    put(REMOVE_ENTITIES, change.removed_entities, _as_it_is)
    return sorted({row[0] for row in topics})
