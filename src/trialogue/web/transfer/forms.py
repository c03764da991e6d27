"""The form of a new cut."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CutForm(forms.Form):
    """A name, the moment up to which entries count (empty: now), and the data cut-off day."""

    name = forms.CharField(max_length=80, label=_("Name of the cut"))
    as_of = forms.DateTimeField(
        required=False,
        label=_("What was entered until"),
        help_text=_("Such as 2026-03-31 or 2026-03-31 18:00. Empty: now."),
        input_formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d"],
    )

    day = forms.DateField(
        required=False,
        label=_("Data cut-off day"),
        help_text=_(
            "What happened after this day does not count, even if it was entered in time. "
            "Empty: everything counts."
        ),
        input_formats=["%Y-%m-%d"],
    )

    def clean(self) -> dict[str, Any]:
        """Fill in now; a bare date is its last minute."""
        found = super().clean() or {}
        typed, moment = str(self.data.get("as_of", "")).strip(), found.get("as_of")
        if "as_of" in self.errors:
            return found
        found["as_of"] = _end_of_day(moment) if moment and ":" not in typed else moment
        found["as_of"] = found["as_of"] or timezone.now()
        return found


def _end_of_day(moment: datetime) -> datetime:
    end = moment.replace(hour=23, minute=59, second=59)
    return min(end, timezone.now()) if end.date() == timezone.localdate() else end
