"""One video's rows while what editors said of its words is laid over them. Pure: reads and writes no tables.

All rows are in memory, so that a video of which many decisions speak costs no more statements than one of which one
does. How they come here and go back: `graphapp.videos.extraction.overlaying`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from graphapp.videos.extraction.quoting import Flat, Spot
from graphapp.videos.extraction.sheet_rows import ClaimRow, Edit, MentionRow, NamingRow, Table, VideoRows
from graphapp.videos.premises.judging import MENTION, RELATE, SPLIT
from ingest.ids import fold_name
from ingest.records import Scope

FIRST_NUMBER = 1_000_000
"""Claims and clusters that editors made are numbered from here, past all of an extraction's."""
STATED = 0.99
NAMED = 0.95
FOLDED_LENGTH = 300


class Sheet:
    """`references`: by which decisions speak of the video. `applied`: of each decision whether it had something to
    say. `keys`: (id, folded, scope) of those that were named, and are still."""

    def __init__(
        self,
        video: str,
        *,
        references: frozenset[str],
        rows: VideoRows,
    ) -> None:
        self.video = video
        self.references = references
        self.segments = {segment.number: segment for segment in rows.segments}
        self.flat = Flat([(segment.number, segment.text) for segment in rows.segments])
        self.mentions, self.namings, self.claims = Table(rows.mentions), Table(rows.namings), Table(rows.claims)
        self.applied: dict[str, bool] = {}
        self.keys: dict[str, tuple[str, str, str]] = {}
        self._in_segment: dict[int, set[int]] = defaultdict(set)
        for number, row in rows.mentions.items():
            self._in_segment[row.segment_id].add(number)
        self._naming_of = {row.key_id: number for number, row in rows.namings.items()}
        self._counted: set[str] = set()
        self._made = 0

    def lay(self, edits: Iterable[Edit]) -> None:
        """In the order in which they were made, statements after all names; then what was moved is counted again."""
        for edit in sorted(edits, key=lambda each: (each.kind == RELATE, each.order)):
            self.applied[edit.id] = self._apply(edit)
        self._recount()
        named = {row.key_id for row in self.namings.rows.values()}
        self.keys = {id: row for id, row in self.keys.items() if id in named}

    def list_keys(self) -> set[str]:
        """The keys that this concerned."""
        return self._counted | self.mentions.list_keys() | self.namings.list_keys() | self.claims.list_keys()

    def _apply(self, edit: Edit) -> bool:
        """False where the words, or the names, are not here any more; then nothing was changed."""
        if edit.kind == RELATE:
            return self._state(edit.said)
        return edit.kind in {MENTION, SPLIT} and self._name(edit, split=edit.kind == SPLIT)

    def _name(self, edit: Edit, *, split: bool) -> bool:
        said, here = edit.said, edit.list_places(self.video, words=self.references)
        found = [spot for spot in map(self.flat.locate, here) if spot is not None and self.flat.fits(spot)]
        text = said["places"][0]["text"]
        alike = list(self.flat.find_words(text)) if here and said.get("everywhere") else []
        if not found and not alike:
            return False
        key = (said["left"] if split else said["keys"])[-1]
        self._ensure_naming(key, text=said.get("name") or text, said=said, title=split)
        for spot in found:
            self._set_mention(spot, key)
        for spot in alike:
            if not self._list_overlapping(spot):
                self._set_mention(spot, key)
        return True

    def _ensure_naming(self, key: str, *, text: str, said: Mapping[str, Any], title: bool) -> None:
        scope = Scope.LIBRARY if said.get("everywhere") else Scope.VIDEO
        # what meets across videos is what is said, whatever the thing is called
        folded = fold_name(said["places"][0]["text"] if scope is Scope.LIBRARY else text)
        self.keys.setdefault(key, (key, folded[:FOLDED_LENGTH], scope.value))
        self._counted.add(key)
        if key in self._naming_of:
            return
        self._made += 1
        row = NamingRow(
            video_id=self.video,
            cluster=FIRST_NUMBER + self._made,
            key_id=key,
            name=text,
            is_title=title or len(said.get("keys", ())) == 1,
            type=said["as"],
            reason="editor",
            name_confidence=1.0,
            mentions=0,
            first_segment=None,
            first_ms=None,
            salience=0.3,
            confidence=NAMED,
            cluster_mentions=0,
        )
        self._naming_of[key] = self.namings.add(row)

    def _list_overlapping(self, spot: Spot) -> list[int]:
        rows = self.mentions.rows
        there = self._in_segment[self.segments[spot.number].id]
        return sorted(number for number in there if rows[number].start < spot.end and rows[number].end > spot.start)

    def _set_mention(self, spot: Spot, key: str) -> None:
        """Make the words name `key`, whatever they, or words that they overlap, named before."""
        segment = self.segments[spot.number].id
        there = self._list_overlapping(spot)
        named = {self.mentions.rows.pop(number).key_id for number in there}
        self._in_segment[segment] -= set(there)
        self._in_segment[segment].add(self.mentions.add(MentionRow(self.video, segment, spot.start, spot.end, key)))
        self._counted |= {key, *named}
        for old in named - {key}:
            self._follow(spot, old=old, new=key)

    def _follow(self, spot: Spot, *, old: str, new: str) -> None:
        """Claims whose quote holds the words, and no others of that name, speak of the new name now."""
        segment = self.segments[spot.number].id
        for number, claim in self.claims.rows.items():
            if claim.segment_id != segment or old not in (claim.subject_id, claim.object_id):
                continue
            inside = claim.quote_start <= spot.start and spot.end <= claim.quote_start + len(claim.quote)
            if inside and not self._names_within(claim, old):
                ends = {name: new for name in ("subject_id", "object_id") if getattr(claim, name) == old}
                self.claims.rows[number] = claim._replace(**ends)

    def _names_within(self, claim: ClaimRow, key: str) -> bool:
        limit = claim.quote_start + len(claim.quote)
        there = (self.mentions.rows[number] for number in self._in_segment[claim.segment_id])
        return any(row.key_id == key and row.start >= claim.quote_start and row.end <= limit for row in there)

    def _state(self, said: Mapping[str, Any]) -> bool:
        spot = self.flat.locate(said["place"])
        subject, obj = (next((key for key in keys if key in self._naming_of), "") for keys in said["ends"])
        if spot is None or not subject or not obj:
            return False
        self._made += 1
        segment = self.segments[spot.number]
        row = ClaimRow(
            video_id=self.video,
            number=FIRST_NUMBER + self._made,
            subject_id=subject,
            predicate=said["predicate"],
            object_id=obj,
            polarity=said["polarity"],
            confidence=STATED,
            rule="editor",
            segment_id=segment.id,
            quote=said["place"]["text"],
            quote_start=spot.start,
            speaker=segment.speaker,
            start_ms=segment.start_ms,
            relation_id=None,
        )
        self.claims.add(row)
        return True

    def _recount(self) -> None:
        places = self._list_places()
        clusters: dict[int, list[int]] = defaultdict(list)
        moved = {self.namings.rows[number].cluster for number in self._list_counted()}
        for number in self._list_counted():
            numbers = places[self.namings.rows[number].key_id]
            first = self.segments[min(numbers)] if numbers else None
            self.namings.rows[number] = self.namings.rows[number]._replace(
                mentions=len(numbers),
                first_segment=first.number if first else None,
                first_ms=first.start_ms if first else None,
            )
        for number, row in self.namings.rows.items():
            clusters[row.cluster].append(number)
        for cluster in sorted(moved):
            self._count_cluster(clusters[cluster])

    def _list_counted(self) -> list[int]:
        return [self._naming_of[key] for key in sorted(self._counted) if key in self._naming_of]

    def _list_places(self) -> Mapping[str, list[int]]:
        """Of each key that is counted, the numbers of the segments where it is mentioned."""
        number_of = {segment.id: segment.number for segment in self.segments.values()}
        places: dict[str, list[int]] = defaultdict(list)
        for row in self.mentions.rows.values():
            if row.key_id in self._counted:
                places[row.key_id].append(number_of[row.segment_id])
        return places

    def _count_cluster(self, numbers: Collection[int]) -> None:
        """A thing of which nothing is left to be read or said in this video is not named here any more."""
        rows = {number: self.namings.rows[number] for number in numbers}
        total = sum(row.mentions for row in rows.values())
        kept = total or self._is_claimed({row.key_id for row in rows.values()})
        for number, row in rows.items():
            if kept:
                self.namings.rows[number] = row._replace(cluster_mentions=total)
            else:
                self._counted.add(row.key_id)
                del self.namings.rows[number]

    def _is_claimed(self, keys: Collection[str]) -> bool:
        return any(claim.subject_id in keys or claim.object_id in keys for claim in self.claims.rows.values())
