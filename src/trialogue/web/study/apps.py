"""The app of the study workspace: from candidate to the end of a participant's path."""

from django.apps import AppConfig


class StudyConfig(AppConfig):
    """Candidates, consent, gates, signatures, doses; and the demo's invented people."""

    name = "trialogue.web.study"
    label = "study"

    def ready(self) -> None:
        """Stand guard over what is entered: consent first, and enrolment after the sign-off."""
        from django.utils.translation import gettext_lazy as _

        from trialogue.web.accounts.permissions import Action
        from trialogue.web.entries.guards import (
            BINDERS,
            BINDERS_FOR_MANY,
            FOLLOWERS,
            FOLLOWERS_FOR_MANY,
            GUARDS,
            GUARDS_FOR_MANY,
        )
        from trialogue.web.entries.panels import FIELD_MARKS, PANELS, Panel
        from trialogue.web.study.candidates import (
            drafts_after_consent,
            drafts_after_consents,
            told_fields,
        )
        from trialogue.web.study.guards import (
            consent_binder,
            consent_binder_for_many,
            path_guard,
            path_guard_for_many,
        )

        GUARDS.append(path_guard)
        BINDERS.append(consent_binder)
        FOLLOWERS.append(drafts_after_consent)
        GUARDS_FOR_MANY[path_guard] = path_guard_for_many
        BINDERS_FOR_MANY[consent_binder] = consent_binder_for_many
        FOLLOWERS_FOR_MANY[drafts_after_consent] = drafts_after_consents
        FIELD_MARKS.append(told_fields)
        panels = (
            (_("Informed consent"), "consent"),
            (_("Screening sheets"), "gates"),
            (_("Cells"), "cells"),
            (_("Dose orders"), "orders"),
            (_("Deviations"), "deviations"),
            (_("Ends"), "ends"),
        )
        PANELS.extend(
            Panel(label=label, url_name=f"study:{name}", action=Action.SEE_PARTICIPANTS)
            for label, name in panels
        )
