"""Addresses of the pages across videos."""

from django.urls import path

from graphapp.explorer.connections.pages import show_connection
from graphapp.explorer.entities import pages as entities
from graphapp.explorer.exploring import pages as exploring
from graphapp.explorer.paths.pages import show_paths
from graphapp.explorer.search import pages as search
from graphapp.explorer.topics import pages as topics

app_name = "explorer"
urlpatterns = [
    path("explore/", exploring.show_explore, name="explore"),
    path("explore/panel/", exploring.show_explore_panel, name="explore-panel"),
    path("entities/", entities.show_entities, name="entities"),
    path("entities/<str:slug>/", entities.show_entity, name="entity"),
    path("entities/<str:slug>/panel/", entities.show_entity_panel, name="entity-panel"),
    path("entities/<str:slug>/connections/", entities.show_entity_connections, name="entity-connections"),
    path("entities/<str:slug>/videos/", entities.show_entity_videos, name="entity-videos"),
    path("entities/<str:slug>/feed/", entities.feed_entity, name="entity-feed"),
    path("topics/", topics.show_topics, name="topics"),
    path("topics/<str:slug>/", topics.show_topic, name="topic"),
    path("topics/<str:slug>/panel/", topics.show_topic_panel, name="topic-panel"),
    path("topics/<str:slug>/videos/", topics.show_topic_videos, name="topic-videos"),
    path("topics/<str:slug>/feed/", topics.feed_topic, name="topic-feed"),
    path("connections/<slug:reference>/", show_connection, name="connection"),
    path("paths/", show_paths, name="paths"),
    path("search/", search.show_search, name="search"),
    path("search/palette/", search.show_palette, name="search-palette"),
]
