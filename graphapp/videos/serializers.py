"""The shapes of videos, graphs, transcripts and relations in the API. Shapes only: nothing is asked or decided here."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from graphapp.graph.models import POLARITY_CHOICES, TYPE_CHOICES
from graphapp.videos.addresses.links import page_address, reading_minutes
from graphapp.videos.models import Video
from graphapp.web.addresses import shorten_addresses

TYPE_NAMES = [value for value, _ in TYPE_CHOICES]
LIST_FIELDS = (
    "id",
    "slug",
    "title",
    "channel",
    "published",
    "duration_ms",
    "reading_minutes",
    "entity_count",
    "relation_count",
    "language",
    "sample",
    "added_at",
    "page",
)


class VideoItem(serializers.ModelSerializer[Video]):
    """A video in a list."""

    reading_minutes = serializers.SerializerMethodField()
    page = serializers.SerializerMethodField(help_text="The address of its page on this server.")

    class Meta:
        model = Video
        fields = LIST_FIELDS
        read_only_fields = LIST_FIELDS

    def get_reading_minutes(self, video: Video) -> int:
        return reading_minutes(video.word_count)

    def get_page(self, video: Video) -> str:
        return page_address(video.slug)


class SourceShape(serializers.Serializer[Any]):
    kind = serializers.CharField(help_text="file, stdin, text or url")
    name = serializers.CharField(help_text="Of an address, below the role editor, without user, query and fragment.")
    sha256 = serializers.CharField()


class PointShape(serializers.Serializer[Any]):
    text = serializers.CharField()
    segment = serializers.CharField(help_text="Where it stands, such as s12.")


class SectionShape(serializers.Serializer[Any]):
    heading = serializers.CharField()
    points = PointShape(many=True)


class ChapterShape(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    title = serializers.CharField()
    starts_with = serializers.CharField(help_text="Its first words, verbatim.")
    start_ms = serializers.IntegerField(allow_null=True)
    end_ms = serializers.IntegerField(allow_null=True)
    first_segment = serializers.CharField()
    last_segment = serializers.CharField()


class TopicShape(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    entity = serializers.CharField(allow_null=True, help_text="The id of the entity that it is, if it is one.")


class EndShape(serializers.Serializer[Any]):
    id = serializers.CharField()
    slug = serializers.CharField()
    name = serializers.CharField()
    type = serializers.ChoiceField(TYPE_NAMES)


class VideoEntityShape(EndShape):
    aliases = serializers.ListField(child=serializers.CharField())
    mentions = serializers.IntegerField()
    salience = serializers.FloatField()
    first_ms = serializers.IntegerField(allow_null=True)
    video_count = serializers.IntegerField()


class WarningShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()
    where = serializers.CharField(allow_blank=True)


class VideoFull(VideoItem):
    """All that the page shows."""

    source = serializers.SerializerMethodField()
    summary = serializers.SerializerMethodField()
    chapters = serializers.SerializerMethodField()
    topics = serializers.SerializerMethodField()
    entities = serializers.SerializerMethodField(help_text="By type, most salient first.")
    warnings = serializers.SerializerMethodField()
    extractor = serializers.DictField(read_only=True)

    class Meta(VideoItem.Meta):
        fields = (
            *LIST_FIELDS,
            "description",
            "video_url",
            "word_count",
            "source",
            "summary",
            "chapters",
            "topics",
            "entities",
            "warnings",
            "extractor",
        )
        read_only_fields = fields

    @extend_schema_field(SourceShape)
    def get_source(self, video: Video) -> dict[str, str]:
        name = video.source_name if self.context["whole_source"] else shorten_addresses(video.source_name)
        return {"kind": video.source_kind, "name": name, "sha256": video.source_sha256}

    @extend_schema_field(SectionShape(many=True))
    def get_summary(self, video: Video) -> list[dict[str, Any]]:
        return [
            {"heading": section["heading"], "points": [_read_point(point) for point in section["points"]]}
            for section in video.summary
        ]

    @extend_schema_field(ChapterShape(many=True))
    def get_chapters(self, video: Video) -> list[dict[str, Any]]:
        return [
            {
                "number": chapter.number,
                "title": chapter.title,
                "starts_with": chapter.starts_with,
                "start_ms": chapter.start_ms,
                "end_ms": chapter.end_ms,
                "first_segment": f"s{chapter.first}",
                "last_segment": f"s{chapter.last}",
            }
            for chapter in self.context["chapters"]
        ]

    @extend_schema_field(TopicShape(many=True))
    def get_topics(self, video: Video) -> list[dict[str, Any]]:
        return [TopicShape(topic).data for topic in self.context["topics"]]

    @extend_schema_field(
        serializers.DictField(child=VideoEntityShape(many=True), help_text="Entity type → entities of it.")
    )
    def get_entities(self, video: Video) -> dict[str, list[dict[str, Any]]]:
        groups: dict[str, list[dict[str, Any]]] = {}
        for entity in self.context["entities"]:
            aliases = [name for name in self.context["names"].get(entity.id, ()) if name != entity.name]
            shown = VideoEntityShape({**entity._asdict(), "aliases": aliases}).data
            groups.setdefault(entity.type, []).append(shown)
        return groups

    @extend_schema_field(WarningShape(many=True))
    def get_warnings(self, video: Video) -> list[dict[str, str]]:
        return list(video.warnings)


def _read_point(point: dict[str, Any]) -> dict[str, str]:
    return {"text": point["text"], "segment": f"s{point['segment']}"}


class PlaceShape(serializers.Serializer[Any]):
    """Where in the video it is, and where a drawing of it stands."""

    topics = serializers.ListField(child=serializers.CharField(), help_text="Slugs.")
    chapters = serializers.ListField(child=serializers.IntegerField(), help_text="Numbers.")
    segments = serializers.ListField(child=serializers.CharField(), help_text="Such as s12.")


class GraphNodeShape(EndShape):
    degree = serializers.IntegerField(help_text="Its edges in this answer.")
    mentions = serializers.IntegerField()
    salience = serializers.FloatField()
    first_ms = serializers.IntegerField(allow_null=True, help_text="In the video asked for.")


class GraphEdgeShape(serializers.Serializer[Any]):
    id = serializers.CharField()
    source = serializers.CharField()
    target = serializers.CharField()
    predicate = serializers.CharField()
    polarity = serializers.ChoiceField(POLARITY_CHOICES)
    weight = serializers.IntegerField()
    confidence = serializers.FloatField()
    review = serializers.ChoiceField(["unreviewed", "approved"])
    first_ms = serializers.IntegerField(allow_null=True)


class NodeShape(GraphNodeShape, PlaceShape):
    x = serializers.FloatField(help_text="Of the drawing that is the same each time.")
    y = serializers.FloatField()


class EdgeShape(GraphEdgeShape, PlaceShape):
    """An edge of a video's graph."""


class GraphShape(serializers.Serializer[Any]):
    nodes = NodeShape(many=True)
    edges = EdgeShape(many=True)
    truncated = serializers.BooleanField()


class MentionShape(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    start = serializers.IntegerField(help_text="In characters (Unicode code points) of the segment's text.")
    end = serializers.IntegerField()
    entity = serializers.CharField()


class SegmentShape(serializers.Serializer[Any]):
    id = serializers.CharField()
    start_ms = serializers.IntegerField(allow_null=True)
    end_ms = serializers.IntegerField(allow_null=True)
    speaker = serializers.CharField(allow_null=True)
    text = serializers.CharField()
    mentions = MentionShape(many=True)


class TranscriptShape(serializers.Serializer[Any]):
    segments = SegmentShape(many=True)


class EvidenceShape(serializers.Serializer[Any]):
    video = serializers.CharField(help_text="The video's id.")
    title = serializers.CharField(help_text="The video's title.")
    segment = serializers.CharField()
    quote = serializers.CharField(help_text="Verbatim.")
    speaker = serializers.CharField(allow_null=True)
    start_ms = serializers.IntegerField(allow_null=True)
    page = serializers.CharField(help_text="Our page at that second.")
    watch = serializers.CharField(allow_null=True, help_text="The recording at that second.")


class RelationShape(serializers.Serializer[Any]):
    id = serializers.CharField(help_text="As its ends are now: a merge, its undo or a correction gives it another.")
    permanent = serializers.CharField(
        help_text="Keep this: SUBJECT-predicate-OBJECT, with -denied or -hypothetical. It finds what has become of it."
    )
    subject = EndShape()
    predicate = serializers.CharField()
    object = EndShape()
    polarity = serializers.ChoiceField(POLARITY_CHOICES)
    weight = serializers.IntegerField(help_text="How often it is stated, in all videos.")
    video_count = serializers.IntegerField()
    confidence = serializers.FloatField()
    evidence = EvidenceShape(many=True)
    truncated = serializers.BooleanField(help_text="Whether there is more evidence than is given.")
