"""Make the database refuse to change or remove what was done, on SQLite and PostgreSQL."""

from __future__ import annotations

from django.db import migrations

from trialogue.web.config.append_only import refuse_changes


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("accounts", "0001_initial")]
    operations = [refuse_changes("accounts_accountevent", "what was done with an account is kept")]
