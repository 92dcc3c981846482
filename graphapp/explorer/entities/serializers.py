"""The shapes of entities in the API, and what may be asked of them. Shapes only: nothing is asked or decided here."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from graphapp.graph.models import Entity
from graphapp.videos.serializers import TYPE_NAMES, GraphEdgeShape, GraphNodeShape
from graphapp.web.choosing import SomeOf
from ingest.ontology import load_ontology

PREDICATES = sorted(load_ontology().predicates)
MOST_NODES = 1000


class EntityItem(serializers.ModelSerializer[Entity]):
    """An entity in a list."""

    type = serializers.ChoiceField(TYPE_NAMES)
    page = serializers.SerializerMethodField(help_text="The address of its page on this server.")

    class Meta:
        model = Entity
        fields = (
            "id",
            "slug",
            "name",
            "type",
            "video_count",
            "mention_count",
            "relation_count",
            "confidence",
            "approved",
            "page",
        )
        read_only_fields = fields

    def get_page(self, entity: Entity) -> str:
        return f"/entities/{entity.slug}/"


class NameShape(serializers.Serializer[Any]):
    name = serializers.CharField()
    reason = serializers.CharField(help_text="Why it was taken for a name of this entity.")
    mentions = serializers.IntegerField()
    videos = serializers.IntegerField()


class SeenShape(serializers.Serializer[Any]):
    """A video in which it is named."""

    id = serializers.CharField()
    slug = serializers.CharField()
    title = serializers.CharField()
    published = serializers.DateField(allow_null=True)
    added_at = serializers.DateTimeField()
    mentions = serializers.IntegerField()
    first_ms = serializers.IntegerField(allow_null=True)
    page = serializers.CharField(help_text="Our page at the first mention.")


class LinkShape(serializers.Serializer[Any]):
    words = serializers.CharField()
    address = serializers.URLField()


class EntityFull(EntityItem):
    """All that is known of an entity but its connections."""

    aliases = serializers.ListField(child=serializers.CharField(), help_text="Other names, most said first.")
    names = NameShape(many=True, help_text="The same with where each comes from.")
    description = serializers.CharField(allow_null=True, help_text="What an editor wrote.")
    links = LinkShape(many=True, help_text="Where an editor points to.")
    first_seen = SeenShape(
        allow_null=True, help_text="By date of publication; where no video has one, by when it was added."
    )
    last_seen = SeenShape(allow_null=True)
    videos = SeenShape(many=True, help_text="The newest; all of them at `videos_all`.")
    videos_all = serializers.CharField(help_text="The address of the list of all of them.")

    class Meta(EntityItem.Meta):
        fields = (
            *EntityItem.Meta.fields,
            "aliases",
            "names",
            "description",
            "links",
            "first_seen",
            "last_seen",
            "videos",
            "videos_all",
        )
        read_only_fields = fields


class EntityQuery(serializers.Serializer[Any]):
    """Each one given narrows the list; several narrow it together."""

    q = serializers.CharField(
        required=False, allow_blank=True, max_length=200, help_text="Words that a name or alias holds."
    )
    type = SomeOf(choices=TYPE_NAMES, required=False, help_text="One or several types.")
    topic = serializers.CharField(required=False, max_length=120, help_text="A topic's slug: its newest 200 videos.")
    video = serializers.CharField(required=False, max_length=120, help_text="A video's id or slug.")
    ordering = serializers.ChoiceField(
        ["videos", "-videos", "mentions", "-mentions", "connections", "-connections", "name", "-name"],
        default="-videos",
        help_text="“-” for descending.",
    )


class NeighbourhoodQuery(serializers.Serializer[Any]):
    """Types narrow the neighbours, predicates the connections; video and topic narrow both to what is said there."""

    depth = serializers.IntegerField(default=1, min_value=1, max_value=2, help_text="Steps away from the entity.")
    limit = serializers.IntegerField(
        default=100, min_value=1, max_value=MOST_NODES, help_text="Nodes at most, itself included."
    )
    type = SomeOf(choices=TYPE_NAMES, required=False, help_text="One or several types.")
    predicate = SomeOf(choices=PREDICATES, required=False, help_text="One or several.")
    topic = serializers.CharField(
        required=False, max_length=120, help_text="A topic's slug; across videos: where its newest 40 discuss it."
    )
    video = serializers.CharField(required=False, max_length=120, help_text="A video's id or slug.")


class NeighbourhoodShape(serializers.Serializer[Any]):
    nodes = GraphNodeShape(many=True)
    edges = GraphEdgeShape(many=True)
    truncated = serializers.BooleanField(help_text="More was there than the limit allowed.")
