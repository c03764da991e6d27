"""A draft as a whole: every item, no false silence, nothing weighty left out, the right count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.report.overview.factory import record
from trialogue.report.overview.draft import Draft, Section
from trialogue.report.overview.gate import check_draft
from trialogue.report.overview.outline import LANGUAGES, Item, Language
from trialogue.report.overview.result import Kind, Outcome
from trialogue.report.overview.source import read_source
from trialogue.report.overview.writer.by_rules import write_by_rules

SOURCE = read_source(record())


def true_draft(language: Language = "en") -> Draft:
    return write_by_rules(SOURCE, language, date(2026, 11, 23))


def edited(item: Item, edit: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Draft:
    """Change one item of a true draft."""
    draft = true_draft()
    sections = tuple(
        replace(one, sentences=edit(one.sentences)) if one.item is item else one
        for one in draft.sections
    )
    return replace(draft, sections=sections)


def kinds(draft: Draft) -> set[Kind]:
    return {failure.kind for failure in check_draft(draft, SOURCE).failures}


def without(word: str) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    return lambda said: tuple(one for one in said if word.lower() not in one.lower())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_true_draft_is_publishable_and_every_sentence_has_its_place(language: Language) -> None:
    result = check_draft(true_draft(language), SOURCE)

    assert (result.failures, result.outcome) == ((), Outcome.PUBLISHABLE)
    assert [one for one in result.placed if not (one.spans or one.is_standing or "3" in one.sentence
                                                 or "more" in one.sentence)] == []  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        (edited(Item.WHO, without("18 to 60")), Kind.LEFT_OUT),
        (edited(Item.WHO, without("looking for people")), Kind.LEFT_OUT),
        (edited(Item.WHAT, without("placebo")), Kind.LEFT_OUT),
        (edited(Item.WHAT, without("get a placebo")), Kind.LEFT_OUT),
        (edited(Item.WHAT, without("Chance")), Kind.LEFT_OUT),
        (edited(Item.WHAT, without("Zorbatinib")), Kind.LEFT_OUT),
        (edited(Item.WHO, without("pregnant")), Kind.COUNT),
        (edited(Item.WHO, without("rules about")), Kind.COUNT),
        (edited(Item.WHO, lambda said: (*said, "There are 9 more rules.")), Kind.COUNT),
        (edited(Item.WHO, lambda said: ()), Kind.SILENCE),
        (edited(Item.RISKS, lambda said: ()), Kind.SILENCE),
        (edited(Item.WHERE, lambda said: ()), Kind.SILENCE),
    ],
)
def test_what_must_not_be_left_out_is_missed(draft: Draft, kind: Kind) -> None:
    assert kind in kinds(draft)


def test_an_item_that_is_missing_or_twice_is_a_failure() -> None:
    draft = true_draft()

    assert kinds(replace(draft, sections=draft.sections[1:])) == {Kind.OUTLINE}
    assert Kind.OUTLINE in kinds(replace(draft, sections=(*draft.sections, draft.sections[0])))


def test_a_draft_that_is_too_hard_waits_and_a_person_may_let_it() -> None:
    long = (
        "Zorbatinib administration necessitates comprehensive multidisciplinary evaluation "
        "considerations.",
    )
    sections = tuple(Section(item=item, sentences=long) for item in Item)

    result = check_draft(replace(true_draft(), sections=sections), SOURCE)

    assert result.outcome is Outcome.WAITS
    assert [one.may_be_settled for one in result.failures if one.kind is Kind.GRADE] == [True]


def test_grades_are_given_with_and_without_names() -> None:
    english, chinese, spanish = (check_draft(true_draft(one), SOURCE).grades for one in LANGUAGES)

    assert english.with_names is not None
    assert english.without_names is not None
    assert english.without_names < english.with_names < 8
    assert (chinese.with_names, chinese.common_share) == (None, 1.0)
    assert (spanish.with_names, spanish.common_share) == (None, None)
    assert spanish.ease is not None
    assert spanish.ease_without_names is not None
    assert 65 < spanish.ease < spanish.ease_without_names


def test_an_item_on_which_the_record_is_silent_may_be_silent() -> None:
    silent = read_source(record(sites=(), central_contacts=(), sponsor=None))
    draft = write_by_rules(silent, "en", date(2026, 11, 23))

    shown = {one.item: one.shown("en") for one in draft.sections}

    assert shown[Item.WHERE] == shown[Item.WHOM] == ("The record does not say.",)
    assert check_draft(draft, silent).outcome is Outcome.PUBLISHABLE
