"""Django's entry for this app."""

from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "graphapp.runs"
    label = "runs"
