"""Everything that was entered about a participant, version by version: as a page and as CSV."""

from __future__ import annotations

import csv

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trialogue.exchange.tables.formulas import harmless
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.chain import check_chain
from trialogue.web.entries.changes import Told, told_of
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.queries import participant_for, trail_of
from trialogue.web.entries.sources import say_source
from trialogue.web.entries.templatetags.entries import moment
from trialogue.web.trials.queries import protocols_of_versions

SEE = Action.SEE_PARTICIPANTS
PER_PAGE = 100


@require_safe
@staff_page(SEE)
def trail(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Tell every version of every form, the newest first, and whether the chain holds."""
    found = participant_for(staff, registry_id, subject, SEE)
    rows, told = _told(found)
    page = Paginator(told[::-1], PER_PAGE).get_page(request.GET.get("page"))
    context = {"participant": found, "page": page, "chain": check_chain(found, rows)}
    return render(request, "entries/trail.html", context)


@require_safe
@staff_page(SEE)
def trail_csv(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Give the same as CSV: one row for each field that a version changed."""
    found = participant_for(staff, registry_id, subject, SEE)
    kept = f'attachment; filename="{found.registry_id}-{found.subject}-trail.csv"'
    response = HttpResponse(
        "\ufeff", content_type="text/csv; charset=utf-8", headers={"Content-Disposition": kept}
    )
    writer = csv.writer(response)
    writer.writerow(
        ["made_at_utc", "by", "form", "visit", "occurrence", "version", "removed", "field",
         "label", "before", "after", "reason", "source", "protocol_version", "hash"]
    )  # fmt: skip
    for one in _told(found)[1]:
        writer.writerows([harmless(cell) for cell in row] for row in _rows(one))
    return response


def _rows(told: Told) -> list[list[str]]:
    entry = told.entry
    head = [
        moment(entry.made_at).removesuffix(" UTC"),
        entry.made_by.display_name,
        entry.form,
        entry.visit,
        str(entry.occurrence),
        str(entry.version),
        "yes" if entry.removed else "",
    ]
    tail = [entry.protocol_version, entry.hash]
    hidden = _("(not exported: it may name somebody)")
    changes = [
        [
            one.field,
            one.label,
            hidden if one.identifying and one.before else one.before,
            hidden if one.identifying and one.after else one.after,
            told.reason,
            say_source(entry.source, one.field, whole=True),
        ]
        for one in told.changes
    ]
    return [
        [*head, *change, *tail]
        for change in changes or [[*[""] * 4, told.reason, say_source(entry.source)]]
    ]


def _told(participant: Participant) -> tuple[list[Entry], list[Told]]:
    rows = list(trail_of(participant))
    versions = {row.protocol_version for row in rows}
    return rows, told_of(rows, protocols_of_versions(participant.registry_id, versions))
