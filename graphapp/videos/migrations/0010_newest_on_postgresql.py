"""Videos without a date are the last of the newest. SQLite's index has them there; PostgreSQL must be told."""

from django.db import migrations

MAKE = "CREATE INDEX videos_newest ON videos_video (published DESC NULLS LAST, id)"
DROP = "DROP INDEX IF EXISTS videos_newest"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("videos", "0009_keys_of_decisions_know_their_kind")]
    operations = [migrations.RunPython(make, drop)]
