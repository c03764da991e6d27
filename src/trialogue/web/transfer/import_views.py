"""Importing a file: upload, say what it means, see what it would do, do it."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trialogue.core.protocol import Protocol
from trialogue.exchange.tables.encodings import ENCODINGS
from trialogue.exchange.tables.formulas import harmless
from trialogue.exchange.tables.mapping import FileMapping, mapping_of_json
from trialogue.exchange.tables.table import LARGEST, Table, read_table
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.queries import trial_for
from trialogue.web.entries.reasons import COMMON, join_reason, say_reason
from trialogue.web.transfer.importing import (
    asked_of,
    mapping_of_post,
    moved_day_of,
    shown,
    unusual_of,
    ways,
)
from trialogue.web.transfer.importing_actions import (
    KEPT,
    NotImported,
    drop_file,
    import_file,
    keep_mapping,
    read_staged,
    set_mapping,
    stage_file,
)
from trialogue.web.transfer.kept import Begun, first_mapping, take_kept
from trialogue.web.transfer.models import Import, KeptMapping, StagedFile
from trialogue.web.transfer.planning import shown_faults

ENTER = Action.ENTER_DATA
PER_PAGE, MOST_FAULTS, LATEST = 25, 100, 50
PASTED = "pasted.csv"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(ENTER)
def imports(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """List what was imported, and take a new file."""
    protocol = _trial(staff, registry_id)
    fault = ""
    if request.method == "POST":
        name, content, fault = _uploaded(request)
        if not fault:
            staged = stage_file(staff.user, protocol, name, content)
            return redirect("transfer:mapping", protocol.id, staged.pk)
    context = {
        "trial": protocol,
        "fault": fault,
        "pasted": request.POST.get("text", ""),
        "imports": _imports(staff, protocol).order_by("-pk")[:LATEST],
        "kept": _kept(protocol),
        "waiting": _staged_files(staff, protocol).first(),
        "minutes": int(KEPT.total_seconds() // 60),
        "megabytes": LARGEST // 1_000_000,
    }
    return render(request, "transfer/imports.html", context)


def _uploaded(request: HttpRequest) -> tuple[str, bytes, str]:
    """Give the name and bytes of what was sent, or what is wrong with it."""
    file, text = request.FILES.get("file"), request.POST.get("text", "")
    if file is not None and text.strip():
        return "", b"", _("Choose a file or paste rows, not both.")
    if file is None:
        if text.strip():
            return PASTED, text.encode("utf-8", errors="replace"), ""
        return "", b"", _("Choose a file, or paste rows with the names of the columns.")
    if not file.size or file.size > LARGEST:
        most = {"number": LARGEST // 1_000_000}
        return "", b"", _("The file is empty, or larger than %(number)s MB.") % most
    return file.name or "file.csv", file.read(), ""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(ENTER)
def mapping(request: HttpRequest, staff: Staff, registry_id: str, number: int) -> HttpResponse:
    """Show what each column, test and visit of a file means, and take what a person says."""
    protocol = _trial(staff, registry_id)
    staged = _staged(staff, protocol, number)
    if staged is None:
        return _replaced(request, staff, protocol, number)
    encoding = request.POST.get("encoding", staged.encoding)
    encoding = encoding if encoding in ENCODINGS else ""
    table = read_table(bytes(staged.content), encoding)
    begun = _mapping(staff, staged, table, protocol)
    found, said = begun.mapping, ""
    if request.method == "POST":
        wish = request.POST.get("do", "")
        if wish == "drop":
            drop_file(staged)
            return redirect("transfer:imports", protocol.id)
        if wish == "use":
            begun = _use(request, staff, protocol, table)
            found = begun.mapping
        elif encoding == staged.encoding:
            found = mapping_of_post(request.POST, found, table, protocol)
            begun = Begun(mapping=found)
        else:
            begun = first_mapping(table, protocol, staff, _kept(protocol))
            found = begun.mapping
        set_mapping(staged, found, encoding)
        if wish == "preview":
            return redirect("transfer:preview", protocol.id, staged.pk)
        if wish == "keep":
            said = _keep(request, staff, protocol, found)
    language = get_language() or "en"
    context: dict[str, Any] = {
        "trial": protocol,
        "staged": staged,
        "table": table,
        "mapping": found,
        "begun": begun,
        "said": said,
        "faults": shown_faults(table.faults[:MOST_FAULTS], language),
        "encodings": ENCODINGS,
        "forms": [(one.id, one.label.say(language)) for one in protocol.forms.values()],
        "kept": _kept(protocol),
        "separators": {",": _("comma"), ";": _("semicolon"), "\t": _("tab")}.get(table.separator),
        **asked_of(table, found, protocol),
        **ways(table, found),
    }
    return render(request, "transfer/mapping.html", context)


def _use(request: HttpRequest, staff: Staff, protocol: Protocol, table: Table) -> Begun:
    chosen = request.POST.get("kept", "")
    known = [one for one in _kept(protocol) if str(one.pk) == chosen]
    if not known:
        raise Http404
    return take_kept(known[0], table, protocol, staff)


def _keep(request: HttpRequest, staff: Staff, protocol: Protocol, found: FileMapping) -> str:
    name = " ".join(request.POST.get("name", "").split())[:80]
    if not name:
        return _("Give the mapping a name.")
    kept = keep_mapping(staff.user, protocol, name, found)
    said = {"name": kept.name, "version": kept.version}
    return _("Kept as “%(name)s”, version %(version)s.") % said


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(ENTER)
def preview(request: HttpRequest, staff: Staff, registry_id: str, number: int) -> HttpResponse:
    """Show what a file would do (GET), or do it (POST)."""
    protocol = _trial(staff, registry_id)
    staged = _staged(staff, protocol, number)
    if staged is None:
        return _replaced(request, staff, protocol, number)
    problem, reason = "", ""
    if request.method == "POST":
        reason = join_reason(request.POST.get("why", ""), request.POST.get("why-words", ""))
        try:
            made = import_file(
                staff, protocol, staged, reason=reason, seen=request.POST.get("seen", "")
            )
        except NotImported as why:
            problem = str(why)
        else:
            return redirect("transfer:imported", protocol.id, made.pk)
    read = read_staged(staff, protocol, staged)
    page = Paginator(read.plan.writes, PER_PAGE).get_page(request.GET.get("page"))
    language = get_language() or "en"
    unusual = [told for one in read.plan.writes for told in unusual_of(one)]
    moved = [moved_day_of(one) for one in read.plan.writes if one.moves_day]
    context = {
        "trial": protocol,
        "staged": staged,
        "plan": read.plan,
        "unusual": unusual[:MOST_FAULTS],
        "more_unusual": max(len(unusual) - MOST_FAULTS, 0),
        "moved": moved[:MOST_FAULTS],
        "more_moved": max(len(moved) - MOST_FAULTS, 0),
        "problem": _problems().get(problem, ""),
        "needs_reason": problem == "reason",
        "faults": shown_faults(read.plan.faults[:MOST_FAULTS], language),
        "more_faults": max(len(read.plan.faults) - MOST_FAULTS, 0),
        "page": page,
        "entries": [shown(one) for one in page],
        "reasons": COMMON,
        "why": request.POST.get("why", ""),
        "words": request.POST.get("why-words", ""),
        "left": [(_left_out()[why], count) for why, count in read.plan.left_out.items()],
    }
    return render(request, "transfer/preview.html", context)


def _problems() -> dict[str, str]:
    return {
        "faults": _("Nothing was imported: the file has faults."),
        "moved": _(
            "Nothing was imported: the data, the file or its mapping changed since you looked. "
            "Look again at what would be written now."
        ),
        "nothing": _("Nothing was imported: all that the file says stands there already."),
        "reason": _("Nothing was imported: say why what stands there is changed."),
    }


def _left_out() -> dict[str, str]:
    return {
        "empty": _("rows without a result"),
        "chosen": _("rows of tests that you leave out"),
        "range": _("ranges that their field does not take"),
    }


@require_safe
@staff_page(ENTER)
def faults_csv(request: HttpRequest, staff: Staff, registry_id: str, number: int) -> HttpResponse:
    """Give the faults of a file as CSV, all of them."""
    protocol = _trial(staff, registry_id)
    staged = _staged(staff, protocol, number)
    if staged is None:
        return _replaced(request, staff, protocol, number)
    plan = read_staged(staff, protocol, staged).plan
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(("row", "column", "found", "allowed", "remedy"))
    for cells in shown_faults(plan.faults, get_language() or "en"):
        writer.writerow([harmless(cell) for cell in cells])
    kept = f'attachment; filename="{protocol.id}-import-faults.csv"'
    return HttpResponse(
        "\ufeff" + target.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": kept},
    )


@require_safe
@staff_page(ENTER, Action.SEE_TRAIL)
def imported(request: HttpRequest, staff: Staff, registry_id: str, number: int) -> HttpResponse:
    """Show one import: who, when, which file, by which mapping, and what came of it."""
    action = ENTER if staff.may_within(ENTER, registry_id) else Action.SEE_TRAIL
    protocol = trial_for(staff, registry_id, action)
    found = _imports(staff, protocol).filter(pk=number).first()
    if found is None:
        raise Http404
    known = mapping_of_json(found.mapping)
    context = {
        "trial": protocol,
        "one": found,
        "reason": say_reason(found.reason),
        "mapping": known,
        "columns": [(name, role) for name, role in known.columns.items() if role],
        "may_enter": staff.may_within(ENTER, protocol.id),
    }
    return render(request, "transfer/imported.html", context)


def _imports(staff: Staff, protocol: Protocol) -> QuerySet[Import]:
    """Select the imports that this person may see: of their centres, and their own."""
    rows = Import.objects.filter(registry_id=protocol.id)
    seen = [staff.visible(rows, one, centre="centre") for one in (ENTER, Action.SEE_TRAIL)]
    mine = Q(made_by=staff.user) | Q(pk__in=seen[0].values("pk")) | Q(pk__in=seen[1].values("pk"))
    return rows.filter(mine).select_related("made_by")


def _kept(protocol: Protocol) -> list[KeptMapping]:
    """List the newest version of each mapping that was kept."""
    rows = KeptMapping.objects.filter(registry_id=protocol.id).select_related("made_by")
    return list({one.name: one for one in rows.order_by("pk")}.values())


def _mapping(staff: Staff, staged: StagedFile, table: Table, protocol: Protocol) -> Begun:
    if staged.mapping:
        return Begun(mapping=mapping_of_json(staged.mapping))
    return first_mapping(table, protocol, staff, _kept(protocol))


def _trial(staff: Staff, registry_id: str) -> Protocol:
    protocol = trial_for(staff, registry_id, ENTER)
    if not protocol.forms:
        raise Http404
    return protocol


def _staged_files(staff: Staff, protocol: Protocol) -> QuerySet[StagedFile]:
    """Select this person's own files that still wait; nobody else ever sees them."""
    return StagedFile.objects.filter(
        made_by=staff.user, registry_id=protocol.id, made_at__gte=timezone.now() - KEPT
    )


def _staged(staff: Staff, protocol: Protocol, number: int) -> StagedFile | None:
    return _staged_files(staff, protocol).filter(pk=number).first()


def _replaced(request: HttpRequest, staff: Staff, protocol: Protocol, number: int) -> HttpResponse:
    """Say that another file of this person took the place of one; else it is not here."""
    waiting = _staged_files(staff, protocol).filter(pk__gt=number).first()
    if waiting is None:
        raise Http404
    context = {"trial": protocol, "waiting": waiting}
    return render(request, "transfer/replaced.html", context, status=404)
