"""Django's entry for this app."""

from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "graphapp.runs"
    label = "runs"

    def ready(self) -> None:
        from prometheus_client import REGISTRY

        from graphapp.runs.metrics import LibraryCollector

        REGISTRY.register(LibraryCollector())
