"""Django's entry for this app."""

from django.apps import AppConfig


class CurationConfig(AppConfig):
    name = "graphapp.curation"
    label = "curation"
