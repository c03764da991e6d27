"""A participant's file: what it holds, and the file itself as PDF or as a page to print."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from trialogue.report.document.html import write_body
from trialogue.report.document.pdf import can_write_pdf, write_pdf
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.panels import PANELS, Panel
from trialogue.web.entries.queries import participant_for
from trialogue.web.entries.sheets import protocol_of
from trialogue.web.transfer.file_actions import make_file
from trialogue.web.transfer.models import Printout

SEE, IDENTITY = Action.SEE_PARTICIPANTS, Action.SEE_IDENTITY
LATEST = 20


def register() -> None:
    """Lead from a participant's page to the file, once."""
    if any(panel.url_name == "transfer:file" for panel in PANELS):
        return
    label = gettext_lazy("File to print or keep")
    PANELS.append(Panel(label=label, url_name="transfer:file", action=SEE))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(SEE)
def file(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Say what the file holds and who made one; or make it."""
    participant = participant_for(staff, registry_id, subject, SEE)
    context = {
        "participant": participant,
        "protocol": protocol_of(participant),
        "may_identify": staff.may(IDENTITY, registry_id, participant.centre),
        "has_pdf": can_write_pdf(),
        "printouts": participant.printouts.select_related("made_by").order_by("-pk")[:LATEST],
    }
    if request.method != "POST":
        return render(request, "transfer/file.html", context)
    form, names = request.POST.get("as", ""), request.POST.get("names") == "yes"
    if form not in Printout.Form.values:
        raise Http404
    if names:
        staff.check_may(IDENTITY, registry_id, participant.centre)
    if form == Printout.Form.PDF and not can_write_pdf():
        return render(request, "transfer/file.html", context, status=501)
    document = make_file(staff.user, participant, form, names=names)
    if form == Printout.Form.PAGE:
        body = mark_safe(write_body(document))  # noqa: S308 - our own page, every word escaped
        return render(request, "transfer/file_page.html", {**context, "body": body})
    suffix = "with-name" if names else "without-name"
    name = f"{participant.registry_id}-{participant.subject}-file-{suffix}.pdf"
    return HttpResponse(
        write_pdf(document),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
