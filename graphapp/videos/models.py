"""The record of what was said and what was found: nothing here is derived from several videos.

Extractions are kept as they came: decisions and resolution never write to them, except for the columns
named `entity` and `relation`, which say where resolution put a key or a claim. What a foreign key would be indexed by
is not, where it is the beginning of another index already.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from graphapp.graph.models import ID_LENGTH, POLARITY_CHOICES, TYPE_CHOICES, list_hidden
from graphapp.videos.addresses.slugs import SLUG_ID_LENGTH, lengthen_slug
from ingest.records import Scope

SCOPE_CHOICES = [(s.value, s.value) for s in Scope]


class Video(models.Model):
    """One recording with its transcript. `id` is a hash of the words said when it was first added, or a hash of that
    where a video has it which has other words by now. `content`: the hash of its words."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=300)
    channel = models.CharField(max_length=200, blank=True, default="")
    published = models.DateField(null=True, blank=True)
    description = models.TextField(blank=True, default="")
    language = models.CharField(max_length=16, default="und")
    duration_ms = models.PositiveIntegerField(null=True)
    video_url = models.URLField(max_length=1000, blank=True, default="")
    sample = models.BooleanField(default=False)
    added_at = models.DateTimeField(db_index=True)
    updated_at = models.DateTimeField(auto_now=True)
    content = models.CharField(max_length=ID_LENGTH, db_index=True)
    source_kind = models.CharField(max_length=16)
    source_name = models.CharField(max_length=1000)
    source_sha256 = models.CharField(max_length=64, db_index=True)
    word_count = models.PositiveIntegerField()
    entity_count = models.PositiveIntegerField(default=0)
    relation_count = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    extractor = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["-published", "id"]),
            models.Index(fields=["channel"]),
            models.Index(fields=["-updated_at"], name="videos_changed_last"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        """At an address that ends in the whole id where another video has the short one: titles in other scripts than
        the Latin leave no words in it."""
        if Video.objects.filter(slug=self.slug).exclude(id=self.id).exists():
            self.slug = lengthen_slug(self.slug, id=self.id, length=SLUG_ID_LENGTH)
        super().save(*args, **options)


class Segment(models.Model):
    """`number` counts from 1 in transcript order; its address on the page is `s` and the number."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="segments", db_index=False)
    number = models.PositiveIntegerField()
    start_ms = models.PositiveIntegerField(null=True)
    end_ms = models.PositiveIntegerField(null=True)
    speaker = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField()
    paragraph = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["video", "number"], name="one_segment_per_number")]

    def __str__(self) -> str:
        return f"{self.video_id} s{self.number}"


class Key(models.Model):
    """A name as it is compared. Keys of scope `video` belong to one video and never meet another's.

    Derived: `holder`, the id of the entity that resolution put it in; `entity`, the same, None where that is hidden;
    `reach`, equal for all keys that ties and decisions could make one, which is as far as a change to any of them
    can be felt, but for bynames (`graphapp.videos.deriving.bynames`).
    """

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    folded = models.CharField(max_length=300, db_index=True)
    scope = models.CharField(max_length=8, choices=SCOPE_CHOICES)
    entity = models.ForeignKey(
        "graph.Entity", null=True, on_delete=models.SET_NULL, related_name="keys", db_constraint=False
    )
    holder = models.CharField(max_length=ID_LENGTH, default="", db_index=True)
    reach = models.CharField(max_length=ID_LENGTH, default="", db_index=True)

    def __str__(self) -> str:
        return self.folded


class Naming(models.Model):
    """That one video names one thing by one key. Namings of equal `cluster` in a video name the same thing.

    `type`, `salience` and `confidence` are the cluster's. `reason` and `name_confidence` say why this key
    is a name of it. `mentions` counts those made by this key; the title's may be 0. `first_segment` is the
    number of the segment of the first of them. `cluster_mentions`: those by all names of the cluster.
    """

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="namings", db_index=False)
    cluster = models.PositiveIntegerField()
    key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="namings", db_index=False)
    name = models.CharField(max_length=300)
    is_title = models.BooleanField()
    type = models.CharField(max_length=16, choices=TYPE_CHOICES)
    reason = models.CharField(max_length=40)
    name_confidence = models.FloatField()
    mentions = models.PositiveIntegerField()
    first_segment = models.PositiveIntegerField(null=True)
    first_ms = models.PositiveIntegerField(null=True)
    salience = models.FloatField()
    confidence = models.FloatField()
    cluster_mentions = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["video", "key"], name="one_naming_per_key")]
        indexes = [
            models.Index(fields=["video", "cluster"], condition=models.Q(is_title=True), name="title_of_cluster"),
            models.Index(fields=["key", "name"], name="names_of_key"),
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.video_id}"


class Mention(models.Model):
    """A character span of a segment. `key` is the name by which it was found."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="mentions")
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="mentions")

    class Meta:
        ordering = ["segment", "start"]
        constraints = [models.UniqueConstraint(fields=["segment", "start"], name="one_mention_per_place")]

    def __str__(self) -> str:
        return f"{self.segment_id}:{self.start}-{self.end}"


class Claim(models.Model):
    """One statement of the transcript, with the verbatim stretch that makes it. `relation` is where it went:
    None where both ends became the same entity. It stays that where an end is hidden, and the relation with it."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="claims", db_index=False)
    number = models.PositiveIntegerField()
    subject = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="claims_out")
    predicate = models.CharField(max_length=32)
    object = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="claims_in")
    polarity = models.CharField(max_length=16, choices=POLARITY_CHOICES)
    confidence = models.FloatField()
    rule = models.CharField(max_length=60)
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="claims")
    quote = models.TextField()
    quote_start = models.PositiveIntegerField()
    speaker = models.CharField(max_length=200, blank=True, default="")
    start_ms = models.PositiveIntegerField(null=True)
    relation = models.ForeignKey(
        "graph.Relation", null=True, on_delete=models.SET_NULL, related_name="claims", db_constraint=False
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["video", "number"], name="one_claim_per_number")]

    def __str__(self) -> str:
        return f"{self.video_id} c{self.number}"


class Chapter(models.Model):
    """A stretch of the talk from its segment on, up to the next chapter's."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="chapters", db_index=False)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    starts_with = models.CharField(max_length=300)
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="+")
    start_ms = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["video", "number"], name="one_chapter_per_number")]

    def __str__(self) -> str:
        return self.title


class ShownTopics(models.Manager["Topic"]):
    def get_queryset(self) -> models.QuerySet[Topic]:
        return super().get_queryset().exclude(key__in=Key.objects.filter(holder__in=list_hidden()).values("id"))


class Topic(models.Model):
    """What a reader filters by. Equal slugs meet across videos. `segments`: numbers, where it is discussed. `key`: of
    the entity that it is, if it is one. Where that is hidden, `objects` leaves the topic out too; `everything` is for
    who keeps the rows, and for backups."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="topics", db_index=False)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, db_index=True)
    segments = models.JSONField(default=list)
    key = models.ForeignKey(Key, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ShownTopics()
    everything: ClassVar[models.Manager[Topic]] = models.Manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["video", "slug"], name="one_topic_per_slug")]
        indexes = [models.Index(fields=["slug", "name", "key", "video"], name="videos_of_topic")]

    def __str__(self) -> str:
        return self.name


class Suggestion(models.Model):
    """That two names of one video may be one thing, which resolution doubted. A question for the desk."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="suggestions")
    left = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=60)
    confidence = models.FloatField()

    def __str__(self) -> str:
        return f"{self.left_id} = {self.right_id}?"


class Drawing(models.Model):
    """Where the entities of a video stand when they are drawn. Kept to save time only: may be dropped at any time.

    `fingerprint`: of everything that was drawn. `data`: as `graphapp.videos.drawing.plan` writes it.
    """

    video = models.OneToOneField(Video, on_delete=models.CASCADE, related_name="drawing")
    fingerprint = models.CharField(max_length=40)
    data = models.JSONField()

    def __str__(self) -> str:
        return f"drawing of {self.video_id}"


class Decision(models.Model):
    """An editor's revocable judgement, in terms of keys and quotes. Never changed but for `active`.

    `order` grows by one with each decision. `said` holds what was judged, as `graphapp.curation` writes it;
    `subject`: the names as they read at that moment, for people. `request`: the sender's word for the one time
    that it meant this, so that the same request again is known.
    """

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    order = models.PositiveBigIntegerField(unique=True)
    kind = models.CharField(max_length=16)
    said = models.JSONField()
    subject = models.CharField(max_length=1000)
    note = models.TextField(blank=True, default="")
    author = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    active = models.BooleanField(default=True, db_index=True)
    effect = models.JSONField(default=dict)
    request = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (most have none, and “” would be one)

    class Meta:
        ordering = ["-order"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"


class DecisionEvent(models.Model):
    """That somebody made, revoked or restored a decision. Only ever added to."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="events")
    action = models.CharField(max_length=8, choices=[(a, a) for a in ("made", "revoked", "restored")])
    author = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.action}"


class DecisionKey(models.Model):
    """That a decision speaks of a key; not a reference, as that may be gone, and may come again. `kind` and `order` are
    the decision's; `meant`: the key by which it means a thing, so that the last of a kind is found among thousands."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=ID_LENGTH)
    kind = models.CharField(max_length=16)
    order = models.PositiveBigIntegerField()
    meant = models.CharField(max_length=ID_LENGTH, default="")

    class Meta:
        indexes = [models.Index(fields=["key", "kind", "meant", "order"], name="decisions_by_what_is_meant")]
        constraints = [models.UniqueConstraint(fields=["decision", "key"], name="one_row_per_decision_and_key")]

    def __str__(self) -> str:
        return f"{self.decision_id} on {self.key}"


class DecisionVideo(models.Model):
    """That a decision speaks of words said in a video: its id, or the hash of its words. Not a reference.

    Derived: `applied`, whether the words were found when the video was last written.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="videos")
    video = models.CharField(max_length=ID_LENGTH, db_index=True)
    applied = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "video"], name="one_row_per_decision_and_video")]

    def __str__(self) -> str:
        return f"{self.decision_id} in {self.video}"


class Overlay(models.Model):
    """A row of an extraction that a decision laid another over: what it was before, or None where there was none."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="overlays")
    table = models.CharField(max_length=10)
    row = models.BigIntegerField()
    before = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "row"], name="one_overlay_per_row")]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
