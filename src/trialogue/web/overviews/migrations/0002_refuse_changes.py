"""Make the database refuse to change or remove what was written, found and decided."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("overviews", "0001_initial")]
    operations = [
        refuse_changes("overviews_draft", "a draft is kept: write a new one instead"),
        refuse_changes("overviews_finding", "what was found is kept: write a new draft instead"),
        refuse_changes("overviews_decision", "a decision is kept: decide anew instead"),
        refuse_changes("overviews_answer", "a reason is kept: decide anew instead"),
    ]
