"""Sees to it that no two entities have one address, whatever came first: a function of those that there are.

Which that concerns is asked of the rows; they are written elsewhere (`graphapp.videos.deriving.derived_rows`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from django.db import connection

from graphapp.videos.addresses.slugs import part_slugs
from graphapp.videos.database.prepared import ask
from graphapp.videos.deriving.derived_rows import (
    ENTITY_SLUG_ID_LENGTH,
    EntityChanges,
    EntityFields,
    ask_entities,
    make_entity_slug,
)

_BEGINNING_ALIKE = {
    "sqlite": """
        SELECT e.id FROM json_each(%s) AS beginning CROSS JOIN graph_entity AS e
        ON e.id >= beginning.value AND e.id < beginning.value || 'g'
    """,
    "postgresql": """
        SELECT e.id FROM jsonb_array_elements_text(%s::jsonb) AS beginning(value) JOIN graph_entity AS e
        ON e.id >= beginning.value AND e.id < beginning.value || 'g'
    """,
}
"""Ids are hexadecimal, and "g" comes after them all."""


def settle_slugs(
    changes: EntityChanges, *, standing: Mapping[str, EntityFields], gone: Collection[str], alike: Collection[str]
) -> EntityChanges:
    """The same changes, and those of others whose address they take or leave. `standing`: rows of all that are changed
    or `gone`, as far as there are any. `alike`: ids that begin like any of these (`ask_alike`), and maybe more."""
    shifted = [id for id, values in changes.values.items() if standing.get(id, values).slug != values.slug]
    new = [id for id in changes.values if id not in standing]
    others = _read_others([*shifted, *new, *gone], alike={*alike} - changes.values.keys() - {*gone})
    alone = {id: values.slug for id, values in changes.values.items()}
    alone |= {id: make_entity_slug(values.name, id=id) for id, values in others.items()}
    slugs = dict(part_slugs(alone, length=ENTITY_SLUG_ID_LENGTH))
    before = {**standing, **others}
    after = {id: values._replace(slug=slugs[id]) for id, values in {**others, **changes.values}.items()}
    holder = {slug: id for id, slug in slugs.items()}
    left = frozenset(id for id, row in before.items() if holder.get(row.slug, id) != id)
    return replace(changes, values={id: row for id, row in after.items() if before.get(id) != row}, readdressed=left)


def ask_alike(ids: Iterable[str]) -> Callable[[], frozenset[str]]:
    """Entities whose ids begin like any of these: only such could have the same address. What is asked here may be sent
    together with other questions."""
    beginnings = sorted({id[:ENTITY_SLUG_ID_LENGTH] for id in ids})
    rows = ask(_BEGINNING_ALIKE[connection.vendor], [json.dumps(beginnings)]) if beginnings else list
    return lambda: frozenset(id for (id,) in rows())


def _read_others(ids: Iterable[str], *, alike: Collection[str]) -> dict[str, EntityFields]:
    beginnings = {id[:ENTITY_SLUG_ID_LENGTH] for id in ids}
    found = {id for id in alike if id[:ENTITY_SLUG_ID_LENGTH] in beginnings}
    return ask_entities(found)() if found else {}
