"""Reading entities and their neighbourhoods. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponsePermanentRedirect
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from graphapp.explorer.entities.appearing import choose_appearances, find_ends, load_appearances
from graphapp.explorer.entities.index import name_entities, with_topic, with_video
from graphapp.explorer.entities.naming import load_names
from graphapp.explorer.entities.nearby import load_neighbourhood
from graphapp.explorer.entities.serializers import (
    EntityFull,
    EntityItem,
    EntityQuery,
    NameShape,
    NeighbourhoodQuery,
    NeighbourhoodShape,
)
from graphapp.graph.models import Appearance, Entity
from graphapp.videos.addresses.links import page_address
from graphapp.videos.api import check_query, get_video
from graphapp.videos.reading.finding import find_entity, find_video, list_keys
from graphapp.web.moving import lead_on

VIDEOS = 20
ORDERINGS: Mapping[str, tuple[str, ...]] = {
    "videos": ("video_count", "id"),
    "-videos": ("-video_count", "id"),
    "mentions": ("mention_count", "id"),
    "-mentions": ("-mention_count", "id"),
    "connections": ("relation_count", "id"),
    "-connections": ("-relation_count", "id"),
    "name": ("folded", "id"),
    "-name": ("-folded", "id"),
}
MOVED = OpenApiResponse(description="It was merged or its id is an older one: the address of what it is now.")


class EntityList(ListAPIView[Entity]):
    serializer_class = EntityItem

    def get_ordering(self) -> tuple[str, ...]:
        return ORDERINGS[self.asked["ordering"]]

    def get_queryset(self) -> QuerySet[Entity]:
        self.asked = check_query(EntityQuery, self.request)
        entities = name_entities(Entity.objects.all(), self.asked.get("q", ""))
        if self.asked.get("type"):
            entities = entities.filter(type__in=self.asked["type"])
        if self.asked.get("topic"):
            entities = with_topic(entities, self.asked["topic"])
        if self.asked.get("video"):
            video = find_video(self.asked["video"])
            entities = with_video(entities, video.id) if video else entities.none()
        return entities

    @extend_schema(operation_id="entities_list", parameters=[EntityQuery], summary="All entities", tags=["entities"])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Those that most videos name first, unless asked otherwise."""
        return super().get(request, *args, **kwargs)


class EntityDetail(APIView):
    @extend_schema(
        operation_id="entities_read", responses={200: EntityFull, 301: MOVED}, summary="One entity", tags=["entities"]
    )
    def get(self, request: Request, reference: str) -> Response | HttpResponsePermanentRedirect:
        """What it is, by which names it is spoken of, and where. What was merged answers 301."""
        entity = get_entity(reference)
        if reference not in (entity.id, entity.slug):
            return lead_on(request, to=entity.id)
        return Response(describe_entity(entity))


class EntityNeighbourhood(APIView):
    @extend_schema(
        operation_id="entities_neighbourhood",
        parameters=[NeighbourhoodQuery],
        responses={200: NeighbourhoodShape, 301: MOVED},
        summary="What an entity is connected with",
        tags=["entities"],
    )
    def get(self, request: Request, reference: str) -> Response | HttpResponsePermanentRedirect:
        """The closest neighbours, by how much is stated, and all connections among what is answered."""
        query = check_query(NeighbourhoodQuery, request)
        entity = get_entity(reference)
        if reference not in (entity.id, entity.slug):
            return lead_on(request, to=entity.id)
        video = get_video(query["video"]) if query.get("video") else None
        return Response(load_neighbourhood(entity, query=query, video=video).write())


def get_entity(reference: str) -> Entity:
    entity = find_entity(reference)
    if entity is None:
        raise Http404
    return entity


def describe_entity(entity: Entity) -> dict[str, Any]:
    keys = list_keys(entity)
    names = load_names(entity, keys=keys)
    seen = load_appearances(entity, videos=choose_appearances(entity)[:VIDEOS])
    first, last = find_ends(entity, newest=seen[:1])
    return {
        **EntityItem(entity).data,
        "aliases": [known.name for known in names],
        "names": [NameShape(known).data for known in names],
        "description": entity.description or None,
        "links": [{"words": words, "address": address} for words, address in entity.links],
        "first_seen": _describe_seen(first) if first else None,
        "last_seen": _describe_seen(last) if last else None,
        "videos": [_describe_seen(row) for row in seen],
        "videos_all": f"/api/v1/videos/?entity={entity.id}",
    }


def _describe_seen(row: Appearance) -> dict[str, Any]:
    video = row.video
    return {
        "id": video.id,
        "slug": video.slug,
        "title": video.title,
        "published": video.published,
        "added_at": video.added_at,
        "mentions": row.mentions,
        "first_ms": row.first_ms,
        "page": page_address(video.slug, start_ms=row.first_ms, segment=row.first_segment),
    }
