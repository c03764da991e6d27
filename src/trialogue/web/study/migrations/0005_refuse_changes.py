"""Make the database refuse to change or remove candidates, notes, rulings, signatures, scans."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers; those of candidates again, since the table was changed."""

    dependencies = [("study", "0004_path")]
    operations = [
        refuse_changes("study_candidate", "a candidate is kept: it holds no name"),
        refuse_changes("study_candidatenote", "a note on a candidate is kept"),
        refuse_changes("study_ruling", "a ruling is kept: make another one"),
        refuse_changes("study_signature", "a signature is kept"),
        refuse_changes("study_chaincheck", "a scan is kept"),
    ]
