"""The shapes of decisions in the API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from graphapp.curation.applying import applies, find_applying
from graphapp.videos.models import Decision, Video
from graphapp.videos.premises.judging import KINDS
from ingest.records import EntityType, Polarity

LARGEST = 2**63 - 1
"""No database numbers rows beyond."""


class LinkIntake(serializers.Serializer[Any]):
    words = serializers.CharField(required=False, allow_blank=True, max_length=300)
    address = serializers.CharField(max_length=1000)


class DecisionFields(serializers.Serializer[Any]):
    """Which of the fields a kind takes: see the table of decisions in the documentation."""

    kind = serializers.ChoiceField(KINDS)
    entities = serializers.ListField(child=serializers.CharField(max_length=120), required=False, max_length=50)
    entity = serializers.CharField(required=False, max_length=120)
    relation = serializers.CharField(required=False, max_length=120)
    aliases = serializers.ListField(child=serializers.CharField(max_length=300), required=False, max_length=200)
    mentions = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST), required=False, max_length=200
    )
    name = serializers.CharField(required=False, allow_blank=True, max_length=300)
    type = serializers.ChoiceField([t.value for t in EntityType], required=False)
    text = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    links = serializers.ListField(child=LinkIntake(), required=False, max_length=10)
    subject = serializers.CharField(required=False, max_length=120)
    predicate = serializers.CharField(required=False, max_length=32)
    object = serializers.CharField(required=False, max_length=120)
    polarity = serializers.ChoiceField([p.value for p in Polarity], required=False)
    swapped = serializers.BooleanField(required=False)
    video = serializers.CharField(required=False, max_length=120)
    segment = serializers.CharField(required=False, max_length=12, help_text="Its number, with or without “s”.")
    quote = serializers.CharField(required=False, max_length=2000, help_text="Verbatim.")
    start = serializers.IntegerField(
        required=False, min_value=0, max_value=LARGEST, help_text="Where in the segment the text begins."
    )
    everywhere = serializers.BooleanField(
        required=False, help_text="These words name it everywhere in this video; videos that are read later learn it."
    )


class DecisionIntake(DecisionFields):
    """`seen`: fingerprints from a preview or a question; 409 where one no longer fits. `request`: a word of the
    sender's for this one time; the same again is answered with what it made."""

    note = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    seen = serializers.DictField(child=serializers.CharField(max_length=32), required=False)
    request = serializers.CharField(required=False, max_length=64)


class DecisionList(serializers.ListSerializer[Any]):
    """Asks once which of them apply."""

    def to_representation(self, data: Any) -> Any:
        rows = list(data)
        self.child.applying = find_applying(rows)  # type: ignore[union-attr]
        return super().to_representation(rows)


class DecisionItem(serializers.ModelSerializer[Decision]):
    """`changed`: how many rows of each kind the graph changed by, the last time it was made, revoked or restored.
    `applies`: false where what it speaks of is not (or no longer) in this library, or has become a name of something
    better known."""

    time = serializers.DateTimeField(source="made_at")
    changed = serializers.DictField(source="effect", child=serializers.IntegerField())
    applies = serializers.SerializerMethodField()

    class Meta:
        model = Decision
        list_serializer_class = DecisionList
        fields = ("id", "kind", "subject", "said", "note", "author", "time", "active", "applies", "changed")

    def get_applies(self, decision: Decision) -> bool:
        return decision.id in self.applying if hasattr(self, "applying") else applies(decision)


class SideItem(serializers.Serializer[Any]):
    id = serializers.CharField()
    slug = serializers.CharField()
    name = serializers.CharField()
    type = serializers.CharField()
    videos = serializers.IntegerField()
    mentions = serializers.IntegerField()
    connections = serializers.IntegerField()


class ChangeItem(serializers.Serializer[Any]):
    before = SideItem(allow_null=True)
    after = SideItem(allow_null=True)


class PreviewItem(serializers.Serializer[Any]):
    """What a decision would change. Hand `seen` on with the decision. `changes`: of what it is about, or of the two
    ends of a connection, then of what is new or gone. Of `counts`, `entities_losing` stay with fewer connections,
    `entities_alone` of these without any."""

    seen = serializers.DictField(child=serializers.CharField())
    subject = serializers.CharField()
    survivor = SideItem(allow_null=True)
    changes = ChangeItem(many=True)
    counts = serializers.DictField(child=serializers.IntegerField())
    gone = serializers.ListField(child=serializers.CharField())
    new = serializers.ListField(child=serializers.CharField())


class ChangesQuery(serializers.Serializer[Any]):
    """`from`, `to`."""

    def get_fields(self) -> dict[str, Any]:
        return {"from": serializers.DateTimeField(required=False), "to": serializers.DateTimeField(required=False)}


class ChangedItem(serializers.Serializer[Any]):
    """In words; empty where it was not there, or is not any more."""

    before = serializers.CharField()
    after = serializers.CharField()


class AddedVideo(serializers.ModelSerializer[Video]):
    class Meta:
        model = Video
        fields = ("id", "slug", "title", "added_at")


class ChangesItem(serializers.Serializer[Any]):
    """`decisions`: those that are in force at one of the two times and not at the other."""

    decisions = DecisionItem(many=True)
    entities = ChangedItem(many=True)
    connections = ChangedItem(many=True)
    videos = AddedVideo(many=True)
