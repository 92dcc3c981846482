"""Writes resolved entities, appearances and counts as rows, only where they differ from what stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q

from graphapp.graph.models import Appearance, Entity, Relation
from graphapp.resolution.records import ResolvedAppearance, ResolvedEntity
from graphapp.videos.column_updates import set_key_places, set_relation_counts, set_video_totals
from graphapp.videos.models import Claim, Video
from graphapp.videos.slugs import make_slug
from ingest.ids import fold_name

BATCH = 500
LIST_LIMIT = 20_000
"""SQLite takes 32,766 parameters in one statement."""
ENTITY_SLUG_ID_LENGTH = 8
_ENTITY = (
    "slug",
    "name",
    "folded",
    "type",
    "video_count",
    "mention_count",
    "confidence",
    "approved",
    "description",
    "links",
)
_APPEARANCE = ("mentions", "first_segment", "first_ms", "salience", "confidence")


def write_entities(resolved: Sequence[ResolvedEntity]) -> set[str]:
    """Insert or update; returns the ids of those that are new or differ."""
    old = _load_old([entity.id for entity in resolved])
    new = {entity.id: _entity_values(entity) for entity in resolved}
    changed = {id for id, values in new.items() if old.get(id) != values}
    rows = [Entity(id=id, **dict(zip(_ENTITY, new[id], strict=True))) for id in sorted(changed)]
    Entity.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=_ENTITY, batch_size=BATCH
    )
    return changed


def _load_old(ids: Sequence[str]) -> dict[str, tuple[object, ...]]:
    rows = (
        row
        for start in range(0, len(ids), LIST_LIMIT)
        for row in Entity.objects.filter(id__in=ids[start : start + LIST_LIMIT]).values_list("id", *_ENTITY)
    )
    return {row[0]: row[1:] for row in rows}


def _entity_values(entity: ResolvedEntity) -> tuple[object, ...]:
    return (
        make_slug(entity.name, id=entity.id, length=ENTITY_SLUG_ID_LENGTH),
        entity.name,
        fold_name(entity.name)[:300],
        entity.type,
        entity.video_count,
        entity.mention_count,
        entity.confidence,
        entity.approved,
        entity.description,
        [list(link) for link in entity.links],
    )


def move_keys(keys: Iterable[str], *, after: Mapping[str, str], reach: Mapping[str, str]) -> None:
    """Say where each key is resolved to now: None where it is hidden, or nothing is named by it any more."""
    set_key_places((after.get(key), reach.get(key, ""), key) for key in sorted(keys))


def write_appearances(
    resolved: Sequence[ResolvedAppearance], *, entities: set[str], videos: set[str]
) -> set[tuple[str, str]]:
    """Make the appearances of `entities` in `videos` what was resolved.

    Returns the (video, entity) pairs that are new, gone or differ.
    """
    before = {(row[0], row[1]): row[2:] for row in _load_appearances(entities, videos)}
    after = _list_appearances(resolved)
    gone = {pair for pair in before if pair not in after}
    changed = {pair for pair, values in after.items() if before.get(pair) != values}
    _delete_pairs(gone)
    _upsert_pairs(changed, after)
    return gone | changed


def write_every_appearance(resolved: Sequence[ResolvedAppearance]) -> None:
    """Make the appearances of a graph that has none yet."""
    values = _list_appearances(resolved)
    _upsert_pairs(values, values)


def _load_appearances(entities: set[str], videos: set[str]) -> Iterable[tuple[Any, ...]]:
    if not videos:
        return ()
    rows = Appearance.objects.filter(video__in=videos, entity__in=entities)
    return rows.values_list("video_id", "entity_id", *_APPEARANCE)


def _list_appearances(resolved: Sequence[ResolvedAppearance]) -> dict[tuple[str, str], tuple[object, ...]]:
    return {(a.video, a.entity): (a.mentions, a.first_segment, a.first_ms, a.salience, a.confidence) for a in resolved}


def _delete_pairs(pairs: Collection[tuple[str, str]]) -> None:
    for entity in sorted({entity for _, entity in pairs}):
        videos = [video for video, other in pairs if other == entity]
        Appearance.objects.filter(entity=entity, video__in=videos).delete()


def _upsert_pairs(pairs: Iterable[tuple[str, str]], values: Mapping[tuple[str, str], tuple[object, ...]]) -> None:
    rows = [
        Appearance(video_id=video, entity_id=entity, **dict(zip(_APPEARANCE, values[video, entity], strict=True)))
        for video, entity in sorted(pairs)
    ]
    Appearance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["video", "entity"],
        update_fields=_APPEARANCE,
        batch_size=BATCH,
    )


def count_relations(entities: set[str] | None = None) -> set[str]:
    """Count the relations of the given entities, or of all; returns the ids of those whose count changed."""
    if entities is not None and not entities:
        return set()
    counts: Counter[str] = Counter()
    for end in ("subject", "object"):
        rows = Relation.objects.all() if entities is None else Relation.objects.filter(**{f"{end}__in": entities})
        counts.update(dict(rows.values_list(end).annotate(n=Count("id")).order_by()))
    wanted = Entity.objects.all() if entities is None else Entity.objects.filter(id__in=entities)
    changed = sorted(id for id, count in wanted.values_list("id", "relation_count") if count != counts[id])
    set_relation_counts((counts[id], id) for id in changed)
    return set(changed)


def count_video_totals(videos: Iterable[str] | None = None) -> None:
    """How many entities and relations each of the given videos has, or each of all."""
    chosen = None if videos is None else set(videos)
    if chosen is not None and not chosen:
        return
    wanted = Video.objects.all() if chosen is None else Video.objects.filter(id__in=chosen)
    entities = dict(Appearance.objects.filter(video__in=wanted).values_list("video").annotate(n=Count("id")).order_by())
    claims = Claim.objects.filter(video__in=wanted).values_list("video")
    relations = dict(claims.annotate(n=Count("relation", distinct=True, filter=Q(relation__isnull=False))).order_by())
    ids = wanted.order_by("id").values_list("id", flat=True)
    set_video_totals((entities.get(id, 0), relations.get(id, 0), id) for id in ids)
