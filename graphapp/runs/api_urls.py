"""Addresses of runs, and those of videos that can be written to (reading them included)."""

from django.urls import path

from graphapp.runs import api

urlpatterns = [
    path("videos/", api.Videos.as_view(), name="api-videos"),
    path("videos/<slug:reference>/", api.Video.as_view(), name="api-video"),
    path("runs/", api.Runs.as_view(), name="api-runs"),
    path("runs/<slug:run_id>/", api.RunDetail.as_view(), name="api-run"),
    path("runs/<slug:run_id>/cancel/", api.RunCancel.as_view(), name="api-run-cancel"),
    path("runs/<slug:run_id>/retry/", api.RunRetry.as_view(), name="api-run-retry"),
]
