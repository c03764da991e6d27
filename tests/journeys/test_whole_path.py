"""From a family's message to the end of the study, and what the monitor finds of it afterwards.

The coordinator's part is counted: by the keystroke-level model it takes under half an hour with
two visits of follow-up; docs/tutorial/one-participant.md has the figures for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys import whole_path as chapters
from tests.journeys.conftest import Site, Visit
from tests.journeys.nurse import Nurse
from tests.journeys.test_accessibility import TAGS
from tests.journeys.test_enquiry import CONTACT, WAIT, fill_in, send
from tests.journeys.whole_path import TRIAL, Team

EXAMINED = ("recheck", "performance", "vital_signs")
"""What is examined here again before each step; the nurse of the tutorial fills in all of it."""
LOUD = ("error", "warning")
DESK = {"width": 1280, "height": 900}
Desk = Callable[[str], Nurse]


@pytest.fixture
def desk(browser: Any, site: Site) -> Iterator[Desk]:
    """Give anybody of the demo's staff a browser of their own; nothing may complain in it."""
    contexts, problems = [], []

    def sit(name: str) -> Nurse:
        context = browser.new_context(viewport=DESK, locale="en-GB", reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: problems.append(said) if said.type in LOUD else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        nurse = Nurse(page, site.address)
        nurse.sign_in(name)
        return nurse

    yield sit
    for context in contexts:
        context.close()
    assert problems == []


ELSEWHERE = {"enquiry", "consent", "form", "participant", "ended", "cells-order", "infusion"}
"""Pages that axe has looked at already, here or in other journeys."""


def looked_at(page: Any, name: str) -> None:
    """Let axe look at a page that the tutorial shows."""
    if name in ELSEWHERE:
        return
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert [one["id"] for one in found.response["violations"]] == [], name


def enquire(visit: Visit) -> str:
    """Write to the centre as a mother from her phone, and give the reference."""
    page = visit(CONTACT)
    fill_in(page)
    page.wait_for_timeout(WAIT)
    send(page)
    reference: str = page.inner_text("strong.nowrap")
    return reference


def test_one_participant_from_the_enquiry_to_the_end_of_the_study(visit: Visit, desk: Desk) -> None:
    team = Team(
        coordinator=desk("Chen Coordinator"),
        investigator=desk("Ines Investigator"),
        pharmacist=desk("Petra Pharmacist"),
        see=looked_at,
    )

    chapters.from_enquiry_to_participant(team, enquire(visit))
    chapters.consent(team)
    chapters.screen(team)
    chapters.enrol(team)
    chapters.make_product(team)
    chapters.deplete(team, only=EXAMINED)
    chapters.infuse(team, only=EXAMINED)
    chapters.follow_up(team, ("Day 1",), only=("vital_signs", "haematology", "chemistry"))
    chapters.record_event(team)
    chapters.measure_and_judge(team)
    chapters.follow_up(team, ("Day 365",), only=("vital_signs",))
    query = ask(desk("Mona Monitor"), team.person)
    correct(team, query)
    chapters.end_study(team)
    close_and_lock(desk, team.person, query)
    find_the_change(desk("Mona Monitor"), team.person)

    assert team.coordinator.effort.minutes < 30, team.coordinator.effort


def ask(monitor: Nurse, person: str) -> str:
    """Verify a form against the source, and ask about a result on another."""
    monitor.follow(TRIAL)
    monitor.follow("Verification against the source")
    monitor.follow(person)
    monitor.go(monitor.page.get_by_role("link", name=re.compile("^Demography")).first)
    monitor.press("All filled fields agree")
    assert "2 of 2 fields verified" in monitor.said
    monitor.go(monitor.page.locator(".crumbs a"))
    monitor.go(monitor.page.get_by_role("link", name=re.compile("^Blood chemistry.*Day 1$")))
    monitor.choose("Field", "ALT")
    monitor.write("Your question", "The laboratory's printout says 59.")
    monitor.press("Open the query")
    found = re.search(r"Query \d+", monitor.said)
    assert found is not None
    return found[0]


def correct(team: Team, query: str) -> None:
    """Correct the result with its reason, and answer, from the tasks of today."""
    nurse = team.coordinator
    for _visit in ("to the form", "to answer"):
        nurse.follow("Tasks for today", "header")
        waits = nurse.page.get_by_role("link", name=re.compile("Blood chemistry.*ALT"))
        nurse.go(waits.first)
        assert query in nurse.said
        team.see(nurse.page, "query")
        if "59 U/L" in nurse.said:
            break
        nurse.follow("Correct it on the form")
        nurse.fill({"alt": "59"})
        nurse.choose("Reason", "transcription error")
        nurse.save()
        assert "Saved as version 2." in nurse.said
    nurse.write("Your answer", "Mistyped; corrected.")
    nurse.press("Answer")


def close_and_lock(desk: Desk, person: str, query: str) -> None:
    """Close the query as the monitor, lock the data as the data manager."""
    monitor = desk("Mona Monitor")
    monitor.follow(TRIAL)
    monitor.follow("Queries")
    monitor.go(monitor.page.get_by_role("link", name=query, exact=False).first)
    monitor.press("Close")
    keeper = desk("Dara Data")
    keeper.follow(TRIAL)
    keeper.follow("Verification against the source")
    keeper.follow(person)
    keeper.write("Reason", "Everything is in and verified")
    keeper.press("Lock")
    assert "The whole participant · locked" in keeper.said


def find_the_change(monitor: Nurse, person: str) -> None:
    """Find every change of the participant with its reason on the audit trail."""
    monitor.follow(TRIAL)
    monitor.follow("Audit trail")
    monitor.choose("Participant", person)
    monitor.press("Show")
    all_told = monitor.said
    monitor.choose("Form", "Blood chemistry")
    monitor.press("Show")
    told = monitor.said

    assert "Everything is in and verified" in all_told
    assert "changed ALT from 95 U/L (range 5–30) to 59 U/L (range 5–30)" in told
    assert "Reason: transcription error" in told
    assert "The laboratory's printout says 59." in told
