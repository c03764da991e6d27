"""The drafts and what became of them."""

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
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("registry_id", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[("protocol", "Protocol file"), ("record", "Registry record")],
                        max_length=10,
                    ),
                ),
                ("source", models.BinaryField()),
                ("source_name", models.CharField(max_length=200)),
                ("base", models.CharField(blank=True, max_length=40)),
                ("prepared_at", models.DateTimeField(auto_now_add=True)),
                ("why", models.CharField(max_length=300)),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="editing.draft",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("published", "published"),
                            ("discarded", "discarded"),
                            ("replaced", "replaced by another draft"),
                        ],
                        max_length=10,
                    ),
                ),
                ("version", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="editing.draft",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["registry_id", "-id"], name="drafts_of_a_trial"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["version"], name="decision_of_a_version"),
        ),
    ]
