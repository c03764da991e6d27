"""A coordinator imports a laboratory's file: says what is open, looks, imports, mends one value.

By keyboard where it counts; axe looks at every page on the way, on a phone.
"""

from __future__ import annotations

from tests.journeys.conftest import Visit
from tests.journeys.test_entries import _looked_at, _signed_in

IMPORT = "/study/NCT06836505/data/import/"
ROWS = """Subject;Visit;Date;Test;Result;Unit
07;Unscheduled;2026-01-05;GPT;{alt};U/L
07;Unscheduled;2026-01-05;Zinc;12;umol/L
"""


def test_from_a_file_to_entries_and_to_a_change_with_its_reason(visit: Visit) -> None:
    page, site = _signed_in(visit, "Chen Coordinator")
    page.goto(f"{site}{IMPORT}")
    _looked_at(page)

    page.set_input_files(
        "#file",
        {"name": "labs.csv", "mimeType": "text/csv", "buffer": ROWS.format(alt=54).encode()},
    )
    page.click("button:has-text('Read it')")
    _looked_at(page)
    page.click("button:has-text('Show what would be written')")
    assert "the test “Zinc”, for which no field is chosen" in page.inner_text("main")
    _looked_at(page)

    page.click("a:has-text('Change what the file means')")
    page.get_by_label("Zinc", exact=True).select_option("-")
    page.focus("button[value=preview]")
    page.keyboard.press("Enter")
    page.wait_for_selector("button:has-text('Import 1 entry')")
    assert "54 U/L" in page.inner_text("main")
    _looked_at(page)
    page.focus("button:has-text('Import 1 entry')")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=status]:has-text('Imported.')")
    _looked_at(page)

    page.goto(f"{site}{IMPORT}")
    page.fill("#text", ROWS.format(alt=45))
    page.click("button:has-text('Read it')")
    page.get_by_label("Zinc", exact=True).select_option("-")
    page.click("button:has-text('Show what would be written')")
    page.click("button:has-text('Import 1 entry')")
    assert "say why what stands there is changed" in page.inner_text("main")
    _looked_at(page)
    page.select_option("#why", "corrected by the laboratory")
    page.click("button:has-text('Import 1 entry')")
    page.goto(f"{site}/study/NCT06836505/trail/?participant=07")
    assert "changed ALT from 54 to 45 U/L" in page.inner_text("main")
    assert "from pasted.csv, SHA-256" in page.inner_text("main")
