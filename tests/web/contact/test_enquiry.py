"""Writing to a centre: kept once with its mails, nothing lost, no word where none belongs."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client

from tests.web.contact.people import (
    BERLIN,
    CONTACT,
    GUANGZHOU,
    TELLING,
    TRIAL,
    People,
    filled_in,
    link_in,
    make_centre,
    stamp_of,
)
from tests.web.everywhere import all_answers
from trialogue.core.protocol import Protocol
from trialogue.web.contact import stamp
from trialogue.web.contact.models import Enquiry, Remark
from trialogue.web.outbox.models import Letter

Send = Callable[..., HttpResponseBase]


def letters() -> dict[str, Letter]:
    return {letter.to_address: letter for letter in Letter.objects.all()}


def test_a_message_is_kept_with_its_mails_and_names_the_centre(send: Send, english: Client) -> None:
    page = send()

    enquiry = Enquiry.objects.get()
    assert (enquiry.centre, enquiry.route, enquiry.sent_to) == ("guangzhou", "centre", "")
    assert (enquiry.full_name, enquiry.phone) == ("Annegret Zuckerbrot", "+4930901820")
    assert enquiry.consent_version == "pipl-2026-11"
    assert "Children’s Hospital of Guangzhou" in enquiry.consent_text
    assert enquiry.for_child
    told = letters()
    assert set(told) == {"annegret.zuckerbrot@example.org", "gao@hospital.example"}
    copy = told["annegret.zuckerbrot@example.org"]
    assert "Children’s Hospital of Guangzhou" in copy.subject
    assert f"> {TELLING['c-message']}" in copy.text
    shown = english.get(page.headers["Location"]).content.decode()
    assert "to the research team at Children’s Hospital of Guangzhou" in shown
    assert "annegret.zuckerbrot@example.org" in shown
    assert english.get(link_in(copy.text)).status_code == 200


def test_the_mail_to_staff_holds_no_word_of_it(send: Send) -> None:
    send()

    mail = letters()["gao@hospital.example"]
    for word in ("Annegret", "Zuckerbrot", "neuroblastoma", "example.org"):
        assert word not in mail.subject + mail.text
    assert f"/staff/inbox/{Enquiry.objects.get().pk}/" in mail.text


def test_a_double_click_sends_one(send: Send, english: Client) -> None:
    given = stamp_of(english)

    pages = [send(stamp=given) for _ in range(3)]

    assert Enquiry.objects.count() == 1
    assert Remark.objects.count() == 1
    assert Letter.objects.count() == 2
    assert len({page.headers["Location"] for page in pages}) == 1


def test_going_back_and_writing_something_else_is_another_message(
    send: Send, english: Client
) -> None:
    given = stamp_of(english)

    send(stamp=given)
    send(stamp=given, message="And one more question: is there a waiting list?")

    assert Enquiry.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "said", "field"),
    [
        ({"first_name": " "}, "Write your first name.", "first_name"),
        ({"last_name": ""}, "Write your last name.", "last_name"),
        ({"email": "", "phone": ""}, "one is enough", "email"),
        ({"email": "annegret at home"}, "This is no email address", "email"),
        ({"phone": "12"}, "Begin with the country code: +86", "phone"),
        ({"contact_language": "other"}, "Write the name of the language.", "other_language"),
        ({"writer": None}, "Choose who writes.", "writer"),
        ({"message": ""}, "Write a few words.", "message"),
        ({"message": "x" * 5001}, "at most 5000 characters", "message"),
        ({"agree": None}, "Without your consent", "agree"),
        ({"under_14": None}, "Choose yes or no.", "under_14"),
        ({"guardian": None}, "a parent or guardian must agree", "guardian"),
        ({"writer": "patient"}, "Under 14, a parent or guardian must write.", "writer"),
    ],
)
def test_a_failed_submit_says_what_and_where_and_keeps_every_word(
    changes: dict[str, Any], said: str, field: str, send: Send
) -> None:
    page = send(**changes)

    html = page.content.decode()
    assert page.status_code == 200
    assert said in html
    assert f'href="#id_c-{field}"' in html
    assert f'id="id_c-{field}_error"' in html
    kept = filled_in(**changes)
    for name in ("c-first_name", "c-email", "c-phone", "c-message"):
        assert kept.get(name, "").strip() in html
    assert Enquiry.objects.count() == 0
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("way", ["email", "phone"])
def test_one_way_to_answer_is_enough(way: str, send: Send, english: Client) -> None:
    other = {"email": "phone", "phone": "email"}[way]

    page = send(**{other: ""})

    assert page.status_code == 302
    shown = english.get(page.headers["Location"]).content.decode()
    assert ("only way back" in shown) == (way == "phone")


def test_a_slip_in_the_address_is_asked_about_once(send: Send, english: Client) -> None:
    given = stamp_of(english)

    asked = send(stamp=given, email="annegret@gmial.com").content.decode()
    assert "Did you mean annegret@gmail.com?" in asked
    assert Enquiry.objects.count() == 0

    fields = filled_in(stamp=given, email="annegret@gmial.com")
    english.post(CONTACT, {**fields, "use": "annegret@gmail.com"})
    english.post(CONTACT, {**fields, "checked": "annegret@gmial.com"})

    assert set(Enquiry.objects.values_list("email", flat=True)) == {
        "annegret@gmail.com",
        "annegret@gmial.com",
    }


def test_what_fills_in_every_field_is_kept_out_and_told_so(send: Send, english: Client) -> None:
    fields = filled_in(stamp=stamp_of(english))

    page = english.post(CONTACT, {**fields, "c-website": "https://pills.example"})

    assert "leave the field “Website” empty" in page.content.decode()
    assert TELLING["c-message"] in page.content.decode()
    assert Enquiry.objects.count() == 0


def test_what_comes_back_in_no_time_is_asked_to_send_once_more(
    send: Send, english: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamp, "FASTEST", 3.0)
    given = stamp_of(english)

    quick = send(stamp=given)
    monkeypatch.setattr(stamp, "FASTEST", 0.0)
    later = send(stamp=given)

    assert "very quick" in quick.content.decode()
    assert later.status_code == 302


def test_a_forged_stamp_keeps_the_words_and_gets_a_new_one(send: Send) -> None:
    page = send(stamp="forged")

    html = page.content.decode()
    assert "open for very long" in html
    assert TELLING["c-message"] in html
    assert 'value="forged"' not in html


def test_one_address_may_write_often_but_not_without_end(send: Send) -> None:
    answers = [send(message=f"Question {n}").status_code for n in range(7)]

    assert answers == [302] * 6 + [429]
    assert Enquiry.objects.count() == 6


def test_a_double_click_on_the_last_message_that_is_allowed_is_no_message_too_many(
    send: Send, english: Client
) -> None:
    for n in range(5):
        send(message=f"Question {n}")
    given = stamp_of(english)

    pages = [send(stamp=given, message="The sixth") for _ in range(2)]

    assert [page.status_code for page in pages] == [302, 302]
    assert pages[0].headers["Location"] == pages[1].headers["Location"]


def test_a_hospital_behind_one_address_is_let_through(send: Send, english: Client) -> None:
    given = stamp_of(english)
    answers = [
        send(stamp=given, email=f"doctor{n}@hospital.example").status_code for n in range(20)
    ]

    assert answers == [302] * 20


def test_a_page_held_up_by_the_throttle_keeps_every_word(send: Send) -> None:
    for n in range(6):
        send(message=f"Question {n}")

    html = send(message="The seventh question").content.decode()

    assert "The seventh question" in html
    assert "call the centre" in html


def test_a_centre_without_people_here_gets_the_whole_message_by_mail(
    send: Send, people: People
) -> None:
    people.bernd.memberships.update(ended_at="2026-01-01T00:00Z")
    people.lea.memberships.update(ended_at="2026-01-01T00:00Z")

    send(centre="berlin", under_14=None, guardian=None)

    enquiry = Enquiry.objects.get()
    mail = letters()["trial@klinik-berlin.example"]
    assert (enquiry.route, enquiry.sent_to) == ("centre", "trial@klinik-berlin.example")
    assert enquiry.consent_version == "gdpr-2026-11"
    assert mail.reply_to == "annegret.zuckerbrot@example.org"
    assert TELLING["c-message"] in mail.text
    assert "+4930901820" in mail.text


def test_a_centre_that_nobody_can_reach_is_said_and_the_sites_people_get_it(
    send: Send, people: People, english: Client
) -> None:
    for person in (people.gao, people.lea):
        person.memberships.update(ended_at="2026-01-01T00:00Z")

    page = english.get(CONTACT, {"centre": "guangzhou"}).content.decode()
    send()

    assert "Nobody of the trial can be reached directly." in page
    assert Enquiry.objects.get().route == "local"


def test_without_an_open_centre_the_form_still_leads_somewhere(
    send: Send, people: People, english: Client
) -> None:
    for centre in (GUANGZHOU, BERLIN):
        make_centre(centre, status="closed")

    page = english.get(CONTACT).content.decode()
    sent = send(centre="", under_14=None, guardian=None)

    assert "No centre of this trial is open here at present." in page
    assert sent.status_code == 302
    enquiry = Enquiry.objects.get()
    assert (enquiry.route, enquiry.centre) == ("local", "")
    assert "lea@hospital.example" in letters()


def test_step_1_lists_open_centres_by_distance_and_no_closed_one(
    people: People, english: Client
) -> None:
    plain = english.get(CONTACT).content.decode()
    near = english.post(CONTACT, {"do": "centres", "near": "Berlin"}).content.decode()
    unknown = english.post(CONTACT, {"do": "centres", "near": "Atlantis"}).content.decode()

    assert "Lyon" not in plain
    assert near.index("Klinik Berlin") < near.index("Hospital of Guangzhou")
    assert re.search(r"about 8,\d\d\d km", near), near
    assert "We do not know where “Atlantis” is." in unknown


def test_words_survive_another_centre_and_another_language(people: People, english: Client) -> None:
    fields = filled_in(stamp=stamp_of(english))

    centres = english.post(CONTACT, {**fields, "do": "centres"}).content.decode()
    chinese = english.post(CONTACT, {**fields, "language": "zh-hans"}).content.decode()

    for html in (centres, chinese):
        for word in TELLING.values():
            assert word in html
    assert '<html lang="zh-hans">' in chinese
    assert Enquiry.objects.count() == 0


def test_only_ticked_answers_of_the_check_are_sent_as_words_and_as_facts(
    send: Send, english: Client, reference: Protocol
) -> None:
    answers = all_answers(reference)
    shown = english.post(CONTACT, {**answers, "centre": "guangzhou"}).content.decode()
    assert 'name="share" value="diagnosis"' in shown
    assert 'value="diagnosis" checked' not in shown

    fields = {**filled_in(stamp=stamp_of(english)), **answers, "do": "send"}
    page = english.post(CONTACT, {**fields, "share": ["diagnosis", "birth_date"]})

    assert page.status_code == 302, page.content.decode()
    enquiry = Enquiry.objects.get()
    assert {row["item"]: row["value"] for row in enquiry.facts} == {
        "diagnosis": "neuroblastoma",
        "birth_date": "2020-05",
    }
    assert [one["answer"] for one in enquiry.answers] == ["May 2020", "Neuroblastoma"]


def test_the_age_from_the_check_is_not_asked_twice(
    people: People, english: Client, reference: Protocol
) -> None:
    html = english.post(CONTACT, {**all_answers(reference), "centre": "guangzhou"}).content.decode()

    assert 'name="c-under_14" value="yes"' in html.replace("\n", " ")
    assert "checked" in html[html.index('name="c-under_14"') :][:120]


def test_no_word_reaches_a_log_an_address_or_a_cookie(
    send: Send, english: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        page = send()
        failed = send(first_name="")
        english.get(page.headers["Location"])

    ours = [one for one in caplog.records if not one.name.startswith("django.db")]
    written = " ".join(one.getMessage() for one in ours) + page.headers["Location"]
    for word in ("Annegret", "Zuckerbrot", "neuroblastoma", "901820"):
        assert word not in written
    assert not page.cookies
    assert not failed.cookies
    assert page.headers["Cache-Control"] == "no-store, private"


def test_headers_cannot_be_smuggled_in(send: Send) -> None:
    send(first_name="Anne\r\nBcc: thief", message="a\r\n.\r\nQUIT")

    enquiry = Enquiry.objects.get()
    assert enquiry.first_name == "Anne Bcc: thief"
    assert "\n" not in Letter.objects.get(kind="enquiry.copy").to_name


def test_an_unknown_trial_has_no_form(english: Client, reference: Protocol) -> None:
    assert english.get("/trials/NCT00000000/contact/").status_code == 404
    assert english.get("/trials/nct06836505/contact/").headers["Location"] == CONTACT
    assert english.get(CONTACT).status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_form_speaks_the_readers_language(language: str, people: People) -> None:
    client = Client(headers={"accept-language": language})

    html = client.get(CONTACT, {"centre": "guangzhou"}).content.decode()

    assert ("Send a message" in html) == (language == "en")
    assert ("发送消息" in html) == (language != "en")
    assert html.index("简体中文</option>") < html.index("Deutsch</option>")


@pytest.mark.usefixtures("people")
def test_the_place_is_brought_along_from_the_trials_page(english: Client, chinese: Client) -> None:
    trial = english.get(f"/trials/{TRIAL}/?near=Berlin").content.decode()
    assert f'href="{CONTACT}?near=Berlin%2C+Germany"' in trial

    page = english.get(f"{CONTACT}?near=Berlin%2C+Germany")
    choice = page.context["choice"]
    assert [near.centre.key for near in choice.near] == ["berlin", "guangzhou"]
    assert 'name="near" value="Berlin, Germany"' in page.content.decode()

    chosen = chinese.get(f"{CONTACT}?centre=guangzhou").content.decode()
    assert "中国，广州" in chosen
    assert ", China" not in chosen
    assert "（China）" not in chosen


def test_news_of_the_same_illness_are_offered_after_a_message(send: Send, english: Client) -> None:
    page = english.get(send().headers["Location"])

    html = page.content.decode()
    known = dict(re.findall(r'<input type="hidden" name="(do|words|email)" value="([^"]*)"', html))
    assert known == {"do": "start", "words": "Neuroblastoma", "email": TELLING["c-email"]}
    form = english.post("/news/", known).content.decode()
    assert f'value="{TELLING["c-email"]}"' in form
    assert 'value="Neuroblastoma"' in form


def test_a_centre_may_ask_for_both_email_and_phone(send: Send) -> None:
    make_centre(GUANGZHOU, asks_both=True)

    page = send(phone=None)

    assert page.status_code == 200
    assert "This centre asks for both." in page.content.decode()
    assert not Enquiry.objects.exists()
    assert send().status_code == 302
