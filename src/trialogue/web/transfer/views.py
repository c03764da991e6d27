"""A study's data: exports, cuts with their results, and what changed between two cuts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.results.folders import PDF, TYPES, held_in
from trialogue.web.transfer.actions import (
    FORMS,
    CutRefused,
    export_data,
    make_cut,
    run_again,
)
from trialogue.web.transfer.comparing import MOST, changes_between, compare_cuts, tables_of
from trialogue.web.transfer.exports import centres_within, exports_within
from trialogue.web.transfer.folders import folder_of
from trialogue.web.transfer.forms import CutForm
from trialogue.web.transfer.models import Cut
from trialogue.web.trials.queries import loaded_protocol

SEE, EXPORT, CUT = Action.SEE_RESULTS, Action.EXPORT_DATA, Action.CUT_DATA
LATEST = 20


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(SEE)
def data(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Show the cuts and exports of a study, and make a new cut."""
    protocol = _study(staff, registry_id)
    form = CutForm(request.POST or None)
    if request.method == "POST":
        staff.check_may(CUT, protocol.id)
        made = _made(staff, protocol, form) if form.is_valid() else None
        if made is not None:
            return redirect("transfer:cut", protocol.id, made.pk)
    sees_cuts = staff.may(SEE, protocol.id)
    cuts = Cut.objects.filter(registry_id=protocol.id).select_related("made_by")
    may_export = staff.may_within(EXPORT, protocol.id)
    reach = staff.centres(EXPORT, protocol.id)
    context = {
        "trial": protocol,
        "form": form,
        "may_cut": staff.may(CUT, protocol.id),
        "sees_cuts": sees_cuts,
        "cuts": cuts if sees_cuts else (),
        "may_export": may_export,
        "is_whole": reach is None,
        "centres": centres_within(protocol.id, reach) if may_export else (),
        "exports": exports_within(protocol.id, reach)[:LATEST] if may_export else (),
        "forms": FORMS,
    }
    return render(request, "transfer/data.html", context)


def _made(staff: Staff, protocol: Protocol, form: CutForm) -> Cut | None:
    """Make the cut that a form asks for; where it is refused, the form says why."""
    given = form.cleaned_data
    try:
        return make_cut(staff.user, protocol, given["name"], given["as_of"], given["day"])
    except CutRefused as problem:
        form.add_error("name" if str(problem) == "name" else "as_of", _why(str(problem)))
        return None


@require_POST
@staff_page(EXPORT)
def export(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Give everything that this person may take as a ZIP of data sets, and note it."""
    protocol = _study(staff, registry_id)
    if not staff.may_within(EXPORT, protocol.id):
        raise Http404
    form, centre = request.POST.get("as", ""), request.POST.get("centre", "")
    reach = staff.centres(EXPORT, protocol.id)
    if form not in FORMS or (centre and centre not in centres_within(protocol.id, reach)):
        raise Http404
    packed = export_data(staff.user, protocol, form, {centre} if centre else reach)
    kept = f'attachment; filename="{packed.name}"'
    return HttpResponse(
        packed.content, content_type="application/zip", headers={"Content-Disposition": kept}
    )


@require_safe
@staff_page(SEE)
def cut(request: HttpRequest, staff: Staff, registry_id: str, number: int) -> HttpResponse:
    """Show the report of a cut."""
    protocol = _trial(staff, registry_id, SEE)
    found = _cut(protocol, number)
    held = held_in(folder_of(found), protocol.id)
    body = mark_safe(held.body()) if held else ""  # noqa: S308 - our own report, every word escaped
    context = {
        "trial": protocol,
        "cut": found,
        "held": held,
        "body": body,
        "may_cut": staff.may(CUT, protocol.id),
        "has_pdf": held is not None and PDF in held.files,
        "was": request.GET.get("was", ""),
    }
    return render(request, "transfer/cut.html", context)


@require_POST
@staff_page(CUT)
def again(request: HttpRequest, staff: Staff, registry_id: str, number: int) -> HttpResponse:
    """Analyse a cut anew, and say whether its data are still the same."""
    protocol = _trial(staff, registry_id, CUT)
    found = _cut(protocol, number)
    was = "same" if run_again(protocol, found) else "other"
    to = redirect("transfer:cut", protocol.id, found.pk)
    to["Location"] += f"?was={was}"
    return to


@require_safe
@staff_page(SEE)
def download(
    request: HttpRequest, staff: Staff, registry_id: str, number: int, name: str
) -> HttpResponse:
    """Give one file of a cut's analysis to keep."""
    protocol = _trial(staff, registry_id, SEE)
    found = _cut(protocol, number)
    held = held_in(folder_of(found), protocol.id)
    if held is None or name not in held.files:
        raise Http404
    kept = f'attachment; filename="{protocol.id}-cut-{found.pk}-{name}"'
    content = (held.folder / name).read_bytes()
    return HttpResponse(content, content_type=TYPES[name], headers={"Content-Disposition": kept})


@require_safe
@staff_page(SEE)
def compare(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Show every number that differs between two cuts, and the entries behind it."""
    protocol = _trial(staff, registry_id, SEE)
    before, after = (_cut(protocol, _number(request, name)) for name in ("before", "after"))
    comparison = compare_cuts(before, after)
    changed = changes_between(staff, protocol, before, after)
    tables = tables_of(comparison, changed) if comparison is not None else ()
    told = {one for table in tables for one in table.behind}
    context = {
        "trial": protocol,
        "before": before,
        "after": after,
        "comparison": comparison,
        "tables": tables,
        "changed": changed,
        "others": [one for one in changed if one not in told][:MOST],
    }
    return render(request, "transfer/compare.html", context)


def _why(code: str) -> str:
    return {
        "name": _("There is a cut of this name."),
        "future": _("This moment or day is still to come."),
        "nobody": _("Nobody took part until then."),
    }[code]


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)


def _study(staff: Staff, registry_id: str) -> Protocol:
    """Find a trial for who may see its results as a whole, or take data of some centre of it."""
    protocol = loaded_protocol(registry_id)
    if protocol is None or not protocol.forms:
        raise Http404
    if not (staff.may(SEE, protocol.id) or staff.may_within(EXPORT, protocol.id)):
        raise Http404
    return protocol


def _trial(staff: Staff, registry_id: str, action: Action) -> Protocol:
    """Find a trial for who may do that in all of it: the data are not one centre's."""
    protocol = loaded_protocol(registry_id)
    if protocol is None or not protocol.forms or not staff.may(action, protocol.id):
        raise Http404
    return protocol


def _cut(protocol: Protocol, number: int) -> Cut:
    found = Cut.objects.filter(registry_id=protocol.id, pk=number).select_related("made_by").first()
    if found is None:
        raise Http404
    return found
