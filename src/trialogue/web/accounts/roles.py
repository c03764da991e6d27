"""The roles that a person of the staff can have, in the trial's own words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role. What each may do stands in `permissions.TABLE`."""

    EDITOR = "editor", _("Editor")
    APPROVER = "approver", _("Approver")
    COORDINATOR = "coordinator", _("Coordinator")
    LEAD = "lead", _("Lead of the coordinators")
    INVESTIGATOR = "investigator", _("Investigator")
    DATA_MANAGER = "data_manager", _("Data manager")
    MONITOR = "monitor", _("Monitor")
    STATISTICIAN = "statistician", _("Statistician")
    PHARMACIST = "pharmacist", _("Pharmacist")
    ADMINISTRATOR = "administrator", _("Administrator")
