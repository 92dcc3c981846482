"""The graph of an exploring address, as compact rows. Reads only."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from graphapp.explorer.exploring.opening import open_view
from graphapp.explorer.exploring.rows import write_rows
from graphapp.explorer.exploring.serializers import ExploreQuery, ExploreShape
from graphapp.explorer.exploring.wish import read_wish
from graphapp.videos.api import check_query


class Explore(APIView):
    @extend_schema(
        operation_id="explore",
        parameters=[ExploreQuery],
        responses=ExploreShape,
        summary="A part of the whole graph",
        tags=["explore"],
    )
    def get(self, request: Request) -> Response:
        """What the page at the same address draws: the neighbourhoods of what is named or found, else the most
        central part of what the filters leave, with places, ranks and communities."""
        check_query(ExploreQuery, request)
        return Response(write_rows(open_view(read_wish(request.query_params))))
