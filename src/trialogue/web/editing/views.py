"""Preparing, comparing and publishing versions of a trial."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trialogue.exchange.ctgov.record_edit import record_text
from trialogue.exchange.faults import Fault
from trialogue.web.accounts.actions import NotNow
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.centres.queries import known_trial
from trialogue.web.config.headers import allow_scripts
from trialogue.web.editing import actions
from trialogue.web.editing.differences import compare_lines, compare_values
from trialogue.web.editing.forms import EDITABLE, NewForm, PrepareForm, WhyForm
from trialogue.web.editing.models import Draft, Kind
from trialogue.web.editing.preview import preview_context
from trialogue.web.editing.queries import (
    Text,
    changed_in,
    content_of,
    drafts_for,
    open_drafts_for,
    ref_in_force,
    replaced_by,
    source_of,
    text_of,
    text_of_content,
    trials_in_reach,
    versions_for,
)
from trialogue.web.editing.reading import read_content
from trialogue.web.records.queries import record_in_force
from trialogue.web.trials.queries import loaded_protocols

NOTHING = Text(flat={}, lines="")
MOST_LINES = 4_000
AROUND = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPlace:
    """A fault with the lines around it, each as (number, text, whether it is the one)."""

    fault: Fault
    lines: tuple[tuple[int, str, bool], ...]


@staff_page(Action.SEE_VERSIONS, Action.PREPARE_VERSION, Action.SET_CENTRE)
@require_safe
def trials(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List the trials that are known as data, and find any other by its id."""
    asked = request.GET.get("id", "").strip()[:40]
    found = known_trial(asked) if asked else None
    if found is not None and staff.may_within(Action.SEE_VERSIONS, found):
        return redirect("editing:trial", found)
    reach = trials_in_reach(staff, Action.SEE_VERSIONS)
    shown = [one for one in loaded_protocols() if reach is None or one.id in reach]
    context = {
        "protocols": shown,
        "asked": asked,
        "drafts": open_drafts_for(staff),
        "may_prepare": staff.may_somewhere(Action.PREPARE_VERSION),
    }
    return render(request, "editing/trials.html", context)


@staff_page(Action.SEE_VERSIONS)
@require_safe
def trial(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Show a trial's versions and drafts."""
    check_seen(staff, registry_id)
    versions = versions_for(registry_id)
    context = {
        "registry_id": registry_id,
        "versions": versions,
        "has_protocol": any(one.kind == Kind.PROTOCOL for one in versions),
        "drafts": open_drafts_for(staff).filter(registry_id=registry_id),
        "may_prepare": staff.may(Action.PREPARE_VERSION, registry_id),
        "may_set": staff.may_somewhere(Action.SET_CENTRE),
    }
    return render(request, "editing/trial.html", context)


@staff_page(Action.SEE_VERSIONS)
@require_safe
def compare(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Set two versions of a trial beside each other."""
    check_seen(staff, registry_id)
    versions = versions_for(registry_id)
    pair = changed_in(versions, request.GET.get("a", ""), request.GET.get("b", ""))
    if not pair:
        context = {"registry_id": registry_id, "versions": versions, "unclear": True}
        return render(request, "editing/trial.html", context)
    texts = [text_of(registry_id, version.ref) or NOTHING for version in pair]
    context = {"registry_id": registry_id, "before": pair[0], "after": pair[1]}
    return render(request, "editing/compare.html", context | differences(*texts))


@staff_page(Action.PREPARE_VERSION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Prepare a version from a file, of a trial that may be new here."""
    form = NewForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return render(request, "editing/prepare.html", {"form": form})
    return _prepare(request, staff, form, Kind(form.cleaned_data["kind"]))


@staff_page(Action.PREPARE_VERSION)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, staff: Staff, registry_id: str, kind: str) -> HttpResponse:
    """Prepare a new version of a trial, from the text in force or from a file."""
    check_seen(staff, registry_id)
    staff.check_may(Action.PREPARE_VERSION, registry_id)
    chosen = _kind(kind)
    form = PrepareForm(
        request.POST or None, request.FILES or None, initial=_in_force(registry_id, chosen)
    )
    if not form.is_valid():
        context = {"form": form, "registry_id": registry_id, "kind": chosen}
        return render(request, "editing/prepare.html", context)
    return _prepare(request, staff, form, chosen, registry_id)


@staff_page(Action.PREPARE_VERSION, Action.PUBLISH_VERSION)
@require_safe
def draft(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Show a draft: what it changes, its hints, and what can be done with it."""
    found = get_object_or_404(drafts_for(staff), pk=number)
    return _draft_page(request, staff, found)


@staff_page(Action.PREPARE_VERSION, Action.PUBLISH_VERSION)
@require_safe
@allow_scripts()
def preview(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Show the public page as the draft would make it."""
    found = get_object_or_404(drafts_for(staff), pk=number)
    context = preview_context(request, content_of(found))
    if context is None:
        raise Http404
    return render(request, "editing/preview.html", context | {"draft": found})


@staff_page(Action.PREPARE_VERSION)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_draft(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Prepare a draft again, from its own text; the new one takes its place."""
    found = get_object_or_404(_that_may(staff, Action.PREPARE_VERSION), pk=number, decision=None)
    known = {"text": bytes(found.source).decode("utf-8", errors="replace"), "why": found.why}
    form = PrepareForm(request.POST or None, request.FILES or None, initial=known)
    if not form.is_valid():
        context = {"form": form, "registry_id": found.registry_id, "kind": found.kind}
        return render(request, "editing/prepare.html", context)
    return _prepare(request, staff, form, Kind(found.kind), found.registry_id, found)


@staff_page(Action.PUBLISH_VERSION)
@require_POST
def publish(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Put a draft in force."""
    found = get_object_or_404(_that_may(staff, Action.PUBLISH_VERSION), pk=number)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _draft_page(request, staff, found, publish_form=form)
    try:
        actions.publish(staff.user, found, form.cleaned_data["why"])
    except NotNow as problem:
        return _draft_page(request, staff, found, refused=str(problem))
    return redirect("editing:trial", found.registry_id)


@staff_page(Action.PREPARE_VERSION, Action.PUBLISH_VERSION)
@require_POST
def discard(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Close a draft without publishing it."""
    found = get_object_or_404(drafts_for(staff), pk=number)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _draft_page(request, staff, found, discard_form=form)
    try:
        actions.discard(staff.user, found, form.cleaned_data["why"])
    except NotNow as problem:
        return _draft_page(request, staff, found, refused=str(problem))
    return redirect("editing:trial", found.registry_id)


def check_seen(staff: Staff, registry_id: str) -> None:
    """Raise Http404 for a trial that is not here, or lies out of this person's reach.

    A role in one centre is enough: every version was public once.
    """
    if (
        not staff.may_within(Action.SEE_VERSIONS, registry_id)
        or known_trial(registry_id) != registry_id
    ):
        raise Http404


def differences(before: Text, after: Text) -> dict[str, object]:
    """Give what changed, by value and by line; lines are left out of files beyond all reason."""
    few = max(before.lines.count("\n"), after.lines.count("\n")) <= MOST_LINES
    return {
        "values": compare_values(before.flat, after.flat),
        "lines": compare_lines(before.lines, after.lines) if few else (),
    }


def _prepare(
    request: HttpRequest,
    staff: Staff,
    form: PrepareForm,
    kind: Kind,
    registry_id: str = "",
    replaces: Draft | None = None,
) -> HttpResponse:
    """Read what was given; keep it as a draft, or show the form again with all faults."""
    data, name = form.data_given()
    content = read_content(kind, data, name)
    context: dict[str, object] = {"form": form, "registry_id": registry_id, "kind": kind}
    if content.stopping or content.value is None:
        text = data.decode("utf-8", errors="replace")
        form.show_text(text)
        places = [_place(fault, text) for fault in content.faults]
        return render(request, "editing/prepare.html", context | {"places": places})
    if registry_id and content.registry_id != registry_id:
        context["other_id"] = content.registry_id
        return render(request, "editing/prepare.html", context)
    staff.check_may(Action.PREPARE_VERSION, content.registry_id)
    prepared = actions.Prepared(
        content=content, data=data, source_name=name, why=form.cleaned_data["why"]
    )
    try:
        kept = actions.prepare(staff.user, prepared, replaces)
    except NotNow as problem:
        return render(request, "editing/prepare.html", context | {"refused": str(problem)})
    return redirect("editing:draft", kept.pk)


def _draft_page(request: HttpRequest, staff: Staff, found: Draft, **more: object) -> HttpResponse:
    content = content_of(found)
    base = text_of(found.registry_id, found.base) or NOTHING
    source = bytes(found.source)
    may_publish = staff.may(Action.PUBLISH_VERSION, found.registry_id)
    context: dict[str, object] = {
        "draft": found,
        "language_next": reverse("editing:draft", args=[found.pk]),
        "decision": getattr(found, "decision", None),
        "next_draft": replaced_by(found),
        "hints": [_place(fault, source.decode("utf-8", "replace")) for fault in content.hints],
        "readable": content.value is not None,
        "is_new": not found.base,
        "may_prepare": staff.may(Action.PREPARE_VERSION, found.registry_id),
        "may_publish": may_publish,
        "not_yet": actions.why_not_yet(staff.user, found) if may_publish else "",
        "publish_form": WhyForm(auto_id="publish_%s"),
        "discard_form": WhyForm(auto_id="discard_%s"),
    }
    context |= differences(base, text_of_content(content, source))
    return render(request, "editing/draft.html", context | more)


def _that_may(staff: Staff, action: Action) -> QuerySet[Draft]:
    return staff.visible(drafts_for(staff), action)


def _in_force(registry_id: str, kind: Kind) -> dict[str, str]:
    """Give what the form begins with; a text that is too long has to be uploaded."""
    text = _text_in_force(registry_id, kind)
    return {"text": text if len(text.encode()) <= EDITABLE else ""}


def _text_in_force(registry_id: str, kind: Kind) -> str:
    """Give the text in force to begin from; empty where there is none."""
    if kind == Kind.RECORD:
        record = record_in_force(registry_id)
        return record_text(record) if record is not None else ""
    ref = ref_in_force(registry_id, kind)
    if not ref:
        return ""
    source = source_of(registry_id, int(ref.partition(":")[2]))
    return (source or b"").decode("utf-8", errors="replace")


def _kind(text: str) -> Kind:
    if text not in Kind.values:
        raise Http404
    return Kind(text)


def _place(fault: Fault, text: str) -> FaultPlace:
    """Give a fault with the lines around it."""
    if not fault.row:
        return FaultPlace(fault=fault, lines=())
    lines = text.splitlines()
    first, last = max(1, fault.row - AROUND), min(len(lines), fault.row + AROUND)
    shown = tuple((n, lines[n - 1][:200], n == fault.row) for n in range(first, last + 1))
    return FaultPlace(fault=fault, lines=shown)
