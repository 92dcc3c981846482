"""The shapes of decisions in the API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from graphapp.videos.judging import KINDS
from graphapp.videos.models import Decision
from ingest.records import EntityType, Polarity


class DecisionIntake(serializers.Serializer[Any]):
    """Which of the fields a kind takes: see the table of decisions in the documentation."""

    kind = serializers.ChoiceField(KINDS)
    entities = serializers.ListField(child=serializers.CharField(max_length=120), required=False, max_length=50)
    entity = serializers.CharField(required=False, max_length=120)
    relation = serializers.CharField(required=False, max_length=120)
    aliases = serializers.ListField(child=serializers.CharField(max_length=300), required=False, max_length=200)
    name = serializers.CharField(required=False, allow_blank=True, max_length=300)
    type = serializers.ChoiceField([t.value for t in EntityType], required=False)
    predicate = serializers.CharField(required=False, max_length=32)
    polarity = serializers.ChoiceField([p.value for p in Polarity], required=False)
    swapped = serializers.BooleanField(required=False)
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class DecisionItem(serializers.ModelSerializer[Decision]):
    """`changed`: how many rows of each kind the graph changed by, the last time it was made, revoked or restored."""

    time = serializers.DateTimeField(source="made_at")
    changed = serializers.DictField(source="effect", child=serializers.IntegerField())

    class Meta:
        model = Decision
        fields = ("id", "kind", "subject", "said", "note", "author", "time", "active", "changed")
