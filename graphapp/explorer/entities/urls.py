"""Addresses of entities."""

from django.urls import path

from graphapp.explorer.entities import pages

urlpatterns = [
    path("", pages.show_entities, name="entities"),
    path("<str:slug>/", pages.show_entity, name="entity"),
    path("<str:slug>/panel/", pages.show_entity_panel, name="entity-panel"),
    path("<str:slug>/connections/", pages.show_entity_connections, name="entity-connections"),
    path("<str:slug>/videos/", pages.show_entity_videos, name="entity-videos"),
    path("<str:slug>/feed/", pages.feed_entity, name="entity-feed"),
]
