"""A parent and a coordinator in two browsers: silence and reminders; news until they are ended."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import Any
from urllib.parse import quote

import pytest

from tests.journeys.conftest import Site, Visit
from tests.journeys.test_enquiry import CONTACT, desk, fill_in, findings, send, take_time
from tests.web.inbound.imap_server import PASSWORD, USER, imap_server
from tests.web.inbound.mails import reply

__all__ = ["desk"]
LATER = """
from datetime import timedelta
from django.utils import timezone
from trialogue.web.start import prepare_database
prepare_database()
"""
SILENCE = f"""{LATER}
from trialogue.web.contact.models import Enquiry
from trialogue.web.contact.reminders import run_reminders
rows = Enquiry.objects.filter(reference="{{reference}}")
assert rows.update(waits_since=timezone.now() - timedelta(days=30)) == 1
run_reminders()
"""
READ = f"""{LATER}
from django.conf import settings
from trialogue.web.inbound.rounds import read_inbound
assert read_inbound(settings.INBOUND) == {{"replies": 1}}
"""
NEWS = """
from dataclasses import replace
from trialogue.web.centres.actions import Entry, enter_centre
from trialogue.web.notices.gathering import gather
from trialogue.web.notices.sending import send_due
lyon = Entry(
    registry_id="NCT06836505", key="{key}", name="Hospital of Lyon", city="{key}",
    country="France", lat=45.76, lon=4.84, status="open", is_invented=True)
enter_centre(None, lyon)
gather(timezone.localdate())
send_due(timezone.now() + timedelta(days=8))
enter_centre(None, replace(lyon, status="withdrawn"))
"""
IN_WORDS = {
    "en-GB": ("Yes, send me news", "New centres where you can ask: Hospital", "Unsubscribe"),
    "zh-CN": ("是的，请发送消息", "新开放、可以咨询的研究中心：Hospital", "退订"),
}


def run_there(site: Site, code: str, **more: str) -> None:
    """Let the running copy's worker do what it would do some days later."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    home = site.log.parent / "home" / "demo"
    subprocess.run(
        [sys.executable, "-c", code], check=True,
        env={
            **kept, **more,
            "TRIALOGUE_HOME": str(home), "TRIALOGUE_DEMO": "1", "SITE_URL": site.address,
        },
    )  # fmt: skip


def answer_by_mail(site: Site, words: str) -> None:
    """Let the parent answer the team's mail in a mail program, and the site read its mailbox."""
    with closing(sqlite3.connect(site.log.parent / "home" / "demo" / "trialogue.sqlite3")) as kept:
        (letter,) = kept.execute(
            "SELECT message_id FROM outbox_letter WHERE kind = 'enquiry.answer' ORDER BY id DESC"
        ).fetchone()
    with imap_server() as box:
        box.put(reply(letter, "Annegret <annegret@example.org>", words).as_bytes())
        account = f"{USER}:{quote(PASSWORD)}@localhost:{box.port}"
        run_there(site, READ, INBOUND_URL=f"imap+plain://{account}/Trial%20answers")


def test_silence_is_reminded_and_told_and_then_answered(
    visit: Visit, desk: Any, site: Site
) -> None:
    page = visit(CONTACT)
    fill_in(page)
    take_time(page)
    send(page)
    reference = page.inner_text("strong.nowrap")

    run_there(site, SILENCE.format(reference=reference))

    page.reload()
    assert "The team has not answered." in page.inner_text("main")
    assert findings(page) == []
    desk.goto(f"{site.address}/mailbox/")
    listed = desk.inner_text("main")
    for subject in (f"Please answer: enquiry {reference}", "No answer yet from"):
        assert subject in listed
    desk.goto(f"{site.address}/staff/inbox/?show=overdue")
    desk.click(f"text={reference}")
    desk.click("button[value=close]")
    assert "It is not closed yet: choose why." in desk.inner_text(".faults")
    assert findings(desk) == []
    desk.fill("#id_answer-text", "We are sorry. Please call us on Monday.")
    desk.click("button[value=answer]")
    desk.select_option("#id_close-reason", "answered")
    desk.click("button[value=close]")
    assert desk.query_selector("#id_answer-text") is None
    assert findings(desk) == []

    answer_by_mail(site, "We will call at nine.")

    page.reload()
    assert "Please call us on Monday." in page.inner_text(".thread .answer")
    assert "The team has not answered." not in page.inner_text("main")
    desk.reload()
    assert "We will call at nine." in desk.inner_text(".thread li.sender:last-child")
    assert findings(desk) == []
    page.fill("#id_text", "Thank you, we called.")
    page.click("button[value=add]")
    desk.reload()
    assert "Thank you, we called." in desk.inner_text(".thread")
    assert desk.query_selector("#id_answer-text") is not None


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_news_from_the_sign_up_to_the_button_of_the_mail_program(
    language: str, visit: Visit, site: Site
) -> None:
    yes, news, button = IN_WORDS[language]
    reader = f"reader-{language}@example.org".lower()
    page = visit("/trials/NCT06836505/", language)
    newest = page.locator("main li", has_text=reader).locator("a").first
    page.click("a[href*='/news/?trial=']")
    assert findings(page) == []
    page.fill("#id_email", reader)
    page.click("main form button.button")

    page.goto(f"{site.address}/mailbox/")
    newest.click()
    page.click("main .aside a[href*='/news/']")
    page.click(f"text={yes}")
    assert findings(page) == []
    managed = page.url

    run_there(site, LATER + NEWS.format(key=f"lyon-{language}".lower()))
    page.goto(f"{site.address}/mailbox/")
    newest.click()
    assert news in page.inner_text("main")
    page.click(f"button:has-text('{button}')")
    assert findings(page) == []
    gone = page.goto(managed)
    assert gone.status == 404
    assert page.context.cookies() == []
