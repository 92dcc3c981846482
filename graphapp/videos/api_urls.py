"""Addresses of the reading calls. `videos/` and `videos/ID/` are in `graphapp.runs.api_urls`, which adds writing."""

from django.urls import path

from graphapp.videos import api

urlpatterns = [
    path("videos/<slug:reference>/graph/", api.VideoGraph.as_view(), name="api-video-graph"),
    path("videos/<slug:reference>/transcript/", api.VideoTranscript.as_view(), name="api-video-transcript"),
    path("relations/<slug:reference>/", api.RelationDetail.as_view(), name="api-relation"),
]
