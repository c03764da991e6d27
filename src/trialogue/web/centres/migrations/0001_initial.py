"""The list of what was entered about centres."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EnteredCentre",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("registry_id", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=200)),
                ("own_name", models.CharField(blank=True, max_length=200)),
                ("city", models.CharField(max_length=100)),
                ("own_city", models.CharField(blank=True, max_length=100)),
                ("country", models.CharField(max_length=100)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open: takes part now"),
                            ("closed", "Closed: takes part no more, or not yet"),
                            ("withdrawn", "Entered by mistake: not shown"),
                        ],
                        max_length=20,
                    ),
                ),
                ("contact_name", models.CharField(blank=True, max_length=100)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("languages", models.JSONField(default=list)),
                ("is_invented", models.BooleanField(default=False)),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
                ("why", models.CharField(blank=True, max_length=200)),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [
                    models.Index(fields=["registry_id", "key", "-id"], name="latest_of_a_centre")
                ],
            },
        ),
    ]
