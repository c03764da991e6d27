"""To whom an enquiry goes: the chosen centre, else the trial's own contact, else this site's staff.

A centre can be reached by its people here, who have an inbox, or by its e-mail address. One
that has neither is not silently written to: the next one in the list gets the message, and
the page says so before it is sent.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language

from trialogue.core.protocol.words import Text
from trialogue.core.record import Point, Site
from trialogue.registry.geo import compute_distance_km
from trialogue.registry.spelling import CHINESE
from trialogue.web.accounts.models import Membership, User
from trialogue.web.accounts.permissions import TABLE, Action
from trialogue.web.accounts.roles import Role
from trialogue.web.centres.queries import Centre, centres_of
from trialogue.web.contact.models import Enquiry, Route
from trialogue.web.outbox.addresses import usable_address
from trialogue.web.records.queries import record_in_force
from trialogue.web.trials.whereabouts import site_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a message goes. `email` is empty where its readers have an inbox here.

    `centre` None: no centre is open. `name` is what is said to the sender.
    """

    route: Route
    name: str
    centre: Centre | None = None
    email: str = ""

    @property
    def centre_name(self) -> str:
        """Give the centre's name in the language that is spoken, empty where there is none."""
        return name_of(self.centre) if self.centre else ""

    @property
    def place(self) -> str:
        """Name the centre's city and country in the language that is spoken."""
        return place_of(self.centre) if self.centre else ""

    @property
    def key(self) -> str:
        """Give the centre's key, empty where there is none."""
        return self.centre.key if self.centre else ""

    @property
    def country(self) -> str:
        """Give the centre's country, empty where it is not known."""
        return self.centre.country if self.centre else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An open centre and how far it is; None where nobody knows or asked."""

    centre: Centre
    km: float | None

    @property
    def name(self) -> str:
        """Give the centre's name in the language that is spoken."""
        return name_of(self.centre)

    @property
    def place(self) -> str:
        """Name the centre's city and country in the language that is spoken."""
        return place_of(self.centre)


def place_of(centre: Centre) -> str:
    """Name a centre's city and country in the language that is spoken, empty where unknown."""
    return site_place(Site(city=centre.city, country=centre.country)) if centre.city else ""


def name_of(centre: Centre) -> str:
    """Give a centre's name: in Chinese as people there write it, where they did."""
    own = centre.own_name if CHINESE.search(centre.own_name) else ""
    return Text(centre.name, own).say(get_language() or "en")


def open_centres(registry_id: str) -> tuple[Centre, ...]:
    """List the centres of a trial that one may write to."""
    return tuple(centre for centre in centres_of(registry_id) if centre.is_open)


def by_distance(centres: tuple[Centre, ...], origin: Point | None) -> tuple[Near, ...]:
    """List centres, the nearest first, those whose place nobody knows last."""
    found = [Near(centre=centre, km=_km(centre, origin)) for centre in centres]
    return tuple(sorted(found, key=lambda one: (one.km is None, one.km or 0.0)))


def _km(centre: Centre, origin: Point | None) -> float | None:
    if origin is None or centre.point is None:
        return None
    return compute_distance_km(origin, centre.point)


def destination_of(registry_id: str, centre: Centre | None) -> Destination:
    """Find who gets a message for a centre, or for a trial without an open one."""
    if centre is not None:
        if staff_for(registry_id, centre.key, own=True).exists():
            return Destination(route=Route.CENTRE, name=name_of(centre), centre=centre)
        if address := usable_address(centre.email):
            return Destination(
                route=Route.CENTRE, name=name_of(centre), centre=centre, email=address
            )
    record = record_in_force(registry_id)
    for contact in record.central_contacts if record else ():
        if address := usable_address(contact.email):
            return Destination(route=Route.CENTRAL, name=contact.name, centre=centre, email=address)
    return Destination(route=Route.LOCAL, name=settings.SITE_NAME, centre=centre)


def staff_for(registry_id: str, centre: str, *, own: bool = False) -> QuerySet[User]:
    """Select the people who answer enquiries of a centre.

    With `own` those whose role holds in this trial or centre, and not everywhere.
    """
    trials = [registry_id] if own else ["", registry_id]
    return _holders(TABLE[Action.ANSWER_ENQUIRIES], trials, ["", centre])


def readers_of(enquiry: Enquiry) -> QuerySet[User]:
    """Select who is told of an enquiry: the centre's own people, else whoever answers here."""
    roles = TABLE[Action.ANSWER_ENQUIRIES]
    own = _holders(roles, [enquiry.registry_id], [enquiry.centre])
    return own if own.exists() else staff_for(enquiry.registry_id, enquiry.centre)


def leads_of(enquiry: Enquiry) -> QuerySet[User]:
    """Select the leads of the coordinators who are responsible for an enquiry's centre."""
    return _holders({Role.LEAD}, ["", enquiry.registry_id], ["", enquiry.centre])


def _holders(roles: Collection[str], trials: list[str], centres: list[str]) -> QuerySet[User]:
    held = Membership.objects.filter(
        ended_at=None, role__in=roles, registry_id__in=trials, centre__in=centres
    )
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk")


def others_to_ask(enquiry: Enquiry) -> tuple[Centre, ...]:
    """List open centres other than the one that was written to, the nearest to it first."""
    centres = open_centres(enquiry.registry_id)
    own = next((one for one in centres if one.key == enquiry.centre), None)
    rest = tuple(one for one in centres if one.key != enquiry.centre)
    return tuple(near.centre for near in by_distance(rest, own.point if own else None))
