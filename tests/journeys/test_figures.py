"""The live figures on a phone: from a lane to the participant; codes alone for who may not."""

from __future__ import annotations

from typing import Any

from tests.journeys.conftest import Visit

LIVE = "/study/NCT06836505/results/"


def _opened(visit: Visit, who: str) -> Any:
    page = visit(f"/staff/sign-in/?next={LIVE}")
    page.get_by_role("button", name=who).click()
    page.get_by_role("heading", level=1, name="Live figures").wait_for()
    return page


def test_a_lane_and_a_bar_open_the_participant(visit: Visit) -> None:
    page = _opened(visit, "Lena Lead")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    lane = page.locator("#f-swimmer").get_by_role("link", name="Open participant 02")

    lane.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/participants/02/")
    page.goto(page.url.replace("participants/02", "results"))
    page.locator("#f-waterfall svg a[href$='/participants/08/']").tap()
    page.wait_for_url("**/participants/08/")

    assert page.get_by_role("heading", level=1).inner_text() == "08"


def test_the_statistician_reads_codes_that_lead_nowhere(visit: Visit) -> None:
    page = _opened(visit, "Stan Statistician")

    assert page.locator("#f-swimmer svg text", has_text="02").count() == 1
    assert page.locator("a.person[href]").count() == 0
    assert page.locator("a[href*='/participants/']").count() == 0
