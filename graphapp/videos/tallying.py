"""Keeps what all namings of a key say together (`Tally`, `Tie`), so that what it says is read without them.

A video that is new adds to the sums; where namings went or changed, those of their keys are counted again. Both come
to what counting everything comes to. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from graphapp.graph.models import Tally, Tie
from graphapp.videos.column_updates import run_many

# votes are whole numbers, because a sum of fractions depends on its order and all paths must agree to the last bit
_SUMS = """
SELECT n.key_id, n.name, n.type,
  SUM(CASE WHEN n.is_title THEN n.cluster_mentions + 1 ELSE 0 END),
  SUM(CASE WHEN n.is_title THEN n.cluster_mentions + 1 ELSE 0 END * CAST(FLOOR(n.confidence * 1000) AS bigint)),
  SUM(n.mentions), MAX(n.confidence), MIN(v.added_at)
FROM videos_naming n JOIN videos_video v ON v.id = n.video_id
"""
_TALLY = "INSERT INTO graph_tally (key, name, type, name_votes, type_votes, mentions, confidence, first)"
_PAIRS = """
SELECT n.key_id, t.key_id, MAX(n.name_confidence)
FROM videos_naming n JOIN videos_naming t ON t.video_id = n.video_id AND t.cluster = n.cluster
"""
_TIE = "INSERT INTO graph_tie (key, title, confidence)"
_TOGETHER = "n.key_id <> t.key_id AND t.is_title AND NOT n.is_title GROUP BY n.key_id, t.key_id"

ADD_TALLIES = f"""
{_TALLY} {_SUMS} WHERE n.video_id = %s GROUP BY n.key_id, n.name, n.type
ON CONFLICT (key, name, type) DO UPDATE SET
  name_votes = graph_tally.name_votes + excluded.name_votes,
  type_votes = graph_tally.type_votes + excluded.type_votes,
  mentions = graph_tally.mentions + excluded.mentions,
  confidence = CASE WHEN excluded.confidence > graph_tally.confidence
    THEN excluded.confidence ELSE graph_tally.confidence END,
  first = CASE WHEN excluded.first < graph_tally.first THEN excluded.first ELSE graph_tally.first END
"""
ADD_TIES = f"""
{_TIE} {_PAIRS} WHERE n.video_id = %s AND {_TOGETHER}
ON CONFLICT (key, title) DO UPDATE SET confidence = CASE WHEN excluded.confidence > graph_tie.confidence
  THEN excluded.confidence ELSE graph_tie.confidence END
"""
COUNT_TALLY = f"{_TALLY} {_SUMS} WHERE n.key_id = %s GROUP BY n.key_id, n.name, n.type"
COUNT_TALLIES = f"{_TALLY} {_SUMS} GROUP BY n.key_id, n.name, n.type"
COUNT_TIES_OF = f"{_TIE} {_PAIRS} WHERE n.key_id = %s AND {_TOGETHER} ON CONFLICT (key, title) DO NOTHING"
COUNT_TIES_TO = f"{_TIE} {_PAIRS} WHERE t.key_id = %s AND {_TOGETHER} ON CONFLICT (key, title) DO NOTHING"
COUNT_TIES = f"{_TIE} {_PAIRS} WHERE {_TOGETHER}"
NO_TALLY = "DELETE FROM graph_tally WHERE key = %s"
NO_TIES_OF = "DELETE FROM graph_tie WHERE key = %s"
NO_TIES_TO = "DELETE FROM graph_tie WHERE title = %s"


def tally_video(video: str) -> None:
    """Add the namings of a video that is new."""
    run_many(ADD_TALLIES, [(video,)])
    run_many(ADD_TIES, [(video,)])


def tally_keys(keys: Collection[str]) -> None:
    """Count these keys again: namings of theirs went, came or changed."""
    rows = [(key,) for key in sorted(keys)]
    for statement in (NO_TALLY, NO_TIES_OF, NO_TIES_TO, COUNT_TALLY, COUNT_TIES_OF, COUNT_TIES_TO):
        run_many(statement, rows)


def tally_everything() -> None:
    """All of it from nothing."""
    for model in (Tally, Tie):
        model.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(COUNT_TALLIES)
        cursor.execute(COUNT_TIES)
