"""Make the database refuse to change or remove candidates."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("study", "0002_candidates")]
    operations = [refuse_changes("study_candidate", "a candidate is kept: it holds no name")]
