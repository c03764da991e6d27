"""The sender's page: what became of a message; adding, correcting, deleting; the link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from tests.web.contact.people import TELLING, People, stamp_of
from trialogue.web.contact.actions import delete_enquiry
from trialogue.web.contact.forgetting import forget_old
from trialogue.web.contact.handling import answer_enquiry, close_enquiry, note_enquiry, open_enquiry
from trialogue.web.contact.links import status_path
from trialogue.web.contact.models import Enquiry, Forgetting, Reason, Remark
from trialogue.web.outbox.models import Letter

Send = Callable[..., HttpResponseBase]


def text_of(page: HttpResponseBase) -> str:
    return page.content.decode()


def test_the_sender_sees_received_read_answered(
    enquiry: Enquiry, people: People, english: Client
) -> None:
    path, seen = status_path(enquiry), []
    seen.append(text_of(english.get(path)))
    open_enquiry(people.gao, enquiry)
    seen.append(text_of(english.get(path)))
    note_enquiry(people.gao, enquiry, "ask Dr Wu first", "1")
    answer_enquiry(people.gao, enquiry, "Please call us on Monday.", "2")
    seen.append(text_of(english.get(path)))

    assert ["Read by the team" in html for html in seen] == [False, True, True]
    assert ["Please call us on Monday." in html for html in seen] == [False, False, True]
    assert not [html for html in seen if "Dr Wu" in html]
    assert "As a rule by" in seen[0]


def test_the_link_cannot_be_guessed_and_lives_as_long_as_it_should(
    enquiry: Enquiry, english: Client
) -> None:
    path = status_path(enquiry)

    assert len(path.rpartition("-")[2].strip("/")) == 32
    assert english.get(path[:-2] + ("0/" if path[-2] != "0" else "1/")).status_code == 404
    assert english.get(f"/enquiry/{enquiry.reference}-/").status_code == 404
    assert english.get(path).status_code == 200
    Enquiry.objects.update(touched_at=timezone.now() - timedelta(days=90))
    assert english.get(path).status_code == 404


def test_more_can_be_said_once_and_the_centre_is_told(enquiry: Enquiry, english: Client) -> None:
    given = {"do": "add", "text": "She takes dexamethasone.", "stamp": stamp_of(english)}

    pages = [english.post(status_path(enquiry), given) for _ in range(2)]

    assert [page.status_code for page in pages] == [302, 302]
    assert [one.text for one in Remark.objects.all()] == [
        TELLING["c-message"],
        "She takes dexamethasone.",
    ]
    told = Letter.objects.get(kind="enquiry.more")
    assert told.to_address == "gao@hospital.example"
    assert "dexamethasone" not in told.text


def test_saying_more_opens_a_closed_one_again(
    enquiry: Enquiry, people: People, english: Client
) -> None:
    answer_enquiry(people.gao, enquiry, "No.", "1")
    close_enquiry(people.gao, enquiry, Reason.ANSWERED)

    english.post(status_path(enquiry), {"do": "add", "text": "Why?", "stamp": stamp_of(english)})

    enquiry.refresh_from_db()
    assert (enquiry.closed_at, enquiry.reason) == (None, "")
    assert enquiry.waits_since is not None


def test_details_can_be_corrected_and_faults_keep_the_words(
    enquiry: Enquiry, english: Client
) -> None:
    path = f"{status_path(enquiry)}details/"
    fields = {
        "do": "save", "c-first_name": "Anne", "c-last_name": "Zuckerbrot", "c-phone": "",
        "c-email": "anne@example", "c-contact_language": "other",
        "c-other_language": "Plattdüütsch",
    }  # fmt: skip

    wrong = english.post(path, fields)
    right = english.post(path, {**fields, "c-email": "anne@example.org"})

    assert wrong.status_code == 200
    assert "anne@example" in text_of(wrong)
    assert right.status_code == 302
    enquiry.refresh_from_db()
    assert (enquiry.first_name, enquiry.email, enquiry.phone, enquiry.contact_language) == (
        "Anne", "anne@example.org", "", "Plattdüütsch",
    )  # fmt: skip
    assert Letter.objects.filter(kind="enquiry.more").count() == 1


def test_deleting_removes_every_word_at_once_and_tells_the_centre(
    enquiry: Enquiry, english: Client
) -> None:
    path = status_path(enquiry)
    asked = text_of(english.get(f"{path}delete/"))

    gone = english.post(f"{path}delete/", {"do": "delete"})

    assert "Delete your message?" in asked
    assert "Your message is deleted" in text_of(gone)
    assert english.get(path).status_code == 404
    assert Remark.objects.count() == 0
    row = Enquiry.objects.values().get()
    kept = " ".join(str(value) for value in row.values())
    for word in (*TELLING.values(), "Annegret", "guardian"):
        assert word not in kept
    assert row["reason"] == "deleted"
    words = [letter.text + letter.to_address for letter in Letter.objects.all()]
    assert not [text for text in words if "Zuckerbrot" in text or "example.org" in text]
    assert Letter.objects.filter(kind="enquiry.deleted", state="waiting").count() == 1
    assert Forgetting.objects.values_list("enquiries", "remarks", "letters").get() == (1, 1, 2)


def test_deleting_twice_counts_once(enquiry: Enquiry) -> None:
    delete_enquiry(enquiry)
    delete_enquiry(enquiry)

    assert Forgetting.objects.count() == 1


def test_what_was_kept_long_enough_is_forgotten_with_a_count(send: Send) -> None:
    send()
    send(message="a second one", email="other@example.org")
    old, young = Enquiry.objects.order_by("pk")
    Enquiry.objects.filter(pk=old.pk).update(touched_at=timezone.now() - timedelta(days=181))

    assert (forget_old(), forget_old()) == (1, 0)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.first_name, old.email, old.nonce, old.consent_text) == ("", "", "", "")
    assert old.made_at is not None
    assert young.first_name == "Annegret"
    assert Forgetting.objects.values_list("why", "enquiries").get() == ("expired", 1)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_page_of_the_sender_speaks_their_language(language: str, enquiry: Enquiry) -> None:
    client, path = Client(headers={"accept-language": language}), status_path(enquiry)
    lang = "en" if language == "en" else "zh-hans"

    for address in (path, f"{path}details/", f"{path}delete/", "/enquiry/none/"):
        page = client.get(address)
        assert f'<html lang="{lang}">' in text_of(page), address
        assert page.headers["Cache-Control"] == "no-store, private", address
        assert not page.cookies, address


def test_the_language_can_be_switched_on_the_page(enquiry: Enquiry, english: Client) -> None:
    page = english.post(status_path(enquiry), {"language": "zh-hans"})

    assert '<html lang="zh-hans">' in text_of(page)
