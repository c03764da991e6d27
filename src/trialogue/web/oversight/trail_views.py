"""The audit trail of a trial: as a page, as CSV, and whether every chain of hashes holds."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date
from io import StringIO

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trialogue.exchange.tables.formulas import harmless
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.queries import participants_for, trial_for
from trialogue.web.oversight.chains import chains_of
from trialogue.web.oversight.trail import (
    TELLERS,
    Event,
    Line,
    Wanted,
    merged,
    people_of_trail,
    trail_for,
)

SEE = Action.SEE_TRAIL
PER_PAGE = 100
COLUMNS = (
    "at_utc", "by", "trial", "centre", "participant", "kind", "form", "visit", "occurrence",
    "version", "what", "field", "label", "before", "after", "reason", "source", "hash",
)  # fmt: skip


@require_safe
@staff_page(SEE)
def trail(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Tell what was done in a trial, the newest first."""
    protocol = trial_for(staff, registry_id, SEE)
    wanted = wanted_of(request)
    found = trail_for(staff, protocol, wanted)
    page = Paginator(found.keys, PER_PAGE).get_page(request.GET.get("page"))
    first = page.start_index() - 1 if found.keys else 0
    query = request.GET.copy()
    query.pop("page", None)
    language = get_language() or "en"
    context = {
        "trial": protocol,
        "events": merged(found.events(first, first + PER_PAGE)),
        "page": page,
        "query": query.urlencode(),
        "wanted": wanted,
        "number": len(found.keys),
        "subjects": list(
            participants_for(staff, protocol.id, SEE)
            .order_by("subject")
            .values_list("subject", flat=True)
        ),
        "forms": [(one.id, one.label.say(language)) for one in protocol.forms.values()],
        "people": people_of_trail(staff, protocol),
        "may_identify": staff.may(Action.SEE_IDENTITY, protocol.id),
    }
    return render(request, "oversight/trail.html", context)


@require_safe
@staff_page(SEE)
def trail_csv(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Give the same as CSV: one row for each field that changed, else for each event."""
    protocol = trial_for(staff, registry_id, SEE)
    found = trail_for(staff, protocol, wanted_of(request))
    return HttpResponse(
        write_rows(protocol.id, found.all()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{protocol.id}-trail.csv"'},
    )


@require_safe
@staff_page(SEE)
def chains(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Compute every chain of hashes again and show what was found."""
    protocol = trial_for(staff, registry_id, SEE)
    rows = chains_of(list(participants_for(staff, protocol.id, SEE).order_by("subject")))
    context = {
        "trial": protocol,
        "rows": rows,
        "broken": [row for row in rows if row.checked.broken is not None],
        "entries": sum(row.checked.entries for row in rows),
    }
    return render(request, "oversight/chains.html", context)


def wanted_of(request: HttpRequest) -> Wanted:
    """Read what the trail is narrowed to; what cannot be read narrows nothing."""
    given = request.GET
    person = given.get("by", "")
    kinds = {teller.kind for teller in TELLERS}
    kind = given.get("kind", "")
    return Wanted(
        subject=given.get("participant", "")[:20],
        form=given.get("form", "")[:60],
        person=int(person) if person.isdecimal() and len(person) < 10 else 0,
        kind=kind if kind in kinds else "",
        first=_day(given.get("from", "")),
        last=_day(given.get("to", "")),
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1900, 1, 1) < day < date(9000, 1, 1) else None


def write_rows(registry_id: str, events: Iterator[Event]) -> Iterator[str]:
    """Write the trail as CSV, some rows at a time. Identifying values are left out."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    yield "\ufeff" + written.getvalue()
    for event in events:
        written.seek(0)
        written.truncate()
        for line in event.lines or (None,):
            writer.writerow([harmless(cell) for cell in _cells(registry_id, event, line)])
        yield written.getvalue()


def _cells(registry_id: str, event: Event, line: Line | None) -> list[str]:
    hidden = _("(not exported: it may name somebody)")
    is_hidden = line is not None and line.is_identifying
    what = event.words
    if line is not None and not what:
        what = f"{line.label}: {hidden}" if is_hidden else line.words
    return [
        event.at.astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00"),
        event.by,
        registry_id,
        event.centre,
        event.subject,
        event.kind,
        event.form,
        event.visit,
        str(event.occurrence or ""),
        str(event.version or ""),
        what,
        line.field if line else "",
        line.label if line else "",
        (hidden if is_hidden and line.before else line.before) if line else "",
        (hidden if is_hidden and line.after else line.after) if line else "",
        event.reason,
        (line.source if line else "") or event.source,
        event.hash,
    ]
