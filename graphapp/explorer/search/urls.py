"""Addresses of search."""

from django.urls import path

from graphapp.explorer.search import pages

urlpatterns = [
    path("search/", pages.show_search, name="search"),
    path("search/palette/", pages.show_palette, name="search-palette"),
]
