"""The schema, by versions. Each step may be repeated; a step that was released is never changed, only followed.

`(:SchemaVersion {id: "graph"})` says which steps a database has had.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from neo4j.exceptions import Neo4jError

from graphapp.graph.errors import GraphError
from graphapp.graph.neo4j.link import Neo4jLink


@dataclass(frozen=True, slots=True)
class Step:
    version: int
    statements: tuple[LiteralString, ...]


STEPS: tuple[Step, ...] = (
    Step(
        1,
        (
            "CREATE CONSTRAINT schema_version_id IF NOT EXISTS FOR (n:SchemaVersion) REQUIRE n.id IS UNIQUE",
            "CREATE CONSTRAINT video_id IF NOT EXISTS FOR (n:Video) REQUIRE n.id IS UNIQUE",
            "CREATE CONSTRAINT segment_id IF NOT EXISTS FOR (n:Segment) REQUIRE n.id IS UNIQUE",
            "CREATE CONSTRAINT topic_slug IF NOT EXISTS FOR (n:Topic) REQUIRE n.slug IS UNIQUE",
            "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE",
            "CREATE CONSTRAINT claim_id IF NOT EXISTS FOR (n:Claim) REQUIRE n.id IS UNIQUE",
            "CREATE CONSTRAINT relates_id IF NOT EXISTS FOR ()-[r:RELATES]-() REQUIRE r.id IS UNIQUE",
            "CREATE INDEX segment_video IF NOT EXISTS FOR (n:Segment) ON (n.video)",
            "CREATE INDEX claim_video IF NOT EXISTS FOR (n:Claim) ON (n.video)",
            "CREATE INDEX entity_relations IF NOT EXISTS FOR (n:Entity) ON (n.relation_count)",
            "CREATE INDEX entity_folded IF NOT EXISTS FOR (n:Entity) ON (n.folded)",
            "CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.names] "
            "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
        ),
    ),
    Step(2, ("CREATE CONSTRAINT hidden_entity_id IF NOT EXISTS FOR (n:HiddenEntity) REQUIRE n.id IS UNIQUE",)),
    Step(3, ("CREATE INDEX entity_videos IF NOT EXISTS FOR (n:Entity) ON (n.video_count)",)),
    Step(
        4,  # a commit waited for the index for as long as for all else
        (
            "DROP INDEX entity_names IF EXISTS",
            "CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.names] "
            "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: true}}",
        ),
    ),
)
LATEST = STEPS[-1].version

# Who writes locks this node, and so makes it in a database that was wiped under a running process.
READ_VERSION = "MATCH (s:SchemaVersion {id: 'graph'}) RETURN coalesce(s.version, 0)"
NOTE_VERSION = "MERGE (s:SchemaVersion {id: 'graph'}) SET s.version = $version"
FORGET_VERSION = "MATCH (s:SchemaVersion) DELETE s"
AWAIT_INDEXES = "CALL db.awaitIndexes(60)"


def read_version(link: Neo4jLink) -> int:
    """0 where setup has never run."""
    rows = link.read(READ_VERSION)
    return int(rows[0][0]) if rows else 0


def apply_steps(link: Neo4jLink) -> None:
    """What is missing, in order. A crash in between is mended by doing it again."""
    done = read_version(link)
    for step in STEPS:
        if step.version > done:
            for statement in step.statements:
                _apply(link, statement)
            link.read(AWAIT_INDEXES)
            link.execute(NOTE_VERSION, {"version": step.version})


def _apply(link: Neo4jLink, statement: LiteralString) -> None:
    """IF NOT EXISTS does not see what another process is making at this moment; that is as good as made."""
    try:
        link.execute(statement)
    except GraphError as error:
        cause = error.__cause__
        if not (isinstance(cause, Neo4jError) and (cause.code or "").endswith("AlreadyExists")):
            raise
