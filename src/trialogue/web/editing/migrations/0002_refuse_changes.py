"""Make the database refuse to change or remove drafts and decisions, on both engines."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("editing", "0001_initial")]
    operations = [
        refuse_changes("editing_draft", "a draft is kept as it was: prepare another one"),
        refuse_changes("editing_decision", "a decision is kept as it was"),
    ]
