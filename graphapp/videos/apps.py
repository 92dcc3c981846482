"""Django's entry for this app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class VideosConfig(AppConfig):
    name = "graphapp.videos"
    label = "videos"

    def ready(self) -> None:
        from graphapp.videos.text_index.folding import teach_sqlite
        from graphapp.videos.text_index.installing import install_text_indexes
        from graphapp.videos.text_index.plain_letters import teach_letters

        post_migrate.connect(install_text_indexes, sender=self)
        connection_created.connect(teach_sqlite)
        connection_created.connect(teach_letters)
