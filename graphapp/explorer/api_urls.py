"""Addresses across videos in the API, part by part."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("graphapp.explorer.search.api_urls")),
]
