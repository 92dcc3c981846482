"""The shapes of what may be asked of paths, and of the answer. Shapes only."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from graphapp.explorer.paths.asking import FARTHEST, MOST, USUAL
from graphapp.explorer.paths.naming import LONGEST
from graphapp.graph.models import POLARITY_CHOICES
from graphapp.videos.serializers import EndShape, EvidenceShape


class PathQuery(serializers.Serializer[Any]):
    """Each of `from`, `to` and `and` is an id, a slug or a name."""

    max_hops = serializers.IntegerField(default=FARTHEST, min_value=1, max_value=FARTHEST, help_text="Between the two.")
    limit = serializers.IntegerField(default=USUAL, min_value=1, max_value=MOST, help_text="Of ways.")

    def get_fields(self) -> dict[str, Any]:
        ends = {
            "from": serializers.CharField(max_length=LONGEST, help_text="An entity's id, slug or name."),
            "to": serializers.CharField(max_length=LONGEST, help_text="The same of the other end."),
            "and": serializers.CharField(
                max_length=LONGEST, required=False, help_text="A third: then meeting points of the three are answered."
            ),
        }
        return ends | super().get_fields()


class NamedShape(EndShape):
    namesakes = EndShape(many=True, help_text="Others of the same name: ask with an id to mean one of them.")


class RelationBrief(serializers.Serializer[Any]):
    id = serializers.CharField()
    subject = serializers.CharField(source="subject_id", help_text="An entity's id.")
    predicate = serializers.CharField()
    object = serializers.CharField(source="object_id", help_text="An entity's id.")
    polarity = serializers.ChoiceField(POLARITY_CHOICES)
    weight = serializers.IntegerField(help_text="How often it is stated, in all videos.")
    video_count = serializers.IntegerField()
    confidence = serializers.FloatField()


class HopShape(serializers.Serializer[Any]):
    """`sentence` reads in the direction of the path, and begins with “Denied: ” or “Supposed: ” where that is how it
    was said; `others` joins the same two."""

    sentence = serializers.CharField()
    relation = RelationBrief()
    evidence = EvidenceShape(allow_null=True, help_text="The surest.")
    others = RelationBrief(many=True)


class PathShape(serializers.Serializer[Any]):
    score = serializers.FloatField(help_text="0 to 1: sure links and telling entities between them score high.")
    nodes = EndShape(many=True)
    hops = HopShape(many=True, help_text="One fewer than nodes.")


class JunctionShape(serializers.Serializer[Any]):
    score = serializers.FloatField()
    node = EndShape(help_text="Where the three meet.")
    legs = PathShape(many=True, help_text="From there to each of the three that it is not itself.")


class LookedShape(serializers.Serializer[Any]):
    hops = serializers.IntegerField(help_text="How far was looked.")
    entities = serializers.IntegerField(help_text="How many entities were seen.")
    truncated = serializers.BooleanField(help_text="Not every link was followed: more ways may be there.")


class AnswerShape(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, Any]:
        ends = {"from": NamedShape(), "to": NamedShape(), "and": NamedShape(allow_null=True)}
        return ends | super().get_fields()

    paths = PathShape(many=True, help_text="Best first, each different from those before it where it can be.")
    junctions = JunctionShape(many=True)
    looked = LookedShape()
