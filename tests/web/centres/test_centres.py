"""The centres of a trial: the registry's, the protocol's, and what was entered in their place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from tests.web.cast import A, Cast
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.trial import Centre as Slot
from trialogue.core.protocol.words import Text
from trialogue.core.record import Contact, Point, Record, Site, Version
from trialogue.web.centres.actions import Entry, enter_centre, enter_demo_centre
from trialogue.web.centres.models import EnteredCentre
from trialogue.web.centres.queries import centre_of, centres_of, known_trial, make_key, site_keys
from trialogue.web.records.actions import store_records

SITES = (
    Site(facility="City Hospital", city="Bonn", country="Germany", status="RECRUITING"),
    Site(
        facility="中山大学附属医院",
        city="Guangzhou",
        country="China",
        point=Point(lat=23.1, lon=113.2),
        contacts=(Contact(name="No Way"), Contact(name="Dr Li", phone="+86 20 1")),
    ),
    Site(facility="City Hospital", city="Bonn", country="Germany", status="WITHDRAWN"),
)
RECORD = Record(
    id="NCT00000001",
    version=Version(posted="2026-01-01", digest="d"),
    status="RECRUITING",
    sites=SITES,
)
ENTRY = Entry(
    registry_id=RECORD.id,
    key="city-hospital-bonn",
    name="City Hospital",
    city="Bonn",
    country="Germany",
    status="closed",
    email="trials@bonn.example",
    languages=("de", "en"),
    why="told by telephone",
)


@pytest.fixture
def record(db: None) -> Record:
    """Load a record with three sites."""
    store_records([RECORD])
    return RECORD


def test_the_registrys_sites_are_centres_with_keys_of_their_own(record: Record) -> None:
    found = centres_of(record.id)

    assert [one.key for one in found] == [
        "city-hospital-bonn",
        "中山大学附属医院-guangzhou",
        "city-hospital-bonn-2",
    ]
    assert [one.is_open for one in found] == [True, True, False]
    assert found[1].contact_name == "Dr Li"
    assert not any(one.is_confirmed for one in found)


def test_what_is_entered_stands_in_place_of_the_registrys_word(record: Record, cast: Cast) -> None:
    enter_centre(cast.alice, ENTRY)

    found = centre_of(record.id, ENTRY.key)

    assert found is not None
    assert (found.is_open, found.email, found.languages, found.source) == (
        False,
        "trials@bonn.example",
        ("de", "en"),
        "entered",
    )
    assert len(centres_of(record.id)) == 3


def test_a_new_state_supersedes_and_the_earlier_one_stays(record: Record, cast: Cast) -> None:
    enter_centre(cast.alice, ENTRY)
    enter_centre(cast.bob, replace(ENTRY, status="open", why="open again"))
    enter_centre(cast.bob, replace(ENTRY, status="open", why="said twice"))

    rows = EnteredCentre.objects.order_by("pk")

    assert [(row.status, row.entered_by, row.why) for row in rows] == [
        ("closed", cast.alice, "told by telephone"),
        ("open", cast.bob, "open again"),
    ]
    found = centre_of(record.id, ENTRY.key)
    assert found is not None
    assert found.is_open


def test_a_new_centre_gets_a_key_that_is_free_and_one_withdrawn_is_not_shown(
    record: Record, cast: Cast
) -> None:
    fresh = replace(ENTRY, key="", name="Children’s Clinic", city="Köln")

    first, twice = enter_centre(cast.alice, fresh), enter_centre(cast.alice, fresh)
    second = enter_centre(cast.alice, replace(fresh, email="other@koeln.example"))
    enter_centre(cast.alice, replace(fresh, key=second.key, status="withdrawn"))

    assert twice == first
    assert (first.key, second.key) == ("children-s-clinic-köln", "children-s-clinic-köln-2")
    assert centres_of(record.id)[0].key == first.key
    assert centre_of(record.id, second.key) is None


def test_what_was_entered_by_mistake_leaves_the_registrys_word(record: Record, cast: Cast) -> None:
    enter_centre(cast.alice, ENTRY)
    enter_centre(cast.alice, replace(ENTRY, status="withdrawn"))

    found = centre_of(record.id, ENTRY.key)

    assert found is not None
    assert (found.source, found.is_open) == ("registry", True)


def test_the_database_keeps_what_was_entered(record: Record, cast: Cast) -> None:
    enter_centre(cast.alice, ENTRY)

    for change in (
        lambda: EnteredCentre.objects.update(email="x@y.example"),
        EnteredCentre.objects.all().delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_demos_centre_is_invented_and_says_so(reference: Protocol) -> None:
    enter_demo_centre(A)
    enter_demo_centre(A)

    (found,) = centres_of(A)

    assert found.is_invented
    assert found.is_open
    assert "invented" in found.name
    assert found.own_city == "广州"
    assert EnteredCentre.objects.count() == 1


def test_an_empty_slot_of_a_protocol_is_no_centre(reference: Protocol) -> None:
    from trialogue.web.centres.queries import merge_centres

    named = Slot(id="centre-9", name=Text("Named", "有名"), city=Text("Xi’an"), status="open")
    protocol = replace(reference, centres=(*reference.centres, named))

    found = merge_centres(A, None, protocol, {})

    assert [(one.key, one.own_name, one.is_open) for one in found] == [("centre-9", "有名", True)]


def test_a_trial_is_known_by_its_id_in_any_case(record: Record, reference: Protocol) -> None:
    assert known_trial("nct00000001") == "NCT00000001"
    assert known_trial(" nct06836505".strip()) == A
    assert known_trial("NCT99999999") is None


def test_keys_are_of_any_script_and_never_too_long() -> None:
    long = [Site(facility="x" * 300, city="y")] * 12

    assert make_key("  —  ") == "centre"
    assert max(map(len, site_keys(long))) <= 80
    assert len(set(site_keys(long))) == 12
