"""Django's entry for this app."""

from django.apps import AppConfig


class AssistantConfig(AppConfig):
    name = "graphapp.assistant"
    label = "assistant"
