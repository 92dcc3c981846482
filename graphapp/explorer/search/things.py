"""Entities, videos and topics for what is typed, each kind best first and with what is lit in its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from graphapp.explorer.search.asked import Asked, Term, fold_words
from graphapp.explorer.search.engines import TextEngine
from graphapp.explorer.search.highlighting import Lit, light_up
from graphapp.graph.models import Entity
from graphapp.graph.opening import open_questions
from graphapp.videos.models import Key, Naming, Video
from graphapp.videos.reading.browsing import choose_name, count_names

LOOKED_AT = 200
MOST_TOPIC_ROWS = 3000
TOPIC_ROWS_A_PLACE = 200
"""Of a topic's rows, in the newest videos, so many are gone through for each place that it could have in the answer."""


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """`alias`: another name of it that holds what was typed, where its own does not."""

    id: str
    slug: str
    name: Lit
    type: str
    video_count: int
    alias: Lit | None = None


@dataclass(frozen=True, slots=True)
class FoundVideo:
    id: str
    slug: str
    title: Lit
    channel: Lit
    published: date | None
    duration_ms: int | None


@dataclass(frozen=True, slots=True)
class FoundTopic:
    slug: str
    name: Lit
    video_count: int


def find_entities(asked: Asked, *, limit: int) -> list[FoundEntity]:
    hits = open_questions().search(asked.plain, limit=limit)
    return _describe_entities([hit.id for hit in hits], terms=_begin_all(asked.plain))


def suggest_entities(asked: Asked, *, limit: int) -> list[FoundEntity]:
    """Entities with names like what was typed, for slips of the finger."""
    hits = open_questions().suggest(asked.plain, limit=limit)
    return _describe_entities([hit.id for hit in hits], terms=())


def _describe_entities(ids: Sequence[str], *, terms: Sequence[Term]) -> list[FoundEntity]:
    """In the order of `ids`, as the record has them now: a store that lags behind shows nothing that was hidden."""
    rows = {row.id: row for row in Entity.objects.filter(id__in=ids)}
    lit = {id: light_up(row.name, terms=terms) for id, row in rows.items()}
    aliases = _find_aliases([id for id in rows if terms and len(lit[id].spans) < len(terms)], terms=terms)
    return [
        FoundEntity(id, row.slug, lit[id], row.type, row.video_count, aliases.get(id))
        for id, row in ((id, rows[id]) for id in ids if id in rows)
    ]


def _find_aliases(ids: Sequence[str], *, terms: Sequence[Term]) -> dict[str, Lit]:
    keys: dict[str, str] = {}
    for id, entity, folded in (
        Key.objects.filter(entity__in=ids).order_by("id").values_list("id", "entity_id", "folded")
    ):
        if len(light_up(folded, terms=terms).spans) == len(terms):
            keys.setdefault(entity, id)
    names = Naming.objects.filter(key__in=keys.values()).values("key").annotate(first=Min("name"))
    written = dict(names.values_list("key", "first"))
    return {entity: light_up(written[key], terms=terms) for entity, key in keys.items() if key in written}


def find_videos(asked: Asked, *, engine: TextEngine, limit: int) -> list[FoundVideo]:
    """What its title says before what its channel says, of which one may have hundreds; whole words before beginnings,
    then what was added last."""
    looked_at = max(LOOKED_AT, limit)
    titled = engine.list_videos(asked.terms, by_title=True, limit=looked_at)
    others = engine.list_videos(asked.terms, by_title=False, limit=looked_at) if len(titled) < limit else []
    place = {id: i for i, id in enumerate(dict.fromkeys([*titled, *others]))}
    rows = Video.objects.filter(id__in=place).only("slug", "title", "channel", "published", "duration_ms")

    def weigh(row: Video) -> tuple[bool, bool, int]:
        named = place[row.id] < len(titled)
        return not named, not _has_whole(f"{row.title} {row.channel}", asked.terms), place[row.id]

    ranked = sorted(rows, key=weigh)
    return [
        FoundVideo(
            row.id,
            row.slug,
            light_up(row.title, terms=asked.terms),
            light_up(row.channel, terms=asked.terms),
            row.published,
            row.duration_ms,
        )
        for row in ranked[:limit]
    ]


def _has_whole(text: str, terms: Sequence[Term]) -> bool:
    words = set(fold_words(text))
    return all(word in words for term in terms for word in term.words)


def find_topics(asked: Asked, *, engine: TextEngine, limit: int) -> list[FoundTopic]:
    """Whole words before beginnings, and of each those of most videos first."""
    rows = min(MOST_TOPIC_ROWS, limit * TOPIC_ROWS_A_PLACE)
    best: list[str] = []
    for terms in ([Term(term.words) for term in asked.terms], asked.terms):
        if len(best) < limit:
            slugs = Counter(engine.list_topics(terms, limit=rows))
            best += sorted(slugs.keys() - set(best), key=lambda slug: (-slugs[slug], slug))
    best = best[:limit]
    names = count_names(best)
    return [
        FoundTopic(slug, light_up(choose_name(names[slug]), terms=asked.terms), names[slug].total())
        for slug in best
        if slug in names
    ]


def _begin_all(plain: str) -> tuple[Term, ...]:
    """Names are looked for by the beginnings of words, in quotes or not."""
    return tuple(Term((word,), begins=True) for word in dict.fromkeys(fold_words(plain)))
