from django.db import migrations, models
import django.db.models.deletion

COLUMNS = {
    "videos_chapter": "video_id",
    "videos_claim": "video_id",
    "videos_mention": "segment_id",
    "videos_naming": "video_id",
    "videos_segment": "video_id",
    "videos_topic": "video_id",
}
"""Of which another index begins with the same."""
TALLIES = """
INSERT INTO graph_tally (key, name, type, name_votes, type_votes, mentions, confidence, first)
SELECT n.key_id, n.name, n.type,
  SUM(CASE WHEN n.is_title THEN n.cluster_mentions + 1 ELSE 0 END),
  SUM(CASE WHEN n.is_title THEN n.cluster_mentions + 1 ELSE 0 END * CAST(FLOOR(n.confidence * 1000) AS bigint)),
  SUM(n.mentions), MAX(n.confidence), MIN(v.added_at)
FROM videos_naming n JOIN videos_video v ON v.id = n.video_id
GROUP BY n.key_id, n.name, n.type
"""
TIES = """
INSERT INTO graph_tie (key, title, confidence)
SELECT n.key_id, t.key_id, MAX(n.name_confidence)
FROM videos_naming n JOIN videos_naming t ON t.video_id = n.video_id AND t.cluster = n.cluster
WHERE n.key_id <> t.key_id AND t.is_title AND NOT n.is_title GROUP BY n.key_id, t.key_id
"""


def drop_indexes(apps, schema_editor):
    """Not by altering the columns: SQLite would copy the tables, and lose the triggers that keep the text index."""
    connection = schema_editor.connection
    for table, column in COLUMNS.items():
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, table)
        for name, facts in found.items():
            if facts["columns"] == [column] and facts["index"] and not facts["unique"] and not facts["foreign_key"]:
                schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


def alter(model, column, rows, to):
    field = models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name=rows, to=to
    )
    return migrations.AlterField(model_name=model, name=column, field=field)


class Migration(migrations.Migration):

    dependencies = [
        ('videos', '0006_wider_indexes'),
        ('graph', '0011_tallies'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop_indexes, migrations.RunPython.noop)],
            state_operations=[
                alter('chapter', 'video', 'chapters', 'videos.video'),
                alter('claim', 'video', 'claims', 'videos.video'),
                alter('mention', 'segment', 'mentions', 'videos.segment'),
                alter('naming', 'video', 'namings', 'videos.video'),
                alter('segment', 'video', 'segments', 'videos.video'),
                alter('topic', 'video', 'topics', 'videos.video'),
            ],
        ),
        migrations.RunSQL([TALLIES, TIES], migrations.RunSQL.noop),
    ]
