"""Notes which entities an ingest changed, hundreds at a time. Gathers nothing."""

from __future__ import annotations

from collections.abc import Iterable

from graphapp.videos.database.column_updates import insert_many

TOUCHED = """
INSERT INTO curation_touched (entity, times) VALUES (%s, 1)
ON CONFLICT (entity) DO UPDATE SET times = curation_touched.times + 1
"""


def note_touched(entities: Iterable[str]) -> None:
    insert_many(TOUCHED, ((id,) for id in entities))
