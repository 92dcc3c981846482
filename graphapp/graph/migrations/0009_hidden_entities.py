from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('graph', '0008_confidence_in_link_indexes'),
    ]

    operations = [
        migrations.AddField(
            model_name='entity',
            name='hidden',
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name='entity',
            index=models.Index(condition=models.Q(('hidden', True)), fields=['id'], name='hidden_entities'),
        ),
    ]
