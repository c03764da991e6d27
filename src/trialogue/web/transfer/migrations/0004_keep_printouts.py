"""Make the database refuse to change or remove who made a participant's file."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("transfer", "0003_participant_files")]
    operations = [
        refuse_changes("transfer_printout", "who made a file is kept"),
    ]
