"""The writes: queries and their steps, verification marks, freezes and locks.

Who may is asked before, by the view; when it may is asked here, with the participant's chain
held, so that two who act at once meet each other. Each action appends and says who and when.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trialogue.web.accounts.models import User
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import entry_at
from trialogue.web.oversight.fields import digest_of, filled_fields
from trialogue.web.oversight.holding import Target, holds_in_force, level_at
from trialogue.web.oversight.models import (
    LONGEST_REASON,
    LONGEST_WORDS,
    Hold,
    MailWish,
    Mark,
    Query,
    QueryStep,
)
from trialogue.web.oversight.policies import (
    HOLD_TURNS,
    KINDS,
    LEVEL_AFTER,
    QUERY_MOVES,
    STEPS,
    Level,
    Move,
    Turn,
)
from trialogue.web.oversight.queries import queries_within
from trialogue.web.oversight.steps import state_of


class Refused(Exception):
    """It may not be done now; the message says why, in the reader's language."""


@transaction.atomic
def open_query(by: User, participant: Participant, place: Place, field: str, text: str) -> Query:
    """Ask about a field of an entry, or with an empty field about the form. Raises Refused."""
    held = _hold(participant)
    _check_words(text, LONGEST_WORDS)
    _check_level(held, place)
    entry = entry_at(held, place)
    return Query.objects.create(
        participant=held,
        form=place.form,
        visit=place.visit,
        occurrence=place.occurrence,
        field=field,
        version=entry.version if entry is not None else 0,
        digest=digest_of(field, entry.values if entry is not None else {}),
        text=text.strip(),
        opened_by=by,
        opened_at=timezone.now(),
    )


@transaction.atomic
def move_query(by: User, query: Query, move: Move, text: str, *, seen: int) -> QueryStep:
    """Answer, close or re-open a query. Raises Refused.

    `seen` is how many steps the person saw: where another has come since, they look again.
    Only a close may go without words. Nobody closes a query on their own answer.
    """
    held = _hold(query.participant)
    steps = list(QueryStep.objects.filter(query=query).order_by("number"))
    if len(steps) != seen:
        raise Refused(_("Somebody has done something with this query meanwhile. Look again."))
    if move not in QUERY_MOVES[state_of(query)]:
        raise Refused(_("This query does not stand so that this could be done."))
    if move is not Move.CLOSE or text.strip():
        _check_words(text, LONGEST_WORDS)
    if move is Move.CLOSE and steps and steps[-1].kind == QueryStep.Kind.ANSWERED:
        _check_other(by, steps[-1].by)
    if move is not Move.CLOSE:
        _check_level(held, query.place)
    return QueryStep.objects.create(
        query=query,
        number=len(steps) + 1,
        kind=STEPS[move],
        text=text.strip(),
        by=by,
        at=timezone.now(),
    )


@transaction.atomic
def mark_fields(
    by: User,
    participant: Participant,
    place: Place,
    fields: Collection[str],
    *,
    version: int,
) -> Sequence[Mark]:
    """Say which fields of a place agree with their source, out of all that are filled.

    Fields that are named get a mark where none stands; of those that are not, a mark that
    stands is taken back. `version` is the one that the monitor compared: where the entry has
    changed since, nothing is marked. Raises Refused.
    """
    held = _hold(participant)
    _check_level(held, place)
    entry = entry_at(held, place)
    if entry is None or entry.removed or entry.version != version:
        raise Refused(_("The form was changed meanwhile. Compare it again."))
    standing = _marked(held, place)
    digests = {field: digest_of(field, entry.values) for field in filled_fields(entry.values)}
    now = timezone.now()
    rows = [
        Mark(
            participant=held,
            form=place.form,
            visit=place.visit,
            occurrence=place.occurrence,
            field=field,
            version=entry.version,
            digest=digest,
            is_set=field in fields,
            by=by,
            at=now,
        )
        for field, digest in digests.items()
        if (field in fields) != (standing.get(field) == digest)
    ]
    return Mark.objects.bulk_create(rows)


@transaction.atomic
def turn_data(by: User, participant: Participant, target: Target, turn: Turn, reason: str) -> Hold:
    """Freeze, thaw, lock or unlock a participant, a visit or a form. Raises Refused.

    Every one needs a reason; nothing is locked while a query there is not closed.
    """
    held = _hold(participant)
    _check_words(reason, LONGEST_REASON)
    found = holds_in_force(held.holds.all()).get(target)
    level = LEVEL_AFTER[found.kind] if found is not None else Level.OPEN
    if turn not in HOLD_TURNS[level]:
        raise Refused(_("The data do not stand so that this could be done."))
    if turn is Turn.LOCK and queries_within(held, target):
        raise Refused(_("Queries there are not closed yet. Close them, then lock."))
    return Hold.objects.create(
        participant=held,
        form=target.form,
        visit=target.visit,
        kind=KINDS[turn],
        reason=reason.strip(),
        by=by,
        at=timezone.now(),
    )


def wish_for_mail(by: User, wanted: bool) -> None:
    """Keep whether a person wants the daily mail about waiting tasks."""
    MailWish.objects.update_or_create(user=by, defaults={"wanted": wanted})


def _hold(participant: Participant) -> Participant:
    """Hold the participant's chain until the transaction ends, as saving an entry does."""
    return Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)


def _marked(participant: Participant, place: Place) -> dict[str, str]:
    """Give the digest of each field's mark at a place, of those not taken back."""
    rows = participant.marks.filter(form=place.form, visit=place.visit, occurrence=place.occurrence)
    last = {one.field: one for one in rows.order_by("pk")}
    return {field: one.digest for field, one in last.items() if one.is_set}


def _check_words(text: str, most: int) -> None:
    if not text.strip():
        raise Refused(_("Words are needed here."))
    if len(text.strip()) > most:
        raise Refused(_("At most %(number)d characters.") % {"number": most})


def _check_level(participant: Participant, place: Place) -> None:
    if level_at(participant, place) is Level.LOCKED:
        raise Refused(_("These data are locked. Unlock them first."))


def _check_other(by: User, answered_by: User) -> None:
    if by == answered_by:
        raise Refused(_("Somebody else closes a query that you answered."))
