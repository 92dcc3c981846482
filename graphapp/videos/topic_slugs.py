"""Gives topics that an earlier release kept the addresses of this one. Takes models: a migration has its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from graphapp.videos.addresses.slugs import make_topic_slug
from ingest.records import EntityType

BATCH = 2000
VIDEOS = 200


def migrate_slugs(apps: Any, _: object) -> None:
    """A step of a migration, which tells the graph store, too."""
    videos = give_present_slugs(apps.get_model("videos", "Topic"), apps.get_model("videos", "Naming"))
    if settings.GRAPH_URL != "embedded":
        pending = apps.get_model("graph", "Pending").objects
        for start in range(0, len(videos), VIDEOS):
            pending.create(delta={"videos": videos[start : start + VIDEOS]})


def give_present_slugs(topics: Any, namings: Any) -> list[str]:
    """The ids of the videos whose topics have another slug now, in order. Of two of a video that would have the same
    one, the second keeps its own."""
    rows = topics._base_manager
    taken = set(rows.values_list("video_id", "slug"))
    moved = []
    for topic, slug in _list_moved(rows, namings):
        if (topic.video_id, slug) not in taken:
            taken.add((topic.video_id, slug))
            topic.slug = slug
            moved.append(topic)
    rows.bulk_update(moved, ["slug"], batch_size=BATCH)
    return sorted({topic.video_id for topic in moved})


def _list_moved(rows: Any, namings: Any) -> Iterator[tuple[Any, str]]:
    things = namings._base_manager.exclude(type=EntityType.CONCEPT)
    named = set(things.filter(key__in=rows.exclude(key=None).values("key")).values_list("video_id", "key_id"))
    for topic in rows.order_by("id").iterator(BATCH):
        slug = make_topic_slug(topic.name, common=(topic.video_id, topic.key_id) not in named)
        if slug != topic.slug:
            yield topic, slug
