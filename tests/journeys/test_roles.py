"""Each role of the staff at its main job, by keyboard: axe on each page, and what it must not see.

The coordinator's, investigator's and pharmacist's whole work is in test_whole_path.py, the
editor's and approver's in test_staff.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.journeys.conftest import Site
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_accessibility import OPEN, findings

TRIAL = "/study/NCT06836505/"
PERSON = f"{TRIAL}participants/08/"
DESK = {"width": 1280, "height": 900}
Job = Callable[["Worker"], None]


class Worker:
    """Somebody at a keyboard; axe looks at each page on which they arrive."""

    def __init__(self, page: Any, site: str) -> None:
        self.page, self.site, self.keys = page, site, Keyboard(page)

    def follow(self, href: str) -> None:
        """Go along a link by Tab and Enter."""
        self.keys.follow(href)
        self.look()

    def press(self, text: str) -> None:
        """Press a button by Tab and Enter."""
        self.keys.press(text=text)
        self.look()

    def look(self) -> None:
        """Let axe look at the page."""
        self.page.evaluate(OPEN)
        assert findings(self.page) == [], self.page.url

    def go_to_trial(self) -> None:
        """Come to the trial's workspace from the first page."""
        self.follow(TRIAL)

    @property
    def said(self) -> str:
        """Give what the page says."""
        text: str = self.page.inner_text("main")
        return text


@pytest.fixture
def worker(browser: Any, site: Site) -> Iterator[Callable[[str], Worker]]:
    """Give anybody of the demo's staff a browser of their own."""
    contexts = []

    def sit(name: str) -> Worker:
        context = browser.new_context(viewport=DESK, locale="en-GB", reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{site.address}/staff/sign-in/")
        with page.expect_navigation():
            page.get_by_role("button", name=name).click()
        return Worker(page, site.address)

    yield sit
    for context in contexts:
        context.close()


def coordinate(one: Worker) -> None:
    one.follow("/study/today/")
    assert "Visits due and overdue" in one.said
    one.follow(f"{PERSON}#visit-D365")
    one.follow(f"{PERSON}forms/vital_signs/D365/1/")
    one.keys.type_into("v-measured", "2026-01-05")
    one.page.keyboard.press("Enter")
    one.page.keyboard.type("24.6")
    with one.page.expect_navigation():
        one.page.keyboard.press("Control+Enter")
    assert "Saved as version 1." in one.said
    one.look()


def investigate(one: Worker) -> None:
    one.go_to_trial()
    one.follow(f"{TRIAL}participants/11/gates/")
    assert "Decision of the investigator" in one.said
    one.follow(f"{TRIAL}participants/11/gates/enrolment/")
    assert "enter it on “Cell collection”" in one.said


def manage_data(one: Worker) -> None:
    one.go_to_trial()
    one.follow(f"{TRIAL}verification/")
    one.follow(f"{TRIAL}participants/02/review/")
    one.keys.tab_to(tag="a", href="#holds")
    one.page.keyboard.press("Enter")
    one.keys.type_into("reason", "Ready for the cut")
    one.press("Freeze")
    assert "Ready for the cut" in one.said


def monitor(one: Worker) -> None:
    one.go_to_trial()
    one.follow(f"{TRIAL}verification/")
    one.follow(f"{TRIAL}participants/03/review/")
    one.follow(f"{TRIAL}participants/03/review/demography/screening/1/")
    one.press("All filled fields agree")
    assert "fields verified" in one.said
    one.page.goto(f"{one.site}{TRIAL}trail/?participant=03")
    one.look()
    assert "Mona Monitor" in one.said


def do_statistics(one: Worker) -> None:
    one.follow("/staff/results/")
    assert "NCT06836505" in one.said
    one.page.goto(f"{one.site}{TRIAL}data/")
    one.look()


def prepare_doses(one: Worker) -> None:
    one.go_to_trial()
    one.follow(PERSON)
    one.follow(f"{PERSON}orders/")
    one.press("Calculate")
    assert "body surface" in one.said


def administer(one: Worker) -> None:
    one.follow("/staff/people/")
    assert "Chen Coordinator" in one.said


def lead(one: Worker) -> None:
    one.go_to_trial()
    one.follow(f"{TRIAL}queries/")
    one.page.goto(f"{one.site}{TRIAL}safety/")
    one.look()


IDENTITY, FORM = f"{PERSON}identity/", f"{PERSON}forms/chemistry/D28/1/"
PEOPLE, ROLES = "/staff/people/", f"{TRIAL}candidates/"
JOBS: dict[str, tuple[Job, tuple[str, ...]]] = {
    "Chen Coordinator": (coordinate, (PEOPLE, f"{TRIAL}data/")),
    "Ines Investigator": (investigate, (PEOPLE, "/staff/inbox/")),
    "Dara Data": (manage_data, (PEOPLE, IDENTITY, ROLES, "/staff/inbox/")),
    "Mona Monitor": (monitor, (PEOPLE, IDENTITY, ROLES, "/staff/inbox/")),
    "Stan Statistician": (
        do_statistics,
        (PEOPLE, IDENTITY, ROLES, TRIAL, PERSON, FORM, f"{TRIAL}log/", f"{TRIAL}trail/"),
    ),
    "Petra Pharmacist": (prepare_doses, (PEOPLE, IDENTITY, ROLES, f"{TRIAL}data/")),
    "Alma Administrator": (administer, (TRIAL, PERSON, FORM, IDENTITY, "/staff/inbox/")),
    "Lena Lead": (lead, (PEOPLE, IDENTITY, ROLES)),
}


@pytest.mark.parametrize("name", JOBS)
def test_a_role_does_its_job_and_meets_nothing_else(
    name: str, worker: Callable[[str], Worker]
) -> None:
    job, forbidden = JOBS[name]
    one = worker(name)
    one.look()

    job(one)
    met = {path: one.page.request.get(one.site + path).status for path in forbidden}

    assert met == dict.fromkeys(forbidden, 404)
