"""The screening sheet of a participant at a gate: look, decide, sign, print."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from trialogue.core.protocol.trial import Gate
from trialogue.report.document.pdf import PdfUnavailable, write_pdf
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.queries import participant_for
from trialogue.web.entries.sheets import protocol_of
from trialogue.web.study.gate_actions import (
    Unruled,
    confirm_passing,
    rule,
    sign_off,
    statement_of,
)
from trialogue.web.study.gate_document import gate_document
from trialogue.web.study.gates import (
    ELIGIBILITY,
    Decision,
    GateState,
    content_of,
    gate_of,
    gate_state,
    screened,
    waivers_allowed,
)
from trialogue.web.study.known import Known, known_of
from trialogue.web.study.missing import Missing, missing_of
from trialogue.web.study.models import Ruling
from trialogue.web.study.sheets import ScreeningSheet, sheet_of
from trialogue.web.study.signing import NotSigned, digest

SEE, DECIDE = Action.SEE_PARTICIPANTS, Action.RULE_ELIGIBILITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """A decision that stands against a signature, with what is missing and where it is entered."""

    decision: Decision
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePage:
    """A gate as its page shows it."""

    known: Known
    gate: Gate
    state: GateState
    rulings: tuple[Ruling, ...]

    @property
    def sheet(self) -> ScreeningSheet:
        """Lay out what is due, each criterion with what was decided."""
        decisions = {one.id: one for one in self.state.decisions}
        return sheet_of(self.known.protocol, self.state.screening, decisions)

    @property
    def later(self) -> ScreeningSheet | None:
        """Lay out what falls due at a later gate; None at the last one."""
        last = self.known.protocol.gates[-1]
        if last.id == self.gate.id:
            return None
        screening = screened(self.known, last, timezone.localdate())
        due = {found.id for found in self.state.screening.criteria}
        return sheet_of(self.known.protocol, screening, but=due)

    @property
    def seen(self) -> str:
        """Give the digest of what would be signed now."""
        return digest(content_of(self.known, self.state.screening, self.rulings))

    @property
    def ready(self) -> int:
        """Count what passes and is not confirmed yet."""
        return sum(one.obstacle in ("open", "fell") for one in self.state.decisions)

    @property
    def blocking(self) -> tuple[Against, ...]:
        """List what stands against a signature and cannot simply be confirmed."""
        return tuple(
            Against(decision=one, missing=missing_of(self.known, self.gate, one))
            for one in self.state.obstacles
            if one.obstacle not in ("open", "fell")
        )

    @property
    def standing(self) -> int:
        """Count what was decided and still stands."""
        return sum(one.stands for one in self.state.decisions)

    @property
    def statement(self) -> str:
        """Give the words above the signature."""
        return statement_of(self.known, self.gate.label.say(get_language() or "en"))


def _page(staff: Staff, registry_id: str, subject: str, gate: str, action: Action) -> GatePage:
    participant = participant_for(staff, registry_id, subject, action)
    known = known_of(participant)
    found = gate_of(known.protocol, gate)
    if found is None:
        raise Http404
    rulings = tuple(participant.rulings.filter(gate=gate).select_related("made_by"))
    signatures = participant.signatures.select_related("signed_by")
    state = gate_state(known, gate, rulings, signatures)
    return GatePage(known=known, gate=found, state=state, rulings=rulings)


@require_safe
@staff_page(SEE)
def gates(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Lead to the gate after the last that was signed, or to the last of all."""
    participant = participant_for(staff, registry_id, subject, SEE)
    signed = set(participant.signatures.filter(meaning=ELIGIBILITY).values_list("about", flat=True))
    gates = protocol_of(participant).gates
    last = max((number for number, one in enumerate(gates) if one.id in signed), default=-1)
    following = gates[last + 1] if last + 1 < len(gates) else gates[-1]
    return redirect("study:gate", registry_id, subject, following.id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(SEE)
def gate(
    request: HttpRequest, staff: Staff, registry_id: str, subject: str, gate: str
) -> HttpResponse:
    """Show the sheet of a participant at a gate, or do what its buttons say."""
    fault, wish = "", request.POST.get("do", "") if request.method == "POST" else ""
    page = _page(staff, registry_id, subject, gate, DECIDE if wish else SEE)
    if wish:
        try:
            _do(request, staff, page, wish)
        except (Unruled, NotSigned) as problem:
            fault = str(problem)
        else:
            mark = request.POST.get("criterion", "") if wish == "rule" else "decision"
            return redirect(f"{request.path}#{'c-' + mark if wish == 'rule' else mark}")
        page = _page(staff, registry_id, subject, gate, DECIDE)
    participant = page.known.participant
    shown = {
        "page": page,
        "known": page.known,
        "trial": page.known.protocol,
        "fault": fault,
        "wish": wish,
        "at": request.POST.get("criterion", ""),
        "may_decide": staff.may(DECIDE, registry_id, participant.centre),
        "asks_code": staff.user.has_second_factor,
        "is_invented": staff.user.is_invented,
        "waivers": waivers_allowed(page.known.protocol),
    }
    return render(request, "study/gate.html", shown)


def _do(request: HttpRequest, staff: Staff, page: GatePage, wish: str) -> None:
    given, participant, gate = request.POST, page.known.participant, page.gate.id
    match wish:
        case "confirm":
            confirm_passing(staff.user, participant, gate)
        case "rule":
            criterion, decided = given.get("criterion", ""), given.get("decided", "")
            rule(staff.user, participant, gate, criterion, decided, given.get("reason", ""))
        case "sign":
            sign_off(
                staff.user,
                given.get("password", ""),
                participant,
                gate,
                seen=given.get("seen", ""),
                statement=page.statement,
                code=given.get("code", ""),
            )
        case _:
            raise Http404


@require_safe
@staff_page(SEE)
def gate_pdf(
    request: HttpRequest, staff: Staff, registry_id: str, subject: str, gate: str
) -> HttpResponse:
    """Give the sheet as PDF, with places to sign; where PDF cannot be made, say what to do."""
    page = _page(staff, registry_id, subject, gate, SEE)
    document = gate_document(page.known, page.gate, page.sheet, page.state)
    try:
        made = write_pdf(document)
    except PdfUnavailable:
        return render(request, "study/no_pdf.html", {"page": page}, status=501)
    response = HttpResponse(made, content_type="application/pdf")
    name = f"{registry_id}-{subject}-{gate}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
