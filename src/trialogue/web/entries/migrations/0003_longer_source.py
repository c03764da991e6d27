"""Let the source of an entry name the rows of a file from which its values came."""

from __future__ import annotations

from django.db import migrations, models

from trialogue.web.config.append_only import allow_changes, refuse_changes

KEPT = ("entries_entry", "an entry is kept: save a new version with its reason")


class Migration(migrations.Migration):
    """The length, and the triggers once more."""

    dependencies = [("entries", "0002_refuse_changes")]
    operations = [
        allow_changes(*KEPT),
        migrations.AlterField(
            model_name="entry",
            name="source",
            field=models.CharField(max_length=4000),
        ),
        refuse_changes(*KEPT),
    ]
