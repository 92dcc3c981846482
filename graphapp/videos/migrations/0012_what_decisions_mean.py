from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce


def note_meant(apps: Any, _: object) -> None:
    decisions = apps.get_model("videos", "Decision").objects.filter(pk=OuterRef("decision_id"))
    meant = decisions.annotate(meant=KeyTextTransform("key", "said")).values("meant")
    apps.get_model("videos", "DecisionKey").objects.update(meant=Coalesce(Subquery(meant), Value("")))


class Migration(migrations.Migration):
    dependencies = [("videos", "0011_topics_apart")]

    operations = [
        migrations.AddField("decisionkey", "meant", models.CharField(default="", max_length=16)),
        migrations.RunPython(note_meant, migrations.RunPython.noop),
        migrations.RemoveIndex("decisionkey", "decisions_about_key"),
        migrations.AddIndex(
            "decisionkey", models.Index(fields=["key", "kind", "meant", "order"], name="decisions_by_what_is_meant")
        ),
    ]
