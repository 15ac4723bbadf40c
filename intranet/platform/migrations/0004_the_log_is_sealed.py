from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("platform", "0003_mail_that_came_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="auditrecord",
            name="seal_number",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("leaves", models.BinaryField()),
                ("batch", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="AuditCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_by_id", models.BigIntegerField(blank=True, null=True)),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                ("entries", models.BigIntegerField(default=0)),
                ("seals", models.BigIntegerField(default=0)),
                ("waiting", models.BigIntegerField(default=0)),
                ("late", models.BigIntegerField(default=0)),
                ("head", models.CharField(blank=True, max_length=64)),
                ("wrong", models.BigIntegerField(default=0)),
                ("findings", models.JSONField(default=list)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("ended_at", None)),
                        name="the_log_is_checked_once_at_a_time",
                    )
                ],
            },
        ),
    ]
