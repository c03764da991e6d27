"""The invented people and their facts."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="InventedPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("registry_id", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=20)),
                ("shows_en", models.CharField(max_length=200)),
                ("shows_zh", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("registry_id", "subject"), name="invented_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="InventedFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.JSONField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facts",
                        to="study.inventedperson",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
    ]
