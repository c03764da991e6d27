"""Make the database refuse to change or remove cuts and the notes of exports."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("transfer", "0001_initial")]
    operations = [
        refuse_changes("transfer_cut", "a cut is kept: make another"),
        refuse_changes("transfer_export", "who took data away is kept"),
    ]
