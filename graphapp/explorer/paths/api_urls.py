"""Addresses of paths in the API."""

from django.urls import path

from graphapp.explorer.paths import api

urlpatterns = [path("", api.Paths.as_view(), name="api-paths")]
