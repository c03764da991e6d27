"""What the public sees: nothing that nobody approved, nothing that the record no longer says."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.web.overviews.conftest import Desk, Load, approve, write
from trialogue.core.record import Enrollment, Record, RecordDate, RecordDates
from trialogue.web.overviews import actions
from trialogue.web.overviews.models import Draft
from trialogue.web.overviews.queries import PublicOverview, public_overview

PAGE = "/trials/NCT99999901/"


def test_a_draft_that_nobody_approved_is_not_public(
    load: Load, written: Draft, english: Client
) -> None:
    assert public_overview(load(), "en") is None
    assert "You cannot join if you are pregnant" not in english.get(PAGE).content.decode()


def test_an_approved_overview_says_who_wrote_it_and_who_approved_it(
    load: Load, written: Draft, desk: Desk
) -> None:
    approve(written, desk.paul)

    found = public_overview(load(), "en")

    assert found is not None
    assert (found.author_kind, found.author_name, found.approver, found.is_invented) == (
        "rules", "rules 1", "Paul", False,
    )  # fmt: skip
    assert [told.heading for told in found.items] == [
        "What is studied", "Who may join", "What happens", "How long", "Possible benefits",
        "Possible risks", "Where", "Whom to ask",
    ]  # fmt: skip


def test_the_record_s_own_words_stand_beside_benefits_and_risks_alone(
    load: Load, written: Draft, desk: Desk
) -> None:
    approve(written, desk.paul)

    found = public_overview(load(), "en")

    assert found is not None
    assert {told.heading: told.own_words for told in found.items if told.own_words} == {
        "Possible benefits": ("The study will find out whether Zorbatinib may improve survival.",),
        "Possible risks": (
            "Side effects of Zorbatinib include nausea and headache.",
            "Number of adverse events",
        ),
    }


CHANGES = [
    {"enrollment": Enrollment(count=121, kind="ESTIMATED")},
    {"status": "SUSPENDED"},
    {"summary": "Another summary."},
    {"sites": ()},
]


@pytest.mark.parametrize("changes", CHANGES, ids=lambda one: next(iter(one)))
def test_a_changed_record_takes_the_overview_down_at_once(
    load: Load, written: Draft, desk: Desk, english: Client, changes: dict[str, object]
) -> None:
    approve(written, desk.paul)
    before = english.get(PAGE).content.decode()

    changed = load("1" * 16, **changes)

    assert "read and approved by Paul" in before
    assert public_overview(changed, "en") is None
    assert "read and approved by Paul" not in english.get(PAGE).content.decode()


def test_a_record_that_was_only_posted_again_keeps_its_overview(
    load: Load, written: Draft, desk: Desk
) -> None:
    approve(written, desk.paul)
    dates = load().dates
    posted = RecordDate(text="2026-02-01", when=None)

    again = load(
        "1" * 16,
        dates=RecordDates(start=dates.start, completion=dates.completion, last_updated=posted),
    )

    assert public_overview(again, "en") is not None


def test_a_withdrawn_overview_is_gone_and_no_older_one_comes_back(
    load: Load, written: Draft, desk: Desk
) -> None:
    approve(written, desk.paul)
    second = write("en")
    approve(second, desk.paul)

    actions.withdraw(second.pk, desk.petra, "a mistake")

    assert public_overview(load(), "en") is None


def test_whoever_reads_a_language_without_an_overview_gets_the_english_one(
    load: Load, written: Draft, desk: Desk
) -> None:
    approve(written, desk.paul)

    assert language_of(public_overview(load(), "zh-hans")) == "en"
    assert language_of(public_overview(load(), "es")) == "en"

    approve(write("zh-Hans"), desk.paul)

    assert language_of(public_overview(load(), "zh-hans")) == "zh-Hans"
    assert language_of(public_overview(load(), "es")) == "en"

    approve(write("es"), desk.paul)

    assert language_of(public_overview(load(), "es")) == "es"
    assert language_of(public_overview(load(), "en")) == "en"


def language_of(found: PublicOverview | None) -> str:
    return found.language if found is not None else ""


def test_the_chinese_page_names_what_our_tables_can_name(
    load: Load, written: Draft, desk: Desk, chinese: Client
) -> None:
    approve(write("zh-Hans"), desk.paul)

    page = chinese.get(PAGE).content.decode()

    assert "这项研究针对急性髓系白血病。" in page
    assert "挪威的卑尔根有研究中心。" in page or "挪威的Bergen有研究中心。" in page


def test_the_spanish_page_shows_the_approved_spanish_text_and_names_what_our_table_can_name(
    load: Load, written: Draft, desk: Desk, client: Client
) -> None:
    approve(written, desk.paul)
    approve(write("es"), desk.paul)

    page = client.get(PAGE, headers={"accept-language": "es"}).content.decode()

    assert '<div class="overview" lang="es">' in page
    assert "Este estudio trata sobre leucemia mieloide aguda." in page
    assert "Hay un centro en Bergen, Noruega." in page
    assert "The study is looking for people now." not in page


def test_another_trial_s_approval_publishes_nothing_here(
    load: Load, written: Draft, desk: Desk
) -> None:
    approve(written, desk.paul)
    other: Record = load("1" * 16, id="NCT99999902")

    from dataclasses import replace

    assert public_overview(replace(other, id="NCT99999902"), "en") is None


def test_the_public_page_asks_one_question_more(
    load: Load,
    written: Draft,
    desk: Desk,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    approve(written, desk.paul)
    approve(write("zh-Hans"), desk.paul)
    record = load()

    with django_assert_num_queries(1):
        public_overview(record, "zh-hans")
