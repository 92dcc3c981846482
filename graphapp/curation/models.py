"""Questions for the desk, and who put one off. Derived from the graph and its decisions: may be gathered anew."""

from __future__ import annotations

from django.db import models

from graphapp.graph.models import ID_LENGTH

SAME, MISHEARD, TYPE, CONNECTION = "same", "misheard", "type", "connection"
SOUND_LENGTH = 40
KINDS = (SAME, MISHEARD, TYPE, CONNECTION)


class Question(models.Model):
    """Something that an editor could settle with yes or no. `left`, `right`: keys of the entities that it is about;
    `relation`: the connection, where it is about one.

    `doubt` 0..1, `impact`: how much of the graph depends on it, `rank`: both together, the desk's order. `alike`:
    equal for questions that may be answered at once. `open`: nothing has settled it.
    """

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    left = models.CharField(max_length=ID_LENGTH, db_index=True)
    right = models.CharField(max_length=ID_LENGTH, db_index=True, blank=True, default="")
    relation = models.CharField(max_length=ID_LENGTH, db_index=True, blank=True, default="")
    proposal = models.CharField(max_length=16, blank=True, default="")
    why = models.CharField(max_length=300)
    alike = models.CharField(max_length=60)
    doubt = models.FloatField()
    impact = models.FloatField()
    rank = models.FloatField()
    open = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["open", "-rank", "id"]), models.Index(fields=["open", "alike"])]

    def __str__(self) -> str:
        return f"{self.kind}: {self.why}"


class Sound(models.Model):
    """How an entity's name sounds in English (`graphapp.curation.review.sounding`), as it was when it was last gathered
    about; of entities that are no more it may say something still."""

    entity = models.CharField(primary_key=True, max_length=ID_LENGTH)
    code = models.CharField(max_length=SOUND_LENGTH, db_index=True)

    def __str__(self) -> str:
        return f"{self.entity}: {self.code}"


class Later(models.Model):
    """That an editor put a question off."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="later")
    editor = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "editor"], name="one_later_per_editor")]

    def __str__(self) -> str:
        return f"{self.editor}: {self.question_id} later"


class Touched(models.Model):
    """An entity that an ingest changed, and about which no questions were gathered since. `times`: how often."""

    entity = models.CharField(primary_key=True, max_length=ID_LENGTH)
    times = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.entity
