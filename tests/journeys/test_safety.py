"""The safety page of a trial on a phone, as the investigator of the demo opens it."""

from __future__ import annotations

from typing import Any

from tests.journeys.conftest import Visit
from tests.journeys.test_accessibility import findings


def test_an_investigator_opens_the_safety_of_the_trial(visit: Visit) -> None:
    page: Any = visit("/staff/sign-in/?next=/study/NCT06836505/safety/")
    page.get_by_role("button", name="Ines Investigator").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Safety"
    assert page.get_by_text("The protocol states no stopping rule.").is_visible()
    assert findings(page) == []
