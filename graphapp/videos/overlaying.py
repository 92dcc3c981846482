"""Lays what editors said of single places (mentions, claims) over the rows of a video's extraction.

The extraction stays recoverable to the last row: whatever is changed, taken away or added is noted in `Overlay`,
taken back first, and laid anew from all active decisions in their order. So the rows of a video are a function
of its extraction and the decisions, in whatever order those were made, revoked and restored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model, Q

from graphapp.videos.facts import listed
from graphapp.videos.judging import MENTION, RELATE, SPLIT
from graphapp.videos.models import Claim, Decision, DecisionVideo, Key, Mention, Naming, Overlay, Segment, Video
from graphapp.videos.quoting import Flat, Spot
from ingest.ids import fold_name
from ingest.records import Scope

TABLES: Mapping[str, type[Model]] = {"mention": Mention, "naming": Naming, "claim": Claim}
KEYS = ("key_id", "subject_id", "object_id")
FIRST_NUMBER = 1_000_000
"""Claims and clusters that editors made are numbered from here, past all of an extraction's."""
STATED = 0.99
NAMED = 0.95
FOLDED_LENGTH = 300


def list_spoken(decisions: Iterable[str]) -> list[Video]:
    """The videos of whose words any of the decisions speaks, as far as they are here, oldest first."""
    rows = DecisionVideo.objects.filter(decision__in=listed(decisions))
    spoken = set(rows.values_list("video", flat=True))
    found = Video.objects.filter(Q(id__in=listed(spoken)) | Q(content__in=listed(spoken))) if spoken else ()
    return sorted(found, key=lambda video: (video.added_at, video.id))


def overlay_video(video: Video) -> frozenset[str]:
    """Lay all active decisions about the video's words over its extraction; the keys that this concerned."""
    return frozenset(_take_back(video)) | lay_edits(video)


def lay_edits(video: Video) -> frozenset[str]:
    """The same over an extraction that nothing is laid over."""
    decisions = list(_list_spoken(video))
    if not decisions:
        return frozenset()
    sheet = _Sheet(video)
    for decision in sorted(decisions, key=lambda each: (each.kind == RELATE, each.order)):
        applied = sheet.apply(decision)
        DecisionVideo.objects.filter(decision=decision, video__in=_references(video)).update(applied=applied)
    return frozenset(sheet.settle())


def forget_overlays(video: Video) -> None:
    """The extraction's rows are about to be replaced or deleted: nothing is to be taken back any more."""
    Overlay.objects.filter(video=video).delete()
    DecisionVideo.objects.filter(video__in=_references(video)).update(applied=False)


def list_laid_keys(video: str) -> set[str]:
    """Keys of rows that are laid over now, which the rows themselves may not name."""
    found = Overlay.objects.filter(video=video, before__isnull=False).values_list("before", flat=True)
    return {key for before in found for key in _keys_in(before)}


def _references(video: Video) -> set[str]:
    return {video.id, video.content}


def _list_spoken(video: Video) -> Iterable[Decision]:
    spoken = DecisionVideo.objects.filter(video__in=_references(video)).values("decision_id")
    return Decision.objects.filter(id__in=spoken, active=True).order_by("order")


def _take_back(video: Video) -> set[str]:
    touched: set[str] = set()
    laid = list(Overlay.objects.filter(video=video))
    if not laid:
        return touched
    for name, model in TABLES.items():
        rows = [each.row for each in laid if each.table == name]
        for row in model._default_manager.filter(pk__in=rows):
            touched |= _keys_in(_pack(row))
        model._default_manager.filter(pk__in=[e.row for e in laid if e.table == name and e.before is None]).delete()
        for each in laid:
            if each.table == name and each.before is not None:
                touched |= _keys_in(each.before)
                model(pk=each.row, **each.before).save()
    Overlay.objects.filter(video=video).delete()
    return touched


def _pack(row: Model) -> dict[str, Any]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}


def _keys_in(values: Mapping[str, Any]) -> set[str]:
    return {values[name] for name in KEYS if values.get(name)}


class _Sheet:
    """One video's rows while decisions are laid over them. `before`: each changed row as the extraction left it."""

    def __init__(self, video: Video) -> None:
        self.video = video
        self.segments = {segment.number: segment for segment in Segment.objects.filter(video=video)}
        self.flat = Flat([(number, self.segments[number].text) for number in sorted(self.segments)])
        self.before: dict[tuple[str, int], dict[str, Any] | None] = {}
        self.counted: set[str] = set()
        self.made = 0

    def apply(self, decision: Decision) -> bool:
        """False where the words, or the names, are not here any more; then nothing was changed."""
        if decision.kind == RELATE:
            return self._state(decision)
        if decision.kind in {MENTION, SPLIT}:
            return self._name(decision)
        return False

    def settle(self) -> set[str]:
        """Counts again what was moved, notes what to take back; the keys concerned."""
        self._recount()
        rows = [
            Overlay(video=self.video, table=table, row=row, before=before)
            for (table, row), before in self.before.items()
        ]
        Overlay.objects.bulk_create(rows)
        touched = set(self.counted)
        for before in self.before.values():
            touched |= _keys_in(before or {})
        for name, model in TABLES.items():
            rows_of = model._default_manager.filter(pk__in=[pk for table, pk in self.before if table == name])
            touched |= {key for row in rows_of for key in _keys_in(_pack(row))}
        return touched

    def _name(self, decision: Decision) -> bool:
        said = decision.said
        spots = [self.flat.locate(place) for place in said["places"] if _is_here(place, self.video)]
        found = [spot for spot in spots if spot is not None and self.flat.fits(spot)]
        if not found:
            return False
        key = (said["left"] if decision.kind == SPLIT else said["keys"])[-1]
        text = said["places"][0]["text"]
        self._ensure_naming(key, text=said.get("name") or text, said=said, title=decision.kind == SPLIT)
        for spot in found:
            self._set_mention(spot, key)
        for spot in self.flat.find_words(text) if said.get("everywhere") else ():
            if not self._overlapping(spot):
                self._set_mention(spot, key)
        return True

    def _ensure_naming(self, key: str, *, text: str, said: Mapping[str, Any], title: bool) -> None:
        scope = Scope.LIBRARY if said.get("everywhere") else Scope.VIDEO
        Key.objects.get_or_create(id=key, defaults={"folded": fold_name(text)[:FOLDED_LENGTH], "scope": scope})
        self.counted.add(key)
        if Naming.objects.filter(video=self.video, key=key).exists():
            return
        self.made += 1
        row = Naming.objects.create(
            video=self.video,
            cluster=FIRST_NUMBER + self.made,
            key_id=key,
            name=text,
            is_title=title or len(said.get("keys", ())) == 1,
            type=said["as"],
            reason="editor",
            name_confidence=1.0,
            mentions=0,
            salience=0.3,
            confidence=NAMED,
        )
        self.before["naming", row.pk] = None

    def _overlapping(self, spot: Spot) -> list[Mention]:
        segment = self.segments[spot.number]
        return list(Mention.objects.filter(segment=segment, start__lt=spot.end, end__gt=spot.start))

    def _set_mention(self, spot: Spot, key: str) -> None:
        """Make the words name `key`, whatever they, or words that they overlap, named before."""
        there = self._overlapping(spot)
        for row in there:
            self._take_away(row)
        row = Mention.objects.create(
            video=self.video, segment=self.segments[spot.number], start=spot.start, end=spot.end, key_id=key
        )
        self.before["mention", row.pk] = None
        self.counted.add(key)
        for old in {row.key_id for row in there} - {key}:
            self._follow(spot, old=old, new=key)

    def _take_away(self, row: Model) -> None:
        name = next(name for name, model in TABLES.items() if isinstance(row, model))
        self._note(name, row)
        if self.before[name, row.pk] is None:
            del self.before[name, row.pk]
        self.counted |= _keys_in(_pack(row))
        row.delete()

    def _note(self, table: str, row: Model) -> None:
        self.before.setdefault((table, row.pk), _pack(row))

    def _follow(self, spot: Spot, *, old: str, new: str) -> None:
        """Claims whose quote holds the words, and no others of that name, speak of the new name now."""
        for claim in Claim.objects.filter(video=self.video, segment__number=spot.number):
            inside = claim.quote_start <= spot.start and spot.end <= claim.quote_start + len(claim.quote)
            if not inside or old not in (claim.subject_id, claim.object_id) or self._names_within(claim, old):
                continue
            self._note("claim", claim)
            claim.subject_id = new if claim.subject_id == old else claim.subject_id
            claim.object_id = new if claim.object_id == old else claim.object_id
            claim.save(update_fields=["subject", "object"])

    def _names_within(self, claim: Claim, key: str) -> bool:
        limit = claim.quote_start + len(claim.quote)
        rows = Mention.objects.filter(segment=claim.segment_id, key=key, start__gte=claim.quote_start, end__lte=limit)
        return rows.exists()

    def _state(self, decision: Decision) -> bool:
        said = decision.said
        spot = self.flat.locate(said["place"])
        ends = [self._choose_end(keys) for keys in said["ends"]]
        if spot is None or not all(ends):
            return False
        self.made += 1
        segment = self.segments[spot.number]
        row = Claim.objects.create(
            video=self.video,
            number=FIRST_NUMBER + self.made,
            subject_id=ends[0],
            predicate=said["predicate"],
            object_id=ends[1],
            polarity=said["polarity"],
            confidence=STATED,
            rule="editor",
            segment=segment,
            quote=said["place"]["text"],
            quote_start=spot.start,
            speaker=segment.speaker,
            start_ms=segment.start_ms,
        )
        self.before["claim", row.pk] = None
        return True

    def _choose_end(self, keys: Iterable[str]) -> str:
        """The first of the keys by which this video names something."""
        here = set(Naming.objects.filter(video=self.video, key__in=keys).values_list("key_id", flat=True))
        return next((key for key in keys if key in here), "")

    def _recount(self) -> None:
        clusters = set()
        for naming in Naming.objects.filter(video=self.video, key__in=self.counted):
            clusters.add(naming.cluster)
            places = Mention.objects.filter(video=self.video, key=naming.key_id).order_by("segment__number")
            first = places.select_related("segment").first()
            self._note("naming", naming)
            naming.mentions = places.count()
            naming.first_segment = first.segment.number if first else None
            naming.first_ms = first.segment.start_ms if first else None
            naming.save(update_fields=["mentions", "first_segment", "first_ms"])
        for cluster in sorted(clusters):
            self._count_cluster(list(Naming.objects.filter(video=self.video, cluster=cluster)))

    def _count_cluster(self, namings: list[Naming]) -> None:
        """A thing of which nothing is left to be read or said in this video is not named here any more."""
        total = sum(naming.mentions for naming in namings)
        keys = [naming.key_id for naming in namings]
        used = Claim.objects.filter(video=self.video, subject__in=keys) | Claim.objects.filter(
            video=self.video, object__in=keys
        )
        for naming in namings:
            if not total and not used.exists():
                self._take_away(naming)
            else:
                self._note("naming", naming)
                naming.cluster_mentions = total
                naming.save(update_fields=["cluster_mentions"])


def _is_here(place: Mapping[str, Any], video: Video) -> bool:
    return bool({place["video"], place["words"]} & _references(video))
