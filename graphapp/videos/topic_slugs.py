"""Gives topics that an earlier release kept the addresses of this one. Takes the model: a migration has its own."""

from __future__ import annotations

from typing import Any

from graphapp.videos.addresses.slugs import make_topic_slug

BATCH = 2000


def give_present_slugs(model: Any) -> list[str]:
    """The ids of the videos whose topics have another slug now, in order."""
    rows = model._base_manager
    moved = [row for row in rows.order_by("id").iterator(BATCH) if make_topic_slug(row.name) != row.slug]
    for topic in moved:
        topic.slug = make_topic_slug(topic.name)
    rows.bulk_update(moved, ["slug"], batch_size=BATCH)
    return sorted({topic.video_id for topic in moved})
