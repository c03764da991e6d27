"""The audit trail: every table and every action is in it, in words; filters, CSV, the chain."""

from __future__ import annotations

import csv
import hashlib
import importlib
import inspect
import io
import pkgutil
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.web.cast import PASSWORD, signed_in
from tests.web.entries.people import ELSEWHERE, HERE, PLANTED, TRIAL, make_somebody
from tests.web.oversight.crew import LABS, ODD, SEEN, Crew, save
from trialogue.core.protocol import Protocol
from trialogue.exchange.tables.guessing import guess_mapping
from trialogue.exchange.tables.mapping import FileMapping
from trialogue.exchange.tables.table import read_table
from trialogue.web.accounts.models import Membership, StaffSession, User
from trialogue.web.accounts.permissions import Scope, Staff
from trialogue.web.entries import identities
from trialogue.web.entries.actions import make_participant, remove_entry
from trialogue.web.entries.bulk_actions import Write, save_entries
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.oversight import actions
from trialogue.web.oversight.holding import Target
from trialogue.web.oversight.models import Query
from trialogue.web.oversight.policies import Move, Turn
from trialogue.web.oversight.signatures import last_hash_of, sign_data
from trialogue.web.oversight.trail import TELLERS, Event, Wanted, trail_for
from trialogue.web.transfer import importing_actions
from trialogue.web.transfer.actions import export_data, make_cut
from trialogue.web.transfer.file_actions import make_file
from trialogue.web.trials.queries import loaded_protocol

HOME = f"/study/{TRIAL}/trail"
ROOMS = ("entries", "oversight", "study", "safety", "transfer")
"""The rooms of the workspace, whether they are here yet or not."""
WRITING = ("identities", "signatures", "signing")
"""Modules that write besides those that are called `…actions`."""


def events(user: User, wanted: Wanted | None = None) -> list[Event]:
    return list(trail_for(_staff(user), _protocol(), wanted or Wanted()).all(at_once=3))


def words(one: Event) -> str:
    return "; ".join(filter(None, (one.words, *(line.words for line in one.lines))))


Do = Callable[[Crew, Participant], object]


def _protocol() -> Protocol:
    protocol = loaded_protocol(TRIAL)
    assert protocol is not None
    return protocol


def _query(crew: Crew, somebody: Participant) -> Query:
    return actions.open_query(crew.mona, somebody, LABS, "alt", "Is it 45?")


def _answered(crew: Crew, somebody: Participant) -> object:
    return actions.move_query(crew.carol, _query(crew, somebody), Move.ANSWER, "Yes", seen=0)


def _frozen(crew: Crew, somebody: Participant) -> object:
    return actions.turn_data(crew.dara, somebody, Target(visit="month1"), Turn.FREEZE, "a look")


def _staff(user: User) -> Staff:
    scopes = tuple(map(Scope.of, Membership.objects.filter(user=user)))
    return Staff(user=user, scopes=scopes, session=StaffSession())


ROWS = b"subject,visit,taken,alt,alt.unit\nP-001,month2,2026-02-03,77,U/L\n"


def _imported(crew: Crew, somebody: Participant) -> object:
    staff, protocol = _staff(crew.carol), _protocol()
    staged = importing_actions.stage_file(crew.carol, protocol, "labs.csv", ROWS)
    importing_actions.set_mapping(staged, guess_mapping(read_table(ROWS), protocol), "")
    plan = importing_actions.read_staged(staff, protocol, staged).plan
    return importing_actions.import_file(staff, protocol, staged, reason="", seen=plan.digest)


def _saved_in_bulk(crew: Crew, somebody: Participant) -> object:
    write = Write(
        participant=somebody,
        place=LABS,
        values={**SEEN, "alt": "45"},
        base_version=1,
        source="import:labs.csv",
    )
    return save_entries(crew.ivan, [write], reason="transcription error")


ACTIONS: dict[str, tuple[Do, str, str]] = {
    "entries.bulk_actions.save_entries": (_saved_in_bulk, "Ivan", "changed ALT from 54 to 45 U/L"),
    "transfer.importing_actions.import_file": (
        _imported,
        "Carol",
        f"imported labs.csv (SHA-256 {hashlib.sha256(ROWS).hexdigest()}) for 1 participant: "
        "1 new entries, 0 changed, 0 unchanged, 0 rows left out",
    ),
    "transfer.importing_actions.keep_mapping": (
        lambda crew, _: importing_actions.keep_mapping(
            crew.carol, _protocol(), "Ours", FileMapping()
        ),
        "Carol",
        "kept the mapping of files “Ours”, version 1",
    ),
    "entries.actions.make_participant": (
        lambda crew, _: make_participant(crew.carol, TRIAL, HERE, protocol_version="1"),
        "Carol",
        "made the participant, protocol version 1",
    ),
    "entries.actions.save_entry": (
        lambda crew, one: save(crew.ivan, one, {**SEEN, "alt": "45"}, "transcription error"),
        "Ivan",
        "changed ALT from 54 to 45 U/L",
    ),
    "entries.actions.remove_entry": (
        lambda crew, one: remove_entry(crew.carol, one, LABS, base_version=1, reason="wrong"),
        "Carol",
        "removed the form; removed ALT (it was 54 U/L); removed AST (it was 30 U/L)",
    ),
    "entries.identities.see_identity": (
        lambda crew, one: identities.see_identity(crew.carol, one),
        "Carol",
        "saw who the participant is",
    ),
    "entries.identities.write_identity": (
        lambda crew, one: identities.write_identity(crew.carol, one, {"family_name": PLANTED}),
        "Carol",
        "wrote who the participant is",
    ),
    "entries.identities.erase_identity": (
        lambda crew, one: identities.erase_identity(crew.ivan, one),
        "Ivan",
        "erased who the participant is",
    ),
    "oversight.actions.open_query": (_query, "Mona", "opened query {query} on ALT"),
    "oversight.actions.move_query": (_answered, "Carol", "answered query {query}"),
    "oversight.actions.mark_fields": (
        lambda crew, one: actions.mark_fields(crew.mona, one, LABS, {"alt"}, version=1),
        "Mona",
        "verified ALT against the source (version 1)",
    ),
    "oversight.signatures.sign_data": (
        lambda crew, one: sign_data(
            crew.ivan, PASSWORD, one, "month1", seen=last_hash_of(one), statement="Right."
        ),
        "Ivan",
        "signed Month 1: Right.",
    ),
    "oversight.actions.turn_data": (_frozen, "Dara", "froze: Month 1"),
    "transfer.actions.export_data": (
        lambda crew, one: export_data(crew.dara, _protocol(), "csv"),
        "Dara",
        "exported the data of 1 participants as csv",
    ),
    "transfer.actions.make_cut": (
        lambda crew, one: make_cut(crew.dara, _protocol(), "March", one.made_at),
        "Dara",
        "cut the data: March, entered until {moment}",
    ),
    "transfer.file_actions.make_file": (
        lambda crew, one: make_file(crew.mona, one, "pdf", names=False),
        "Mona",
        "made the participant’s file as PDF, without the name",
    ),
}
"""What each action of the workspace leaves in the trail: who, and which words."""
NO_DATA = {
    "entries.actions.keep_draft": "what is not saved yet is no record; saving it is told",
    "entries.actions.drop_draft": "the same",
    "entries.actions.sweep_drafts": "the same",
    "oversight.actions.wish_for_mail": "a person's own setting",
    **dict.fromkeys(
        (
            "transfer.importing_actions.stage_file",
            "transfer.importing_actions.set_mapping",
            "transfer.importing_actions.drop_file",
            "transfer.importing_actions.sweep_files",
        ),
        "a file that waits is no record; importing it is told",
    ),
    "transfer.importing_actions.read_staged": "it only reads",
    "transfer.actions.run_again": "computes the same results of the same data again",
    "study.actions.invent_people": "the demo's invented people",
    **dict.fromkeys(
        (
            "oversight.signatures.content_of_data",
            "oversight.signatures.signed_of",
            "oversight.signatures.last_hash_of",
            "study.gate_actions.statement_of",
            "study.signing.digest",
            "study.signing.is_valid",
            "study.signing.latest_signature",
        ),
        "it only reads",
    ),
    "study.signing.reauthenticate": "noted with the account: see accounts",
    **dict.fromkeys(
        (
            "study.gate_actions.confirm_passing",
            "study.gate_actions.rule",
            "study.gate_actions.sign_off",
            "study.signing.sign",
            "study.signing.sign_now",
        ),
        "told: see test_trail_of_the_path and oversight.signatures.sign_data",
    ),
}
"""What leaves nothing in the trail, or is told elsewhere, each with the reason."""


def _actions_of_rooms() -> list[str]:
    found = []
    for room in ROOMS:
        if not apps.is_installed(f"trialogue.web.{room}"):
            continue
        package = importlib.import_module(f"trialogue.web.{room}")
        for name in sorted(one.name for one in pkgutil.iter_modules(package.__path__)):
            if not (name.endswith("actions") or name in WRITING):
                continue
            module = importlib.import_module(f"trialogue.web.{room}.{name}")
            found += [
                f"{room}.{name}.{key}"
                for key, one in vars(module).items()
                if inspect.isfunction(inspect.unwrap(one))
                and inspect.unwrap(one).__module__ == module.__name__
                and not key.startswith("_")
            ]
    return found


@pytest.mark.parametrize("action", sorted({*_actions_of_rooms(), *ACTIONS}))
def test_the_trail_tells_every_action(action: str, crew: Crew, somebody: Participant) -> None:
    if action in NO_DATA:
        assert action not in ACTIONS
        return
    do, who, said = ACTIONS[action]
    before = len(events(crew.dara))

    do(crew, somebody)

    found = events(crew.dara)
    assert len(found) > before
    query = Query.objects.first()
    moment = f"{somebody.made_at:%Y-%m-%d %H:%M} UTC"
    assert (who, said.format(query=query.pk if query else "", moment=moment)) in {
        (one.by, words(one)) for one in found
    }


@pytest.mark.django_db
def test_every_table_of_the_workspace_that_cannot_change_has_its_teller() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT event_object_table FROM information_schema.triggers")
        kept = {name for (name,) in cursor.fetchall()}
    own = {
        model._meta.db_table
        for config in apps.get_app_configs()
        if config.label in ROOMS
        for model in config.get_models()
    }

    assert own & kept == {one.model._meta.db_table for one in TELLERS}


def test_what_the_check_asked_and_closed_is_told(crew: Crew, somebody: Participant) -> None:
    save(crew.carol, somebody, ODD, "typing error")
    save(crew.carol, somebody, SEEN, "read again")
    save(crew.carol, somebody, ODD, "it was right")

    number = Query.objects.get().pk
    said = [words(one) for one in events(crew.dara) if one.kind.startswith("query")]
    assert said == [
        f"query {number} was opened again: the value came back",
        f"query {number} was closed because the value was changed",
        f"the check opened query {number} on ALT",
    ]


def text(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    return page.content.decode()


def table(client: Client, address: str = f"{HOME}.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(client, address).removeprefix("\ufeff"))))


def test_the_trail_is_narrowed_by_participant_form_person_and_day(
    crew: Crew, somebody: Participant
) -> None:
    other = make_somebody(crew.ivan, "P-002")
    save(crew.ivan, other, {"term": "Fever", "serious": "no"}, at=Place(form="ae"))
    today = timezone.localdate()

    def kinds(wanted: Wanted) -> list[tuple[str, str, str]]:
        return [(one.kind, one.subject, one.form) for one in events(crew.dara, wanted)]

    made, labs = ("participant", "P-001", ""), ("entry", "P-001", "labs")
    also, fever = ("participant", "P-002", ""), ("entry", "P-002", "ae")
    assert kinds(Wanted()) == [fever, also, labs, made]
    assert kinds(Wanted(subject="P-001")) == [labs, made]
    assert kinds(Wanted(form="ae")) == [fever]
    assert kinds(Wanted(person=crew.carol.pk)) == [labs, made]
    assert kinds(Wanted(first=today, last=today)) == [fever, also, labs, made]
    assert kinds(Wanted(first=today + timedelta(days=1))) == []
    assert kinds(Wanted(last=today - timedelta(days=1))) == []
    assert kinds(Wanted(kind="entry", subject="P-002")) == [fever]


def test_the_page_tells_in_words_and_the_csv_field_by_field(
    crew: Crew, somebody: Participant
) -> None:
    save(crew.carol, somebody, {**SEEN, "alt": "45", "note": "=1+1"}, "transcription error")
    client = signed_in(crew.dara)

    page = text(client, f"{HOME}/")
    assert "changed ALT from 54 to 45 U/L" in page
    assert "transcription error" in page
    assert "Blood chemistry · Month 1" in page

    rows = table(client, f"{HOME}.csv?participant=P-001&form=labs")
    assert [(row["field"], row["before"], row["after"]) for row in rows] == [
        ("alt", "54 U/L", "45 U/L"),
        ("note", "", "'=1+1"),
        ("alt", "", "54 U/L"),
        ("ast", "", "30 U/L"),
    ]
    assert {row["by"] for row in rows} == {"Carol"}
    assert rows[0]["reason"] == "transcription error"
    assert rows[0]["hash"] == Entry.objects.order_by("-pk")[0].hash


def test_a_broken_chain_is_shown(crew: Crew, somebody: Participant) -> None:
    client = signed_in(crew.mona)
    assert "Every chain holds: 1 entry." in text(client, f"{HOME}/chains/")
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER entries_entry_no_update")
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE entries_entry SET reason = 'quietly'")

    page = text(client, f"{HOME}/chains/")

    assert "1 chain does not hold." in page
    assert "breaks at labs@month1 version 1: it was changed" in page


def test_a_centre_sees_its_own_and_no_page_names_anybody(crew: Crew, somebody: Participant) -> None:
    other = make_somebody(crew.bernd, "P-002", ELSEWHERE)
    save(crew.bernd, other, SEEN)
    identities.write_identity(crew.carol, somebody, {"family_name": PLANTED})

    assert {one.subject for one in events(crew.carol)} == {"P-001"}
    assert {one.subject for one in events(crew.bernd)} == {"P-002"}
    for user in (crew.carol, crew.mona, crew.dara):
        client = signed_in(user)
        for address in (f"{HOME}/", f"{HOME}.csv", f"{HOME}/chains/"):
            assert PLANTED not in text(client, address)
    for user in (crew.stan, crew.zoe):
        client = signed_in(user)
        for address in (f"{HOME}/", f"{HOME}.csv", f"{HOME}/chains/"):
            assert client.get(address).status_code == 404


def test_a_hundred_events_cost_as_many_questions_as_few(
    crew: Crew, somebody: Participant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        other = make_somebody(crew.carol, f"P-01{number}")
        for alt in range(3):
            save(crew.carol, other, {**ODD, "alt": str(5000 + alt)}, "again")
        actions.mark_fields(crew.mona, other, LABS, {"alt"}, version=3)
        actions.turn_data(crew.dara, other, Target(), Turn.FREEZE, "x")
        identities.see_identity(crew.carol, other)
    client = signed_in(crew.dara)
    client.get(f"{HOME}/")

    with django_assert_num_queries(49):
        client.get(f"{HOME}/")


@pytest.mark.parametrize(
    "query", ["by=x", "by=99999999999999", "from=x", "to=9999-12-31", "page=99", "kind=x"]
)
def test_what_cannot_be_read_narrows_nothing(query: str, crew: Crew, somebody: Participant) -> None:
    assert "entered ALT" in text(signed_in(crew.dara), f"{HOME}/?{query}")
