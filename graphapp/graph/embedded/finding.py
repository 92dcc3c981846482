"""Finds entities by what is typed, over entity names and the keys by which they are named.

Names that begin with all that was typed are found by index; only where they are too few, words inside of names are
looked up in the record's text index: of trigrams on SQLite (`name_parts`) and on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from graphapp.graph.models import Entity
from graphapp.graph.names import begins, list_ids_called, list_keys
from graphapp.graph.typed import Typed
from ingest.language.lengths import is_unspaced

Match = Callable[[str, str], Q]
MANY = 1500
"""Names from which on going through all entities, best known first, finds enough sooner than listing the names."""
MOST_ALIKE = 2000
"""Names that are looked at for slips of the finger."""
SHORTEST_PART = 3
HOLDS = """
SELECT k.entity_id
FROM name_parts p JOIN name_rows r ON r.id = p.rowid JOIN videos_key k ON k.id = r.owner
WHERE name_parts MATCH %s AND k.entity_id IS NOT NULL
"""
# an entity has the id of one of its keys, so that its own name is reached by that key
ALIKE = """
SELECT TRIM(r.folded), k.entity_id
FROM name_parts p JOIN name_rows r ON r.id = p.rowid JOIN videos_key k ON k.id = r.owner
WHERE name_parts MATCH %s AND k.entity_id IS NOT NULL
LIMIT %s
"""


def find_entities(typed: Typed, *, limit: int) -> list[str]:
    """Ids, best first: see `GraphFacts.find_entities`."""
    found: list[str] = []
    for tier in (_equals, begins):
        _extend(found, _named(typed.folded, match=tier), limit=limit)
    if len(found) < limit:
        _extend(found, _with_all_words(typed.words), limit=limit)
    return found


def find_alike(parts: Sequence[str]) -> list[tuple[str, str]]:
    """(folded name, entity id) of names that hold one of the parts, at most MOST_ALIKE."""
    long = [part for part in parts if len(part) >= SHORTEST_PART]
    if not long:
        return []
    if connection.vendor != "sqlite":
        return _list_holding(long)
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [" OR ".join(map(_quote, long)), MOST_ALIKE])
        return list(cursor.fetchall())


def _list_holding(parts: Iterable[str]) -> list[tuple[str, str]]:
    holds = Q(pk__in=())
    for part in parts:
        inner = part.strip()
        holds |= Q(folded__contains=part) | (Q(folded__startswith=inner) if part[0] == " " else Q())
        holds |= Q(folded__endswith=inner) if part[-1] == " " else Q()
    keys = list_keys().filter(holds, entity__isnull=False).values_list("folded", "entity_id")
    return [*Entity.objects.filter(holds).values_list("folded", "id")[:MOST_ALIKE], *keys[:MOST_ALIKE]]


def _extend(found: list[str], entities: QuerySet[Entity], *, limit: int) -> None:
    if len(found) >= limit:
        return
    rows = entities.order_by("-video_count", "id").values_list("id", flat=True)
    known = set(found)
    new = (id for id in rows[: limit + len(known)] if id not in known)
    found.extend(list(new)[: limit - len(found)])


def _named(text: str, *, match: Match) -> QuerySet[Entity]:
    """Entities of which a name or key matches. Few are listed and then put in order; many are met soon enough by
    going through all entities in the order that is wanted."""
    if len(list_keys().filter(match("folded", text)).values_list("pk")[:MANY]) == MANY:
        return Entity.objects.filter(_goes_by(text, match=match))
    return Entity.objects.filter(id__in=list_ids_called(match("folded", text)))


def _goes_by(text: str, *, match: Match) -> Q:
    return match("folded", text) | Q(Exists(list_keys().filter(match("folded", text), entity=OuterRef("pk"))))


def _with_all_words(words: Sequence[str]) -> QuerySet[Entity]:
    """The longest word is looked up; the others are looked for in what that finds."""
    longest, *others = sorted(words, key=len, reverse=True)
    if connection.vendor == "sqlite" and len(_find_by(longest)) >= SHORTEST_PART:
        rows = Entity.objects.filter(id__in=RawSQL(HOLDS, [_quote(_find_by(longest))]))  # noqa: S611 (constant text)
    else:
        rows = Entity.objects.filter(id__in=list_ids_called(_has_word("folded", longest)))
    for word in others:
        rows = rows.filter(_goes_by(word, match=_has_word))
    return rows


def _quote(text: str) -> str:
    """Text as one phrase of FTS5's query language, in which nothing else is syntax."""
    return '"' + text.replace('"', '""') + '"'


def _equals(field: str, text: str) -> Q:
    return Q(**{field: text})


def _has_word(field: str, word: str) -> Q:
    return begins(field, word) | Q(**{f"{field}__contains": _find_by(word)})


def _find_by(word: str) -> str:
    """What a name holds behind its beginning that has a word: with the space before it, where its script has spaces."""
    return word if is_unspaced(word) else f" {word}"
