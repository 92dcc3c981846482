"""The graph as a file, streamed. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, QueryDict, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView

from graphapp.explorer.exploring.listing import list_shown
from graphapp.explorer.exploring.opening import open_view
from graphapp.explorer.exploring.wish import read_wish
from graphapp.explorer.exports.reading import Reader
from graphapp.explorer.exports.scope import LONGEST_VIEW, MOST_ENTITIES, Scope, scope_topic, scope_video, scope_view
from graphapp.explorer.exports.writing import FORMATS, name_file, write_export
from graphapp.videos.api import check_query, get_video
from graphapp.videos.reading.finding import find_entity
from graphapp.web.legible import clean_query


def _describe_file(content_type: str) -> OpenApiResponse[Any]:
    kind = OpenApiTypes.OBJECT if content_type.endswith("json") else OpenApiTypes.BINARY
    return OpenApiResponse(kind, description="The file, streamed. Its type is that of the format.")


FILES = {(200, each.content_type): _describe_file(each.content_type) for each in FORMATS.values()}


class Part(serializers.CharField):
    """Which part: a parameter that is there but empty is a mistake, and not the whole library."""

    def get_value(self, dictionary: Mapping[Any, Any]) -> Any:
        return dictionary.get(self.field_name, serializers.empty)


class ExportQuery(serializers.Serializer[Any]):
    """At most one of `video`, `topic`, `entities` and `view`; the whole library without."""

    format = serializers.ChoiceField(list(FORMATS), default="json")
    video = Part(required=False, max_length=120, help_text="A video's id or slug.")
    topic = Part(required=False, max_length=120, help_text="A topic's slug.")
    entities = Part(
        required=False,
        max_length=LONGEST_VIEW,
        help_text=f"Ids or slugs with commas between them, at most {MOST_ENTITIES}.",
    )

    view = Part(
        required=False,
        max_length=LONGEST_VIEW,
        help_text="The query of an exploring page's address, such as e=SLUG&type=Person.",
    )

    def validate_entities(self, text: str) -> list[str]:
        ids = [id for id in text.split(",") if id]
        if not ids:
            raise serializers.ValidationError("These are no ids.")
        if len(ids) > MOST_ENTITIES:
            raise serializers.ValidationError(f"At most {MOST_ENTITIES} entities fit into one view.")
        return ids

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        if len({"video", "topic", "entities", "view"} & asked.keys()) > 1:
            raise serializers.ValidationError("Ask for a video, a topic, entities or a view, not for several of them.")
        return asked


class AnyType(DefaultContentNegotiation):
    """What is answered is said by `format`, not by the Accept header; errors are JSON."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class GraphExport(APIView):
    content_negotiation_class = AnyType

    @extend_schema(
        operation_id="graph_export",
        parameters=[ExportQuery],
        responses=FILES,
        summary="Take the graph with you",
        tags=["graph"],
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """Nodes, and edges with all their evidence: of a video, a topic, some entities, or the whole library."""
        query = check_query(ExportQuery, request)
        reader = Reader(choose_scope(query), base=request.build_absolute_uri("/").rstrip("/"))
        name = query["format"]
        headers = {"Content-Disposition": f'attachment; filename="{name_file(reader, format=name)}"'}
        return StreamingHttpResponse(
            write_export(reader, format=name), content_type=FORMATS[name].content_type, headers=headers
        )


def choose_scope(query: dict[str, Any]) -> Scope:
    """Raises Http404 where nothing is what was asked for."""
    if query.get("video"):
        return scope_video(get_video(query["video"]))
    if query.get("topic"):
        scope = scope_topic(query["topic"])
        if scope is None:
            raise Http404
        return scope
    if query.get("entities"):
        found = [entity for id in query["entities"] if (entity := find_entity(id))]
        if not found:
            raise Http404
        return scope_view([entity.id for entity in found])
    if query.get("view"):
        shown = list_shown(open_view(read_wish(QueryDict(clean_query(query["view"])))))
        if not shown:
            raise Http404
        return scope_view([node.id for node in shown])
    return Scope()
