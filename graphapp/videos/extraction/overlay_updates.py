"""Writes what sheets change of an extraction's rows, many at a time: one constant statement, run for each row.

Knows nothing of what the rows mean.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from graphapp.videos.database.column_updates import Row, run_many
from graphapp.videos.extraction.sheet_rows import ClaimRow, MentionRow, NamingRow

NO_ROW = {
    "mention": "DELETE FROM videos_mention WHERE id = %s",
    "naming": "DELETE FROM videos_naming WHERE id = %s",
    "claim": "DELETE FROM videos_claim WHERE id = %s",
}
CLAIM_ENDS = "UPDATE videos_claim SET subject_id = %s, object_id = %s WHERE id = %s"
NAMING_COUNTS = """
UPDATE videos_naming SET mentions = %s, first_segment = %s, first_ms = %s, cluster_mentions = %s WHERE id = %s
"""
APPLIED = "UPDATE videos_decisionvideo SET applied = %s WHERE decision_id = %s AND video = %s"
LAID_MENTION = """
INSERT INTO videos_overlay (video_id, "table", "row")
SELECT video_id, 'mention', id FROM videos_mention WHERE segment_id = %s AND start = %s
"""
LAID_NAMING = """
INSERT INTO videos_overlay (video_id, "table", "row")
SELECT video_id, 'naming', id FROM videos_naming WHERE video_id = %s AND key_id = %s
"""
LAID_CLAIM = """
INSERT INTO videos_overlay (video_id, "table", "row")
SELECT video_id, 'claim', id FROM videos_claim WHERE video_id = %s AND number = %s
"""
COVERED = 'INSERT INTO videos_overlay (video_id, "table", "row", before) VALUES (%s, %s, %s, %s)'


def drop_rows(table: str, rows: Iterable[int]) -> None:
    run_many(NO_ROW[table], ((row,) for row in rows))


def set_claim_ends(rows: Iterable[tuple[int, ClaimRow]]) -> None:
    run_many(CLAIM_ENDS, ((claim.subject_id, claim.object_id, row) for row, claim in rows))


def set_naming_counts(rows: Iterable[tuple[int, NamingRow]]) -> None:
    given = ((n.mentions, n.first_segment, n.first_ms, n.cluster_mentions, row) for row, n in rows)
    run_many(NAMING_COUNTS, given)


def set_applied(rows: Iterable[Row]) -> None:
    """(whether it was found, decision, video or hash of its words) each."""
    run_many(APPLIED, rows)


def note_mentions(rows: Iterable[MentionRow]) -> None:
    """That these were laid over the extraction."""
    run_many(LAID_MENTION, ((row.segment_id, row.start) for row in rows))


def note_namings(rows: Iterable[NamingRow]) -> None:
    run_many(LAID_NAMING, ((row.video_id, row.key_id) for row in rows))


def note_claims(rows: Iterable[ClaimRow]) -> None:
    run_many(LAID_CLAIM, ((row.video_id, row.number) for row in rows))


def note_covered(table: str, rows: Iterable[tuple[int, Any]]) -> None:
    """That rows of the extraction, given as they were, are gone or changed."""
    run_many(COVERED, ((was.video_id, table, row, json.dumps(was._asdict())) for row, was in rows))
