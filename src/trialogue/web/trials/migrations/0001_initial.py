"""The list of loaded protocols."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LoadedProtocol",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("registry_id", models.CharField(max_length=40)),
                ("version", models.CharField(max_length=40)),
                ("source_name", models.CharField(max_length=200)),
                ("source", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["registry_id", "-id"], name="latest_of_a_trial")],
            },
        ),
    ]
