"""Who may do what, as a table; and the guard that stands before every page of the staff.

The table says what a role may do; a membership says where it holds: everywhere, within a
trial, or within one centre of it. *When* something may be done (nobody publishes their own
draft) is the business of the app that does it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters

from trialogue.web.accounts.models import Invitation, Membership, StaffSession, User
from trialogue.web.accounts.roles import Role
from trialogue.web.accounts.sessions import session_of

View = Callable[..., HttpResponse]
Row = TypeVar("Row", bound=Model)


class Action(StrEnum):
    """Something that a person of the staff does."""

    SEE_VERSIONS = "see_versions"
    PREPARE_VERSION = "prepare_version"
    PUBLISH_VERSION = "publish_version"
    WRITE_OVERVIEW = "write_overview"
    APPROVE_OVERVIEW = "approve_overview"
    SET_CENTRE = "set_centre"
    READ_ENQUIRIES = "read_enquiries"
    ANSWER_ENQUIRIES = "answer_enquiries"
    SEE_PARTICIPANTS = "see_participants"
    ADD_PARTICIPANT = "add_participant"
    ENTER_DATA = "enter_data"
    SEE_IDENTITY = "see_identity"
    RULE_ELIGIBILITY = "rule_eligibility"
    CALCULATE_DOSES = "calculate_doses"
    JUDGE_RESPONSE = "judge_response"
    RAISE_QUERIES = "raise_queries"
    ANSWER_QUERIES = "answer_queries"
    VERIFY_SOURCE = "verify_source"
    FREEZE_DATA = "freeze_data"
    LOCK_DATA = "lock_data"
    SIGN_DATA = "sign_data"
    SEE_TRAIL = "see_trail"
    SEE_RESULTS = "see_results"
    CUT_DATA = "cut_data"
    EXPORT_DATA = "export_data"
    MANAGE_STAFF = "manage_staff"


TABLE: dict[Action, frozenset[Role]] = {
    Action.SEE_VERSIONS: frozenset(
        {Role.EDITOR, Role.APPROVER, Role.LEAD, Role.COORDINATOR, Role.INVESTIGATOR, Role.MONITOR}
    ),
    Action.PREPARE_VERSION: frozenset({Role.EDITOR}),
    Action.PUBLISH_VERSION: frozenset({Role.APPROVER}),
    Action.WRITE_OVERVIEW: frozenset({Role.EDITOR}),
    Action.APPROVE_OVERVIEW: frozenset({Role.APPROVER}),
    Action.SET_CENTRE: frozenset({Role.EDITOR, Role.LEAD, Role.COORDINATOR}),
    Action.READ_ENQUIRIES: frozenset({Role.COORDINATOR, Role.LEAD}),
    Action.ANSWER_ENQUIRIES: frozenset({Role.COORDINATOR, Role.LEAD}),
    Action.SEE_PARTICIPANTS: frozenset(
        {
            Role.COORDINATOR,
            Role.LEAD,
            Role.INVESTIGATOR,
            Role.DATA_MANAGER,
            Role.MONITOR,
            Role.PHARMACIST,
        }
    ),
    Action.ADD_PARTICIPANT: frozenset({Role.COORDINATOR, Role.INVESTIGATOR}),
    Action.ENTER_DATA: frozenset({Role.COORDINATOR, Role.INVESTIGATOR, Role.PHARMACIST}),
    Action.SEE_IDENTITY: frozenset({Role.COORDINATOR, Role.INVESTIGATOR}),
    Action.RULE_ELIGIBILITY: frozenset({Role.INVESTIGATOR}),
    Action.CALCULATE_DOSES: frozenset({Role.COORDINATOR, Role.INVESTIGATOR, Role.PHARMACIST}),
    Action.JUDGE_RESPONSE: frozenset({Role.INVESTIGATOR}),
    Action.RAISE_QUERIES: frozenset({Role.DATA_MANAGER, Role.LEAD, Role.MONITOR}),
    Action.ANSWER_QUERIES: frozenset({Role.COORDINATOR, Role.INVESTIGATOR, Role.PHARMACIST}),
    Action.VERIFY_SOURCE: frozenset({Role.MONITOR}),
    Action.FREEZE_DATA: frozenset({Role.DATA_MANAGER, Role.MONITOR}),
    Action.LOCK_DATA: frozenset({Role.DATA_MANAGER}),
    Action.SIGN_DATA: frozenset({Role.INVESTIGATOR}),
    Action.SEE_TRAIL: frozenset(
        {Role.COORDINATOR, Role.LEAD, Role.INVESTIGATOR, Role.DATA_MANAGER, Role.MONITOR}
    ),
    Action.SEE_RESULTS: frozenset(
        {Role.LEAD, Role.INVESTIGATOR, Role.DATA_MANAGER, Role.MONITOR, Role.STATISTICIAN}
    ),
    Action.CUT_DATA: frozenset({Role.DATA_MANAGER, Role.STATISTICIAN}),
    Action.EXPORT_DATA: frozenset({Role.DATA_MANAGER, Role.STATISTICIAN}),
    Action.MANAGE_STAFF: frozenset({Role.ADMINISTRATOR}),
}
"""Who may. docs/explanation/roles.md shows it, and a test keeps the two alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A role and where it holds; an empty trial or centre: all of them."""

    role: str
    registry_id: str = ""
    centre: str = ""

    @classmethod
    def of(cls, row: Membership | Invitation) -> Scope:
        """Read the scope of a row."""
        return cls(role=row.role, registry_id=row.registry_id, centre=row.centre)

    def covers(self, registry_id: str, centre: str) -> bool:
        """Tell whether it holds there. Asked for "all", only "all" does."""
        return self.registry_id in ("", registry_id) and self.centre in ("", centre)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """A person who is signed in, with their roles; `session` is this browser's."""

    user: User
    scopes: tuple[Scope, ...]
    session: StaffSession

    def may(self, action: Action, registry_id: str = "", centre: str = "") -> bool:
        """Tell whether this person may do that there; without a place: everywhere."""
        return any(scope.covers(registry_id, centre) for scope in self._with(action))

    def may_somewhere(self, action: Action) -> bool:
        """Tell whether there is any place where this person may do that."""
        return bool(self._with(action))

    def may_within(self, action: Action, registry_id: str) -> bool:
        """Tell whether this person may do that in this trial or in any one centre of it."""
        return any(scope.registry_id in ("", registry_id) for scope in self._with(action))

    def centres(self, action: Action, registry_id: str) -> frozenset[str] | None:
        """Give the centres of a trial where this person may do that; None: in all of it."""
        if self.may(action, registry_id):
            return None
        scopes = (one for one in self._with(action) if one.registry_id in ("", registry_id))
        return frozenset(one.centre for one in scopes)

    def check_may(self, action: Action, registry_id: str = "", centre: str = "") -> None:
        """Raise Http404 where this person may not: what is another's does not exist."""
        if not self.may(action, registry_id, centre):
            raise Http404

    def visible(
        self, rows: QuerySet[Row], action: Action, trial: str = "registry_id", centre: str = ""
    ) -> QuerySet[Row]:
        """Keep the rows of the places where this person may do that.

        `trial` and `centre` name the rows' fields; without `centre` the rows belong to a
        whole trial, and a role in one centre of it does not reach them.
        """
        wanted = Q(pk__in=[])
        for scope in self._with(action):
            if scope.centre and not centre:
                continue
            here = Q()
            if scope.registry_id:
                here &= Q(**{trial: scope.registry_id})
            if scope.centre:
                here &= Q(**{centre: scope.centre})
            wanted |= here or Q(pk__isnull=False)
        return rows.filter(wanted)

    def _with(self, action: Action) -> tuple[Scope, ...]:
        return tuple(scope for scope in self.scopes if scope.role in TABLE[action])

    @property
    def lacks_second_factor(self) -> bool:
        """Tell whether this person must set up a second factor before anything else."""
        return settings.STAFF_SECOND_FACTOR and not self.session.second_factor


def staff_of(request: HttpRequest) -> Staff | None:
    """Give the person who is signed in, with their roles; None: nobody. Three queries."""
    session = session_of(request)
    return staff_holding(session) if session is not None else None


def staff_holding(session: StaffSession) -> Staff:
    """Give the person of a session with their roles. One query."""
    held = session.user.memberships.filter(ended_at=None)
    scopes = tuple(Scope.of(membership) for membership in held)
    return Staff(user=session.user, scopes=scopes, session=session)


def private_page(view: View) -> View:
    """Keep a page out of every cache, its fields out of reports, its address on this site."""

    @wraps(view)
    @cache_control(no_store=True, private=True)
    @sensitive_post_parameters()
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        # With the site's `no-referrer` a browser sends no origin, which a form's check needs.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return guarded


def staff_page(*actions: Action) -> Callable[[View], View]:
    """Guard a view: `view(request, staff, …)` for whoever may do one of these somewhere.

    Whoever is not signed in meets the sign-in page, whatever the address; whoever may do
    none of the actions meets a 404. Without actions: everybody of the staff. The view
    itself asks about the trial and the centre. Either 404 is the same page of the staff, with
    their header and where they can go on; it does not tell what there is.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            staff = staff_of(request)
            if staff is None:
                return to_sign_in(request)
            if staff.lacks_second_factor:
                return redirect("accounts:second-factor")
            request.staff = staff  # type: ignore[attr-defined]  # read by the frame, see `context`
            if actions and not any(staff.may_somewhere(action) for action in actions):
                return _not_found(request, staff)
            try:
                return view(request, staff, *args, **kwargs)
            except Http404:
                return _not_found(request, staff)

        return private_page(guarded)

    return decorate


def _not_found(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Say what to do; the same words for what is not here and for what lies out of reach."""
    context = {"may_prepare": staff.may_somewhere(Action.PREPARE_VERSION)}
    return render(request, "staff/not_found.html", context, status=404)


def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the sign-in page, and from there back to the page that was asked for."""
    query = QueryDict(mutable=True)
    query["next"] = request.path
    return HttpResponseRedirect(f"{reverse('accounts:sign-in')}?{query.urlencode(safe='/')}")
