"""Letters, periodic jobs, refused addresses."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True)),
                ("next_at", models.DateTimeField()),
                ("lease", models.CharField(blank=True, max_length=32)),
                ("ran_at", models.DateTimeField(null=True)),
                ("outcome", models.JSONField(default=dict)),
                ("failures", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="RefusedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("code", models.PositiveIntegerField()),
                ("refused_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("about", models.CharField(blank=True, max_length=60)),
                ("to_address", models.CharField(max_length=254)),
                ("to_name", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(max_length=12)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True)),
                ("reply_to", models.CharField(blank=True, max_length=254)),
                ("headers", models.JSONField(default=dict)),
                ("is_bulk", models.BooleanField(default=False)),
                ("message_id", models.CharField(max_length=255, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("dropped", "Dropped"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("tries", models.PositiveIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("lease", models.CharField(blank=True, max_length=32)),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("made_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("is_forgotten", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_at", "id"],
                        name="letter_due",
                    ),
                    models.Index(fields=["about"], name="letter_about"),
                    models.Index(fields=["state", "done_at"], name="letter_state"),
                ],
            },
        ),
    ]
