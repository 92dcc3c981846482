"""Search in the API. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from graphapp.explorer.search.asked import Place, read_asked
from graphapp.explorer.search.finding import KINDS, search_library
from graphapp.explorer.search.serializers import SearchQuery, SearchShape, describe_found
from graphapp.videos.api import get_video


class Search(APIView):
    @extend_schema(
        operation_id="search",
        parameters=[SearchQuery],
        responses=SearchShape,
        summary="Search over all videos",
        tags=["search"],
    )
    def get(self, request: Request) -> Response:
        """Entities, videos, moments and topics for what is typed: grouped, each group best first."""
        query = SearchQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        wish = query.validated_data
        kinds = wish.get("kind") or KINDS
        found = search_library(read_asked(wish["q"]), kinds=kinds, limit=wish["limit"], place=read_place(wish))
        return Response(describe_found(found))


def read_place(wish: Mapping[str, Any]) -> Place | None:
    """Of a checked SearchQuery."""
    if not wish.get("video"):
        return None
    return Place(get_video(wish["video"]).id, after=int(wish.get("after", "0").removeprefix("s")))
