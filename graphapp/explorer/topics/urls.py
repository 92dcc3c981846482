"""Addresses of topics."""

from django.urls import path

from graphapp.explorer.topics import pages

urlpatterns = [
    path("", pages.show_topics, name="topics"),
    path("<str:slug>/", pages.show_topic, name="topic"),
    path("<str:slug>/panel/", pages.show_topic_panel, name="topic-panel"),
    path("<str:slug>/videos/", pages.show_topic_videos, name="topic-videos"),
    path("<str:slug>/feed/", pages.feed_topic, name="topic-feed"),
]
