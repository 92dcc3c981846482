"""Django's entry for this app."""

from django.apps import AppConfig


class GraphConfig(AppConfig):
    name = "graphapp.graph"
    label = "graph"
