"""Staff at work, by keyboard: sign in, prepare a version, see what changed, publish, sign out.

axe looks at every page and state on the way, on a phone and in a wide window.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_accessibility import OPEN, SMALL, findings

TRIAL = "TRIALOGUE-DEMO-2"
EDIT = f"/staff/trials/{TRIAL}/edit/protocol/"
SET_TEXT = """([from, to]) => {
  const field = document.querySelector('#id_text');
  field.value = field.value.replace(from, to);
}"""


def _looked_at(page: Any) -> None:
    page.evaluate(OPEN)
    assert findings(page) == [], page.url
    assert page.evaluate(SMALL) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def _sign_in(page: Any, site: str, who: str) -> None:
    page.goto(f"{site}/staff/sign-in/")
    page.click(f"button:has-text('{who}')")


def test_signing_in_and_out_by_keyboard(visit: Visit) -> None:
    page = visit("/staff/account/")
    keys = Keyboard(page)
    _looked_at(page)

    keys.type_into("email", "ada@hospital.example")
    keys.type_into("password", "not the password")
    keys.press(text="Sign in")
    assert page.query_selector("[role=alert]")
    assert "Address or password is wrong." in page.inner_text("main")
    assert page.input_value("#id_password") == ""
    _looked_at(page)

    page.goto(page.url)
    keys.press(text="Ada Editor Editor")
    assert page.inner_text("h1") == "Hello, Ada Editor"
    _looked_at(page)
    keys.press(text="Sign out")
    assert page.inner_text("h1") == "Sign in for staff"


def test_from_a_faulty_upload_to_a_published_version(visit: Visit, tmp_path: Any) -> None:
    editor = visit("/staff/")
    site = editor.url.partition("/staff/")[0]
    _sign_in(editor, site, "Ada Editor")
    editor.goto(f"{site}{EDIT}")
    source = editor.input_value("#id_text")
    broken = tmp_path / "protocol.yaml"
    faulty = source.replace("status: not_yet_recruiting", "status: not_yet_recruitin", 1)
    broken.write_text(faulty, "utf-8")

    editor.set_input_files("#id_file", str(broken))
    editor.fill("#id_why", "The sponsor stops for a while")
    editor.click("main form button")
    assert "did you mean 'not_yet_recruiting'?" in editor.inner_text("main")
    _looked_at(editor)
    editor.evaluate(SET_TEXT, ["status: not_yet_recruitin", "status: suspended"])
    editor.click("main form button")
    assert "1 value differs." in editor.inner_text("main")
    _looked_at(editor)
    draft = editor.url
    Keyboard(editor).follow(draft.removeprefix(site) + "page/")
    assert "Preview: not published." in editor.inner_text("main")

    approver = visit("/staff/", "zh-CN")
    _sign_in(approver, site, "Amir Approver")
    approver.goto(draft)
    _looked_at(approver)
    approver.fill("#publish_why", "Letter seen")
    approver.click("form[action$='publish/'] button")
    assert "由 Ada Editor 准备，Amir Approver 发布" in approver.inner_text("main")
    approver.set_viewport_size({"width": 1280, "height": 900})
    _looked_at(approver)
    approver.click("form[action$='compare/'] button")
    row = approver.inner_text("table.values tbody tr")
    assert "更改" in row
    assert "suspended" in row
    _looked_at(approver)


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("Chen Coordinator", "/staff/trials/NCT06836505/centres/at/demo-guangzhou/"),
        ("Alma Administrator", "/staff/people/1/"),
        ("Alma Administrator", "/staff/account/second-factor/"),
        ("Alma Administrator", "/staff/account/"),
    ],
)
def test_axe_finds_nothing_on_a_page_of_the_staff(who: str, address: str, visit: Visit) -> None:
    page = visit("/staff/", scheme="dark")
    site = page.url.partition("/staff/")[0]
    _sign_in(page, site, who)

    page.goto(f"{site}{address}")

    _looked_at(page)
