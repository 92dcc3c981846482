"""Addresses across videos in the API, part by part."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("explore/", include("graphapp.explorer.exploring.api_urls")),
    path("entities/", include("graphapp.explorer.entities.api_urls")),
    path("topics/", include("graphapp.explorer.topics.api_urls")),
    path("graph/", include("graphapp.explorer.exports.api_urls")),
    path("paths/", include("graphapp.explorer.paths.api_urls")),
    path("", include("graphapp.explorer.search.api_urls")),
]
