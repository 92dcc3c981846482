"""Django's entry for this app. Listens for changes of the graph, so that the desk asks what is worth asking."""

from typing import Any

from django.apps import AppConfig


class CurationConfig(AppConfig):
    name = "graphapp.curation"
    label = "curation"

    def ready(self) -> None:
        from graphapp.curation.signals import decided
        from graphapp.runs.projection.outbox import enqueued
        from graphapp.runs.signals import restored

        restored.connect(_note_all, dispatch_uid="curation.restored")
        enqueued.connect(_note_touched, dispatch_uid="curation.touched")
        decided.connect(_recheck, dispatch_uid="curation.recheck")


def _note_touched(delta: Any, **_: Any) -> None:
    """An ingest, or a deletion: a worker, or the next visit to the desk, gathers questions about its entities."""
    from graphapp.curation.touching import note_touched

    if delta.videos:
        note_touched(delta.entities)


def _note_all(**_: Any) -> None:
    """A backup holds no questions: all of them are gathered again, as after so many ingests."""
    from graphapp.curation.touching import note_touched
    from graphapp.graph.models import Entity

    note_touched(Entity.objects.values_list("id", flat=True).iterator())


def _recheck(delta: Any, **_: Any) -> None:
    """A decision. What it moved from one thing to another may be asked about anew; a name or a mark is looked at again
    only when it comes to the question, since a hub has thousands."""
    from graphapp.curation.review.settling import recheck_changed
    from graphapp.curation.touching import note_touched

    recheck_changed(delta)
    if delta.claims or delta.appearances:
        note_touched(delta.entities)
