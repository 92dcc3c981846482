"""Search over everything: what is asked, in groups, each best first, bounded in size and time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphapp.explorer.search.asked import Asked, Place
from graphapp.explorer.search.engines import TooSlow, choose_engine, limit_time
from graphapp.explorer.search.highlighting import EXCERPT
from graphapp.explorer.search.moments import find_moments, find_within
from graphapp.explorer.search.things import FoundEntity, find_entities, find_topics, find_videos, suggest_entities

Finder = Callable[[], list[Any]]
ENTITY, VIDEO, MOMENT, TOPIC = KINDS = ("entity", "video", "moment", "topic")
MOST_MEANT = 5


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind. `more`: there is more than was asked for. `cut`: it took too long, so that there
    may be something where nothing is shown."""

    kind: str
    results: Sequence[Any]
    more: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """`meant`: entities with names like what was typed, where no name has it."""

    asked: Asked
    groups: Sequence[Group]
    meant: Sequence[FoundEntity] = ()

    @property
    def is_empty(self) -> bool:
        return not any(group.results for group in self.groups)


def search_library(
    asked: Asked,
    *,
    kinds: Collection[str] = KINDS,
    limit: int = 10,
    excerpt: int = EXCERPT,
    place: Place | None = None,
) -> Found:
    """At most `limit` of each kind, moments of at most `excerpt` characters. With a speaker or a `place` only moments
    are looked for: nothing else is somebody's, or in one video."""
    wanted = [kind for kind in KINDS if kind in kinds and _applies(kind, asked, place=place)]
    finders = _list_finders(asked, limit=limit + 1, excerpt=excerpt, place=place)
    answers = _find_each([finders[kind] for kind in wanted])
    groups = [_make_group(kind, found, limit=limit) for kind, found in zip(wanted, answers, strict=True)]
    slips = [lambda: suggest_entities(asked, limit=MOST_MEANT)] if _may_be_a_slip(asked, groups) else []
    return Found(asked, groups, [entity for meant in _find_each(slips) for entity in meant or ()])


def _make_group(kind: str, found: list[Any] | None, *, limit: int) -> Group:
    results = found or []
    return Group(kind, results[:limit], more=len(results) > limit, cut=found is None)


def _may_be_a_slip(asked: Asked, groups: Sequence[Group]) -> bool:
    """No name has it, and it is one word, which may be misheard in transcripts too, or nothing else has it either."""
    unnamed = any(group.kind == ENTITY and not group.results for group in groups)
    return unnamed and (len(asked.terms) == 1 or not any(group.results for group in groups))


def _applies(kind: str, asked: Asked, *, place: Place | None) -> bool:
    if kind == MOMENT:
        return not asked.is_empty
    if asked.speaker or place:
        return False
    return bool(asked.plain) if kind == ENTITY else bool(asked.terms)


def _list_finders(asked: Asked, *, limit: int, excerpt: int, place: Place | None) -> Mapping[str, Finder]:
    engine = choose_engine()
    if place:
        return {MOMENT: lambda: find_within(place, asked, engine=engine, limit=limit, excerpt=excerpt)}
    return {
        ENTITY: lambda: find_entities(asked, limit=limit),
        VIDEO: lambda: find_videos(asked, engine=engine, limit=limit),
        MOMENT: lambda: find_moments(asked, engine=engine, limit=limit, excerpt=excerpt),
        TOPIC: lambda: find_topics(asked, engine=engine, limit=limit),
    }


def _find_each(finders: Sequence[Finder]) -> list[list[Any] | None]:
    """What each finds; None for those that took too long. All are asked within one limit: to set one is three
    statements on PostgreSQL."""
    answers: list[list[Any] | None] = []
    while len(answers) < len(finders):
        try:
            with limit_time() as begin:
                for find in finders[len(answers) :]:
                    begin()
                    answers.append(find())
        except TooSlow:
            answers.append(None)
    return answers
