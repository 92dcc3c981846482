from typing import Any

from django.db import migrations, models

from graphapp.curation.review.sounding import hear

AT_ONCE = 2000


def hear_everything(apps: Any, schema: Any) -> None:
    names = apps.get_model("graph", "Entity").objects.order_by("id").values_list("id", "folded")
    sound = apps.get_model("curation", "Sound")
    heard = [(id, hear(folded)) for id, folded in names.iterator()]
    sound.objects.bulk_create([sound(entity=id, code=code) for id, code in heard if code], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("curation", "0002_touched_times"), ("graph", "0012_surety")]
    operations = [
        migrations.CreateModel(
            name="Sound",
            fields=[
                ("entity", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("code", models.CharField(db_index=True, max_length=40)),
            ],
        ),
        migrations.RunPython(hear_everything, migrations.RunPython.noop),
    ]
