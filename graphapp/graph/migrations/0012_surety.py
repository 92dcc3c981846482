import math
from typing import Any

from django.db import migrations, models

MILLION = 1_000_000
CERTAIN = 0.99
SET = "UPDATE graph_relation SET surety = %s WHERE id = %s"


def weigh(confidence: float) -> int:
    return round(-math.log(1 - min(confidence, CERTAIN)) * MILLION)


def sum_claims(apps: Any, schema_editor: Any) -> None:
    """Of each relation, of what its claims bring."""
    claims = apps.get_model("videos", "Claim").objects.filter(relation__isnull=False).order_by()
    alike = claims.values_list("relation_id", "confidence").annotate(count=models.Count("id"))
    sums: dict[str, int] = {}
    for relation, confidence, count in alike.iterator():
        sums[relation] = sums.get(relation, 0) + count * weigh(confidence)
    with schema_editor.connection.cursor() as cursor:
        if sums:
            cursor.executemany(SET, [(surety, id) for id, surety in sums.items()])


class Migration(migrations.Migration):

    dependencies = [
        ('graph', '0011_tallies'),
        ('videos', '0006_wider_indexes'),
    ]

    operations = [
        migrations.AddField(
            model_name='relation',
            name='surety',
            field=models.BigIntegerField(default=0),
        ),
        migrations.RunPython(sum_claims, migrations.RunPython.noop),
    ]
