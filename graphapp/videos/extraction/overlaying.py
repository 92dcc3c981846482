"""Lays what editors said of single places (mentions, claims) over the rows of a video's extraction.

The extraction stays recoverable to the last row: whatever is changed, taken away or added is noted in `Overlay`,
taken back first, and laid anew from all active decisions in their order (`graphapp.videos.extraction.sheets`). So the
rows of a video are a function of its extraction and the decisions, in whatever order those were made, revoked and
restored. Reads and writes of many videos at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model, Q

from graphapp.videos.database.prepared import Prepared
from graphapp.videos.extraction import overlay_updates as updates
from graphapp.videos.extraction.inserts import insert_claims, insert_keys, insert_mentions, insert_namings
from graphapp.videos.extraction.sheet_rows import ClaimRow, Edit, MentionRow, NamingRow, SegmentRow, VideoRows
from graphapp.videos.extraction.sheets import Sheet
from graphapp.videos.models import Claim, DecisionVideo, Mention, Naming, Overlay, Segment, Video
from graphapp.videos.premises.facts import cut_list, listed

TABLES: Mapping[str, type[Model]] = {"mention": Mention, "naming": Naming, "claim": Claim}
KEYS = ("key_id", "subject_id", "object_id")
AT_ONCE = 50
"""So many videos are in memory together."""
_EDITS_OF = Prepared(
    lambda videos: DecisionVideo.objects.filter(video__in=videos, decision__active=True).values_list(
        "video", "decision_id", "decision__kind", "decision__order", "decision__said"
    )
)
_SEGMENTS_OF = Prepared(
    lambda videos: (
        Segment.objects.filter(video__in=videos)
        .order_by("video", "number")
        .values_list("video_id", *SegmentRow._fields)
    )
)
_MENTIONS_OF = Prepared(
    lambda videos: Mention.objects.filter(video__in=videos).order_by().values_list("id", *MentionRow._fields)
)
_NAMINGS_OF = Prepared(
    lambda videos: Naming.objects.filter(video__in=videos).order_by().values_list("id", *NamingRow._fields)
)
_CLAIMS_OF = Prepared(
    lambda videos: (
        Claim.objects.filter(video__in=videos).order_by("video", "number").values_list("id", *ClaimRow._fields)
    )
)
_LAID_OVER = Prepared(
    lambda videos: Overlay.objects.filter(video__in=videos).values_list("table", "row", "before").order_by("id")
)


def list_spoken(decisions: Iterable[str]) -> list[Video]:
    """The videos of whose words any of the decisions speaks, as far as they are here, oldest first."""
    rows = DecisionVideo.objects.filter(decision__in=listed(decisions))
    spoken = set(rows.values_list("video", flat=True))
    found = Video.objects.filter(Q(id__in=listed(spoken)) | Q(content__in=listed(spoken))) if spoken else ()
    return sorted(found, key=lambda video: (video.added_at, video.id))


def overlay_videos(videos: Sequence[Video]) -> set[str]:
    """Lay all active decisions about the videos' words over their extractions; the keys that this concerned."""
    touched: set[str] = set()
    for batch in cut_list(videos, size=AT_ONCE):
        touched |= _take_back([video.id for video in batch])
        touched |= lay_edits(batch)
    return touched


def lay_edits(videos: Sequence[Video]) -> set[str]:
    """The same over extractions that nothing is laid over."""
    edits = _list_edits(videos)
    sheets = list(_read_sheets([video for video in videos if edits[video.id]])) if edits else []
    for sheet in sheets:
        sheet.lay(edits[sheet.video])
    if sheets:
        _write_sheets(sheets)
    return {key for sheet in sheets for key in sheet.list_keys()}


def forget_overlays(video: Video) -> None:
    """The extraction's rows are about to be replaced or deleted: nothing is to be taken back any more."""
    Overlay.objects.filter(video=video).delete()
    DecisionVideo.objects.filter(video__in=_references(video)).update(applied=False)


def list_laid_keys(videos: Iterable[str]) -> set[str]:
    """Keys of rows that are laid over now, which the rows themselves may not name."""
    return {key for _, _, before in _LAID_OVER(videos) if before for key in _keys_in(before)}


def _references(video: Video) -> frozenset[str]:
    return frozenset({video.id, video.content})


def _keys_in(values: Mapping[str, Any]) -> set[str]:
    return {values[name] for name in KEYS if values.get(name)}


def _list_edits(videos: Iterable[Video]) -> Mapping[str, list[Edit]]:
    """By video. One that has the words of before of another is not that other one."""
    speaking: dict[str, dict[str, Edit]] = defaultdict(dict)
    videos_of: dict[str, list[Video]] = defaultdict(list)
    for video in videos:
        for reference in _references(video):
            videos_of[reference].append(video)
    for reference, *decision in _EDITS_OF(videos_of):
        edit = Edit._make(decision)
        for video in videos_of[reference]:
            if edit.list_places(video.id, words=_references(video)):
                speaking[video.id][edit.id] = edit
    return defaultdict(list, {id: list(edits.values()) for id, edits in speaking.items()})


def _take_back(videos: Sequence[str]) -> set[str]:
    """Leaves the rows as the extraction gave them; the keys that this concerned."""
    laid: dict[str, dict[int, Any]] = defaultdict(dict)
    for table, row, before in _LAID_OVER(videos):
        laid[table][row] = before
    touched = {key for rows in laid.values() for before in rows.values() if before for key in _keys_in(before)}
    for table, rows in laid.items():
        touched |= _list_keys(TABLES[table], rows=list(rows))
        updates.drop_rows(table, [row for row, before in rows.items() if before is None])
        _restore(TABLES[table], {row: before for row, before in rows.items() if before is not None})
    if laid:
        Overlay.objects.filter(video__in=listed(videos)).delete()
    return touched


def _list_keys(model: type[Model], *, rows: Sequence[int]) -> set[str]:
    columns = [field.attname for field in model._meta.concrete_fields if field.attname in KEYS]
    found = (model._default_manager.filter(pk__in=part).values_list(*columns) for part in cut_list(rows))
    return {key for part in found for keys in part for key in keys}


def _restore(model: type[Model], rows: Mapping[int, Mapping[str, Any]]) -> None:
    columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model._default_manager.bulk_create(
        (model(pk=row, **before) for row, before in rows.items()),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=columns,
    )


def _read_sheets(videos: Sequence[Video]) -> Iterator[Sheet]:
    ids = [video.id for video in videos]
    rows: dict[str, VideoRows] = defaultdict(VideoRows)
    for video, *segment in _SEGMENTS_OF(ids):
        rows[video].segments.append(SegmentRow._make(segment))
    for number, *mention in _MENTIONS_OF(ids):
        rows[mention[0]].mentions[number] = MentionRow._make(mention)
    for number, *naming in _NAMINGS_OF(ids):
        rows[naming[0]].namings[number] = NamingRow._make(naming)
    for number, *claim in _CLAIMS_OF(ids):
        rows[claim[0]].claims[number] = ClaimRow._make(claim)
    return (Sheet(video.id, references=_references(video), rows=rows[video.id]) for video in videos)


def _write_sheets(sheets: Sequence[Sheet]) -> None:
    insert_keys({id: key for sheet in sheets for id, key in sheet.keys.items()}.values())
    updates.drop_rows("mention", [row for sheet in sheets for row in sheet.mentions.list_gone()])
    updates.drop_rows("naming", [row for sheet in sheets for row in sheet.namings.list_gone()])
    updates.set_claim_ends(row for sheet in sheets for row in sheet.claims.list_changed())
    updates.set_naming_counts(row for sheet in sheets for row in sheet.namings.list_changed())
    insert_mentions(row for sheet in sheets for row in sheet.mentions.list_new())
    insert_namings(row for sheet in sheets for row in sheet.namings.list_new())
    insert_claims(row[:-1] for sheet in sheets for row in sheet.claims.list_new())
    _note(sheets)
    applied = ((done, id, reference) for s in sheets for id, done in s.applied.items() for reference in s.references)
    updates.set_applied(applied)


def _note(sheets: Sequence[Sheet]) -> None:
    """What is to be taken back."""
    updates.note_mentions(row for sheet in sheets for row in sheet.mentions.list_new())
    updates.note_namings(row for sheet in sheets for row in sheet.namings.list_new())
    updates.note_claims(row for sheet in sheets for row in sheet.claims.list_new())
    updates.note_covered("mention", (row for sheet in sheets for row in sheet.mentions.list_before()))
    updates.note_covered("naming", (row for sheet in sheets for row in sheet.namings.list_before()))
    updates.note_covered("claim", (row for sheet in sheets for row in sheet.claims.list_before()))
