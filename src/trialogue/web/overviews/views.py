"""The staff's pages about overviews: the list, a draft beside its record, changing, deciding."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trialogue.web.accounts.models import User
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.overviews import actions
from trialogue.web.overviews.draft_page import draft_page
from trialogue.web.overviews.forms import ApproveForm, ChangeForm, ReasonForm, WriteForm
from trialogue.web.overviews.models import Decision, Draft
from trialogue.web.overviews.policies import State, Step, refusal
from trialogue.web.overviews.queries import drafts_for, entries_of, requests_for, state_of_draft
from trialogue.web.overviews.rows import draft_of, known_language

AT_ONCE = 20
End = Callable[[int, User, str], Decision]
overview_page = staff_page(Action.WRITE_OVERVIEW, Action.APPROVE_OVERVIEW)
writer_page = staff_page(Action.WRITE_OVERVIEW)
approver_page = staff_page(Action.APPROVE_OVERVIEW)


@overview_page
@require_safe
def drafts(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List the drafts, the newest first, and offer to write one."""
    return _list(request, staff, WriteForm(initial={"registry_id": request.GET.get("trial", "")}))


@writer_page
@require_POST
def write(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Write a draft by rules at once, or ask for one by the language model."""
    form = WriteForm(request.POST)
    if not form.is_valid():
        return _list(request, staff, form)
    staff.check_may(Action.WRITE_OVERVIEW, form.trial.id)
    language = known_language(form.cleaned_data["language"])
    assert language is not None, "the form offers no other"
    if "model" in request.POST and settings.LANGUAGE_MODEL is not None:
        actions.ask_for_draft(form.trial.id, language, staff.user)
        return redirect("overviews:drafts")
    row = actions.write_by_rules_for(form.trial, language, timezone.localdate(), staff.user)
    return redirect("overviews:draft", row.pk)


def _list(request: HttpRequest, staff: Staff, form: WriteForm) -> HttpResponse:
    rows = drafts_for(staff).annotate(findings_count=Count("findings")).order_by("-pk")
    page = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    shown = {
        "entries": entries_of(page.object_list),
        "page": page,
        "requests": requests_for(staff),
        "form": form if staff.may_somewhere(Action.WRITE_OVERVIEW) else None,
        "model": settings.LANGUAGE_MODEL,
    }
    return render(request, "overviews/drafts.html", shown)


@overview_page
@require_safe
def draft(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Show a draft, each sentence beside its place of the record."""
    return _draft(request, staff, _found(staff, number))


@approver_page
@require_POST
def approve(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Let the public see a draft."""
    row = _found(staff, number)
    staff.check_may(Action.APPROVE_OVERVIEW, row.registry_id)
    form = ApproveForm(request.POST, findings=list(row.findings.all()))
    if not form.is_valid():
        return _draft(request, staff, row, approval=form)
    try:
        actions.approve_draft(number, staff.user, form.reasons(), timezone.localdate())
    except actions.NotNow as problem:
        return _draft(request, staff, row, approval=form, refused=str(problem))
    return redirect("overviews:draft", number)


@approver_page
@require_POST
def send_back(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Say that a draft is not to be shown."""
    return _end(request, staff, number, actions.send_back)


@approver_page
@require_POST
def withdraw(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Take a public overview back."""
    return _end(request, staff, number, actions.withdraw)


def _end(request: HttpRequest, staff: Staff, number: int, act: End) -> HttpResponse:
    row = _found(staff, number)
    staff.check_may(Action.APPROVE_OVERVIEW, row.registry_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _draft(request, staff, row, ending=form)
    try:
        act(number, staff.user, form.cleaned_data["reason"])
    except actions.NotNow as problem:
        return _draft(request, staff, row, ending=form, refused=str(problem))
    return redirect("overviews:draft", number)


@writer_page
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Change a draft's words; what comes of it is a new draft that went through the gate."""
    row = _found(staff, number)
    staff.check_may(Action.WRITE_OVERVIEW, row.registry_id)
    posted = request.POST if request.method == "POST" else None
    form = ChangeForm(posted, draft=draft_of(row))
    if not form.is_valid():
        return render(request, "overviews/change.html", {"form": form, "row": row})
    try:
        new = actions.change_draft(row, form.texts(), staff.user, timezone.localdate())
    except actions.NotNow:
        raise Http404 from None
    return redirect("overviews:draft", new.pk)


def _found(staff: Staff, number: int) -> Draft:
    return get_object_or_404(drafts_for(staff), pk=number)


def _draft(
    request: HttpRequest,
    staff: Staff,
    row: Draft,
    *,
    approval: ApproveForm | None = None,
    ending: ReasonForm | None = None,
    refused: str = "",
) -> HttpResponse:
    """Show a draft with the forms that this person may use now."""
    state = state_of_draft(row)
    page = draft_page(row, state)
    may = staff.may(Action.APPROVE_OVERVIEW, row.registry_id)
    why = refusal(Step.APPROVE, state, row, staff.user.pk)
    findings = list(row.findings.all())
    shown = {
        "page": page,
        "row": row,
        "refused": refused,
        "why_not": why if may and state is State.WAITING else "",
        "has_changed": state is State.CHANGED,
        "may_change": staff.may(Action.WRITE_OVERVIEW, row.registry_id),
        "approval": (approval or ApproveForm(findings=findings)) if may and why is None else None,
        "ending": ending or ReasonForm(),
        "may_send_back": may and refusal(Step.SEND_BACK, state, row, staff.user.pk) is None,
        "may_withdraw": may and refusal(Step.WITHDRAW, state, row, staff.user.pk) is None,
    }
    return render(request, "overviews/draft.html", shown)
