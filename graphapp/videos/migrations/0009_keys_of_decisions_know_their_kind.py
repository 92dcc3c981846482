from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def note_kinds(apps: Any, _: object) -> None:
    decisions = apps.get_model("videos", "Decision").objects.filter(pk=OuterRef("decision_id"))
    apps.get_model("videos", "DecisionKey").objects.update(
        kind=Subquery(decisions.values("kind")), order=Subquery(decisions.values("order"))
    )


class Migration(migrations.Migration):
    dependencies = [("videos", "0008_changed_last")]

    operations = [
        migrations.AddField("decisionkey", "kind", models.CharField(default="", max_length=16), preserve_default=False),
        migrations.AddField("decisionkey", "order", models.PositiveBigIntegerField(default=0), preserve_default=False),
        migrations.RunPython(note_kinds, migrations.RunPython.noop),
        migrations.AlterField("decisionkey", "key", models.CharField(max_length=16)),
        migrations.AddIndex(
            "decisionkey", models.Index(fields=["key", "kind", "order"], name="decisions_about_key")
        ),
    ]
