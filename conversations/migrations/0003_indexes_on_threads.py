from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Concurrently: a large table stays readable and writable meanwhile.
    atomic = False

    dependencies = [
        ("conversations", "0002_appearing_and_ending"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='thread',
            index=models.Index(condition=models.Q(('state', 'scheduled')), fields=['published_at'], name='threads_that_will_appear'),
        ),
        AddIndexConcurrently(
            model_name='thread',
            index=models.Index(condition=models.Q(('ends_at__isnull', False), ('state', 'published')), fields=['ends_at'], name='threads_that_will_end'),
        ),
    ]
