"""The page of one form: shown, saved, kept as a draft, merged with what somebody else saved."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trialogue.core.schedule import course_of_entries
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.config.headers import allow_scripts
from trialogue.web.entries.actions import (
    REASON,
    drop_draft,
    keep_draft,
    remove_entry,
    save_entry,
)
from trialogue.web.entries.changes import told_of
from trialogue.web.entries.checking import check_form, why_spared
from trialogue.web.entries.course import address_of, address_of_participant, next_place
from trialogue.web.entries.fields import FieldShown, Said, fields_shown
from trialogue.web.entries.guards import reasons_against
from trialogue.web.entries.merging import PICK, is_settled, merged, rows_of
from trialogue.web.entries.outcomes import Conflict, Fault, Outcome, Refused, Saved
from trialogue.web.entries.panels import field_marks_for
from trialogue.web.entries.queries import (
    current_entries,
    draft_at,
    free_place,
    version_at,
    versions_at,
)
from trialogue.web.entries.reasons import COMMON, join_reason
from trialogue.web.entries.sheets import Sheet, sheet_for
from trialogue.web.entries.suggestions import suggestions_for
from trialogue.web.entries.timeouts import base_of, keep_typed, place_of
from trialogue.web.entries.typed import read_typed
from trialogue.web.trials.queries import protocols_of_versions

SEE, ENTER = Action.SEE_PARTICIPANTS, Action.ENTER_DATA
Shown = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@allow_scripts()
@keep_typed
@staff_page(SEE)
def form(
    request: HttpRequest, staff: Staff, registry_id: str, subject: str, **at: Any
) -> HttpResponse:
    """Show a form with what stands there or was drafted (GET), or do what its button says."""
    is_write = request.method == "POST"
    sheet = sheet_for(staff, registry_id, subject, place_of(**at), ENTER if is_write else SEE)
    if not is_write:
        return _show(request, staff, sheet, _as_it_stands(request, staff, sheet))
    typed = read_typed(sheet.form, sheet.protocol, request.POST)
    match request.POST.get("do", ""):
        case "draft":
            keep_draft(staff.user, sheet.participant, sheet.place, typed, base_of(request))
            return redirect(f"{request.path}?draft=kept")
        case "discard":
            drop_draft(staff.user, sheet.participant, sheet.place)
            return redirect(request.path)
        case "merge":
            return _merge(request, staff, sheet, typed)
        case _:
            return _save(request, staff, sheet, typed)


@require_POST
@keep_typed
@staff_page(ENTER)
def draft(
    request: HttpRequest, staff: Staff, registry_id: str, subject: str, **at: Any
) -> HttpResponse:
    """Keep what has been typed so far; the page's script asks for it while one types."""
    sheet = sheet_for(staff, registry_id, subject, place_of(**at), ENTER)
    typed = read_typed(sheet.form, sheet.protocol, request.POST)
    keep_draft(staff.user, sheet.participant, sheet.place, typed, base_of(request))
    return HttpResponse(status=204)


@require_safe
@staff_page(ENTER)
def new(
    request: HttpRequest, staff: Staff, registry_id: str, subject: str, **at: Any
) -> HttpResponse:
    """Lead to the next free place of a log."""
    sheet = sheet_for(staff, registry_id, subject, place_of(**at), ENTER)
    if not sheet.form.repeating:
        raise Http404
    return redirect(address_of(sheet.participant, free_place(sheet.participant, sheet.place)))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(ENTER)
def remove(
    request: HttpRequest, staff: Staff, registry_id: str, subject: str, **at: Any
) -> HttpResponse:
    """Ask why a place is to be taken away (GET), or take it away."""
    sheet = sheet_for(staff, registry_id, subject, place_of(**at), ENTER)
    if sheet.entry is None or sheet.entry.removed:
        raise Http404
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        outcome = remove_entry(
            staff.user,
            sheet.participant,
            sheet.place,
            base_version=base_of(request),
            reason=_reason(request),
        )
        if isinstance(outcome, Saved):
            return redirect(address_of_participant(sheet.participant))
        faults = _why_not(outcome)
    context = {
        **_frame(sheet, faults, request),
        "fields": _fields(sheet, sheet.values, Said()),
    }
    return render(request, "entries/remove.html", context)


@require_safe
@staff_page(SEE)
def history(
    request: HttpRequest, staff: Staff, registry_id: str, subject: str, **at: Any
) -> HttpResponse:
    """Tell every version of one form in words, the newest first."""
    sheet = sheet_for(staff, registry_id, subject, place_of(**at), SEE)
    rows = list(versions_at(sheet.participant, sheet.place))
    protocols = protocols_of_versions(registry_id, {row.protocol_version for row in rows})
    context = {**_frame(sheet, (), request), "told": told_of(rows, protocols)[::-1]}
    return render(request, "entries/history.html", context)


def _as_it_stands(request: HttpRequest, staff: Staff, sheet: Sheet) -> Shown:
    """Give what a form shows when it is opened: the reader's own draft, or what was saved."""
    kept = draft_at(staff.user.pk, sheet.participant, sheet.place)
    values = sheet.values if kept is None else dict(kept.values)
    if not values and kept is None:
        suggested = suggestions_for(sheet)
        return {"values": suggested, "base": sheet.base_version, "queries": (), "kept": "",
                "suggested": bool(suggested)}  # fmt: skip
    checked = check_form(sheet.form, values, sheet.protocol) if values else None
    version = request.GET.get("kept", "")
    return {
        "values": values,
        "base": sheet.base_version if kept is None else kept.base_version,
        "draft": kept,
        "is_overtaken": kept is not None and kept.base_version != sheet.base_version,
        "queries": checked.queries if checked is not None else (),
        "kept": version if version == str(sheet.base_version) else "",
    }


def _save(
    request: HttpRequest, staff: Staff, sheet: Sheet, typed: dict[str, str], base: int | None = None
) -> HttpResponse:
    base = base_of(request) if base is None else base
    outcome = _spared(sheet) or save_entry(
        staff.user,
        sheet.participant,
        sheet.place,
        typed,
        base_version=base,
        reason=_reason(request),
    )
    match outcome:
        case Saved():
            return redirect(_after(request, sheet, outcome))
        case Conflict():
            return _show_conflict(request, staff, sheet, outcome)
        case Refused():
            keep_draft(staff.user, sheet.participant, sheet.place, typed, base)
            checked = check_form(sheet.form, typed, sheet.protocol)
            shown = {
                "values": typed,
                "base": base,
                "faults": outcome.faults,
                "queries": checked.queries,
            }
            return _show(request, staff, sheet, shown)


def _spared(sheet: Sheet) -> Refused | None:
    """Refuse a form that does not concern the participant, unless something stands there."""
    if sheet.entry is not None and not sheet.entry.removed:
        return None
    why = why_spared(sheet.participant, sheet.protocol, sheet.form)
    return Refused(faults=(Fault(field="", message=why),)) if why else None


def _after(request: HttpRequest, sheet: Sheet, saved: Saved) -> str:
    """Say where to go: on to the next form if that was asked and nothing is unusual."""
    kept = f"{address_of(sheet.participant, saved.entry.place)}?kept={saved.entry.version}"
    wish = request.POST.get("do")
    if wish not in ("next", "another") or (saved.queries and saved.is_new):
        return kept
    return _next_address(sheet, another=wish == "another")


def _next_address(sheet: Sheet, *, another: bool) -> str:
    person = sheet.participant
    if sheet.form.repeating and (another or sheet.visit is None):
        return address_of(person, free_place(person, sheet.place))
    done = current_entries([person]).get(person.pk, {})
    spared = course_of_entries(sheet.protocol, done.values()).unconcerned
    following = next_place(sheet.protocol, sheet.place, done, spared)
    return address_of(person, following) if following else address_of_participant(person)


def _merge(request: HttpRequest, staff: Staff, sheet: Sheet, typed: dict[str, str]) -> HttpResponse:
    """Save what was chosen of two versions, unless a choice is missing or a third came."""
    theirs = version_at(sheet.participant, sheet.place, base_of(request))
    if theirs is None or theirs.version != sheet.base_version:
        return _save(request, staff, sheet, typed, base=base_of(request, "from"))
    picks = {field.id: request.POST.get(f"{PICK}{field.id}", "") for field in sheet.form.fields}
    if is_settled(sheet.form, theirs.values, typed, picks):
        chosen = merged(sheet.form, theirs.values, typed, picks)
        return _save(request, staff, sheet, chosen, base=theirs.version)
    base = version_at(sheet.participant, sheet.place, base_of(request, "from"))
    met = Conflict(theirs=theirs, mine=typed, base=base)
    return _show_conflict(request, staff, sheet, met, picks)


def _show_conflict(
    request: HttpRequest,
    staff: Staff,
    sheet: Sheet,
    met: Conflict,
    picks: dict[str, str] | None = None,
) -> HttpResponse:
    """Show both versions side by side; what this person typed is a draft meanwhile."""
    began = met.base.version if met.base is not None else 0
    keep_draft(staff.user, sheet.participant, sheet.place, met.mine, began)
    rows = rows_of(sheet.form, sheet.protocol, met, picks)
    missing = tuple(
        Fault(field=row.field, message=_("Choose what is to stand.")) for row in rows
        if row.is_missing
    )  # fmt: skip
    context = {
        **_frame(sheet, missing, request),
        "rows": rows,
        "met": met,
        "began": began,
        "fields": _fields(sheet, met.mine, Said()),
        "may_write": True,
    }
    return render(request, "entries/merge.html", context)


def _show(request: HttpRequest, staff: Staff, sheet: Sheet, shown: Shown) -> HttpResponse:
    person, values = sheet.participant, shown["values"]
    faults = shown.get("faults", ())
    marks = field_marks_for(staff, person, sheet.place)
    may_enter = staff.may(ENTER, person.registry_id, person.centre)
    spared = _spared(sheet)
    closed = reasons_against(person, sheet.place, values) if may_enter else ()
    if spared is not None:
        closed = tuple(one.message for one in spared.faults)
    may_write = may_enter and not closed
    if shown.get("suggested") and not may_write:  # nothing stands there for whoever only reads
        values, shown = {}, {**shown, "values": {}, "suggested": False}
    said = Said(faults=faults, queries=shown["queries"], marks=marks)
    context = {
        **_frame(sheet, faults, request),
        **shown,
        "fields": _fields(sheet, values, said),
        "marks": marks.get("", ()),
        "closed": closed,
        "spared": spared is not None,
        "may_write": may_write,
        "is_empty": not values,
        "is_unchanged": values == sheet.values or bool(shown.get("suggested")),
        "goes_on": bool(sheet.visit) or not sheet.form.repeating,
        "suggested": bool(shown.get("suggested")),
    }
    return render(request, "entries/form.html", context)


def _frame(sheet: Sheet, faults: tuple[Fault, ...], request: HttpRequest) -> Shown:
    """Give what every page of a form shows."""
    fields = {one.id for one in sheet.form.fields}
    return {
        "sheet": sheet,
        "participant": sheet.participant,
        "address": address_of(sheet.participant, sheet.place),
        "faults": faults,
        "form_faults": [one for one in faults if one.field.partition(".")[0] not in fields],
        "reason_fault": next((one.message for one in faults if one.field == REASON), ""),
        "reasons": [(key, label, key == request.POST.get("why")) for key, label in COMMON.items()],
        "reason": request.POST.get("reason", ""),
    }


def _fields(sheet: Sheet, values: Any, said: Said) -> tuple[FieldShown, ...]:
    return fields_shown(sheet.form, sheet.protocol, values, said)


def _reason(request: HttpRequest) -> str:
    return join_reason(request.POST.get("why", ""), request.POST.get("reason", ""))


def _why_not(outcome: Outcome) -> tuple[Fault, ...]:
    match outcome:
        case Refused():
            return outcome.faults
        case Conflict():
            return (Fault(field="", message=_("Somebody saved it meanwhile. Look again.")),)
        case Saved():
            return ()
