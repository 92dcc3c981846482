"""Addresses of exports in the API."""

from django.urls import path

from graphapp.explorer.exports import api

urlpatterns = [path("export/", api.GraphExport.as_view(), name="api-graph-export")]
