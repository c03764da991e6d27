"""Make the database refuse to change or remove queries, their steps, marks, freezes and locks."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("oversight", "0001_initial")]
    operations = [
        refuse_changes("oversight_query", "a query is kept: answer or close it"),
        refuse_changes("oversight_querystep", "what was done with a query is kept"),
        refuse_changes("oversight_mark", "a mark is kept: take it back by another row"),
        refuse_changes("oversight_hold", "a freeze or lock is kept: end it by another row"),
    ]
