"""The staff's pages: who sees what, what is shown beside what, and what a click does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.web.cast import Cast, signed_in
from tests.web.overviews.conftest import TRIAL, Desk, Load, approve, lie, write
from trialogue.exchange.language_model import LanguageModel
from trialogue.web.overviews.models import Decision, Draft, Request

LIST = "/staff/overviews/"
Words = Callable[[HttpResponseBase], str]


def test_whoever_works_on_another_trial_sees_nothing(
    written: Draft, cast: Cast, words: Words
) -> None:
    page = signed_in(cast.alice).get(LIST)

    assert page.status_code == 200
    assert TRIAL not in words(page)


def test_the_list_names_trial_language_state_and_author(
    written: Draft, desk: Desk, words: Words
) -> None:
    page = words(signed_in(desk.eva).get(LIST))

    assert "Zorbatinib in Acute Myeloid Leukemia" in page
    assert "Waits for an approver" in page
    assert "rules 1" in page


PATHS = ["{0}/", "{0}/change/"]
POSTS = ["{0}/approve/", "{0}/send-back/", "{0}/withdraw/"]


@pytest.mark.parametrize("path", [*PATHS, *POSTS])
@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "dora"])
def test_another_trial_s_draft_does_not_exist(
    written: Draft, cast: Cast, path: str, who: str
) -> None:
    browser = signed_in(getattr(cast, who))
    address = LIST + path.format(written.pk)

    answer = browser.post(address) if path in POSTS else browser.get(address)

    assert answer.status_code == 404


def test_an_approver_changes_no_words(written: Draft, desk: Desk, words: Words) -> None:
    browser = signed_in(desk.paul)
    address = f"{LIST}{written.pk}/change/"

    answers = [browser.get(address), browser.post(address, {"risks": "All is well."})]

    assert [one.status_code for one in answers] == [404, 404]
    assert "Change the words" not in words(browser.get(f"{LIST}{written.pk}/"))
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("path", POSTS)
def test_an_editor_decides_nothing(written: Draft, desk: Desk, path: str) -> None:
    answer = signed_in(desk.eva).post(LIST + path.format(written.pk), {"reason": "x", "read": "on"})

    assert answer.status_code == 404
    assert not Decision.objects.exists()


def test_each_sentence_stands_beside_its_place_of_the_record(
    written: Draft, desk: Desk, words: Words
) -> None:
    page = words(signed_in(desk.paul).get(f"{LIST}{written.pk}/"))

    assert "You cannot join if you are pregnant or breastfeeding." in page
    assert "Pregnant or breastfeeding women" in page
    assert "criteria[1].exclusion[0]" in page
    assert "Found by the gate" in page
    assert "Approve and publish" in page


def test_an_editor_is_offered_no_approval(written: Draft, desk: Desk, words: Words) -> None:
    page = words(signed_in(desk.eva).get(f"{LIST}{written.pk}/"))

    assert "Approve and publish" not in page
    assert "Change the words" in page


def test_an_approver_publishes_with_one_word_of_their_own(
    written: Draft, desk: Desk, english: Client, words: Words
) -> None:
    browser = signed_in(desk.paul)

    without = browser.post(f"{LIST}{written.pk}/approve/", {})
    assert (without.status_code, Decision.objects.count()) == (200, 0)
    browser.post(f"{LIST}{written.pk}/approve/", {"read": "on"})

    assert "read and approved by Paul" in words(english.get(f"/trials/{TRIAL}/"))
    assert "Withdraw it" in words(browser.get(f"{LIST}{written.pk}/"))


def test_one_reason_settles_all_that_was_found_in_a_sentence(
    written: Draft, desk: Desk, words: Words
) -> None:
    told = lie(written, "risks", "The team counts side effects.", "Many feel tired.", by=desk.eva)
    first, *others = list(told.findings.all())
    browser = signed_in(desk.paul)

    page = words(browser.get(f"{LIST}{told.pk}/"))
    browser.post(f"{LIST}{told.pk}/approve/", {"read": "on", f"reason-{first.pk}": "asked them"})

    assert page.count("Why it may stand") == 1
    assert {one.reason for one in Decision.objects.get().answers.all()} == {"asked them"}
    assert Decision.objects.get().answers.count() == 1 + len(others)


def test_a_lying_draft_shows_what_is_wrong_and_offers_no_approval(
    written: Draft, desk: Desk, words: Words
) -> None:
    lying = lie(written, "benefits", "Zorbatinib will cure leukemia.", by=desk.eva)

    page = words(signed_in(desk.paul).get(f"{LIST}{lying.pk}/"))

    assert "A promise" in page
    assert "some findings cannot be settled" in page
    assert "Approve and publish" not in page


def test_changing_words_makes_a_new_draft_and_leads_to_it(
    written: Draft, desk: Desk, words: Words
) -> None:
    browser = signed_in(desk.eva)
    address = f"{LIST}{written.pk}/change/"
    form = browser.get(address).context["form"]
    fields = {name: field.initial for name, field in form.fields.items()}

    answer = browser.post(address, {**fields, "risks": "The team counts side effects."})

    new = Draft.objects.first()
    assert new is not None
    assert answer.headers["location"] == f"{LIST}{new.pk}/"
    assert (new.based_on, new.by, new.author_name) == (written, desk.eva, "Eva")


def test_an_editor_writes_a_draft_by_rules(load: Load, desk: Desk) -> None:
    load()

    answer = signed_in(desk.eva).post(
        f"{LIST}write/", {"registry_id": TRIAL.lower(), "language": "zh-Hans"}
    )

    draft = Draft.objects.get()
    assert answer.headers["location"] == f"{LIST}{draft.pk}/"
    assert (draft.language, draft.author_kind, draft.by) == ("zh-Hans", "rules", desk.eva)


@pytest.mark.parametrize("who", ["paul", "alice"])
def test_nobody_else_writes_about_that_trial(load: Load, desk: Desk, cast: Cast, who: str) -> None:
    load()
    person = getattr(desk, who, None) or getattr(cast, who)

    answer = signed_in(person).post(f"{LIST}write/", {"registry_id": TRIAL, "language": "en"})

    assert answer.status_code == 404
    assert not Draft.objects.exists()


def test_an_unknown_trial_is_named_in_the_form(load: Load, desk: Desk, words: Words) -> None:
    answer = signed_in(desk.eva).post(f"{LIST}write/", {"registry_id": "NCT0", "language": "en"})

    assert "No trial with this id is loaded here." in words(answer)


def test_the_model_is_asked_by_the_worker_and_only_where_one_is_set(
    load: Load, desk: Desk, settings: Settings, words: Words
) -> None:
    load()
    browser = signed_in(desk.eva)
    wanted = {"registry_id": TRIAL, "language": "en", "model": "1"}

    settings.LANGUAGE_MODEL = LanguageModel(endpoint="http://localhost:1/v1", model="small")
    browser.post(f"{LIST}write/", wanted)
    browser.post(f"{LIST}write/", wanted)

    assert [(one.registry_id, one.by, one.closed_at) for one in Request.objects.all()] == [
        (TRIAL, desk.eva, None)
    ]
    assert "It has not answered yet." in words(browser.get(LIST))
    assert not Draft.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_drafts_as_for_one(
    written: Draft, desk: Desk, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count - 1):
        approve(write("en"), desk.paul)
    browser = signed_in(desk.eva)
    browser.get(LIST)

    with django_assert_num_queries(QUERIES):
        browser.get(LIST)


QUERIES = 12


def test_a_draft_in_chinese_is_read_in_chinese(load: Load, desk: Desk, words: Words) -> None:
    load()
    draft = write("zh-Hans")

    page = words(signed_in(desk.paul, "zh-CN").get(f"{LIST}{draft.pk}/"))

    assert "批准并公开" in page
    assert 'lang="zh-Hans"' in page
