"""What is done with overviews: write, change, approve, send back, withdraw.

Each is one transaction that appends, and says who did it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trialogue import __version__
from trialogue.exchange.language_model import LanguageModel
from trialogue.report.overview import (
    Author,
    Draft,
    GateResult,
    Item,
    Language,
    NotApprovable,
    Section,
    approve,
    check_draft,
    digest_record,
    write_by_rules,
    write_with_model,
)
from trialogue.report.overview.language.prose import split_sentences
from trialogue.web.accounts.models import User
from trialogue.web.overviews import models
from trialogue.web.overviews.names import source_of
from trialogue.web.overviews.policies import Step, refusal
from trialogue.web.overviews.queries import state_of_draft
from trialogue.web.overviews.rows import draft_row, finding_rows, known_language, result_of
from trialogue.web.trials.known import KnownTrial, known_trial

ROUNDS = 2
"""Of asking the model, so that a request never holds the worker longer than its lease."""


class NotNow(ValueError):
    """It may not be done as things stand; the message says why, to whoever asked."""


def write_by_rules_for(
    trial: KnownTrial, language: Language, on: date, by: User | None = None
) -> models.Draft:
    """Write a draft of a trial by rules, send it through the gate, and keep both."""
    source = source_of(trial)
    return keep_draft(check_draft(write_by_rules(source, language, on), source), by=by)


@transaction.atomic
def keep_draft(
    result: GateResult, *, by: User | None, based_on: models.Draft | None = None
) -> models.Draft:
    """Append a draft with all that the gate found."""
    row = draft_row(result, by=by, based_on=based_on)
    row.save()
    models.Finding.objects.bulk_create(finding_rows(result, row))
    return row


def change_draft(row: models.Draft, texts: Mapping[Item, str], by: User, on: date) -> models.Draft:
    """Append a draft that a person wrote on the base of another, of the record as it is now.

    `texts` holds the sentences of each item as one text. A text that nobody changed keeps
    its author: it is only sent through the gate again. Raises NotNow where the trial is gone.
    """
    source, language = source_of(_trial(row.registry_id)), known_language(row.language)
    assert language is not None, "a row is written from a draft"
    sections = tuple(Section(item=item, sentences=sentences_of(texts[item])) for item in Item)
    before = result_of(row, []).draft
    same = sections == before.sections
    draft = Draft(
        record_id=source.record.id,
        record_digest=digest_record(source.record),
        language=language,
        author=before.author if same else Author(kind="person", name=by.display_name, on=on),
        sections=sections,
    )
    result = check_draft(draft, source)
    return keep_draft(result, by=row.by if same else by, based_on=row)


def sentences_of(text: str) -> tuple[str, ...]:
    """Cut a text into its sentences, whether it has one in a line or several."""
    return tuple(" ".join(piece.text.split()) for piece in split_sentences(text))


@transaction.atomic
def approve_draft(number: int, by: User, reasons: Mapping[int, str], on: date) -> models.Decision:
    """Let the public see a draft. `reasons`: why a finding may stand, by the finding's number.

    Raises NotNow where the gate, the record or the rules of who approves what forbid it.
    """
    row = _locked(number, Step.APPROVE, by)
    if row.release != __version__:
        raise NotNow(_("an older release checked this draft: save it again to have it checked"))
    findings = list(row.findings.all())
    result, record = result_of(row, findings), _trial(row.registry_id).record
    answers = {
        failure: reasons.get(finding.pk, "").strip()
        for finding, failure in zip(findings, result.failures, strict=True)
    }
    try:
        approve(result, record, person=by.display_name, on=on, answers=answers)
    except NotApprovable as problem:
        raise NotNow(why_not(problem)) from None
    decision = _decide(row, models.DecisionKind.APPROVED, by)
    models.Answer.objects.bulk_create(
        models.Answer(decision=decision, finding=finding, reason=answers[failure])
        for finding, failure in zip(findings, result.failures, strict=True)
    )
    return decision


def why_not(problem: NotApprovable) -> str:
    """Say to an approver why a draft cannot be approved."""
    if any(not one.may_be_settled for one in problem.failures):
        return _("some findings cannot be settled: those sentences have to be written anew")
    if problem.failures:
        return _("each finding needs your reason why it may stand")
    return _("the record has changed since this draft was written: write it anew")


@transaction.atomic
def send_back(number: int, by: User, reason: str) -> models.Decision:
    """Say that a draft is not to be shown. Raises NotNow without a reason."""
    return _end(number, Step.SEND_BACK, by, reason)


@transaction.atomic
def withdraw(number: int, by: User, reason: str) -> models.Decision:
    """Take a public overview back at once. Raises NotNow without a reason."""
    return _end(number, Step.WITHDRAW, by, reason)


def _end(number: int, step: Step, by: User, reason: str) -> models.Decision:
    row = _locked(number, step, by)
    if not reason.strip():
        raise NotNow(_("say why, so that whoever writes next knows what to mend"))
    kinds = {
        Step.SEND_BACK: models.DecisionKind.SENT_BACK,
        Step.WITHDRAW: models.DecisionKind.WITHDRAWN,
    }
    return _decide(row, kinds[step], by, reason.strip())


def _locked(number: int, step: Step, by: User) -> models.Draft:
    """Take the trial's drafts for this transaction, and check that the step is allowed now."""
    row = models.Draft.objects.get(pk=number)
    same = models.Draft.objects.filter(registry_id=row.registry_id, language=row.language)
    list(same.select_for_update().values_list("pk"))
    if why := refusal(step, state_of_draft(row), row, by.pk):
        raise NotNow(str(why))
    return row


def _decide(
    row: models.Draft, kind: models.DecisionKind, by: User, reason: str = ""
) -> models.Decision:
    return models.Decision.objects.create(
        draft=row,
        kind=kind,
        by=by,
        person=by.display_name,
        is_invented=by.is_invented,
        reason=reason,
    )


def ask_for_draft(registry_id: str, language: Language, by: User) -> models.Request:
    """Ask for a draft by the language model; one that is asked for already is not asked twice."""
    request, _is_new = models.Request.objects.get_or_create(
        registry_id=registry_id, language=language, closed_at=None, defaults={"by": by}
    )
    return request


def answer_request(request: models.Request, model: LanguageModel, on: date) -> models.Draft | None:
    """Let the language model write what was asked for, and say what came of it.

    The best draft of all rounds is kept with what is still wrong; None: there is none. This
    takes minutes, and is outside of any transaction.
    """
    trial, language = known_trial(request.registry_id), known_language(request.language)
    assert language is not None, "a request is made for a known language"
    if trial is None:
        return _close(request, None, [str(_("this trial is not loaded here any more"))])
    written = write_with_model(source_of(trial), language, model, on, rounds=ROUNDS)
    row = keep_draft(written.result, by=request.by) if written.result is not None else None
    return _close(request, row, [str(fault) for fault in written.faults])


def _close(
    request: models.Request, row: models.Draft | None, faults: list[str]
) -> models.Draft | None:
    request.draft, request.faults, request.closed_at = row, faults, timezone.now()
    request.save(update_fields=["draft", "faults", "closed_at"])
    return row


def _trial(registry_id: str) -> KnownTrial:
    trial = known_trial(registry_id)
    if trial is None:
        raise NotNow(_("this trial is not loaded here any more"))
    return trial
