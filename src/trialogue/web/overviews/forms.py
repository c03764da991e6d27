"""The forms about overviews."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trialogue.report.overview import LANGUAGES, Draft, Item
from trialogue.web.overviews.models import Finding
from trialogue.web.overviews.queries import NAMES, heading_of
from trialogue.web.overviews.rows import failure_of
from trialogue.web.trials.known import known_trial

LONGEST_ITEM = 6000
LONGEST_REASON = 500


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WriteForm(forms.Form):
    """Which trial a draft is to be written about, and in which language."""

    registry_id = forms.CharField(
        label=gettext_lazy("Trial"),
        max_length=40,
        help_text=gettext_lazy("The registry id, such as NCT06836505."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the overview"),
        choices=[(one, NAMES[one]) for one in LANGUAGES],
    )

    def clean_registry_id(self) -> str:
        """Find the trial, which is kept for the view."""
        trial = known_trial(self.cleaned_data["registry_id"].strip())
        if trial is None:
            raise forms.ValidationError(_("No trial with this id is loaded here."))
        self.trial = trial
        return trial.id


class ChangeForm(forms.Form):
    """The text of each item of the outline."""

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gap = "\n"
        for item in Item:
            section = draft.section(item)
            said = section.sentences if section else ()
            self.fields[item.value] = forms.CharField(
                label=heading_of(item, draft.language),
                required=False,
                max_length=LONGEST_ITEM,
                initial=gap.join(said),
                widget=_text(max(2, len(said) + 1)),
            )

    def texts(self) -> dict[Item, str]:
        """Give the text of each item."""
        return {item: self.cleaned_data[item.value] for item in Item}


class ApproveForm(forms.Form):
    """A reason for each sentence that was found fault with, and the approver's word.

    What concerns the whole draft has a reason of its own for each finding.
    """

    def __init__(self, *args: Any, findings: list[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.findings = [one for one in findings if failure_of(one).may_be_settled]
        for one in self.findings:
            self.fields[self._field(one)] = forms.CharField(
                label=_("Why it may stand"), max_length=LONGEST_REASON, widget=_text(2)
            )
        self.fields["read"] = forms.BooleanField(
            label=_("I have read every sentence beside the record, and it says the same."),
        )

    def reasons(self) -> dict[int, str]:
        """Give the reasons by the findings' numbers."""
        return {one.pk: self.cleaned_data[self._field(one)] for one in self.findings}

    def _field(self, finding: Finding) -> str:
        """Name the field of a finding: that of the first one about the same sentence."""
        about = (finding.item, finding.sentence)
        same = (one.pk for one in self.findings if (one.item, one.sentence) == about)
        return f"reason-{next(same) if finding.sentence else finding.pk}"


class ReasonForm(forms.Form):
    """Why a draft is sent back or an overview withdrawn."""

    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=LONGEST_REASON, widget=_text(2))
