"""Addresses across videos in the API."""

from django.urls import path

from graphapp.explorer.entities import api as entities
from graphapp.explorer.exploring.api import Explore
from graphapp.explorer.exports.api import GraphExport
from graphapp.explorer.paths.api import Paths
from graphapp.explorer.search.api import Search
from graphapp.explorer.topics import api as topics

urlpatterns = [
    path("explore/", Explore.as_view(), name="api-explore"),
    path("entities/", entities.EntityList.as_view(), name="api-entities"),
    path("entities/<slug:reference>/", entities.EntityDetail.as_view(), name="api-entity"),
    path(
        "entities/<slug:reference>/neighbourhood/",
        entities.EntityNeighbourhood.as_view(),
        name="api-entity-neighbourhood",
    ),
    path("topics/", topics.TopicList.as_view(), name="api-topics"),
    path("topics/<slug:slug>/", topics.TopicDetail.as_view(), name="api-topic"),
    path("graph/export/", GraphExport.as_view(), name="api-graph-export"),
    path("paths/", Paths.as_view(), name="api-paths"),
    path("search/", Search.as_view(), name="search"),
]
