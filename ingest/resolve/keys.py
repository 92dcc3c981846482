"""The keys by which an entity of one video meets those of others, and how far each key reaches."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.ids import fold_name
from ingest.language.background import load_background
from ingest.records import EntityType, NameKey, Scope
from ingest.resolve.acronyms import drop_plural
from ingest.resolve.clusters import Cluster
from ingest.resolve.name import Name

_LOCAL_REASONS = frozenset({"given-name", "surname", "mishearing", "kind-word", "city"})
_SHORT = 3


def list_keys(cluster: Cluster, *, kind: EntityType) -> tuple[NameKey, ...]:
    """The title's key first, then one for each other folded form; none twice."""
    keys: dict[str, NameKey] = {}
    for key in _all_keys(cluster, kind):
        keys.setdefault(key.folded, key)
    return tuple(keys.values())


def _all_keys(cluster: Cluster, kind: EntityType) -> Iterator[NameKey]:
    head = cluster.head
    reason = "speaker" if head.speaker else "title"
    yield _make_key(head.title, head, kind=kind, reason=reason, confidence=1.0)
    yield from _surface_keys(head, kind=kind, reason="lexicon-alias" if head.sure else "same-name", confidence=0.95)
    for name, why, sure in cluster.parts:
        yield _make_key(name.title, name, kind=kind, reason=why, confidence=sure)
        yield from _surface_keys(name, kind=kind, reason=why, confidence=sure)


def _surface_keys(name: Name, *, kind: EntityType, reason: str, confidence: float) -> Iterator[NameKey]:
    for surface in name.surfaces:
        yield _make_key(surface, name, kind=kind, reason=reason, confidence=confidence)


def _make_key(form: str, name: Name, *, kind: EntityType, reason: str, confidence: float) -> NameKey:
    folded = fold_name(form)
    count = sum(n for surface, n in name.surfaces.items() if fold_name(surface) == folded)
    scope = _reach(form, name, kind=kind, reason=reason)
    return NameKey(form, folded, scope, reason, confidence, count)


def _reach(form: str, name: Name, *, kind: EntityType, reason: str) -> Scope:
    """Only a full name that can hardly mean another thing reaches beyond its video."""
    folded = fold_name(form)
    listed = name.sure and folded == name.folded
    if reason in _LOCAL_REASONS or (name.told and not _is_of_title(folded, name)):
        return Scope.VIDEO
    if listed:
        return Scope.LIBRARY
    if folded in name.loose:
        return Scope.VIDEO
    single = " " not in folded
    if kind is EntityType.PERSON:
        return Scope.VIDEO if single else Scope.LIBRARY
    if not single:
        return Scope.LIBRARY
    short = len(fold_name(drop_plural(form))) <= _SHORT or reason == "acronym"
    ordinary = kind is not EntityType.CONCEPT and load_background().is_ordinary(folded, share=0.5, talks=20)
    return Scope.VIDEO if short or ordinary else Scope.LIBRARY


def _is_of_title(folded: str, name: Name) -> bool:
    """Whether the words are the title's own: what else a reader takes for a name ("our video", "share things")
    names other things in other videos."""
    return set(folded.split()) <= set(name.words)
