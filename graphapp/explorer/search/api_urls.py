"""Addresses of search in the API."""

from django.urls import path

from graphapp.explorer.search.api import Search

urlpatterns = [path("search/", Search.as_view(), name="search")]
