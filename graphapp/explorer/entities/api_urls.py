"""Addresses of entities in the API."""

from django.urls import path

from graphapp.explorer.entities import api

urlpatterns = [
    path("", api.EntityList.as_view(), name="api-entities"),
    path("<slug:reference>/", api.EntityDetail.as_view(), name="api-entity"),
    path("<slug:reference>/neighbourhood/", api.EntityNeighbourhood.as_view(), name="api-entity-neighbourhood"),
]
