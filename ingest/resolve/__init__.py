"""Decides which names of one video are the same thing. Never joins across videos: that is for keys and editors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.records import (
    Entity,
    EntityType,
    KnownName,
    Mention,
    NamedSpan,
    Resolution,
    Suggestion,
    Transcript,
)
from ingest.resolve.acronyms import prefer_spelled_out
from ingest.resolve.clusters import Cluster, Clusters, join_names
from ingest.resolve.fences import build_fences
from ingest.resolve.joins import propose_joins
from ingest.resolve.keys import list_keys
from ingest.resolve.names import choose_spans, collect_names
from ingest.resolve.salience import Stage, rate_salience, set_stage

__all__ = ["resolve_names"]

_PERSONAL = frozenset({"given-name", "surname"})


def resolve_names(
    transcript: Transcript,
    *,
    spans: Sequence[NamedSpan],
    known: Sequence[KnownName] = (),
    apart: Sequence[tuple[str, str]] = (),
    distinct: Sequence[frozenset[str]] = (),
) -> Resolution:
    """The entities of one video, most salient first, and the joins that were doubted instead of made.

    Mentions don't overlap, names are unique, and no folded form is a key of two entities. A speaker whom
    nobody names is an entity without mentions. `apart`: pairs of names that are never joined, nor suggested.
    `distinct`: sets of names that the extractor read as so many things; only another spelling of one is joined.
    """
    fences = build_fences(apart, distinct=distinct)
    chosen = choose_spans(transcript, spans)
    names = prefer_spelled_out(collect_names(transcript, spans=chosen, known=known, fences=fences))
    found = join_names(names, joins=propose_joins(names), fences=fences)
    stage = set_stage(transcript, clusters=found.clusters)
    made = [(cluster, _make_entity(cluster, stage)) for cluster in found.clusters]
    made.sort(key=lambda row: (-row[1].salience, row[1].name))
    entities = _number([entity for _, entity in made])
    ids = {cluster.head.folded: entity.id for (cluster, _), entity in zip(made, entities, strict=True)}
    return Resolution(entities, _suggest(found, ids))


def _make_entity(cluster: Cluster, stage: Stage) -> Entity:
    kind = _choose_type(cluster)
    mentions = _list_mentions(cluster, stage)
    confidence = _rate_confidence(cluster)
    return Entity(
        id="",
        name=cluster.head.title,
        type=kind,
        keys=list_keys(cluster, kind=kind),
        surfaces=_list_surfaces(cluster),
        mentions=mentions,
        salience=rate_salience(cluster, stage=stage, mentions=mentions, confidence=confidence),
        confidence=confidence,
    )


def _choose_type(cluster: Cluster) -> EntityType:
    """A speaker is a person; a listed name is what the list says; who is called by a part of the name is a person."""
    listed = next((name for name in cluster.names() if name.sure), None)
    if cluster.head.speaker or listed is not None:
        return (cluster.head if cluster.head.speaker or listed is None else listed).type
    called = any(reason in _PERSONAL or (reason == "mishearing" and n.is_person) for n, reason, _ in cluster.parts)
    return EntityType.PERSON if called else cluster.head.type


def _list_mentions(cluster: Cluster, stage: Stage) -> tuple[Mention, ...]:
    mentions = [span.mention for name in cluster.names() for span in name.spans]
    return tuple(sorted(mentions, key=lambda m: stage.starts[m.segment] + m.start))


def _list_surfaces(cluster: Cluster) -> tuple[str, ...]:
    surfaces = (form for name in cluster.names() for form in (*name.labels, *name.surfaces))
    return tuple(dict.fromkeys(surfaces))


def _rate_confidence(cluster: Cluster) -> float:
    if cluster.head.speaker:
        return 0.99
    best = max(span.confidence for name in cluster.names() for span in name.spans)
    return round(min(0.99, best + 0.02 * (cluster.count - 1)), 3)


def _number(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """With their ids, and with keys that are their own: a folded form belongs to one entity, to whose title it is, else
    to the more salient one."""
    owners: dict[str, int] = {}
    for n, entity in enumerate(entities, start=1):
        owners.setdefault(entity.keys[0].folded, n)
    for n, entity in enumerate(entities, start=1):
        for key in entity.keys:
            owners.setdefault(key.folded, n)
    return tuple(
        replace(entity, id=f"e{n}", keys=tuple(key for key in entity.keys if owners[key.folded] == n))
        for n, entity in enumerate(entities, start=1)
    )


def _suggest(found: Clusters, ids: dict[str, str]) -> tuple[Suggestion, ...]:
    heads = {name.folded: cluster.head.folded for cluster in found.clusters for name in cluster.names()}
    suggestions: dict[tuple[str, str], Suggestion] = {}
    for doubt in found.doubts:
        left, right = ids[heads[doubt.short]], ids[heads[doubt.full]]
        suggestions.setdefault((left, right), Suggestion(left, right, doubt.reason, doubt.confidence))
    return tuple(suggestions.values())
