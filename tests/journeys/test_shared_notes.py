"""A mother shares her questions with a doctor, who answers; nobody else can read a word."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from tests.journeys.conftest import Site
from tests.journeys.reader import PHONE, Reader, findings, reader_of, select_by_mouse, write
from tests.web.notes.sealing import Shared, b64

WORDS = "open-label"
QUESTION = "Will the cells be his own? planted-3141"
ANSWER = "是的，是他自己的细胞。planted-5926"
NOTES = "/trials/NCT06836505/notes/"
PHONE_IN_CHINA = {"viewport": PHONE, "is_mobile": True, "has_touch": True, "locale": "zh-CN"}


def make_note(page: Any) -> None:
    """Write the question on the page."""
    select_by_mouse(page, WORDS)
    page.click(".notes-offer")
    write(page, QUESTION, question=True)


def share(page: Any) -> dict[str, str]:
    """Share what is chosen; gives link, passcode and the owner's link."""
    page.click("#share-make")
    page.wait_for_selector("#share-made", state="visible")
    return {name: page.inner_text(f"#made-{name}") for name in ("link", "passcode", "owner")}


def try_passcode(page: Any, passcode: str) -> None:
    """Enter a passcode, and wait until the page has an answer or asks to wait."""
    page.fill("#open-passcode", passcode)
    page.evaluate("document.getElementById('notes-status').textContent = ''")
    page.click("#open-form button:not([type])")
    page.wait_for_selector("#open-form button:not([type]):disabled", state="detached")


def opened(page: Any) -> bool:
    """Say whether the notes are open."""
    visible: bool = page.is_visible("#opened")
    return visible


def everything_on_disk(site: Site) -> bytes:
    """Read every file that the running copy keeps, its log and the database's own among them."""
    files = [path for path in site.log.parent.rglob("*") if path.is_file()]
    assert any(path.suffix == ".sqlite3" for path in files)
    return b"\n".join(path.read_bytes() for path in files)


def database(site: Site) -> sqlite3.Connection:
    """Open the running copy's database, as its administrator may."""
    (path,) = site.log.parent.rglob("trialogue.sqlite3")
    return sqlite3.connect(path, timeout=20)


def check_nobody_else_knows(site: Site, given: dict[str, str], *readers: Reader) -> None:
    """Search the disk, the addresses and what was sent for words, passcodes and secrets."""
    kept = everything_on_disk(site)
    secrets = [given[name].split("#1")[-1] for name in given]
    for planted in ("planted-", "他自己的", *secrets, given["passcode"].replace("-", "")):
        assert planted.encode() not in kept, planted
    sent = [one.post_data for reader in readers for one in reader.posts()]
    asked = [one.url.split("#")[0] for reader in readers for one in reader.requests]
    assert len(sent) >= 9
    for planted in ("planted", "他自己的", given["passcode"], *secrets[:2]):
        assert not [text for text in (*sent, *asked) if planted in text], planted


def test_questions_go_to_a_doctor_and_come_back_answered(browser: Any, site: Site) -> None:
    with (
        reader_of(browser, site.address) as mother,
        reader_of(browser, site.address, **PHONE_IN_CHINA) as doctor,
    ):
        page = mother.open()
        make_note(page)
        page.click("#notes-some a.button")
        page.wait_for_selector("#share-form", state="visible")
        assert page.is_checked("#share-notes input")
        assert findings(page) == []
        given = share(page)
        assert findings(page) == []

        other = doctor.open(given["link"])
        other.wait_for_selector("#open-form", state="visible")
        for number in range(5):
            try_passcode(other, f"wrong-planted-{number}")
            assert "打不开" in other.inner_text("#notes-status")
        assert findings(other) == []
        assert other.input_value("#open-passcode") == "wrong-planted-4"
        try_passcode(other, given["passcode"].upper().replace("-", " "))
        if not opened(other):
            try_passcode(other, given["passcode"])
        assert opened(other)
        assert QUESTION in other.inner_text("#opened-notes")
        assert findings(other) == []

        other.fill("#opened-notes [data-part=answer]", ANSWER)
        other.tap("#opened-keep")
        other.wait_for_selector("#opened-next", state="visible")
        assert findings(other) == []
        other.tap("#opened-next a.button:not(.quiet)")
        other.wait_for_selector("#share-form", state="visible")
        back = share(other)

        page = mother.open(back["link"])
        try_passcode(page, back["passcode"])
        page.click("#opened-keep")
        page.click("#opened-next a.quiet")
        page.wait_for_selector("#notes-list li")
        assert page.locator("#notes-list li").count() == 1
        assert QUESTION in page.inner_text("#notes-list")
        assert ANSWER in page.inner_text("#notes-list")

        check_nobody_else_knows(site, given, mother, doctor)


def test_the_sharer_sees_when_it_was_opened_and_ends_it(browser: Any, site: Site) -> None:
    with reader_of(browser, site.address) as mother, reader_of(browser, site.address) as doctor:
        page = mother.open()
        make_note(page)
        page.goto(f"{site.address}{NOTES}share/")
        given = share(page)
        other = doctor.open(given["link"])
        try_passcode(other, given["passcode"])
        assert opened(other)

        page = mother.open(given["owner"])
        page.wait_for_selector("#sharer", state="visible")
        assert page.inner_text("#sharer-count") == "Times opened: 1."
        assert findings(page) == []
        page.click("#sharer-revoke")
        page.locator("#notes-status", has_text="ended").wait_for()
        assert findings(page) == []

        again = doctor.open(given["link"])
        try_passcode(again, given["passcode"])
        assert "does not open" in again.inner_text("#notes-status")
        assert not opened(again)


def test_an_expired_link_says_what_a_wrong_passcode_says(browser: Any, site: Site) -> None:
    with reader_of(browser, site.address) as reader:
        page = reader.open()
        make_note(page)
        page.goto(f"{site.address}{NOTES}share/")
        given = share(page)
        with closing(database(site)) as connection, connection:
            connection.execute("UPDATE notes_share SET expires_at = '2020-01-01 00:00:00'")

        page = reader.open(given["link"])
        try_passcode(page, "not-the-passcode")
        wrong = page.inner_text("#notes-status")
        try_passcode(page, given["passcode"])

        assert "does not open" in wrong
        assert page.inner_text("#notes-status") == wrong


def test_a_passcode_of_ones_own_is_judged_pasted_shown_and_hidden(browser: Any, site: Site) -> None:
    with reader_of(browser, site.address) as reader:
        page = reader.open()
        make_note(page)
        page.goto(f"{site.address}{NOTES}share/")
        page.wait_for_selector("#share-form", state="visible")
        offered = set()
        for _ in range(30):
            page.click("#share-fresh")
            offered.add(page.inner_text("#share-strength").split(":")[0])
        assert offered == {"Strong"}
        judged = {}
        for passcode in (
            "short",
            "aaaaaaaaaaaa",
            "20190514Anna",
            "our dog Bella sleeps till 9",
            "k7mf-2xqp-9rtd",
        ):
            page.fill("#share-passcode", passcode)
            judged[passcode] = page.inner_text("#share-strength").split(":")[0]
        assert judged == {
            "short": "Too short",
            "aaaaaaaaaaaa": "Weak",
            "20190514Anna": "Weak",
            "our dog Bella sleeps till 9": "Fair",
            "k7mf-2xqp-9rtd": "Strong",
        }
        page.fill("#share-passcode", "short")
        page.click("#share-make")
        assert "at least 10" in page.inner_text("#notes-status")
        assert page.evaluate("document.activeElement.id") == "share-passcode"
        assert findings(page) == []

        page.click("#share-show")
        assert page.get_attribute("#share-passcode", "type") == "password"
        reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.evaluate("navigator.clipboard.writeText('pasted pass code 77')")
        page.focus("#share-passcode")
        page.keyboard.press("Control+A")
        page.keyboard.press("Control+V")
        assert page.input_value("#share-passcode") == "pasted pass code 77"


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_without_web_crypto_it_is_said_plainly_and_a_file_is_offered(
    language: str, browser: Any, site: Site
) -> None:
    with reader_of(browser, site.address, locale="en-GB") as reader:
        make_note(reader.open())
        reader.context.set_extra_http_headers({"Accept-Language": language})
        reader.context.add_init_script(
            "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })"
        )
        page = reader.open(f"{NOTES}share/")
        page.wait_for_selector("#share-insecure", state="visible")
        assert findings(page) == []
        with page.expect_download():
            page.click("#share-export")
        page = reader.open(f"{NOTES}shared/#1{'A' * 64}")
        page.wait_for_selector("#open-insecure", state="visible")
        assert findings(page) == []
        assert reader.posts() == []


def test_without_scripts_every_page_says_what_to_do_instead(browser: Any, site: Site) -> None:
    with reader_of(browser, site.address, java_script_enabled=False) as reader:
        for path, words in (
            ("/trials/NCT06836505/", "You can print this page and write on it."),
            (f"{NOTES}share/", "This page needs JavaScript"),
            (f"{NOTES}shared/", "This page needs JavaScript"),
        ):
            page = reader.open(path)
            said = page.locator("main noscript p")
            assert said.is_visible(), path
            assert words in str(said.text_content()), path
            assert not page.is_visible("[data-notes-open], form:not([action])"), path


SEAL = """async ([text, given, link]) => {
  const { seal, keysOf, linkOf, fragmentOf } = await import('/static/notes/sealing.js');
  const { fromBase64, toBase64 } = await import('/static/notes/base64.js');
  const share = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, fromBase64(value)]));
  share.link = await linkOf(share.owner);
  const { proof } = await keysOf('k7mf2xqp9rtd', share);
  return {
    ...(await seal(text, 'k7mf2xqp9rtd', share, 'NCT06836505', share.nonce)),
    link: toBase64(share.link), proof: toBase64(proof), fragment: fragmentOf(share),
  };
}"""
UNSEAL = """async ([sealed, fragment, trial]) => {
  const { unseal, keysOf, readFragment } = await import('/static/notes/sealing.js');
  const share = readFragment(fragment);
  const { key } = await keysOf('k7mf2xqp9rtd', share);
  return unseal(sealed, key, share, trial).catch(problem => problem.name);
}"""


def test_the_browser_seals_as_python_does_and_each_opens_what_the_other_sealed(
    browser: Any, site: Site
) -> None:
    shared = Shared()
    fixed = {name: b64(getattr(shared, name)) for name in ("owner", "secret", "salt", "nonce")}
    text = json.dumps({"note": QUESTION, "更多": ANSWER}, ensure_ascii=False)
    expected = shared.seal(text)
    with reader_of(browser, site.address) as reader:
        page = reader.open(f"{NOTES}share/")
        made = page.evaluate(SEAL, [text, fixed, shared.link])
        for name in ("salt", "nonce", "sealed", "proof_hash", "version", "rounds"):
            assert made[name] == expected[name], name
        assert (made["link"], made["proof"]) == tuple(shared.asking().values())
        assert made["fragment"] == shared.fragment

        random = replace(shared, nonce=b"\x07" * 12)
        from_python = random.seal(text)
        assert page.evaluate(UNSEAL, [from_python, shared.fragment, shared.trial]) == text
        assert random.open(from_python) == text

        damaged = {**from_python, "sealed": "A" + str(from_python["sealed"])[1:]}
        other_link = replace(shared, owner=b"\x09" * 32)
        for sealed, fragment, trial in (
            (damaged, shared.fragment, shared.trial),
            (from_python, other_link.fragment, shared.trial),
            (from_python, shared.fragment, "NCT00000001"),
            (from_python, replace(shared, secret=b"\x01" * 16).fragment, shared.trial),
        ):
            assert page.evaluate(UNSEAL, [sealed, fragment, trial]) == "OperationError"
