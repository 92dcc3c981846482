"""What Neo4j holds, as digests of rows made from properties and relationships alone, sorted by id, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from heapq import merge
from typing import Any, LiteralString

from graphapp.graph.fingerprint import digest_facts
from graphapp.graph.neo4j.link import Neo4jLink
from graphapp.graph.neo4j.rows import STORED, Facts, fold_names, unpack
from graphapp.graph.results import LONE, NAMELESS

Fingerprints = Iterator[tuple[str, str]]
PAGE = 2000
VIDEO_PAGE = 50
PAGE_SECONDS = 60.0
"""For one page. Nobody waits for a comparison, and a store that is busy or reads from a slow disk is not away."""

VIDEOS = """
MATCH (n:Video) WHERE n.id > $after
RETURN n.id, properties(n) ORDER BY n.id LIMIT $limit
"""
SEGMENTS = """
MATCH (n:Segment) WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $limit
RETURN n.id, properties(n), [(v)-[:HAS_SEGMENT]->(n) | v.id]
"""
ENTITIES = """
MATCH (n:Entity) WHERE n.id > $after
RETURN n.id, properties(n), false ORDER BY n.id LIMIT $limit
"""
HIDDEN = """
MATCH (n:HiddenEntity) WHERE n.id > $after
RETURN n.id, properties(n), true ORDER BY n.id LIMIT $limit
"""
CLAIMS = """
MATCH (n:Claim) WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $limit
RETURN n.id, properties(n),
       [(n)-[:STATED_IN]->(e) | e.id], [(n)-[:SUBJECT]->(e) | e.id], [(n)-[:OBJECT]->(e) | e.id]
"""
RELATIONS = """
MATCH (a)-[r:RELATES]->(b) WHERE r.id > $after
RETURN r.id, properties(r), a.id, b.id ORDER BY r.id LIMIT $limit
"""
TOPICS = """
MATCH (v:Video) WHERE v.id > $after
WITH v ORDER BY v.id LIMIT $limit
RETURN v.id, [(v)-[a:ABOUT]->(t:Topic) | [t.slug, properties(t), properties(a)]]
"""
TOPIC_NAMES = """
MATCH (t:Topic)
RETURN t.slug, COLLECT { MATCH (t)<-[a:ABOUT]-(:Video) RETURN DISTINCT a.name ORDER BY a.name LIMIT 1 }
"""
APPEARANCES = """
MATCH (v:Video) WHERE v.id > $after
WITH v ORDER BY v.id LIMIT $limit
RETURN v.id, [(v)-[m:MENTIONS]->(e) | [e.id, properties(m)]]
"""
NAMELESS_OF: Mapping[str, tuple[LiteralString, ...]] = {
    "video": ("MATCH (n:Video) WHERE n.id IS NULL RETURN true",),
    "segment": ("MATCH (n:Segment) WHERE n.id IS NULL RETURN true",),
    "entity": (
        "MATCH (n:Entity) WHERE n.id IS NULL RETURN true",
        "MATCH (n:HiddenEntity) WHERE n.id IS NULL RETURN true",
    ),
    "claim": ("MATCH (n:Claim) WHERE n.id IS NULL RETURN true",),
    "relation": ("MATCH ()-[r:RELATES]->() WHERE r.id IS NULL RETURN true",),
}


def read_fingerprints(link: Neo4jLink, kind: str) -> Fingerprints:
    """What has no id, as somebody may have made it with other tools, comes first, under an empty one."""
    for query in NAMELESS_OF.get(kind, ()):
        yield from ((NAMELESS, "") for _ in link.read(query, seconds=PAGE_SECONDS))
    yield from READERS[kind](link)


def _page(link: Neo4jLink, query: LiteralString, *, limit: int = PAGE) -> Iterator[list[Any]]:
    after = ""
    while rows := link.read(query, {"after": after, "limit": limit}, seconds=PAGE_SECONDS):
        yield from sorted(rows, key=lambda row: str(row[0]))
        after = max(str(row[0]) for row in rows)


def _read_videos(link: Neo4jLink) -> Fingerprints:
    for id, properties in _page(link, VIDEOS):
        yield id, digest_facts(unpack(properties, stored=STORED["video"], joined={}))


def _read_segments(link: Neo4jLink) -> Fingerprints:
    for id, properties, videos in _page(link, SEGMENTS):
        joined = {} if videos == [properties.get("video")] else {"+videos": sorted(map(str, videos))}
        yield id, digest_facts(unpack(properties, stored=STORED["segment"], joined=joined))


def _read_entities(link: Neo4jLink) -> Fingerprints:
    rows = (_page(link, query) for query in (ENTITIES, HIDDEN))
    for id, properties, hidden in merge(*rows, key=lambda row: str(row[0])):
        facts = unpack(properties, stored=STORED["entity"], joined={"hidden": hidden})
        if facts.get("+names") == fold_names(str(facts["folded"]), facts["aliases"] or []):
            del facts["+names"]
        yield id, digest_facts(facts)


def _read_claims(link: Neo4jLink) -> Fingerprints:
    for id, properties, segments, subjects, objects in _page(link, CLAIMS):
        ends = {"segment": _one(segments), "subject": _one(subjects), "object": _one(objects)}
        yield id, digest_facts(unpack(properties, stored=STORED["claim"], joined=ends))


def _one(ids: list[str]) -> object:
    """The id; "" for none; several show as what they are."""
    return ids[0] if len(ids) == 1 else ids or ""


def _read_relations(link: Neo4jLink) -> Fingerprints:
    for id, properties, subject, obj in _page(link, RELATIONS):
        yield (
            id,
            digest_facts(unpack(properties, stored=STORED["relation"], joined={"subject": subject, "object": obj})),
        )


def _read_topics(link: Neo4jLink) -> Fingerprints:
    """A topic that no video has stands first, under an id that sorts before every video's."""
    expected = {slug: names[0] if names else None for slug, names in link.read(TOPIC_NAMES, seconds=PAGE_SECONDS)}
    yield from sorted((f"{LONE}{slug}", "") for slug, name in expected.items() if name is None)
    for video, topics in _page(link, TOPICS, limit=VIDEO_PAGE):
        yield from sorted((f"{video}:{slug}", digest_facts(_topic(video, expected, *rest))) for slug, *rest in topics)


def _topic(video: str, expected: Mapping[str, str | None], node: Facts, about: Facts) -> Facts:
    facts = unpack(about, stored=("name",), joined={"slug": node.get("slug"), "video": video})
    right = {"slug": node.get("slug"), "name": expected.get(str(node.get("slug")))}
    return facts if node == right else facts | {"+node": node}


def _read_appearances(link: Neo4jLink) -> Fingerprints:
    for video, appearances in _page(link, APPEARANCES, limit=VIDEO_PAGE):
        found = (_appearance(video, entity, properties) for entity, properties in appearances)
        yield from sorted(found)


def _appearance(video: str, entity: str, properties: Facts) -> tuple[str, str]:
    joined = {"video": video, "entity": entity, "mentions": properties.pop("count", None)}
    return f"{video}:{entity}", digest_facts(unpack(properties, stored=("first_ms", "salience"), joined=joined))


READERS: Mapping[str, Callable[[Neo4jLink], Fingerprints]] = {
    "video": _read_videos,
    "segment": _read_segments,
    "topic": _read_topics,
    "entity": _read_entities,
    "appearance": _read_appearances,
    "claim": _read_claims,
    "relation": _read_relations,
}
