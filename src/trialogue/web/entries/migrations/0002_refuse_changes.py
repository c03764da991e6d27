"""Make the database refuse to change or remove participants, entries, and who looked at whom."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("entries", "0001_initial")]
    operations = [
        refuse_changes("entries_participant", "a participant is kept: it holds no name"),
        refuse_changes("entries_entry", "an entry is kept: save a new version with its reason"),
        refuse_changes("entries_identitylook", "who looked at an identity is kept"),
    ]
