"""Topics whose names differ in what an address leaves out (C, C++ and C#) get an address each; old ones lead there."""

from typing import Any

from django.conf import settings
from django.db import migrations

from graphapp.videos.topic_slugs import give_present_slugs

VIDEOS = 200


def tell_apart(apps: Any, _: object) -> None:
    videos = give_present_slugs(apps.get_model("videos", "Topic"))
    if settings.GRAPH_URL != "embedded":
        tell_the_store(apps, videos)


def tell_the_store(apps: Any, videos: list[str]) -> None:
    pending = apps.get_model("graph", "Pending").objects
    for start in range(0, len(videos), VIDEOS):
        pending.create(delta={"videos": videos[start : start + VIDEOS]})


class Migration(migrations.Migration):
    dependencies = [("videos", "0010_newest_on_postgresql"), ("graph", "0013_traces")]
    operations = [migrations.RunPython(tell_apart, migrations.RunPython.noop)]
