"""What is around a topic: the entities named where it is discussed, what is stated there, and topics beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from graphapp.explorer.topics.passages import Passages
from graphapp.explorer.topics.subject import Subject, TopicCount
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Claim, Mention, Topic
from graphapp.videos.portrait.wording import phrase_of
from graphapp.videos.reading.browsing import name_topics
from graphapp.videos.reading.connections import EVIDENCE, Evidence

ENTITIES = 48
STATEMENTS = 12
RELATED = 12
CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class NamedHere:
    """`mentions`: where the topic is discussed, in the videos looked at."""

    entity: Entity
    mentions: int


@dataclass(frozen=True, slots=True)
class Statement:
    relation: Relation
    phrase: str
    evidence: Evidence


def load_named(passages: Passages) -> list[NamedHere]:
    """Most named first. Three queries."""
    rows = Mention.objects.filter(segment__in=passages.load_rows(), key__entity__isnull=False)
    counts = dict(rows.order_by().values_list("key__entity_id").annotate(n=Count("*")))
    ranked = sorted(counts, key=lambda id: (-counts[id], id))[:ENTITIES]
    known = Entity.objects.in_bulk(ranked)
    return [NamedHere(known[id], counts[id]) for id in ranked if id in known]


def load_statements(passages: Passages, *, relations: Sequence[str]) -> list[Statement]:
    """What is stated of some relations where the topic is discussed, the surest of each. `relations`: ids, in the
    order in which they are told. Two queries."""
    rows = Claim.objects.filter(video__in=passages.numbers, relation__in=relations)
    best: dict[str, Evidence] = {}
    for relation, *row in rows.order_by("-confidence", "video", "number").values_list("relation_id", *EVIDENCE):
        evidence = Evidence(*row)
        if passages.holds(evidence.video_id, evidence.segment):
            best.setdefault(relation, evidence)
    known = Relation.objects.select_related("subject", "object").in_bulk(list(best))
    told = [id for id in relations if id in best and id in known][:STATEMENTS]
    return [Statement(known[id], phrase_of(known[id].predicate), best[id]) for id in told]


def load_related(subject: Subject) -> list[TopicCount]:
    """Topics of the same videos, `videos` being those that discuss both, among the newest. A topic that is
    everywhere counts less. Three queries."""
    rows = Topic.objects.filter(video__in=subject.newest).exclude(slug=subject.slug).order_by().values_list("slug")
    together = dict(rows.annotate(n=Count("*")).order_by("-n", "slug")[:CANDIDATES])
    candidates = list(together)
    everywhere = dict(Topic.objects.filter(slug__in=candidates).order_by().values_list("slug").annotate(n=Count("*")))
    ranked = sorted(candidates, key=lambda t: (-together[t] / math.log2(1 + max(2, everywhere[t])), t))[:RELATED]
    names = name_topics(ranked)
    return [TopicCount(name, names[name], together[name]) for name in ranked]
