"""Drafts in bulk and by the language model, against a chat server of our own."""

from __future__ import annotations

import json
from typing import Any

from pytest_django import Settings

from tests.exchange.chat_server import Reply, chat_server, error, says
from tests.web.overviews.conftest import TODAY, TRIAL, Desk, Load
from trialogue.exchange.language_model import LanguageModel
from trialogue.report.overview import LANGUAGES
from trialogue.web.overviews import actions
from trialogue.web.overviews.models import Draft, Request
from trialogue.web.overviews.rows import draft_of
from trialogue.web.overviews.tasks import write as worker_writes
from trialogue.web.overviews.writing import Order, Written, all_trials, write_drafts

BY_RULES = Order(languages=LANGUAGES, model=None, on=TODAY)


def outcomes(order: Order, *trials: str) -> list[str]:
    return [one.outcome for one in write_drafts(trials or (TRIAL,), order)]


def test_what_is_written_already_is_not_written_again_until_the_record_changes(
    load: Load,
) -> None:
    load()

    assert outcomes(BY_RULES) == ["written"] * len(LANGUAGES)
    assert outcomes(BY_RULES) == ["unchanged"] * len(LANGUAGES)

    load("1" * 16, status="SUSPENDED")

    assert outcomes(BY_RULES) == ["written"] * len(LANGUAGES)
    assert Draft.objects.count() == 2 * len(LANGUAGES)


def test_printing_keeps_nothing(load: Load) -> None:
    load()
    order = Order(languages=("en",), model=None, on=TODAY, keep=False)

    [one] = write_drafts([TRIAL], order)

    assert one.result is not None
    assert (one.findings, one.draft, Draft.objects.count()) == (0, None, 0)


def test_every_trial_of_this_copy_is_meant_by_all(load: Load, reference: object) -> None:
    load()

    assert all_trials() == ["NCT06836505", TRIAL]


def sections(load: Load) -> dict[str, Any]:
    load()
    [one] = write_drafts([TRIAL], Order(languages=("en",), model=None, on=TODAY, keep=False))
    assert one.result is not None
    return {part.item.value: list(part.sentences) for part in one.result.draft.sections}


def asked(settings: Settings, desk: Desk, *replies: Reply) -> Request:
    """Ask for a draft on the page, and let the worker come round."""
    request = actions.ask_for_draft(TRIAL, "en", desk.eva)
    with chat_server(replies) as chat:
        settings.LANGUAGE_MODEL = LanguageModel(
            endpoint=chat.endpoint, model="small", attempts=1, pause_seconds=0
        )
        worker_writes()
    request.refresh_from_db()
    return request


def test_the_worker_keeps_the_model_s_draft_under_the_model_s_name(
    load: Load, desk: Desk, settings: Settings
) -> None:
    good = sections(load)

    request = asked(settings, desk, says(json.dumps(good)))

    assert request.draft is not None
    assert (request.draft.author_kind, request.draft.author_name, request.draft.by) == (
        "model", "small-1b-q4", desk.eva,
    )  # fmt: skip
    assert (request.faults, request.draft.findings.count()) == ([], 0)
    assert request.closed_at is not None


def test_a_model_that_keeps_lying_leaves_a_draft_with_what_was_found(
    load: Load, desk: Desk, settings: Settings
) -> None:
    lying = sections(load) | {"benefits": ["Zorbatinib will cure leukemia."]}

    request = asked(settings, desk, says(json.dumps(lying)), says(json.dumps(lying)))

    assert request.draft is not None
    assert "PROMISE" in {one.kind for one in request.draft.findings.all()}
    assert "Zorbatinib will cure leukemia." in draft_of(request.draft).text


def test_a_model_that_does_not_answer_is_named_and_the_request_is_closed(
    load: Load, desk: Desk, settings: Settings
) -> None:
    load()

    request = asked(settings, desk, error(401))

    assert (request.draft, Draft.objects.count()) == (None, 0)
    assert request.closed_at is not None
    assert "status 401" in request.faults[0]
    assert worker_writes() == {"written": 0}


def test_in_bulk_the_model_s_faults_are_told(load: Load) -> None:
    load()
    with chat_server([error(401)]) as chat:
        model = LanguageModel(endpoint=chat.endpoint, model="small", attempts=1)
        order = Order(languages=("en",), model=model, on=TODAY)
        [one] = write_drafts([TRIAL], order)

    assert isinstance(one, Written)
    assert one.outcome == "failed"
    assert "status 401" in one.faults[0].found
