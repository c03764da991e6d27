"""What does not go together across the forms of a participant becomes a query, and goes by itself.

After every save the rules of `core.forms.coherence` are asked anew. A query is closed by the
check as soon as its rule does not find it any more, whichever of the two sides was mended, and
opened again if it comes back; what a person has closed stays closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from trialogue.core.forms.coherence import Incoherence, incoherences_of, is_read_by_rules
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Purpose
from trialogue.core.protocol.words import LANGUAGES, Text
from trialogue.web.entries.models import Entry
from trialogue.web.entries.queries import current_rows
from trialogue.web.entries.sheets import protocol_bound_to
from trialogue.web.oversight.fields import digest_of
from trialogue.web.oversight.models import Query
from trialogue.web.oversight.steps import step_by_check

RULE = "rule"
"""The key of `Query.unusual` that names the rule; other queries of the check have none."""
Found = tuple[str, str, str, str]
"""Place, field, what the field said, rule: what is asked about once."""


def ask_across(entry: Entry) -> None:
    """Open and close the queries about what does not go together. Three queries at most.

    Forms that no rule reads matter only after a death, or where something is asked already.
    """
    protocol = protocol_bound_to(entry.participant, entry.protocol_version)
    form = protocol.forms.get(entry.form)
    asked = _asked(entry)
    if form is None or not (asked or is_read_by_rules(form) or _has_died(entry, protocol)):
        return
    rows = list(current_rows([entry.participant]).order_by("pk"))
    Query.objects.bulk_create(_settle(entry, protocol, rows, asked))


def ask_across_many(entries: Sequence[Entry], protocols: Mapping[str, Protocol]) -> None:
    """Do the same after many saves of one trial: each participant once. Three queries at most.

    `protocols` are by version. Each step is made by the last entry of its participant.
    """
    last = {one.participant_id: one for one in entries}
    asked: dict[int, list[Query]] = {}
    rules = Query.objects.filter(
        participant__in=last, origin=Query.Origin.CHECK, unusual__has_key=RULE
    )
    for query in rules.prefetch_related("steps"):
        asked.setdefault(query.participant_id, []).append(query)
    wanted = {*asked, *_dead(last, protocols)} | {
        one.participant_id
        for one in entries
        if (form := protocols[one.protocol_version].forms.get(one.form)) and is_read_by_rules(form)
    }
    standing: dict[int, list[Entry]] = {}
    for row in current_rows([last[pk].participant for pk in sorted(wanted)]).order_by("pk"):
        standing.setdefault(row.participant_id, []).append(row)
    new: list[Query] = []
    for pk in sorted(wanted):
        protocol = protocols[last[pk].protocol_version]
        new += _settle(last[pk], protocol, standing.get(pk, []), asked.get(pk, []))
    Query.objects.bulk_create(new)


def _settle(
    entry: Entry, protocol: Protocol, rows: list[Entry], asked: Iterable[Query]
) -> list[Query]:
    """Close and open again what is asked already, and give what is to be asked now."""
    found = {_key(one, row): (one, row) for one, row in _found(protocol, rows)}
    known = {_asked_key(one): one for one in asked}
    for key, query in known.items():
        step_by_check(query, entry, holds=key in found)
    return [_new(entry, one, row) for key, (one, row) in found.items() if key not in known]


def _found(protocol: Protocol, rows: list[Entry]) -> list[tuple[Incoherence, Entry]]:
    at = {(row.form, row.visit, row.occurrence): row for row in rows}
    return [
        (one, at[one.entry.form, one.entry.visit, one.entry.occurrence])
        for one in incoherences_of(protocol, rows)
    ]


def _has_died(entry: Entry, protocol: Protocol) -> bool:
    return entry.participant.entries.filter(form__in=_forms_of_death(protocol)).exists()


def _dead(people: Iterable[int], protocols: Mapping[str, Protocol]) -> set[int]:
    forms = {form for protocol in protocols.values() for form in _forms_of_death(protocol)}
    rows = Entry.objects.filter(participant__in=people, form__in=forms)
    return set(rows.values_list("participant", flat=True))


def _forms_of_death(protocol: Protocol) -> list[str]:
    return [
        id
        for id, form in protocol.forms.items()
        if form.purpose is Purpose.END and form.constants.get("DSDECOD") == "DEATH"
    ]


def _asked(entry: Entry) -> list[Query]:
    rows = Query.objects.filter(
        participant=entry.participant_id, origin=Query.Origin.CHECK, unusual__has_key=RULE
    )
    return list(rows.prefetch_related("steps"))


def _key(one: Incoherence, row: Entry) -> Found:
    return row.place.key, one.field, digest_of(one.field, row.values), one.rule


def _asked_key(query: Query) -> Found:
    return query.place.key, query.field, query.digest, query.unusual[RULE]


def _new(entry: Entry, one: Incoherence, row: Entry) -> Query:
    return Query(
        participant_id=row.participant_id,
        form=row.form,
        visit=row.visit,
        occurrence=row.occurrence,
        field=one.field,
        version=row.version,
        digest=digest_of(one.field, row.values),
        origin=Query.Origin.CHECK,
        unusual={
            "found": spoken(one.found),
            "expected": spoken(one.expected),
            "words": spoken(one.words),
            RULE: one.rule,
        },
        opened_by=entry.made_by,
        opened_at=entry.made_at,
    )


def spoken(text: Text) -> list[str]:
    """Keep a text in every language."""
    return [getattr(text, language) for language in LANGUAGES]
