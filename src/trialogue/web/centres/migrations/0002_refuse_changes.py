"""Make the database refuse to change or remove what was entered, on SQLite and PostgreSQL."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("centres", "0001_initial")]
    operations = [
        refuse_changes(
            "centres_enteredcentre", "what was entered is kept: enter a new state instead"
        )
    ]
