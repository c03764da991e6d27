"""The staff's navigation: what each person may do, in one list for every app."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.trials.queries import loaded_protocols


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place: its address, its name, what it is for, and who may go there (empty: all).

    `everywhere`: a role in one trial or centre is not enough.
    """

    to: str
    label: str | Promise
    about: str | Promise
    actions: tuple[Action, ...] = ()
    everywhere: bool = False


ENTRIES = (
    Entry(
        to="overviews:drafts",
        label=_("Overviews"),
        about=_("Plain-language overviews: write a draft, read it beside the record, approve it."),
        actions=(Action.WRITE_OVERVIEW, Action.APPROVE_OVERVIEW),
    ),
    Entry(
        to="inbox:inbox",
        label=_("Enquiries"),
        about=_("Messages of families and doctors to your centre: read, answer, close."),
        actions=(Action.READ_ENQUIRIES,),
    ),
    Entry(
        to="editing:trials",
        label=_("Trials"),
        about=_("What the public reads: versions, drafts, and what a centre says of itself."),
        actions=(Action.SEE_VERSIONS, Action.PREPARE_VERSION, Action.SET_CENTRE),
    ),
    Entry(
        to="results:results",
        label=_("Results"),
        about=_("What a study found: tables, figures and listings, each number with its method."),
        actions=(Action.SEE_RESULTS,),
    ),
    Entry(
        to="study:people",
        label=_("Study team"),
        about=_("Screening sheets and dose sheets of the trials in your reach."),
        actions=(Action.SEE_PARTICIPANTS, Action.CALCULATE_DOSES),
    ),
    Entry(
        to="oversight:today",
        label=_("Tasks for today"),
        about=_("What waits for you today: visits, queries, reports, signatures, your drafts."),
        actions=(Action.SEE_PARTICIPANTS,),
    ),
    Entry(
        to="accounts:people",
        label=_("People"),
        about=_("Who works here, with which role; invite somebody, end a session."),
        actions=(Action.MANAGE_STAFF,),
    ),
    Entry(
        to="mail:mail",
        label=_("Mail"),
        about=_("Mail that was refused or does not get through; try it again."),
        actions=(Action.MANAGE_STAFF,),
        everywhere=True,
    ),
    Entry(
        to="accounts:own",
        label=_("Your account"),
        about=_("Your name, password, second factor, and where you are signed in."),
    ),
)
"""In the order in which they are shown. An app adds its places here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry as a person sees it."""

    address: str
    label: str
    about: str


def places_for(staff: Staff) -> tuple[Place, ...]:
    """List where a person may go."""
    return tuple(
        Place(address=reverse(entry.to), label=str(entry.label), about=str(entry.about))
        for entry in ENTRIES
        if _may_go(staff, entry)
    )


def workspaces_for(staff: Staff) -> tuple[Protocol, ...]:
    """List the trials whose workspace a person may open."""
    return tuple(
        one
        for one in loaded_protocols()
        if one.forms and staff.may_within(Action.SEE_PARTICIPANTS, one.id)
    )


def _may_go(staff: Staff, entry: Entry) -> bool:
    may = staff.may if entry.everywhere else staff.may_somewhere
    return not entry.actions or any(may(action) for action in entry.actions)
