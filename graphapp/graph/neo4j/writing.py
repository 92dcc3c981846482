"""Writes a change in one transaction: first videos that are replaced go, then comes what comes, last goes the rest.

Doing it again changes nothing. A row whose other end is not there yet is left out: the change that brings
that end names the row too. What an editor hid keeps all that hangs on it, and has the label `HiddenEntity` in place of
`Entity`, which every question asks for: hiding a hub, or showing it again, is one label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
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
from graphapp.graph.results import NAMELESS, EntityRow, GraphChange

BATCH = 2000
Nodes = Mapping[str, str]
"""Entities by our id, as Neo4j calls their nodes in this transaction."""

REMOVE_CLAIMS = "MATCH (c:Claim) WHERE c.video IN $rows DETACH DELETE c"
REMOVE_SEGMENTS = "MATCH (s:Segment) WHERE s.video IN $rows DETACH DELETE s"
REMOVE_MENTIONS = "MATCH (v:Video)-[m:MENTIONS]->() WHERE v.id IN $rows DELETE m"
REMOVE_ABOUT = (
    "MATCH (v:Video)-[a:ABOUT]->(t:Topic) WHERE v.id IN $rows WITH a, t, t.slug AS slug DELETE a RETURN DISTINCT slug"
)
REMOVE_VIDEOS = "MATCH (v:Video) WHERE v.id IN $rows DETACH DELETE v"
REMOVE_RELATIONS = "UNWIND $rows AS id MATCH ()-[r:RELATES]->() WHERE elementId(r) = id DELETE r"
REMOVE_ENTITIES = "UNWIND $rows AS id MATCH (e:Entity|HiddenEntity {id: id}) DETACH DELETE e"
REMOVE_NAMELESS = """
UNWIND $rows AS _ MATCH (n:Video|Segment|Claim|Entity|HiddenEntity) WHERE n.id IS NULL DETACH DELETE n
"""
REMOVE_NAMELESS_RELATIONS = "UNWIND $rows AS _ MATCH ()-[r:RELATES]->() WHERE r.id IS NULL DELETE r"
REMOVE_LONE_TOPICS = "UNWIND $rows AS _ MATCH (t:Topic) WHERE NOT (t)<-[:ABOUT]-(:Video) DETACH DELETE t"
REMOVE_APPEARANCES = """
UNWIND $rows AS row
MATCH (:Video {id: row[0]})-[m:MENTIONS]->(e)
WHERE elementId(e) = row[1]
DELETE m
"""

LOOK = """
MERGE (lock:SchemaVersion {id: 'graph'}) SET lock.held = true REMOVE lock.held
WITH lock
CALL () {
  UNWIND $videos AS id
  WITH id WHERE EXISTS { MATCH (:Video {id: id}) }
    OR EXISTS { MATCH (:Claim {video: id}) } OR EXISTS { MATCH (:Segment {video: id}) }
  RETURN collect(id) AS videos
}
CALL () {
  UNWIND $relations AS id
  MATCH (s)-[r:RELATES {id: id}]->(o)
  RETURN collect([id, elementId(r), s.id, o.id]) AS relations
}
CALL () {
  UNWIND $claims AS id
  MATCH (c:Claim {id: id})
  RETURN collect([id, [(c)-[:SUBJECT]->(e) | e.id], [(c)-[:OBJECT]->(e) | e.id]]) AS claims
}
CALL () {
  UNWIND $appearances AS row
  MATCH (:Video {id: row[0]})-[:MENTIONS]->(e:Entity|HiddenEntity)
  WHERE e.id = row[1]
  RETURN collect(row) AS appearances
}
RETURN videos, relations, claims, appearances
"""
"""What stands, and one writer at a time. A first attempt of which the client heard nothing may still be at work on the
server: the second must see what it did, or the same links would be made twice."""

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
WRITE_ENTITIES = """
CALL () { UNWIND $rows AS row MATCH (e:HiddenEntity {id: row.id}) SET e:Entity REMOVE e:HiddenEntity }
UNWIND $rows AS row
MERGE (e:Entity {id: row.id})
SET e = row
RETURN collect([row.id, elementId(e)])
"""
WRITE_HIDDEN = """
CALL () { UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e:HiddenEntity REMOVE e:Entity }
UNWIND $rows AS row
MERGE (e:HiddenEntity {id: row.id})
SET e = row
RETURN collect([row.id, elementId(e)])
"""
WRITE_COUNTS = "UNWIND $rows AS row MATCH (e:Entity|HiddenEntity {id: row[0]}) SET e.relation_count = row[1]"
FIND_NODES = """
MATCH (e:Entity|HiddenEntity) WHERE e.id IN $rows
RETURN collect([e.id, elementId(e)])
"""
SET_APPEARANCES = """
UNWIND $rows AS row
MATCH (:Video {id: row.video})-[m:MENTIONS]->(e)
WHERE elementId(e) = row.entity
SET m = row.facts
"""
MAKE_APPEARANCES = """
UNWIND $rows AS row
MATCH (v:Video {id: row.video})
MATCH (e) WHERE elementId(e) = row.entity
CREATE (v)-[m:MENTIONS]->(e)
SET m = row.facts
"""
MAKE_CLAIMS = """
UNWIND $rows AS row
MERGE (c:Claim {id: row.id})
SET c = row.facts
WITH c, row
CALL (c, row) { MATCH (s:Segment {id: row.segment}) CREATE (c)-[:STATED_IN]->(s) }
CALL (c, row) { MATCH (e) WHERE elementId(e) = row.subject CREATE (c)-[:SUBJECT]->(e) }
CALL (c, row) { MATCH (e) WHERE elementId(e) = row.object CREATE (c)-[:OBJECT]->(e) }
"""
SET_CLAIMS = "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c = row.facts"
UNLINK_SUBJECTS = "UNWIND $rows AS id MATCH (:Claim {id: id})-[old:SUBJECT]->() DELETE old"
UNLINK_OBJECTS = "UNWIND $rows AS id MATCH (:Claim {id: id})-[old:OBJECT]->() DELETE old"
LINK_SUBJECTS = """
UNWIND $rows AS row
MATCH (c:Claim {id: row[0]})
MATCH (e) WHERE elementId(e) = row[1]
CREATE (c)-[:SUBJECT]->(e)
"""
LINK_OBJECTS = """
UNWIND $rows AS row
MATCH (c:Claim {id: row[0]})
MATCH (e) WHERE elementId(e) = row[1]
CREATE (c)-[:OBJECT]->(e)
"""
SET_RELATIONS = "UNWIND $rows AS row MATCH ()-[r:RELATES {id: row.id}]->() SET r = row.facts"
MAKE_RELATIONS = """
UNWIND $rows AS row
MATCH (s) WHERE elementId(s) = row.subject
MATCH (o) WHERE elementId(o) = row.object
CREATE (s)-[r:RELATES]->(o)
SET r = row.facts
"""
"""Which stand is asked first of all, and MERGE not used: both would look through all that the transaction did at a hub
so far, for each row of thousands. So would looking for an entity by its id, where the transaction wrote entities."""

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
    standing = _find_standing(transaction, change)
    put = _Putter(transaction)
    topics = _remove_videos(put, change, standing.videos)
    put(WRITE_VIDEOS, change.videos, pack_video)
    put(WRITE_SEGMENTS, change.segments, pack_segment)
    put(WRITE_TOPICS, change.topics, pack_topic)
    put(TIDY_TOPICS, topics, _as_it_is)
    written = _write_entities(put, change.entities)
    put(WRITE_COUNTS, change.relation_counts, list)
    nodes = written | _find_nodes(put, change, known=written.keys())
    _relate(put, change, standing.relations, nodes)
    _write_appearances(put, change, standing.appearances, nodes)
    _write_claims(put, change, standing.claims, nodes)
    _remove_rest(put, change, standing.relations, nodes)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What of a change is there before anything is removed, but for what goes with its video. `videos`: those of the
    replaced of which there is anything; `relations`: what Neo4j calls each, and its ends; `claims`: what each end is
    linked with."""

    videos: Sequence[str]
    relations: Mapping[str, Sequence[str]]
    claims: Mapping[str, Sequence[list[str]]]
    appearances: set[tuple[str, str]]


def _find_standing(transaction: ManagedTransaction, change: GraphChange) -> _Standing:
    replaced = set(change.replaced_videos)
    (row,) = transaction.run(
        LOOK,
        videos=list(change.replaced_videos),
        relations=[*(row.id for row in change.relations), *change.removed_relations],
        claims=[row.id for row in change.claims if row.video not in replaced],
        appearances=[[row.video, row.entity] for row in change.appearances if row.video not in replaced],
    ).values()
    videos, relations, claims, appearances = row
    return _Standing(
        videos=videos,
        relations={id: facts for id, *facts in relations},
        claims={id: ends for id, *ends in claims},
        appearances=set(map(tuple, appearances)),
    )


def _find_nodes(put: _Putter, change: GraphChange, *, known: Set[str]) -> dict[str, str]:
    ends = {row.entity for row in change.appearances} | {entity for _, entity in change.removed_appearances}
    ends.update(end for row in change.relations for end in (row.subject, row.object))
    ends.update(end for row in change.claims for end in (row.subject, row.object))
    return dict(put.find(FIND_NODES, sorted(ends - known)))


def _as_it_is(row: Any) -> Any:
    return row


class _Putter:
    """Runs a statement over rows, a batch at a time; not at all for none."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction

    def __call__(self, statement: LiteralString, rows: Iterable[Any], pack: Callable[[Any], Any]) -> list[list[Any]]:
        answers: list[list[Any]] = []
        for batch in _cut(map(pack, rows)):
            answers += self._transaction.run(statement, rows=batch).values()
        return answers

    def find(self, statement: LiteralString, rows: Iterable[Any], pack: Callable[[Any], Any] = _as_it_is) -> list[Any]:
        """The members of the list that a statement answers, see `graphapp.graph.neo4j.asking`."""
        return [one for (found,) in self(statement, rows, pack) for one in found]


def _cut(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _write_entities(put: _Putter, entities: Sequence[EntityRow]) -> dict[str, str]:
    """As Neo4j calls their nodes, by our id."""
    shown, hidden = ([row for row in entities if row.hidden is side] for side in (False, True))
    return dict(put.find(WRITE_ENTITIES, shown, pack_entity) + put.find(WRITE_HIDDEN, hidden, pack_entity))


def _write_claims(put: _Putter, change: GraphChange, standing: Mapping[str, Sequence[list[str]]], nodes: Nodes) -> None:
    """`standing`: see `_Standing`. Only ends that are others now are moved."""
    moved = [row for row in change.claims if row.id in standing]
    made = [pack_claim(row) for row in change.claims if row.id not in standing]
    put(MAKE_CLAIMS, made, lambda row: row | _place_ends(row, nodes))
    put(SET_CLAIMS, moved, pack_claim)
    gone = set(change.removed_entities)
    for side, unlink, link in ((0, UNLINK_SUBJECTS, LINK_SUBJECTS), (1, UNLINK_OBJECTS, LINK_OBJECTS)):
        ends = [(row.id, (row.subject, row.object)[side], standing[row.id][side]) for row in moved]
        others = [(id, end, old) for id, end, old in ends if old != [end]]
        put(unlink, [id for id, _, old in others if not gone.issuperset(old)], _as_it_is)
        put(link, [[id, nodes[end]] for id, end, _ in others if end in nodes], _as_it_is)


def _relate(put: _Putter, change: GraphChange, standing: Mapping[str, Sequence[str]], nodes: Nodes) -> None:
    """`standing`: see `_Standing`. One at other ends was tampered with."""
    rows = change.relations
    there = {row.id: standing[row.id] for row in rows if row.id in standing}
    right = {row.id for row in rows if there.get(row.id, ())[1:] == [row.subject, row.object]}
    put(REMOVE_RELATIONS, [name for id, (name, *_) in there.items() if id not in right], _as_it_is)
    put(SET_RELATIONS, [row for row in rows if row.id in right], pack_relation)
    made = [pack_relation(row) for row in rows if row.id not in right]
    put(MAKE_RELATIONS, made, lambda row: row | _place_ends(row, nodes))


def _write_appearances(put: _Putter, change: GraphChange, standing: set[tuple[str, str]], nodes: Nodes) -> None:
    there = [row for row in change.appearances if row.entity in nodes]
    for statement, stands in ((SET_APPEARANCES, True), (MAKE_APPEARANCES, False)):
        rows = [pack_appearance(row) for row in there if ((row.video, row.entity) in standing) is stands]
        put(statement, rows, lambda row: row | {"entity": nodes[row["entity"]]})


def _place_ends(row: Mapping[str, Any], nodes: Nodes) -> dict[str, str | None]:
    return {end: nodes.get(row[end]) for end in ("subject", "object")}


def _remove_videos(put: _Putter, change: GraphChange, standing: Sequence[str]) -> list[str]:
    """`standing`: the replaced videos of which there is anything. Returns the slugs of topics that lost a video."""
    put(REMOVE_CLAIMS, standing, _as_it_is)
    put(REMOVE_SEGMENTS, standing, _as_it_is)
    put(REMOVE_MENTIONS, standing, _as_it_is)
    topics = put(REMOVE_ABOUT, standing, _as_it_is)
    kept = {video.id for video in change.videos}
    put(REMOVE_VIDEOS, [id for id in standing if id not in kept], _as_it_is)
    return sorted({row[0] for row in topics})


def _remove_rest(put: _Putter, change: GraphChange, relations: Mapping[str, Sequence[str]], nodes: Nodes) -> None:
    """Last of all: for each id that is sought in an index, or has to be unique, Neo4j goes through all that the
    transaction has removed so far."""
    gone = set(change.removed_entities)  # and with it all that hangs on it
    put(REMOVE_RELATIONS, [relations[id][0] for id in change.removed_relations if id in relations], _as_it_is)
    left = [(video, entity) for video, entity in change.removed_appearances if entity not in gone and entity in nodes]
    put(REMOVE_APPEARANCES, left, lambda pair: [pair[0], nodes[pair[1]]])
    put(REMOVE_ENTITIES, change.removed_entities, _as_it_is)
    for statement in (REMOVE_NAMELESS_RELATIONS, REMOVE_NAMELESS, REMOVE_LONE_TOPICS) if NAMELESS in gone else ():
        put(statement, [NAMELESS], _as_it_is)
