"""Make the database refuse to change or remove a record that was imported."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("records", "0001_initial")]
    operations = [
        refuse_changes(
            "records_recordversion", "what was imported is kept: import a new state instead"
        )
    ]
