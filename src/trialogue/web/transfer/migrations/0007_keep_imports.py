"""Make the database refuse to change or remove what was imported, and how files were read."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("transfer", "0006_importing")]
    operations = [
        refuse_changes("transfer_import", "what was imported is kept"),
        refuse_changes("transfer_keptmapping", "a mapping is kept: make another version"),
    ]
