"""Lints: the protocol as a whole: version of the format, statuses, slots, unused parts."""

from __future__ import annotations

from trialogue.core.eligibility.derived import CALCULATIONS
from trialogue.core.protocol.criteria import Compare, Stopped, items_of
from trialogue.core.protocol.items import Item
from trialogue.exchange.faults import listing, quote, suggest
from trialogue.exchange.lints.finding import Finding, Findings, Subject

SCHEMAS = ("1",)
STATUSES = (
    "not_yet_recruiting",
    "recruiting",
    "enrolling_by_invitation",
    "active_not_recruiting",
    "suspended",
    "terminated",
    "completed",
    "withdrawn",
    "unknown",
)
"""As ClinicalTrials.gov names them (API v2, OverallStatus); capitals and spaces are folded."""
SEXES = ("all", "female", "male")
NEEDS = {
    "egfr": ("creatinine", "height", "weight", "sex", "birth_date"),
    "body_surface": ("height", "weight"),
}
"""Items that each calculation reads; creatinine clearance for doses reads those of eGFR."""


def check_words_of_choice(subject: Subject) -> Findings:
    """Find a version of the format, a status or a sex that is not one of the known ones."""
    protocol = subject.protocol
    for path, value, known in (
        ("schema", protocol.schema, SCHEMAS),
        ("status", protocol.status.lower().replace(",", "").replace(" ", "_"), STATUSES),
        ("sex", protocol.sex, SEXES),
    ):
        if value not in known:
            remedy = suggest(value, known, "write one of these")
            yield Finding(path=path, found=quote(value), allowed=listing(known), remedy=remedy)


def check_places(subject: Subject) -> Findings:
    """Find centres that lie outside of the Earth."""
    for number, centre in enumerate(subject.protocol.centres):
        for name, value, most in (
            ("latitude", centre.latitude, 90),
            ("longitude", centre.longitude, 180),
        ):
            if value is not None and abs(value) > most:
                yield Finding(
                    path=f"centres[{number}].{name}",
                    found=f"{value}",
                    allowed=f"degrees from -{most} to {most}",
                    remedy="write degrees with decimals; check whether the two were exchanged",
                )
        if (centre.latitude is None) != (centre.longitude is None):
            yield Finding(
                path=f"centres[{number}]",
                found="latitude without longitude, or the other way round",
                allowed="both, or neither",
                remedy="write both",
            )


def check_slots(subject: Subject) -> Findings:
    """Hint at centres, investigators and contacts that nobody has entered yet."""
    if not subject.protocol.centres:
        yield _slot("centres", "no centre", "the page says that no centre is named")
    for number, centre in enumerate(subject.protocol.centres):
        path = f"centres[{number}]"
        if not centre.name.en:
            yield _slot(f"{path}.name", f"{centre.id} without a name", "enter it when it is known")
        if not centre.contact.email and not centre.contact.phone:
            yield _slot(f"{path}.contact", f"{centre.id} without a contact", "enter an address")
        if not centre.investigator.name:
            yield _slot(f"{path}.investigator", f"{centre.id} without an investigator", "enter one")


def _slot(path: str, found: str, remedy: str) -> Finding:
    return Finding(
        path=path, found=found, allowed="a slot may stay empty", remedy=remedy, severity="hint"
    )


def check_unused_items(subject: Subject) -> Findings:
    """Hint at items that no criterion, dose, anchor or calculation reads."""
    used = _used(subject)
    for id in subject.protocol.items:
        if id not in used and not subject.is_faulty(f"items.{id}"):
            yield Finding(
                path=f"items.{id}",
                found=f"{id}, which nothing reads",
                allowed="items that a criterion, a dose or an anchor reads",
                remedy="remove it, or keep it for the record",
                severity="hint",
            )


def _used(subject: Subject) -> set[str]:
    protocol = subject.protocol
    used = {anchor.item for anchor in protocol.anchors.values()}
    used |= {scale.item for scale in protocol.scales}
    for _, criterion in subject.criteria():
        if criterion.logic is not None:
            used |= set(items_of(criterion.logic))
    for _, _, leaf in subject.leaves():
        if isinstance(leaf, Stopped) and leaf.allowance is not None:
            used.add(leaf.allowance.body_surface)
        if isinstance(leaf, Compare):
            used |= _of_upper_limits(subject, leaf)
    if protocol.dosing.needs_weight:
        used |= set(NEEDS["body_surface"])
    if any(drug.renal for drug in protocol.dosing.drugs):
        used |= set(NEEDS["egfr"])
    for id in sorted(used):
        item: Item | None = protocol.items.get(id)
        if item is not None and item.derived in CALCULATIONS:
            used |= set(NEEDS.get(item.derived, ()))
    return used


def _of_upper_limits(subject: Subject, leaf: Compare) -> set[str]:
    items = [subject.protocol.items.get(name) for name in leaf.items]
    aged = any(item and (item.upper_limits or item.valid.age_from is not None) for item in items)
    return {"sex", "birth_date"} if aged else set()


def check_regimens_given(subject: Subject) -> Findings:
    """Hint at regimens that no arm gives."""
    dosing = subject.protocol.dosing
    given = {name for arm in subject.protocol.arms for name in arm.gives}
    for number, regimen in enumerate(dosing.regimens):
        if regimen.id not in given:
            yield Finding(
                path=f"dosing.regimens[{number}]",
                found=f"{regimen.id}, which no arm gives",
                allowed="regimens named under `gives:` of an arm",
                remedy="name it in the arm that gives it",
                severity="hint",
            )


LINTS = (
    check_words_of_choice,
    check_places,
    check_slots,
    check_unused_items,
    check_regimens_given,
)
