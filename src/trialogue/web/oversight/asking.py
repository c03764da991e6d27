"""What the check of an entry found unusual becomes an open query as the entry is kept.

It happens in one place, in the transaction of the save, whoever saves: a form, an import, the
demo. The same value is never asked about twice: what somebody has closed stays closed. Where
the value changes, the query of the old value is closed by the change itself (and opened again
if the old value comes back); if the new one is unusual too, a new query asks about that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from trialogue.core.forms import Query as Unusual
from trialogue.core.forms import check_entry
from trialogue.core.protocol import Protocol
from trialogue.web.entries.models import Entry
from trialogue.web.entries.places import Place
from trialogue.web.entries.sheets import form_at, protocol_bound_to, protocols_by_version
from trialogue.web.oversight.across import RULE, ask_across, ask_across_many, spoken
from trialogue.web.oversight.fields import digest_of
from trialogue.web.oversight.models import Query
from trialogue.web.oversight.steps import step_by_check


def ask_about_entry(entry: Entry) -> None:
    """Open and close the queries of the check for an entry just kept; a follower of `entries`."""
    unusual = unusual_of(entry)
    asked = _asked_by_check(entry) if unusual or entry.version > 1 else []
    Query.objects.bulk_create(_settle(entry, unusual, asked))
    ask_across(entry)


def ask_about_entries(entries: Sequence[Entry]) -> None:
    """Do the same for many entries of one trial, in a set number of queries for what is new."""
    if not entries:
        return
    versions = {one.protocol_version for one in entries}
    protocols = protocols_by_version(entries[0].participant.registry_id, versions)
    asked: dict[tuple[int, Place], list[Query]] = {}
    rows = Query.objects.filter(
        participant__in={one.participant_id for one in entries},
        form__in={one.form for one in entries},
        origin=Query.Origin.CHECK,
    )
    for query in rows.prefetch_related("steps"):
        asked.setdefault((query.participant_id, query.place), []).append(query)
    new: list[Query] = []
    for one in entries:
        unusual = unusual_of(one, protocols[one.protocol_version])
        new += _settle(one, unusual, asked.get((one.participant_id, one.place), []))
    Query.objects.bulk_create(new)
    ask_across_many(entries, protocols)


def ask_further(found: Iterable[tuple[Entry, Sequence[Unusual]]]) -> None:
    """Open queries about what whoever saved these entries found besides their check.

    They go as others of the check do: closed where the value changes, never asked twice.
    """
    pairs = [(entry, one) for entry, some in found for one in some]
    if not pairs:
        return
    rows = Query.objects.filter(
        participant__in={entry.participant_id for entry, _one in pairs},
        origin=Query.Origin.CHECK,
    )
    known = {(one.participant_id, one.place, one.field, one.digest) for one in rows}
    new = [_new(entry, one) for entry, one in pairs]
    Query.objects.bulk_create(
        one for one in new if (one.participant_id, one.place, one.field, one.digest) not in known
    )


def _settle(entry: Entry, unusual: Iterable[Unusual], asked: Sequence[Query]) -> list[Query]:
    """Follow the queries that are there, and give the new ones."""
    asked = [one for one in asked if RULE not in one.unusual]
    known = {(one.field, one.digest) for one in asked}
    for query in asked:
        _follow(query, entry)
    return [
        _new(entry, one)
        for one in unusual
        if (one.field, digest_of(one.field, entry.values)) not in known
    ]


def unusual_of(entry: Entry, protocol: Protocol | None = None) -> tuple[Unusual, ...]:
    """Check an entry once more and give what is unusual in it."""
    if entry.removed:
        return ()
    protocol = protocol or protocol_bound_to(entry.participant, entry.protocol_version)
    found = form_at(protocol, entry.place)
    if found is None:
        return ()
    return check_entry(found[0], entry.values, protocol, timezone.localdate()).queries


def _asked_by_check(entry: Entry) -> list[Query]:
    rows = Query.objects.filter(
        participant=entry.participant_id,
        form=entry.form,
        visit=entry.visit,
        occurrence=entry.occurrence,
        origin=Query.Origin.CHECK,
    )
    return list(rows.prefetch_related("steps"))


def _follow(query: Query, entry: Entry) -> None:
    """Close a query whose value was changed; open it again where that value came back."""
    step_by_check(query, entry, holds=digest_of(query.field, entry.values) == query.digest)


def _new(entry: Entry, one: Unusual) -> Query:
    return Query(
        participant_id=entry.participant_id,
        form=entry.form,
        visit=entry.visit,
        occurrence=entry.occurrence,
        field=one.field,
        version=entry.version,
        digest=digest_of(one.field, entry.values),
        origin=Query.Origin.CHECK,
        unusual={
            "found": spoken(one.found),
            "expected": spoken(one.expected),
            "words": spoken(one.words),
        },
        opened_by=entry.made_by,
        opened_at=entry.made_at,
    )
