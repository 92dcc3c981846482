"""The reading queries: constant texts, everything that varies is a parameter. An empty list doesn't narrow.

What is hidden has another label than `Entity` (`graphapp.graph.neo4j.writing`): each end of what is asked for is named
with it. Only the counts are of everything.

Each answers one row, with one list of all that it found: the driver computes 25 µs for a row, and next to nothing for
a member of a list.
"""

from __future__ import annotations

ENTITIES = """
UNWIND $ids AS id
MATCH (e:Entity {id: id})
RETURN collect([e.id, e.slug, e.name, e.type, e.mention_count, e.video_count, e.relation_count])
"""
PRESENCES = """
MATCH (:Video {id: $video})-[m:MENTIONS]->(e:Entity)
RETURN collect([m.count, m.salience, m.first_ms,
       e.id, e.slug, e.name, e.type, e.mention_count, e.video_count, e.relation_count])
"""
# claims are collected first: joined in one step, all relations there are would be gone through
STATED_IN_VIDEOS = """
MATCH (c:Claim)
WHERE c.video IN $videos AND c.relation <> '' AND (size($speakers) = 0 OR c.speaker IN $speakers)
WITH collect([c.relation, c.confidence, c.start_ms]) AS claims
UNWIND claims AS claim
MATCH (a:Entity)-[r:RELATES {id: claim[0]}]->(b:Entity)
RETURN collect([r.id, a.id, b.id, r.predicate, r.polarity, claim[1], claim[2], coalesce(r.approved, false)])
"""
STATED_IN_SEGMENTS = """
UNWIND $segments AS segment
MATCH (:Segment {id: segment})<-[:STATED_IN]-(c:Claim)
WHERE c.relation <> '' AND (size($videos) = 0 OR c.video IN $videos)
  AND (size($speakers) = 0 OR c.speaker IN $speakers)
WITH collect([c.relation, c.confidence, c.start_ms]) AS claims
UNWIND claims AS claim
MATCH (a:Entity)-[r:RELATES {id: claim[0]}]->(b:Entity)
RETURN collect([r.id, a.id, b.id, r.predicate, r.polarity, claim[1], claim[2], coalesce(r.approved, false)])
"""
LINKS = """
MATCH (e:Entity) WHERE e.id IN $ids
WITH collect(e) AS chosen
UNWIND chosen AS a
MATCH (a)-[r:RELATES]->(b)
WHERE b IN chosen
  AND ($confidence <= 0 OR r.confidence >= $confidence) AND ($weight <= 1 OR r.weight >= $weight)
  AND (size($predicates) = 0 OR r.predicate IN $predicates) AND (NOT $approved OR r.approved)
RETURN collect([r.id, a.id, b.id, r.predicate, r.polarity, r.weight, r.confidence, coalesce(r.approved, false)])
"""
LINKS_BETWEEN = """
MATCH (a:Entity) WHERE a.id IN $left
MATCH (a)-[r:RELATES]-(b:Entity)
WHERE b.id IN $right
WITH DISTINCT r
RETURN collect([r.id, startNode(r).id, endNode(r).id, r.predicate, r.polarity, r.weight, r.confidence,
  coalesce(r.approved, false)])
"""
# ids settle who of a level comes first: read for those of the levels that are wanted, not for a hub's thousands
NEIGHBOURS = """
MATCH (n:Entity) WHERE n.id IN $ids
MATCH (n)-[r:RELATES]-(e:Entity)
WHERE ($confidence <= 0 OR r.confidence >= $confidence) AND ($weight <= 1 OR r.weight >= $weight)
  AND (size($predicates) = 0 OR r.predicate IN $predicates) AND (NOT $approved OR r.approved)
WITH e, sum(r.weight) AS strength
WHERE size($types) = 0 OR e.type IN $types
WITH strength, collect(e) AS level ORDER BY strength DESC
WITH collect([strength, level]) AS levels, $limit + size($known) AS most
WITH levels, reduce(so_far = [0, 0], one IN levels |
  CASE WHEN so_far[0] < most THEN [so_far[0] + size(one[1]), one[0]] ELSE so_far END)[1] AS least
UNWIND levels AS one
WITH one WHERE one[0] >= least
UNWIND one[1] AS e
WITH e, one[0] AS strength WHERE NOT e.id IN $known
WITH e, strength ORDER BY strength DESC, e.id LIMIT $limit
RETURN collect([e.id, e.slug, e.name, e.type, e.mention_count, e.video_count, e.relation_count])
"""
MOST_RELATED = """
MATCH (e:Entity)
WHERE e.relation_count >= 0 AND (size($types) = 0 OR e.type IN $types)
WITH e ORDER BY e.relation_count DESC, e.id LIMIT $limit
RETURN collect([e.id, e.slug, e.name, e.type, e.mention_count, e.video_count, e.relation_count])
"""
MOST_NARROWED = """
MATCH (e:Entity)-[r:RELATES]-(:Entity)
WHERE r.confidence >= $confidence AND r.weight >= $weight AND (size($types) = 0 OR e.type IN $types)
  AND (size($predicates) = 0 OR r.predicate IN $predicates) AND (NOT $approved OR r.approved)
WITH e, count(r) AS relations ORDER BY relations DESC, e.id LIMIT $limit
RETURN collect([e.id, e.slug, e.name, e.type, e.mention_count, e.video_count, e.relation_count])
"""
STEPS = """
MATCH (n:Entity) WHERE n.id IN $ids
CALL (n) {
  MATCH (n)-[r:RELATES]->(far:Entity)
  RETURN r, far ORDER BY r.weight DESC, r.id LIMIT $each
  UNION ALL
  MATCH (n)<-[r:RELATES]-(far:Entity)
  RETURN r, far ORDER BY r.weight DESC, r.id LIMIT $each
}
RETURN collect([r.id, startNode(r).id, endNode(r).id, r.predicate, r.polarity, r.weight, r.confidence,
  coalesce(r.approved, false), far.id, far.relation_count])
"""
MEETINGS = """
CALL {
  MATCH (n:Entity)-[:RELATES]-(e:Entity) WHERE n.id IN $left RETURN DISTINCT e
  UNION ALL
  MATCH (n:Entity)-[:RELATES]-(e:Entity) WHERE n.id IN $right RETURN DISTINCT e
}
WITH e, count(*) AS sides WHERE sides = 2
WITH e ORDER BY e.relation_count, e.id LIMIT $limit
RETURN collect([e.id, e.slug, e.name, e.type, e.mention_count, e.video_count, e.relation_count])
"""
# Neo4j writes down what is named after it has answered who wrote it; who asks waits for that, if anything is left
FIND = """
CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()
CALL db.index.fulltext.queryNodes('entity_names', $query) YIELD node AS e
WITH e, CASE
    WHEN $folded IN e.names THEN 0
    WHEN any(name IN e.names WHERE name STARTS WITH $folded) THEN 1
    ELSE 2
  END AS tier
ORDER BY tier, e.video_count DESC, e.id LIMIT $limit
RETURN collect([e.id, e.slug, e.name, e.type, e.mention_count, e.video_count, e.relation_count])
"""
# of a few letters thousands of names begin so: the best known are gone through until enough of them do
FIND_BEST_KNOWN = """
CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()
CALL {
  CALL db.index.fulltext.queryNodes('entity_names', $query) YIELD node AS e
  WITH e WHERE $folded IN e.names
  RETURN e, 0 AS tier
  UNION ALL
  MATCH (e:Entity) WHERE e.video_count >= 0
  WITH e ORDER BY e.video_count DESC, e.id LIMIT $most
  WITH e WHERE any(name IN e.names WHERE name STARTS WITH $folded)
  RETURN e, 1 AS tier LIMIT $limit
}
WITH e, min(tier) AS tier ORDER BY tier, e.video_count DESC, e.id LIMIT $limit
RETURN collect([e.id, e.slug, e.name, e.type, e.mention_count, e.video_count, e.relation_count])
"""
ALIKE = """
CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()
CALL db.index.fulltext.queryNodes('entity_names', $query, {limit: $limit}) YIELD node AS e
RETURN collect([e.id, e.names])
"""
COUNTS = """
RETURN COUNT { (:Video) }, COUNT { (:Segment) }, COUNT { ()-[:ABOUT]->() },
       COUNT { (:Entity) } + COUNT { (:HiddenEntity) }, COUNT { ()-[:MENTIONS]->() },
       COUNT { (:Claim) }, COUNT { ()-[:RELATES]->() }
"""
