"""One visit to the form: which trial and centre, what was typed, what it is about to become.

Everything that was typed travels in the body of each request, from step to step, so that
nothing is asked twice and a failed submit keeps every word. No cookie, no session.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language

from trialogue.core.dates import completed_years
from trialogue.core.protocol import Protocol
from trialogue.web.centres.queries import Centre
from trialogue.web.check.answers import person_from
from trialogue.web.check.course import Course
from trialogue.web.contact.actions import Agreed, NewEnquiry
from trialogue.web.contact.consent import Consent, Parties, consent_to
from trialogue.web.contact.forms import MessageForm
from trialogue.web.contact.places import Found, find_origin
from trialogue.web.contact.routing import (
    Destination,
    Near,
    by_distance,
    destination_of,
    open_centres,
)
from trialogue.web.contact.sharing import Shared, facts_of, read_check, shared_of
from trialogue.web.contact.stamp import Stamp, new_stamp, read_stamp
from trialogue.web.trials.queries import loaded_protocol

FIELDS = (
    "first_name", "last_name", "email", "phone", "contact_language", "other_language", "writer",
    "message", "under_14", "guardian", "agree",
)  # fmt: skip
TRAP = "c-website"
LONGEST_PLACE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a request to the form holds."""

    registry_id: str
    protocol: Protocol | None
    body: QueryDict
    today: date
    wanted: str = ""
    """The key of the centre that an address asks for."""
    near: str = ""
    """The place that an address brings along from the trial's page."""

    @property
    def asked_near(self) -> str:
        """Give the place that was typed, or the one that was brought along."""
        return self.body.get("near", self.near).strip()[:LONGEST_PLACE]

    @property
    def ticked(self) -> frozenset[str]:
        """Name the answers that were ticked."""
        return frozenset(self.body.getlist("share"))

    @property
    def typed(self) -> list[tuple[str, str]]:
        """List what was typed, for hidden fields of a step that does not show it."""
        names = [f"c-{name}" for name in FIELDS]
        kept = [(name, str(self.body[name])) for name in names if self.body.get(name)]
        return [*kept, *(("share", key) for key in sorted(self.ticked))]


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreChoice:
    """Step 1: the open centres by distance. `found` None: nobody has named a place."""

    near: tuple[Near, ...]
    found: Found | None


def choose(visit: Visit) -> CentreChoice:
    """Lay out the centres, nearest first where the place is known."""
    centres = open_centres(visit.registry_id)
    found = find_origin(visit.asked_near, centres) if visit.asked_near else None
    return CentreChoice(near=by_distance(centres, found.point if found else None), found=found)


def chosen_centre(visit: Visit, centres: tuple[Centre, ...]) -> Centre | None:
    """Find the centre that was picked, or the only one there is."""
    wish = visit.body.get("centre", "") or visit.wanted
    found = next((one for one in centres if one.key == wish), None)
    return found or (centres[0] if len(centres) == 1 else None)


class MessagePage:
    """Step 2: the form for one destination, and what comes of it."""

    def __init__(self, visit: Visit, centre: Centre | None) -> None:
        self.visit = visit
        self.destination: Destination = destination_of(visit.registry_id, centre)
        self.course: Course | None = read_check(visit.protocol, visit.body, visit.today)
        self.shared: tuple[Shared, ...] = shared_of(self.course, visit.ticked)
        self.stamp: Stamp | None = read_stamp(visit.body.get("stamp", ""))
        self.consent: Consent = consent_to(
            Parties(
                site=settings.SITE_NAME,
                centre=self.destination.name,
                country=self.destination.country,
                days=settings.ENQUIRY_KEPT_DAYS,
            )
        )

    @property
    def stamp_text(self) -> str:
        """Give the form's stamp: the one it came with, or a new one."""
        return self.visit.body.get("stamp", "") if self.stamp else new_stamp()

    @property
    def is_trapped(self) -> bool:
        """Tell whether the field that people do not see was filled in."""
        return bool(self.visit.body.get(TRAP, "").strip())

    def form(self, data: QueryDict | None = None) -> MessageForm:
        """Make the form: empty, with what was typed (`initial`), or to be checked (`data`)."""
        centre = self.destination.centre
        typed = {name: self.visit.body.get(f"c-{name}", "") for name in FIELDS}
        initial = {name: value for name, value in typed.items() if value}
        if "under_14" not in initial and (known := self._under_14()):
            initial["under_14"] = known
        return MessageForm(
            data,
            initial=initial,
            country=self.destination.country,
            languages=centre.languages if centre else (),
            asks_both=centre is not None and centre.asks_both,
            agree=self.consent.agree,
            guardian=self.consent.guardian,
        )

    def new_enquiry(self, form: MessageForm) -> NewEnquiry:
        """Put together what is sent. The form must be valid and the stamp ours."""
        assert self.stamp is not None, "a form without a stamp is shown again"
        data = form.cleaned_data
        return NewEnquiry(
            registry_id=self.visit.registry_id,
            destination=self.destination,
            sender=form.sender(data["writer"]),
            message=data["message"].strip(),
            agreed=Agreed(
                version=self.consent.version,
                text=self.consent.text,
                language=get_language() or "en",
                for_child=data.get("under_14") == "yes",
            ),
            form=self.stamp.number,
            answers=tuple(
                {"label": one.label, "answer": one.answer} for one in self.shared if one.is_ticked
            ),
            facts=facts_of(self.course, self.visit.ticked),
        )

    def _under_14(self) -> str:
        """Take the age from the check, so that it is not asked twice; empty where unknown."""
        if self.course is None:
            return ""
        born = person_from(self.course.answers).date_of("birth_date")
        if born is None:
            return ""
        youngest = completed_years(born.last.date(), self.visit.today)
        oldest = completed_years(born.first.date(), self.visit.today)
        return "yes" if oldest < 14 else "no" if youngest >= 14 else ""


def visit_of(registry_id: str, address: QueryDict, body: QueryDict, today: date) -> Visit:
    """Gather what a request holds: in its address and in its body."""
    return Visit(
        registry_id=registry_id,
        protocol=loaded_protocol(registry_id),
        body=body,
        wanted=address.get("centre", ""),
        near=address.get("near", ""),
        today=today,
    )
