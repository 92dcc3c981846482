"""Reads an export's rows from the record, page by page, so that memory stays the same however large the library is.

Only ids of entities are kept, to leave out an edge whose end came or went while the file was written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphapp.explorer.exports.rows import EdgeLine, EvidenceLine, NodeLine, VideoLine
from graphapp.explorer.exports.scope import Scope
from graphapp.graph.answers import say_review
from graphapp.graph.models import Entity, Relation
from graphapp.resolution.relations import join_confidence
from graphapp.videos.models import Claim, Naming, Video
from graphapp.videos.portrait.wording import phrase_of

PAGE = 500
Listener = Callable[[str], None]
_VIDEO = ("id", "slug", "title", "channel", "published", "duration_ms", "video_url")
_CLAIM = ("video_id", "video__slug", "video__title", "segment__number", "quote", "speaker", "start_ms", "confidence")


def _hear_nothing(kind: str) -> None: ...


@dataclass(slots=True)
class Reader:
    """`on_row` hears "video", "node" or "edge" for each. Nodes must be read before edges. `base`: the site's address
    without a slash at its end; empty where it is not known."""

    scope: Scope
    base: str = ""
    on_row: Listener = _hear_nothing
    _nodes: set[str] = field(default_factory=set)

    def count_rows(self) -> int:
        """Nodes and edges, about: for showing progress."""
        lists = ((Entity, self.scope.list_entities()), (Relation, self.scope.list_relations()))
        return sum(model._default_manager.count() if ids is None else len(ids) for model, ids in lists)

    def read_videos(self) -> Iterator[VideoLine]:
        for page in _page_ids(Video, self.scope.list_videos()):
            for id, slug, title, channel, published, *rest in Video.objects.filter(id__in=page).values_list(*_VIDEO):
                self.on_row("video")
                yield VideoLine(id, slug, title, channel, published.isoformat() if published else "", *rest)

    def read_nodes(self) -> Iterator[NodeLine]:
        for page in _page_ids(Entity, self.scope.list_entities()):
            aliases, presences = _load_aliases(page), self.scope.load_presences(page)
            for entity in Entity.objects.filter(id__in=page).order_by("id"):
                self._nodes.add(entity.id)
                self.on_row("node")
                yield _make_node(entity, aliases.get(entity.id, set()), presences.get(entity.id))

    def read_edges(self) -> Iterator[EdgeLine]:
        for page in _page_ids(Relation, self.scope.list_relations()):
            evidence = self._load_evidence(page)
            for relation in Relation.objects.filter(id__in=page).order_by("id"):
                said = evidence.get(relation.id)
                if said and {relation.subject_id, relation.object_id} <= self._nodes:
                    self.on_row("edge")
                    yield _make_edge(relation, said)

    def _load_evidence(self, relations: Collection[str]) -> dict[str, list[EvidenceLine]]:
        found: dict[str, list[EvidenceLine]] = defaultdict(list)
        claims = Claim.objects.filter(relation__in=relations).order_by("-confidence", "video", "number")
        for relation, number, *facts in claims.values_list("relation_id", "number", *_CLAIM).iterator():
            if self.scope.keeps(facts[0], facts[3]):
                found[relation].append(EvidenceLine(f"{facts[0]}:{number}", *facts))
        return found


def _page_ids(model: Any, ids: Collection[str] | None) -> Iterator[Sequence[str]]:
    """Sorted, a page at a time; ids are hexadecimal, which every database sorts alike."""
    if ids is not None:
        ordered = sorted(ids)
        yield from (ordered[start : start + PAGE] for start in range(0, len(ordered), PAGE))
        return
    rows, after = model.objects.order_by("id").values_list("id", flat=True), ""
    while page := list(rows.filter(id__gt=after)[:PAGE]):
        yield page
        after = page[-1]


def _load_aliases(entities: Collection[str]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    rows = Naming.objects.filter(key__entity__in=entities).order_by().values_list("key__entity_id", "name").distinct()
    for entity, name in rows:
        names[entity].add(name)
    return names


def _make_node(entity: Entity, names: set[str], presence: tuple[int, int | None] | None) -> NodeLine:
    mentions, first_ms = presence or (entity.mention_count, None)
    return NodeLine(
        id=entity.id,
        slug=entity.slug,
        name=entity.name,
        type=entity.type,
        aliases=sorted(names - {entity.name}),
        mentions=mentions,
        videos=entity.video_count,
        confidence=entity.confidence,
        review=say_review(entity.approved),
        first_ms=first_ms,
    )


def _make_edge(relation: Relation, evidence: Sequence[EvidenceLine]) -> EdgeLine:
    return EdgeLine(
        id=relation.id,
        source=relation.subject_id,
        target=relation.object_id,
        predicate=relation.predicate,
        phrase=phrase_of(relation.predicate),
        polarity=relation.polarity,
        confidence=join_confidence(said.confidence for said in evidence),
        review=say_review(relation.approved),
        evidence=evidence,
    )
