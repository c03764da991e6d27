"""Enquiries, remarks, who looked, how many were forgotten."""

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
            name="Forgetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("answered", "Answered, nothing more to do"),
                            ("candidate", "Goes on as a candidate"),
                            ("elsewhere", "Sent on to another centre or trial"),
                            ("no_fit", "This trial does not fit"),
                            ("unreachable", "The sender could not be reached"),
                            ("no_enquiry", "Not an enquiry: advertising or a mistake"),
                            ("deleted", "Deleted by the sender"),
                            ("expired", "Kept long enough"),
                        ],
                        max_length=12,
                    ),
                ),
                ("enquiries", models.PositiveIntegerField()),
                ("remarks", models.PositiveIntegerField()),
                ("letters", models.PositiveIntegerField()),
                ("facts", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=12, unique=True)),
                ("nonce", models.CharField(max_length=32)),
                ("form_token", models.CharField(max_length=64, unique=True)),
                ("registry_id", models.CharField(max_length=40)),
                ("centre", models.CharField(blank=True, max_length=80)),
                ("centre_name", models.CharField(max_length=300)),
                (
                    "route",
                    models.CharField(
                        choices=[("centre", "Centre"), ("central", "Central"), ("local", "Local")],
                        max_length=10,
                    ),
                ),
                ("sent_to", models.CharField(blank=True, max_length=254)),
                ("first_name", models.CharField(blank=True, max_length=80)),
                ("last_name", models.CharField(blank=True, max_length=80)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("contact_language", models.CharField(blank=True, max_length=60)),
                (
                    "writer",
                    models.CharField(
                        choices=[
                            ("patient", "I am the patient"),
                            ("parent", "I am a parent or guardian of the patient"),
                            ("other", "I am another relative or a friend"),
                            ("doctor", "I am a doctor or nurse of the patient"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answers", models.JSONField(default=list)),
                ("facts", models.JSONField(default=list)),
                ("consent_version", models.CharField(max_length=40)),
                ("consent_text", models.TextField()),
                ("consent_language", models.CharField(max_length=12)),
                ("for_child", models.BooleanField(default=False)),
                ("page_language", models.CharField(max_length=12)),
                ("made_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "Answered, nothing more to do"),
                            ("candidate", "Goes on as a candidate"),
                            ("elsewhere", "Sent on to another centre or trial"),
                            ("no_fit", "This trial does not fit"),
                            ("unreachable", "The sender could not be reached"),
                            ("no_enquiry", "Not an enquiry: advertising or a mistake"),
                            ("deleted", "Deleted by the sender"),
                            ("expired", "Kept long enough"),
                        ],
                        max_length=12,
                    ),
                ),
                ("touched_at", models.DateTimeField()),
                ("waits_since", models.DateTimeField(null=True)),
                ("forgotten_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("lead_told_at", models.DateTimeField(null=True)),
                ("sender_told_at", models.DateTimeField(null=True)),
                (
                    "assigned_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("enquiry", models.PositiveBigIntegerField()),
                ("registry_id", models.CharField(max_length=40)),
                ("centre", models.CharField(blank=True, max_length=80)),
                ("what", models.CharField(max_length=20)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("sender", "Sender"), ("answer", "Answer"), ("note", "Note")],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("mail_id", models.CharField(blank=True, max_length=255)),
                ("form_token", models.CharField(max_length=64, null=True, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="contact.enquiry",
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "pk"),
            },
        ),
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["registry_id", "centre", "-made_at"], name="enquiry_place"),
        ),
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["waits_since"], name="enquiry_waits"),
        ),
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["touched_at"], name="enquiry_touched"),
        ),
        migrations.AddIndex(
            model_name="look",
            index=models.Index(fields=["enquiry", "-id"], name="looks_at_an_enquiry"),
        ),
    ]
