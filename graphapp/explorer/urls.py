"""Addresses of the pages across videos, part by part."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "explorer"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("graphapp.explorer.search.urls")),
]
