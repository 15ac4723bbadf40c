from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Concurrently: people go on writing while the index of a long log is made.
    atomic = False

    dependencies = [
        ("platform", "0004_the_log_is_sealed"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="auditrecord",
            index=models.Index(fields=["seal_number", "id"], name="audit_by_seal"),
        ),
    ]
