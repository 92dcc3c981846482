"""Django's entry for this app."""

from django.apps import AppConfig


class ExplorerConfig(AppConfig):
    name = "graphapp.explorer"
    label = "explorer"
