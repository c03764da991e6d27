"""Make the database refuse to change who looked at what, and how many were forgotten."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("contact", "0001_initial")]
    operations = [
        refuse_changes("contact_look", "who looked at an enquiry is kept"),
        refuse_changes("contact_forgetting", "how many enquiries were forgotten is kept"),
    ]
