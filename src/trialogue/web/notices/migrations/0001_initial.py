"""Who waits for which trials, and the news that wait."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Progress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last_state", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("language", models.CharField(max_length=12)),
                (
                    "every",
                    models.CharField(
                        choices=[("day", "Day"), ("week", "Week")], default="week", max_length=4
                    ),
                ),
                ("registry_id", models.CharField(blank=True, max_length=40)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("age_from", models.FloatField(null=True)),
                ("age_below", models.FloatField(null=True)),
                ("age_on", models.DateField(null=True)),
                ("sex", models.CharField(blank=True, max_length=6)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                ("within_km", models.PositiveIntegerField(null=True)),
                ("nonce", models.CharField(max_length=32, unique=True)),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["registry_id"], name="subscription_trial"),
                    models.Index(fields=["email", "made_at"], name="subscription_address"),
                ],
            },
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("registry_id", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=300)),
                ("changes", models.JSONField()),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="notices.subscription"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
    ]
