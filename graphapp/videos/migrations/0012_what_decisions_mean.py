from typing import Any

from django.db import migrations, models

from graphapp.videos.meant_keys import note_meant


def note(apps: Any, _: object) -> None:
    note_meant(apps.get_model("videos", "DecisionKey"), apps.get_model("videos", "Decision"))


class Migration(migrations.Migration):
    dependencies = [("videos", "0011_topics_apart")]

    operations = [
        migrations.AddField("decisionkey", "meant", models.CharField(default="", max_length=16)),
        migrations.RunPython(note, migrations.RunPython.noop),
        migrations.RemoveIndex("decisionkey", "decisions_about_key"),
        migrations.AddIndex(
            "decisionkey", models.Index(fields=["key", "kind", "meant", "order"], name="decisions_by_what_is_meant")
        ),
    ]
