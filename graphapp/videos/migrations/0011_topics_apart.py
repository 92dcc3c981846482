"""Topics whose names differ in what an address leaves out (C, C++ and C#) get an address each; old ones lead there."""

from django.db import migrations

from graphapp.videos.topic_slugs import migrate_slugs


class Migration(migrations.Migration):
    dependencies = [("videos", "0010_newest_on_postgresql"), ("graph", "0013_traces")]
    operations = [migrations.RunPython(migrate_slugs, migrations.RunPython.noop)]
