"""Django's entry for this app."""

from django.apps import AppConfig


class VideosConfig(AppConfig):
    name = "graphapp.videos"
    label = "videos"
