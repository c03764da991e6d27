"""Dose orders on the screen: calculated, signed, checked by a second person, and what was given."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trialogue.core.facts import Measure, latest
from trialogue.core.protocol.forms import Purpose
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.queries import participant_for
from trialogue.web.study.cautions import cautions_of
from trialogue.web.study.chain import answers_of
from trialogue.web.study.dose_form import form_of, known_values
from trialogue.web.study.dose_page import dose_page
from trialogue.web.study.given import given_table
from trialogue.web.study.known import Known, known_of
from trialogue.web.study.links import form_address
from trialogue.web.study.orders import (
    INFUSION,
    LONGEST,
    PURPOSES,
    calculate,
    content_of,
    kinds_of,
    obstacles_of,
    order_of,
    sign_check,
    sign_order,
)
from trialogue.web.study.signing import NotSigned, digest

SEE, DOSE = Action.SEE_PARTICIPANTS, Action.CALCULATE_DOSES
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "do", "password", "code", "seen"})


@require_safe
@staff_page(SEE)
def orders(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Lead to the first order that is neither given nor ready, or to the last one."""
    known = known_of(participant_for(staff, registry_id, subject, SEE))
    kinds, signatures = kinds_of(known.protocol), list(known.participant.signatures.all())
    if not kinds:
        raise Http404
    open_kinds = [one for one in kinds if not known.of(PURPOSES[one])]
    ready = [(one, order_of(known, one, signatures)) for one in open_kinds]
    waits = [one for one, found in ready if found is None or not found.is_ready]
    return redirect("study:order", registry_id, subject, (waits or kinds[-1:])[0])


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(SEE)
def order(
    request: HttpRequest, staff: Staff, registry_id: str, subject: str, kind: str
) -> HttpResponse:
    """Show the order of a kind, or do what its buttons say."""
    wish = request.POST.get("do", "") if request.method == "POST" else ""
    participant = participant_for(staff, registry_id, subject, DOSE if wish else SEE)
    known, fault = known_of(participant), ""
    if kind not in kinds_of(known.protocol):
        raise Http404
    typed = _typed(request)
    if wish in ("sign", "check"):
        try:
            _sign(request, staff, known, kind, typed)
        except NotSigned as problem:
            fault = str(problem)
        else:
            return redirect(request.path)
    values = typed or _prefilled(known, kind)
    signatures = list(participant.signatures.select_related("signed_by"))
    sheet, faults = calculate(known, kind, values) if typed else (None, ())
    shown = {
        "known": known,
        "trial": known.protocol,
        "kind": kind,
        "kinds": kinds_of(known.protocol),
        "fault": fault,
        "form": form_of(known.protocol, values, faults),
        "page": dose_page(sheet) if sheet is not None else None,
        "typed": typed,
        "against": obstacles_of(known, kind, sheet, timezone.localdate()) if sheet else [],
        "seen": digest(content_of(known, kind, typed, sheet)) if sheet is not None else "",
        "order": order_of(known, kind, signatures),
        "given": _given(known, kind),
        "cautions": cautions_of(known, kind, sheet) if sheet else [],
        "beside": given_table(known, kind, signatures, timezone.localdate()),
        "may_dose": staff.may(DOSE, registry_id, participant.centre),
        "mine": staff.user.pk,
        "asks_code": staff.user.has_second_factor,
        "is_invented": staff.user.is_invented,
        "statement": _statement(kind, known),
        "check_statement": _check_statement(known),
        "today": timezone.localdate(),
    }
    return render(request, "study/order.html", shown)


def _typed(request: HttpRequest) -> dict[str, str]:
    """Read the numbers of the form; a check sends none."""
    if request.method != "POST" or request.POST.get("do") == "check":
        return {}
    given = request.POST
    return {name: given[name].strip()[:LONGEST] for name in given if name not in NOT_TYPED}


def _sign(
    request: HttpRequest, staff: Staff, known: Known, kind: str, typed: dict[str, str]
) -> None:
    given = request.POST
    password, code = given.get("password", ""), given.get("code", "")
    if given.get("do") == "check":
        words = _check_statement(known)
        sign_check(staff.user, password, known.participant, kind, statement=words, code=code)
        return
    sign_order(
        staff.user,
        password,
        known.participant,
        kind,
        typed,
        seen=given.get("seen", ""),
        statement=_statement(kind, known),
        code=code,
    )


def _statement(kind: str, known: Known) -> str:
    if kind == INFUSION:
        words = _("I order the cells for participant %(subject)s as calculated on this sheet.")
    else:
        words = _("I order the lymphodepletion of participant %(subject)s as calculated here.")
    return words % {"subject": known.subject}


def _check_statement(known: Known) -> str:
    return _(
        "I have checked every number of this order for participant %(subject)s against the "
        "sources, and calculated it again."
    ) % {"subject": known.subject}


def _prefilled(known: Known, kind: str) -> dict[str, str]:
    """Fill the form with the latest measures, the planned days, and the product's assay."""
    values = known_values(known.protocol, known.person, timezone.localdate())
    for entry in known.entries.values():
        for key in ("start", "at_infusion"):
            planned = {"start": "planned_lymphodepletion", "at_infusion": "planned_infusion"}[key]
            if entry.values.get(planned) and not values.get(key):
                values[key] = entry.values[planned]
    facts = latest(known.person.of("creatinine_clearance"), timezone.localdate())
    for fact in facts:
        if isinstance(fact.value, Measure):
            values.setdefault("clearance", f"{fact.value.value:g}")
    return values | (_assay(known) if kind == INFUSION else {})


def _assay(known: Known) -> dict[str, str]:
    """Read the assay of the last product; a denominator that the dose cannot use is left out."""
    products = known.of(Purpose.PRODUCT)
    if not products:
        return {}
    entry, values = products[-1], {}
    shares = {"viability": "viability", "cd3_fraction": "cd3", "car_fraction": "car_positive"}
    for name, field in shares.items():
        number = _number(known.answer(entry, field))
        if number is not None:
            values[name] = f"{number / 100:g}"
    viable, viability = (
        _number(known.answer(entry, "concentration")),
        _number(values.get("viability", "")),
    )
    if viable is not None and viability:
        values["total_cells_per_ml"] = f"{viable * 1e6 / viability:.7g}"
    denominators = {"cd3_viable": "viable_cd3", "viable_cells": "viable"}
    values["denominator"] = denominators.get(known.answer(entry, "car_positive_of"), "")
    return values


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _given(known: Known, kind: str) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """List what was entered as given: the form's name, its address, its answers."""
    return [
        (
            known.protocol.forms[one.form].label.say(get_language() or "en"),
            form_address(known.participant, one.place),
            answers_of(known, one),
        )
        for one in known.of(PURPOSES[kind])
    ]
