"""Make the database refuse to change or remove what was loaded, on SQLite and PostgreSQL."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("trials", "0001_initial")]
    operations = [
        refuse_changes(
            "trials_loadedprotocol", "what was loaded is kept: load a new version instead"
        )
    ]
