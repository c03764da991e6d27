"""One participant from the enquiry to the end of the study, by the pages alone.

Each function is a chapter; `see` is called wherever a page is worth a look: a test runs axe
there, the tutorial takes a picture. Nobody types an address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.journeys.answers import answers, day, screening
from tests.journeys.nurse import Nurse

TRIAL = "GD2/B7-H3 CAR-T cells for neuroblastoma and DSRCT"
NEXT = "Save and go to the next form"
PASSWORD = "Your password, once more"  # noqa: S105 - the label of the field
FORM = re.compile(r"/forms/([a-z_0-9]+)/([A-Za-z_0-9-]+)/\d+/")
VISITS = {
    "Day 1": 1, "Day 3": 3, "Day 7": 7, "Day 10": 10, "Day 14": 14, "Day 21": 21, "Day 28": 28,
    "Day 60": 60, "Day 90": 90, "Day 180": 180, "Day 270": 270, "Day 365": 365,
}  # fmt: skip


@dataclass
class Team:
    """Who works on it. `person` is the participant's code, once there is one."""

    coordinator: Nurse
    investigator: Nurse
    pharmacist: Nurse
    see: Callable[[Any, str], None]
    person: str = ""
    label: str = field(default="")
    """What the label on the bag says."""

    def at_person(self, nurse: Nurse) -> Nurse:
        """Bring somebody to the participant's page, from wherever they are."""
        crumbs = nurse.page.locator(".crumbs").get_by_role("link", name=re.compile(self.person))
        if crumbs.count():
            nurse.go(crumbs.first)
            return nurse
        nurse.follow("Staff", "header")
        nurse.follow(TRIAL)
        nurse.follow(self.person)
        return nurse


def from_enquiry_to_participant(team: Team, reference: str) -> None:
    """Open the enquiry, make a candidate of it, note the pre-screening, make a participant."""
    nurse = team.coordinator
    nurse.follow("Enquiries", "header")
    nurse.follow(reference)
    team.see(nurse.page, "enquiry")
    nurse.press("Make a candidate")
    nurse.follow("Go on with this candidate")
    nurse.write(
        "A note, without names; it cannot be changed later",
        "Called back: relapse shown by CT, no steroids. Invited for Monday.",
    )
    nurse.press("Keep the note")
    team.see(nurse.page, "candidate")
    nurse.press("Make a participant")
    team.person = nurse.page.inner_text("h1")
    team.see(nurse.page, "participant")


def consent(team: Team) -> None:
    """Enter the guardian's consent and the child's assent."""
    nurse = team.at_person(team.coordinator)
    nurse.follow("Informed consent")
    nurse.follow("Enter the consent")
    nurse.fill({"consent": "yes", "consent_date": day(-40), "version": "2.0", "language": "zh"})
    nurse.fill({"signer": "parent", "assent": "given", "assent_date": day(-40)})
    nurse.fill({"copy_given": "yes"})
    team.see(nurse.page, "consent")
    nurse.save(NEXT)


def screen(team: Team) -> None:
    """Fill in the forms of the screening one after another, and the cell collection."""
    nurse = team.coordinator
    nurse.open_form("Screening", "Demography")
    for form in forms_of_a_visit(nurse):
        nurse.fill(screening(form))
        if form == "chemistry":
            team.see(nurse.page, "form")
        nurse.save(NEXT)
    nurse = team.at_person(nurse)
    nurse.follow("Cells")
    nurse.follow("Enter the collection")
    nurse.fill({"collected": day(-25, "10:00"), "t_cell_source": "autologous"})
    nurse.enter({"procedure": "leukapheresis", "collection_code": "C-2025", "label_checked": "yes"})


def forms_of_a_visit(nurse: Nurse) -> Any:
    """Give the forms that follow each other, until the page of the participant comes."""
    while found := FORM.search(nurse.page.url):
        yield found[1]


def sign_gate(team: Team, gate: str, picture: str = "") -> None:
    """Confirm what passes at a gate and sign, as the investigator."""
    nurse = team.at_person(team.investigator)
    nurse.follow("Screening sheets")
    if nurse.page.locator("h2.first").inner_text() != gate:
        nurse.follow(gate)
    if picture:
        team.see(nurse.page, picture)
    nurse.go(nurse.page.get_by_role("button", name=re.compile("^Confirm the [0-9]+ criteria")))
    nurse.write(PASSWORD, "demo")
    nurse.press("Sign")
    assert "Signed, and it holds" in nurse.said, nurse.said


def enrol(team: Team) -> None:
    """Sign the eligibility, and enter the enrolment, which opens with it."""
    sign_gate(team, "Enrolment", "gate")
    nurse = team.at_person(team.coordinator)
    nurse.open_form("Enrolment", "Enrolment")
    nurse.enter({"enrolment_date": day(-20)})


def make_product(team: Team) -> None:
    """Enter the product, print its label, scan it on arrival."""
    nurse = team.at_person(team.coordinator)
    nurse.follow("Cells")
    nurse.follow("Enter a product")
    nurse.fill({"lot": "LOT-2025", "kind": "dual", "collection_code": "C-2025"})
    nurse.fill({"made_from": day(-18), "made_to": day(-9), "viability": "92", "cd3": "96"})
    nurse.fill({"car_positive": "40", "car_positive_of": "cd3_viable", "concentration": "20"})
    nurse.enter({"volume": "30", "release": "released", "released_on": day(-8)})
    nurse = team.at_person(nurse)
    nurse.follow("Cells")
    team.label = nurse.page.inner_text(".bag code")
    scan(nurse, team.label, "on arrival")
    team.see(nurse.page, "cells")
    nurse.follow("Label to print")
    team.see(nurse.page, "label")
    nurse.go_back()


def scan(nurse: Nurse, label: str, place: str) -> None:
    """Scan a label; a scanner types for the nurse."""
    nurse.choose("At which place", place)
    nurse.scan("Scan the code of the label", label)
    nurse.press("Compare")
    assert "matches" in nurse.said


def deplete(team: Team, only: Collection[str] = ()) -> None:
    """Examine, sign the gate, order by today's weight, have it checked, enter what was given."""
    nurse = team.at_person(team.coordinator)
    nurse.open_form("Before lymphodepletion", "Check before the next step")
    fill_visit(team, "before_lymphodepletion", -6, only=only)
    sign_gate(team, "Before lymphodepletion")
    order(team, {"Creatinine clearance": "110", "Days of treatment": "2"},
          {"First day of treatment": day(-5), "Day of infusion": day(0)}, "order")  # fmt: skip
    nurse = team.at_person(team.coordinator)
    nurse.open_form("Lymphodepletion", "Lymphodepletion")
    nurse.fill({"lymphodepletion_date": day(-5), "as_planned": "yes", "planned_infusion": day(0)})
    nurse.save(NEXT)
    for number in (-5, -4):
        nurse.fill({"drug": "fludarabine", "dose": "23.3", "started": day(number, "10:00")})
        nurse.save("Save and add another")
        nurse.fill({"drug": "cyclophosphamide", "dose": "466", "started": day(number, "11:00")})
        nurse.save("Save and add another" if number == -5 else NEXT)


def order(team: Team, numbers: dict[str, str], days: dict[str, str], picture: str) -> None:
    """Calculate and sign an order as the investigator; check and sign it as the pharmacist."""
    nurse = team.at_person(team.investigator)
    nurse.follow("Dose orders")
    for label, text in {**numbers, **days, "Day of the weight": today_of(nurse.page)}.items():
        nurse.write(label, text)
    nurse.press("Calculate")
    team.see(nurse.page, picture)
    nurse.write(PASSWORD, "demo")
    nurse.press("Sign the order")
    checker = team.at_person(team.pharmacist)
    checker.follow("Dose orders")
    checker.write(PASSWORD, "demo")
    team.see(checker.page, f"{picture}-check")
    checker.press("Sign the check")
    assert checker.said.count("Signed, and it holds") == 2, checker.said


def today_of(page: Any) -> str:
    """Read the site's day from a page of an order."""
    words = page.locator("main p.small.soft").first.inner_text().split(" · ")[-1]
    return datetime.strptime(words, "%d %B %Y").date().isoformat()


def infuse(team: Team, only: Collection[str] = ()) -> None:
    """Examine, scan at the bedside, sign the last gate, order the cells, enter the infusion."""
    nurse = team.at_person(team.coordinator)
    nurse.open_form("Day 0", "Check before the next step")
    fill_visit(team, "D0", 0, but=("infusion",), only=only)
    nurse = team.at_person(team.coordinator)
    nurse.follow("Cells")
    scan(nurse, team.label, "at the bedside")
    sign_gate(team, "Before infusion")
    order(team, {"Target dose": "3"}, {}, "cells-order")
    nurse = team.at_person(team.coordinator)
    nurse.open_form("Day 0", "Infusion")
    nurse.fill({"infusion_date": day(0, "10:00"), "ended": day(0, "10:30"), "lot": "LOT-2025"})
    nurse.fill({"source": "autologous", "dose": "3.0", "weight_used": "24.6"})
    nurse.fill({"identity_checked": "yes", "interrupted": "no"})
    team.see(nurse.page, "infusion")
    nurse.save()


def fill_visit(
    team: Team, visit: str, number: int, *, but: Collection[str] = (), only: Collection[str] = ()
) -> None:
    """Fill in the forms of a visit one after another, from the form that is open."""
    nurse = team.coordinator
    for form in forms_of_a_visit(nurse):
        if form in but or (only and form not in only):
            return
        nurse.fill(answers(form, visit, number))
        nurse.save(NEXT)
        if "kept=" in nurse.page.url:
            raise AssertionError(f"{form} at {visit}: {nurse.said}")


def follow_up(team: Team, visits: Collection[str], only: Collection[str] = ()) -> None:
    """Hold visits: all of their forms, or some of them."""
    for label in visits:
        nurse = team.at_person(team.coordinator)
        if label == "Day 28":
            team.see(nurse.page, "calendar")
        nurse.open_form(label, "Vital signs")
        fill_visit(team, f"D{VISITS[label]}", VISITS[label], only=only)


def record_event(team: Team) -> None:
    """Record what a laboratory result proposes as an adverse event."""
    nurse = team.at_person(team.coordinator)
    nurse.follow("Safety")
    team.see(nurse.page, "safety")
    proposed = nurse.page.get_by_role("link", name=re.compile("^Record as adverse event"))
    nurse.go(proposed.first)
    nurse.press("Open the form with this")
    nurse.fill({"relation": "possible", "outcome": "recovered", "end": day(9), "serious": "no"})
    team.see(nurse.page, "event")
    nurse.save()


def measure_and_judge(team: Team) -> None:
    """Enter the lesion and its sizes; confirm the response that follows, as the investigator."""
    nurse = team.at_person(team.coordinator)
    nurse.follow("Lesions")
    nurse.follow("Add an entry")
    nurse.fill({"lesion": "T01", "role": "target", "site": "liver", "method": "ct"})
    nurse.enter({"found": day(-14)})
    for label, visit, number in (
        ("Baseline of the disease", "baseline", -14),
        ("Day 28", "D28", 28),
    ):
        nurse = team.at_person(nurse)
        nurse.open_form(label, "Size of each lesion")
        nurse.enter({"scanned": day(number), **answers("lesion_size", visit, number)})
    reader = team.at_person(team.investigator)
    reader.follow("Response")
    team.see(reader.page, "response")
    reader.go(reader.page.get_by_role("button", name=re.compile("^Confirm PR")).first)
    assert "as proposed" in reader.said


def end_study(team: Team) -> None:
    """Enter that she completed the study."""
    nurse = team.at_person(team.coordinator)
    nurse.follow("Ends")
    link = nurse.page.get_by_role("link", name="Fill in End of study")
    nurse.go(link)
    nurse.enter({"date": day(371), "reason": "completed"})
    nurse = team.at_person(nurse)
    assert "Off study" in nurse.said
    team.see(nurse.page, "ended")
