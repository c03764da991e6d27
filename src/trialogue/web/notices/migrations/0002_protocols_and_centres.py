"""News of protocols and centres, too: up to where they were gathered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="progress",
            name="last_centre",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="progress",
            name="last_protocol",
            field=models.BigIntegerField(null=True),
        ),
    ]
