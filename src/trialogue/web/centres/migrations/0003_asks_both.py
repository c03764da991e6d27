"""Let a centre ask for both e-mail and phone; what was entered before asks for one of them."""

from __future__ import annotations

from django.db import migrations, models

from trialogue.web.config.append_only import allow_changes, refuse_changes

KEPT = ("centres_enteredcentre", "what was entered is kept: enter a new state instead")


class Migration(migrations.Migration):
    """The column, and the triggers once more."""

    dependencies = [("centres", "0002_refuse_changes")]
    operations = [
        allow_changes(*KEPT),
        migrations.AddField(
            model_name="enteredcentre",
            name="asks_both",
            field=models.BooleanField(default=False),
        ),
        refuse_changes(*KEPT),
    ]
