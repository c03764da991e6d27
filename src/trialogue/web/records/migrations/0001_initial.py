"""The list of states of registry records."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RecordVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("registry_id", models.CharField(max_length=40)),
                ("posted", models.CharField(max_length=40)),
                ("digest", models.CharField(max_length=64)),
                ("record", models.JSONField()),
                ("loaded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [
                    models.Index(fields=["registry_id", "posted", "id"], name="states_of_a_record")
                ],
            },
        ),
    ]
