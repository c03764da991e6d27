"""Tasks that come from the other rooms: clocks of serious events, consents, signatures."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trialogue.report.study.plan import plan_of_protocol
from trialogue.web.accounts.permissions import Action
from trialogue.web.entries.course import address_of as form_address
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import current_entries, current_rows
from trialogue.web.oversight.signatures import DATA, signed_of
from trialogue.web.oversight.tasks_of_today import Asked, Kind, Task
from trialogue.web.oversight.words import say_place, say_visit
from trialogue.web.safety.clocks import clocks_of
from trialogue.web.safety.forms import events_form
from trialogue.web.safety.hooks import say_clock
from trialogue.web.safety.study import Live
from trialogue.web.study.consent_views import Need, needs_of
from trialogue.web.study.models import Signature
from trialogue.web.study.states import standings


def events_to_report(asked: Asked) -> Iterator[Task]:
    """Find serious events that nobody has reported yet. Two queries."""
    forms = {pk: events_form(protocol) for pk, protocol in asked.protocols.items()}
    ids = {form.id for form in forms.values() if form is not None}
    if not ids:
        return
    entries: dict[int, dict[Place, Entry]] = {}
    for entry in current_rows(asked.people).filter(form__in=ids):
        entries.setdefault(entry.participant_id, {})[entry.place] = entry
    live = Live(
        registry_id=asked.protocol.id,
        people=tuple(asked.people),
        protocols=asked.protocols,
        entries=entries,
        plan=plan_of_protocol(asked.protocol),
    )
    for clock in clocks_of(live, asked.now):
        if clock.is_open:
            person = clock.participant
            place = say_place(asked.protocols[person.pk], clock.place)
            yield Task(
                kind=Kind.CLOCK,
                participant=person,
                words=f"{place}: {say_clock(clock)}",
                address=form_address(person, clock.place),
                action=Action.ENTER_DATA,
                by=timezone.localtime(clock.due).date(),
            )


def steps_of_path(asked: Asked) -> Iterator[Task]:
    """Find who must consent again, and who is enrolled without a sign-off. Five queries."""
    found = standings(asked.people, asked.today)
    for need in needs_of(asked.protocol, found):
        if need.is_any:
            yield _consent(need)
    for standing in found:
        if standing.is_unsigned:
            person = standing.known.participant
            yield Task(
                kind=Kind.SIGN,
                participant=person,
                words=_("enrolled, and the eligibility is not signed"),
                address=reverse("study:gates", args=[person.registry_id, person.subject]),
                action=Action.RULE_ELIGIBILITY,
            )


def _consent(need: Need) -> Task:
    person = need.standing.known.participant
    words = _("own consent: of age now")
    if need.amendment:
        words = _("consent to protocol version %(version)s") % {"version": need.amendment}
    return Task(
        kind=Kind.CONSENT,
        participant=person,
        words=words,
        address=reverse("study:consent", args=[person.registry_id, person.subject]),
        action=Action.ENTER_DATA,
    )


def signatures_to_renew(asked: Asked) -> Iterator[Task]:
    """Find signatures on data that fell, because what they cover was changed. Two queries."""
    signed: dict[int, list[Signature]] = {}
    rows = Signature.objects.filter(participant__in=asked.people, meaning=DATA)
    for signature in rows:
        signed.setdefault(signature.participant_id, []).append(signature)
    people = [person for person in asked.people if person.pk in signed]
    if not people:
        return
    current = current_entries(people)
    for person in people:
        for one in signed_of(person, current.get(person.pk, {}), signed[person.pk]):
            if not one.holds:
                visit = say_visit(asked.protocols[person.pk], one.visit)
                yield Task(
                    kind=Kind.SIGN,
                    participant=person,
                    words=_("%(what)s: changed since it was signed")
                    % {"what": visit or _("the data of the participant")},
                    address=_review(person),
                    action=Action.SIGN_DATA,
                )


def _review(person: Participant) -> str:
    at = [person.registry_id, person.subject]
    return reverse("oversight:participant", args=at) + "#signatures"
