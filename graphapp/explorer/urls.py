"""Addresses of the pages across videos, part by part."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "explorer"

urlpatterns: list[URLPattern | URLResolver] = [
    path("explore/", include("graphapp.explorer.exploring.urls")),
    path("entities/", include("graphapp.explorer.entities.urls")),
    path("topics/", include("graphapp.explorer.topics.urls")),
    path("connections/", include("graphapp.explorer.connections.urls")),
    path("paths/", include("graphapp.explorer.paths.urls")),
    path("", include("graphapp.explorer.search.urls")),
]
