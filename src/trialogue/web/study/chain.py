"""The chain of identity: whose cells, in which bag; labels with a code, and scans that must match.

The code of a bag is `trial:participant:lot`. A label that is scanned is compared with what
the participant's product says; what does not match is refused, and kept as a mismatch.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from trialogue.core.protocol.forms import Purpose
from trialogue.web.accounts.models import User
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.study.known import Known, known_of
from trialogue.web.study.models import ChainCheck

LOT, RELEASE, COLLECTION_CODE = "lot", "release", "collection_code"
RELEASED = ("released", "exception")
DONOR, YES = "donor", "yes"
STEPS = ("received", "bedside")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """One product of a participant, with its code and what stands against giving it."""

    entry: Entry
    lot: str
    code: str
    is_released: bool
    answers: tuple[tuple[str, str], ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One collection of cells, and what stands against using it."""

    entry: Entry
    code: str
    is_donor: bool
    answers: tuple[tuple[str, str], ...]
    against: tuple[str, ...]


def code_of(known: Known, lot: str) -> str:
    """Write the code of a bag."""
    return f"{known.protocol.id}:{known.subject}:{lot}"


def picture_of(code: str) -> SafeString:
    """Draw a code as QR, in SVG that needs no style."""
    drawn = segno.make(code, error="m", micro=False)
    svg = drawn.svg_inline(scale=4, border=4, title=code)
    return mark_safe(svg)  # noqa: S308 - drawn by segno, which escapes the title


def collections_of(known: Known) -> list[Collection]:
    """List the collections of cells."""
    return [_collection(known, one) for one in known.of(Purpose.COLLECTION)]


def bags_of(known: Known) -> list[Bag]:
    """List the products, each with its code."""
    collected = {one.code for one in collections_of(known) if one.code}
    return [_bag(known, one, collected) for one in known.of(Purpose.PRODUCT)]


def product_obstacles(known: Known) -> list[str]:
    """List what keeps a product from being given: none is released, or no label matched."""
    bags = [one for one in bags_of(known) if one.is_released and not one.against]
    if not bags:
        return [_("No product is released, or something stands against it.")]
    checks = ChainCheck.objects.filter(participant=known.participant, step="bedside").last()
    if checks is None or not checks.matches:
        return [_("No label at the bedside has matched yet: scan it.")]
    return []


def scan(by: User, participant: Participant, step: str, given: str) -> ChainCheck:
    """Compare what was scanned with the participant's bags; a mismatch is kept, too."""
    known = known_of(participant)
    given = given.strip()[:200]
    codes = [one.code for one in bags_of(known) if one.is_released and not one.against]
    return ChainCheck.objects.create(
        participant=participant,
        step=step,
        expected=" ".join(codes)[:200],
        given=given,
        matches=given in codes,
        made_by=by,
    )


def _collection(known: Known, entry: Entry) -> Collection:
    donor = known.answer(entry, "t_cell_source") == DONOR
    against = []
    if donor and known.answer(entry, "donor_consent") != YES:
        against.append(_("The donor has not consented in writing."))
    if donor and known.answer(entry, "donor_healthy") == "no":
        against.append(_("The donor was not found healthy."))
    return Collection(
        entry=entry,
        code=known.answer(entry, COLLECTION_CODE),
        is_donor=donor,
        answers=answers_of(known, entry),
        against=tuple(against),
    )


def _bag(known: Known, entry: Entry, collected: Iterable[str]) -> Bag:
    lot, code = known.answer(entry, LOT), known.answer(entry, COLLECTION_CODE)
    release = known.answer(entry, RELEASE)
    against = []
    if code and code not in collected:
        against.append(
            _("Made from a collection that is not this participant’s: %(code)s.") % {"code": code}
        )
    if any(one.against for one in collections_of(known) if one.code == code):
        against.append(_("Something stands against its collection."))
    if release == "rejected":
        against.append(_("It was rejected."))
    tests = [id for id in entry.values if entry.values[id] == "failed"]
    if tests and release == "released":
        against.append(
            _("Released although a test failed: %(tests)s.")
            % {"tests": ", ".join(known.said(entry, id)[0] for id in tests)}
        )
    return Bag(
        entry=entry,
        lot=lot,
        code=code_of(known, lot),
        is_released=release in RELEASED,
        answers=answers_of(known, entry),
        against=tuple(against),
    )


def answers_of(known: Known, entry: Entry) -> tuple[tuple[str, str], ...]:
    """Say what an entry answers, without what may name somebody."""
    fields = known.protocol.forms[entry.form].fields
    shown = [one.id for one in fields if not one.identifying and entry.values.get(one.id)]
    return tuple(known.said(entry, id) for id in shown)
