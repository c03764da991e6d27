"""The registry's codes in words: how a trial is built, what is given, who somebody is.

Source: ClinicalTrials.gov API v2, data model, enumerated types. A code that is not here is
shown as it is, in small letters: a new one of the registry loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

STUDY_TYPE: Mapping[str, Any] = {
    "INTERVENTIONAL": _("Treatment study (interventional)"),
    "OBSERVATIONAL": _("Observation without assigned treatment"),
    "EXPANDED_ACCESS": _("Access to a treatment outside of a trial"),
}
ALLOCATION: Mapping[str, Any] = {
    "RANDOMIZED": _("Who gets what is decided by chance"),
    "NON_RANDOMIZED": _("Who gets what is not decided by chance"),
}
MODEL: Mapping[str, Any] = {
    "SINGLE_GROUP": _("One group"),
    "PARALLEL": _("Groups side by side"),
    "CROSSOVER": _("Groups that change treatments in turn"),
    "FACTORIAL": _("Groups with combined treatments"),
    "SEQUENTIAL": _("Groups one after the other"),
    "COHORT": _("A group is followed over time"),
    "CASE_CONTROL": _("People with and without the illness are compared"),
    "CASE_ONLY": _("Only people with the illness"),
    "CASE_CROSSOVER": _("Each person is compared with themself at another time"),
    "ECOLOGIC_OR_COMMUNITY": _("Whole communities are compared"),
    "FAMILY_BASED": _("Families are studied"),
    "OTHER": _("Other"),
}
MASKING: Mapping[str, Any] = {
    "NONE": _("Everyone knows the treatment (open label)"),
    "SINGLE": _("One side does not know the treatment"),
    "DOUBLE": _("Two sides do not know the treatment"),
    "TRIPLE": _("Three sides do not know the treatment"),
    "QUADRUPLE": _("Nobody involved knows the treatment"),
}
PURPOSE: Mapping[str, Any] = {
    "TREATMENT": _("Treatment"),
    "PREVENTION": _("Prevention"),
    "DIAGNOSTIC": _("Diagnosis"),
    "ECT": _("Trying out a way to run trials"),
    "SUPPORTIVE_CARE": _("Supportive care"),
    "SCREENING": _("Early detection"),
    "HEALTH_SERVICES_RESEARCH": _("Research on health services"),
    "BASIC_SCIENCE": _("Basic science"),
    "DEVICE_FEASIBILITY": _("Feasibility of a device"),
    "OTHER": _("Other"),
}
PERSPECTIVE: Mapping[str, Any] = {
    "PROSPECTIVE": _("Looks forward in time"),
    "RETROSPECTIVE": _("Looks back in time"),
    "CROSS_SECTIONAL": _("Looks at one point in time"),
    "OTHER": _("Other"),
}
GIVEN: Mapping[str, Any] = {
    "DRUG": _("Drug"),
    "BIOLOGICAL": _("Biological product"),
    "DEVICE": _("Device"),
    "PROCEDURE": _("Procedure"),
    "RADIATION": _("Radiotherapy"),
    "BEHAVIORAL": _("Behavioural support"),
    "GENETIC": _("Genetic treatment"),
    "DIETARY_SUPPLEMENT": _("Dietary supplement"),
    "COMBINATION_PRODUCT": _("Combination product"),
    "DIAGNOSTIC_TEST": _("Diagnostic test"),
    "OTHER": _("Other"),
}
GROUP: Mapping[str, Any] = {
    "EXPERIMENTAL": _("Gets the new treatment"),
    "ACTIVE_COMPARATOR": _("Gets a treatment that is already known"),
    "PLACEBO_COMPARATOR": _("Gets a look-alike without active substance"),
    "SHAM_COMPARATOR": _("Gets a procedure that only looks like one"),
    "NO_INTERVENTION": _("Gets no added treatment"),
    "OTHER": _("Other"),
}
ROLE: Mapping[str, Any] = {
    "CONTACT": _("Contact"),
    "PRINCIPAL_INVESTIGATOR": _("Principal investigator"),
    "SUB_INVESTIGATOR": _("Investigator"),
    "STUDY_CHAIR": _("Study chair"),
    "STUDY_DIRECTOR": _("Study director"),
}


def code_words(table: Mapping[str, Any], code: str) -> str:
    """Say a code in the reader's language; empty where the record gives none."""
    if not code or code == "NA":
        return ""
    return str(table[code]) if code in table else code.replace("_", " ").lower()
