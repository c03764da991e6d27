"""A cut's data cut-off day and version of the protocol; the centres of an export."""

from __future__ import annotations

from django.db import migrations, models

from trialogue.web.config.append_only import allow_changes, refuse_changes

CUT = ("transfer_cut", "a cut is kept: make another")
EXPORT = ("transfer_export", "who took data away is kept")


class Migration(migrations.Migration):
    """The fields, with the triggers taken away meanwhile."""

    dependencies = [("transfer", "0004_keep_printouts")]
    operations = [
        allow_changes(*CUT),
        allow_changes(*EXPORT),
        migrations.AddField("cut", "day", models.DateField(null=True)),
        migrations.AddField("cut", "protocol_version", models.CharField(default="", max_length=40)),
        migrations.AddField("export", "centres", models.CharField(default="", max_length=500)),
        refuse_changes(*CUT),
        refuse_changes(*EXPORT),
    ]
