"""“Chip” and “Chips” are one topic with one address; the one of before leads there."""

from django.db import migrations

from graphapp.videos.topic_slugs import migrate_slugs


class Migration(migrations.Migration):
    dependencies = [("videos", "0012_what_decisions_mean")]
    operations = [migrations.RunPython(migrate_slugs, migrations.RunPython.noop)]
