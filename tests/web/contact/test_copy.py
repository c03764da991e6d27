"""The copy of a message goes to an address that nobody has proved: little use to a stranger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.test import Client

from trialogue.web.contact.inert import GAP, has_link, without_links
from trialogue.web.contact.models import Enquiry
from trialogue.web.outbox.models import Letter

Send = Callable[..., HttpResponseBase]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("see https://evil.example/x?y=1 now", f"see {GAP} now"),
        ("HTTP://EVIL.EXAMPLE", GAP),
        ("go to www.evil.example, quickly", f"go to {GAP} quickly"),
        ("(evil.com)", f"({GAP})"),
        ("win at evil.co.uk/prize today", f"win at {GAP} today"),
        ("bit.ly/2x", GAP),
        ("something.it/x", GAP),
        ("write to me@evil.example.", f"write to {GAP}"),
        ("javascript:alert(1)", GAP),
        ("at 192.0.2.7:8080/x", f"at {GAP}"),
        ("银行.com 点击", f"{GAP} 点击"),
        ("点击https://坏.例子/", f"点击{GAP}"),
    ],
)
def test_what_a_mail_program_makes_a_link_of_is_left_out(written: str, left: str) -> None:
    assert without_links(written) == left
    assert has_link(written)


@pytest.mark.parametrize(
    "text",
    [
        "She relapsed in October.Dr Wu said so.",
        "1.5 mg/m2 on 25.11.2026, e.g. at home",
        "I7a.alt is 3.2x ULN; phone +86 20 1111 1111",
        "J.R. St.Clair",
        "O’Brien-Smith Jr.",
        "我女儿今年五岁。10月复发。",
    ],
)
def test_what_families_write_stays_as_it_is(text: str) -> None:
    assert without_links(text) == text


def test_the_copy_says_first_why_it_came_and_carries_no_link_but_ours(send: Send) -> None:
    send(message="Look at https://evil.example/pay and call.")

    copy = Letter.objects.get(kind="enquiry.copy")
    assert copy.text.startswith("This address was given with a message to the team of")
    assert "evil.example" not in copy.text + copy.html
    assert f"> Look at {GAP} and call." in copy.text
    assert "Links and addresses are left out" in copy.text
    assert Enquiry.objects.get().remarks.get().text == "Look at https://evil.example/pay and call."


def test_the_answers_of_the_check_stay_behind_the_link(send: Send) -> None:
    send()
    enquiry = Enquiry.objects.get()
    enquiry.answers = [{"label": "Which illness?", "answer": "Neuroblastoma"}]
    from trialogue.web.contact.letters import write_copy

    Letter.objects.filter(kind="enquiry.copy").delete()
    letter = write_copy(enquiry, enquiry.remarks.get())

    assert letter is not None
    assert "Neuroblastoma" not in letter.text
    assert "answers of your check" in letter.text


def test_an_address_gets_the_words_of_three_messages_a_day(send: Send, english: Client) -> None:
    pages = [send(message=f"Question {n}", email="Stranger@example.org") for n in range(4)]

    kinds = list(Letter.objects.filter(to_address__iendswith="@example.org").order_by("pk"))
    assert [one.kind for one in kinds] == ["enquiry.copy"] * 3 + ["enquiry.link"]
    assert "Question 3" not in kinds[3].text
    assert "/enquiry/" in kinds[3].text
    shown = [english.get(page.headers["Location"]).content.decode() for page in pages[2:]]
    assert "A copy of the message is being sent" in shown[0]
    assert "A mail with the link to this page is being sent" in shown[1]


def test_a_name_with_a_web_address_is_refused_beside_its_field(send: Send) -> None:
    html = send(first_name="WIN at evil.com").content.decode()

    assert "Write a name, without a web address." in html
    assert "WIN at evil.com" in html
    assert not Letter.objects.exists()
