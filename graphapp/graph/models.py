"""The derived graph as rows: entities, where they appear, and the relations between them.

A pure function of all namings, claims and decisions (`graphapp.resolution`): may be dropped and made again
to the identical result. The embedded store reads these rows; Neo4j is a projection of them.
Written by `graphapp.videos` alone: by `resolving`, what it is counted from by `tallying`, the traces of changes by
`tracing`. But what waits for a store (`Pending`) is written by `graphapp.runs.projection.outbox`.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from graphapp.graph.permanent import name_for_good
from ingest.records import EntityType, Polarity

ID_LENGTH = 16
TYPE_CHOICES = [(t.value, t.value) for t in EntityType]
POLARITY_CHOICES = [(p.value, p.value) for p in Polarity]
_COUNTED = ("weight", "confidence", "predicate", "polarity")
"""Of a relation, what a hub's thousands are counted and compared by: answered by an index alone."""


def list_hidden() -> models.QuerySet[Entity, str]:
    """Ids of the entities that editors took out of the graph."""
    return Entity.everything.filter(hidden=True).values_list("id", flat=True)


class ShownEntities(models.Manager["Entity"]):
    def get_queryset(self) -> models.QuerySet[Entity]:
        return super().get_queryset().filter(hidden=False)


class ShownAppearances(models.Manager["Appearance"]):
    def get_queryset(self) -> models.QuerySet[Appearance]:
        return super().get_queryset().exclude(entity__in=list_hidden())


class ShownRelations(models.Manager["Relation"]):
    """Those of which both ends are shown."""

    def get_queryset(self) -> models.QuerySet[Relation]:
        return super().get_queryset().exclude(subject__in=list_hidden()).exclude(object__in=list_hidden())


class Entity(models.Model):
    """What keys are resolved to. `id` is that of its oldest key; `slug` ends in the id's first characters.

    `description` and `links` ([words, address] pairs) are an editor's. `hidden`: an editor took it out of the graph.
    Its rows, and those that hang on it, stay and are kept up, so that hiding the largest hub changes one; `objects`
    leaves all of them out, `everything` is for who keeps them.
    """

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    type = models.CharField(max_length=16, choices=TYPE_CHOICES)
    video_count = models.PositiveIntegerField(default=0)
    mention_count = models.PositiveIntegerField(default=0)
    relation_count = models.PositiveIntegerField(default=0)
    confidence = models.FloatField(default=0.0)
    approved = models.BooleanField(default=False)
    description = models.TextField(blank=True, default="")
    links = models.JSONField(default=list)
    hidden = models.BooleanField(default=False)

    objects = ShownEntities()
    everything: ClassVar[models.Manager[Entity]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(hidden=True), name="hidden_entities"),
            models.Index(fields=["type", "-video_count"]),
            models.Index(fields=["-video_count", "id"]),
            models.Index(fields=["-relation_count", "id"]),
        ]
        verbose_name_plural = "entities"

    def __str__(self) -> str:
        return self.name


class Appearance(models.Model):
    """An entity in one video. `first_ms` is None where the transcript has no times. `confidence`: of the video.

    What a foreign key would be indexed by is the beginning of another index already, here and in `Relation`.
    """

    video = models.ForeignKey("videos.Video", on_delete=models.CASCADE, related_name="appearances", db_index=False)
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="appearances", db_index=False)
    mentions = models.PositiveIntegerField()
    first_segment = models.PositiveIntegerField(null=True)
    first_ms = models.PositiveIntegerField(null=True)
    salience = models.FloatField()
    confidence = models.FloatField(default=1.0)

    objects = ShownAppearances()
    everything: ClassVar[models.Manager[Appearance]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["video", "entity"], name="one_appearance_per_video")]
        indexes = [models.Index(fields=["entity", "-salience", "-mentions", "video"], name="videos_of_entity")]

    def __str__(self) -> str:
        return f"{self.entity_id} in {self.video_id}"


class Relation(models.Model):
    """All claims that join the same two entities by the same predicate and polarity. `weight` counts them.

    `surety`: how sure they are together, as a sum to which one can be added and from which one can be taken.
    """

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    subject = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="relations_out", db_index=False)
    predicate = models.CharField(max_length=32)
    object = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="relations_in", db_index=False)
    polarity = models.CharField(max_length=16, choices=POLARITY_CHOICES)
    weight = models.PositiveIntegerField()
    video_count = models.PositiveIntegerField()
    confidence = models.FloatField()
    approved = models.BooleanField(default=False)
    surety = models.BigIntegerField(default=0)

    objects = ShownRelations()
    everything: ClassVar[models.Manager[Relation]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-weight"]),
            models.Index(fields=["object", "-weight"]),
            models.Index(fields=["subject", "object", *_COUNTED], name="relations_out"),
            models.Index(fields=["object", "subject", *_COUNTED], name="relations_in"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.predicate} {self.object_id}"

    @property
    def permanent(self) -> str:
        return name_for_good(self.subject_id, self.predicate, self.object_id, self.polarity)


class Tally(models.Model):
    """All namings by one key that give it this name and type, summed: a hub has thousands of them.

    `name_votes` and `type_votes`: what titles say, weighed by the mentions behind them. `first`: when the first of the
    videos was added. `confidence`: of the surest.
    """

    key = models.CharField(max_length=ID_LENGTH)
    name = models.CharField(max_length=300)
    type = models.CharField(max_length=16, choices=TYPE_CHOICES)
    name_votes = models.BigIntegerField()
    type_votes = models.BigIntegerField()
    confidence = models.FloatField()
    first = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "name", "type"], name="one_tally_per_naming")]
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.key} is {self.name}"


class Tie(models.Model):
    """That some video names one thing by both keys, `title` first. `confidence`: of the video that is surest of it."""

    key = models.CharField(max_length=ID_LENGTH)
    title = models.CharField(max_length=ID_LENGTH, db_index=True)
    confidence = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "title"], name="one_tie_per_pair")]

    def __str__(self) -> str:
        return f"{self.key} is {self.title}"


class Pending(models.Model):
    """A change that the graph store has not taken yet: ids only, read again from the record when it is sent."""

    created_at = models.DateTimeField(auto_now_add=True)
    delta = models.JSONField()
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"change {self.pk}"


class Trace(models.Model):
    """That a change of the derived rows was made, and what it rested on: keys, entities and connections as a JSON list;
    empty for everything. Kept for some minutes."""

    things = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"change at {self.at:%H:%M:%S}"
