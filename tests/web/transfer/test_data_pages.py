"""Exports that are noted and name nobody; cuts that later entries do not touch; who may."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from tests.web.cast import make_user, signed_in
from tests.web.conftest import REFERENCE
from trialogue.core.protocol import Protocol
from trialogue.exchange.protocol_format.writer import dump_protocol
from trialogue.web.accounts.models import User
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.actions import make_participant, save_entry
from trialogue.web.entries.models import Participant
from trialogue.web.entries.outcomes import Saved
from trialogue.web.transfer.actions import CutRefused, make_cut
from trialogue.web.transfer.comparing import compare_cuts
from trialogue.web.transfer.models import Cut, Export
from trialogue.web.trials.models import LoadedProtocol

DATA = f"/study/{REFERENCE}/data/"


@pytest.fixture
def dara(study: Protocol) -> User:
    return make_user("Dara", Role.DATA_MANAGER, REFERENCE)


@pytest.fixture
def client_of_dara(dara: User) -> Client:
    return signed_in(dara)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def change_the_sex(by: User) -> None:
    person = Participant.objects.get(subject="P-1")
    entry = person.entries.get(form="demography")
    values = entry.values | {"sex": "male"}
    outcome = save_entry(by, person, entry.place, values, base_version=1, reason="misread")
    assert isinstance(outcome, Saved), outcome


def test_an_export_holds_every_row_by_code_and_is_noted(client_of_dara: Client, dara: User) -> None:
    answer = client_of_dara.post(f"{DATA}export/", {"as": "csv"})

    files = unpacked(answer.content)
    assert set(files) == {"README.txt", "ae.csv", "dm.csv", "ex.csv", "forms/consent.csv"}
    events = list(csv.DictReader(io.StringIO(files["ae.csv"].decode())))
    assert [(one["USUBJID"], one["AETERM"], one["AETOXGR"]) for one in events] == [
        (f"{REFERENCE}-P-1", "'=Fever", "2")
    ]
    consents = list(csv.DictReader(io.StringIO(files["forms/consent.csv"].decode())))
    assert [(one["subject"], one["signer"]) for one in consents] == [
        ("P-1", "parent"),
        ("P-2", "parent"),
    ]
    noted = Export.objects.get()
    assert (noted.made_by, noted.form, noted.participants) == (dara, "csv", 2)
    assert noted.digest in files["README.txt"].decode()
    page = client_of_dara.get(DATA).content.decode()
    assert "Dara" in page
    assert "2019-11-02" in files["dm.csv"].decode()
    assert "BRTHDTC" in page
    assert "BRTHDTC" in files["README.txt"].decode()


def test_parquet_holds_the_same_without_the_apostrophe(client_of_dara: Client) -> None:
    files = unpacked(client_of_dara.post(f"{DATA}export/", {"as": "parquet"}).content)

    assert pl.read_parquet(io.BytesIO(files["ae.parquet"]))["AETERM"].to_list() == ["=Fever"]


def test_a_name_that_a_form_holds_is_not_exported(
    study: Protocol, chen: User, client_of_dara: Client
) -> None:
    person = Participant.objects.get(subject="P-1")
    consent = person.entries.get(form="consent")
    values = consent.values | {"signer_name": "Xylophone", "remark": "Xylophone"}
    outcome = save_entry(chen, person, consent.place, values, base_version=1, reason="added")
    assert isinstance(outcome, Saved), outcome

    files = unpacked(client_of_dara.post(f"{DATA}export/", {"as": "csv"}).content)

    assert not any(b"Xylophone" in content for content in files.values())


def test_what_changes_after_a_cut_is_not_in_it(
    study: Protocol, dara: User, chen: User, client_of_dara: Client
) -> None:
    before = make_cut(dara, study, "March", timezone.now())
    change_the_sex(chen)
    after = make_cut(dara, study, "April", timezone.now())

    found = compare_cuts(before, after)

    assert found is not None
    assert found.alike > found.differing > 0
    men = [one for one in found.rows if one.what.startswith("Sex · male · participants")]
    assert {(one.before, one.after) for one in men} == {("1 of 2", "2 of 2")}
    client_of_dara.post(f"{DATA}cuts/{before.pk}/again/")
    again = compare_cuts(before, before)
    assert again is not None
    assert again.differing == 0
    page = client_of_dara.get(f"{DATA}compare/", {"before": before.pk, "after": after.pk})
    assert "numbers differ" in page.content.decode()


def test_computing_again_says_that_the_data_are_the_same(
    study: Protocol, dara: User, chen: User, client_of_dara: Client
) -> None:
    cut = make_cut(dara, study, "March", timezone.now())
    change_the_sex(chen)

    page = client_of_dara.post(f"{DATA}cuts/{cut.pk}/again/", follow=True)

    assert "still the same" in page.content.decode()
    assert "No data cut-off day was named" in page.content.decode()


def test_a_cut_is_refused_with_its_reason(study: Protocol, dara: User) -> None:
    now = timezone.now()
    make_cut(dara, study, "March", now)
    for name, as_of, code in (
        ("March", now, "name"),
        ("Later", now + timedelta(days=1), "future"),
        ("Early", now - timedelta(days=9000), "nobody"),
    ):
        with pytest.raises(CutRefused, match=code):
            make_cut(dara, study, name, as_of)
    assert Cut.objects.count() == 1


def test_a_cut_is_made_on_the_page(client_of_dara: Client) -> None:
    wrong = client_of_dara.post(DATA, {"name": "", "as_of": "tomorrow"})
    made = client_of_dara.post(DATA, {"name": "March", "as_of": ""}, follow=True)

    assert wrong.content.decode().count('class="fault"') == 2
    said = made.content.decode()
    assert said.count(Cut.objects.get().digest) >= 3  # the page, the report's head and its grounds
    assert set(re.findall(r"SHA-256[^0-9a-f]*([0-9a-f]{64})", said)) == {Cut.objects.get().digest}
    assert "<h1>March</h1>" in made.content.decode()
    assert "Adverse events" in made.content.decode()
    kept = client_of_dara.get(f"{DATA}cuts/{Cut.objects.get().pk}/results.json")
    assert kept.json()["format"] == "trialogue-results-1"


@pytest.mark.parametrize(
    ("role", "sees", "takes"),
    [
        (Role.STATISTICIAN, 200, 200),
        (Role.DATA_MANAGER, 200, 200),
        (Role.MONITOR, 200, 404),
        (Role.COORDINATOR, 404, 404),
        (Role.EDITOR, 404, 404),
    ],
)
def test_who_may_see_and_take(
    study: Protocol, dara: User, role: Role, sees: int, takes: int
) -> None:
    cut = make_cut(dara, study, "March", timezone.now())
    browser = signed_in(make_user("Somebody", role, REFERENCE))

    assert browser.get(DATA).status_code == sees
    assert browser.get(f"{DATA}cuts/{cut.pk}/").status_code == sees
    assert browser.post(f"{DATA}export/", {"as": "csv"}).status_code == takes
    assert browser.post(f"{DATA}cuts/{cut.pk}/again/").status_code == (302 if takes == 200 else 404)


def test_a_cut_by_day_counts_what_had_happened_whenever_it_was_entered(
    study: Protocol, dara: User, client_of_dara: Client
) -> None:
    now = timezone.now()
    later = make_cut(dara, study, "By then", now, date(2025, 2, 2))
    before = make_cut(dara, study, "The day before", now, date(2025, 2, 1))
    nobody = client_of_dara.post(DATA, {"name": "Too early", "day": "2025-01-01"})
    to_come = client_of_dara.post(DATA, {"name": "To come", "day": "2999-01-01"})

    found = compare_cuts(before, later)

    assert found is not None
    numbers = {one.what: (one.before, one.after) for one in found.rows}
    row = "Treatment-emergent · all causes · any adverse event"
    assert numbers[f"{row} · participants · Everybody"] == ("", "1 of 2")
    assert numbers[f"{row} · share · Everybody"] == ("", "50.0 % (1.3 to 98.7)")
    assert later.entries == before.entries + 1
    page = client_of_dara.get(f"{DATA}compare/", {"before": before.pk, "after": later.pk})
    assert "count up to different days" in page.content.decode()
    assert "Nobody took part until then." in nobody.content.decode()
    assert "still to come" in to_come.content.decode()
    assert "Happened until" in client_of_dara.get(f"{DATA}cuts/{later.pk}/").content.decode()


def test_the_entries_behind_a_changed_number_are_told_to_each_as_they_may_see(
    study: Protocol, dara: User, chen: User, client_of_dara: Client
) -> None:
    before = make_cut(dara, study, "March", timezone.now())
    change_the_sex(chen)
    person = Participant.objects.get(subject="P-2")
    consent = person.entries.get(form="consent")
    values = consent.values | {"signer_name": "Xylophone"}
    outcome = save_entry(chen, person, consent.place, values, base_version=1, reason="Xylophone")
    assert isinstance(outcome, Saved), outcome
    after = make_cut(dara, study, "April", timezone.now())
    asked = {"before": before.pk, "after": after.pk}

    manager = client_of_dara.get(f"{DATA}compare/", asked).content.decode()
    stan = signed_in(make_user("Stan", Role.STATISTICIAN, REFERENCE))
    statistician = stan.get(f"{DATA}compare/", asked).content.decode()

    table = manager.partition("Demography")[2].partition("</section>")[0]
    assert "changed Sex from Female to Male" in table
    assert "misread" in table
    assert f"/study/{REFERENCE}/participants/P-1/forms/demography/" in table
    assert "2 entries changed between the two." in manager
    assert "changed Sex from Female to Male" in statistician
    assert "Xylophone" not in statistician
    assert "misread" not in statistician
    assert "/participants/" not in statistician


def test_a_cut_is_computed_again_by_the_rules_of_its_time(
    study: Protocol, dara: User, client_of_dara: Client
) -> None:
    cut = make_cut(dara, study, "March", timezone.now())
    amended = replace(study, version="99")
    source = dump_protocol(amended)
    LoadedProtocol.objects.create(
        registry_id=REFERENCE, version="99", source_name="x", source=source, sha256="9" * 64
    )

    page = client_of_dara.post(f"{DATA}cuts/{cut.pk}/again/", follow=True).content.decode()

    assert "still the same" in page
    assert f"protocol version {study.version}" in page
    assert "protocol version 99" not in page


def test_a_data_manager_of_one_centre_takes_the_data_of_that_centre_alone(
    study: Protocol, chen: User, dara: User, client_of_dara: Client
) -> None:
    other = make_participant(chen, REFERENCE, "munich", subject="Q-9", protocol_version="1")
    mila = signed_in(make_user("Mila", Role.DATA_MANAGER, REFERENCE, "munich"))

    page = mila.get(DATA).content.decode()
    taken = unpacked(mila.post(f"{DATA}export/", {"as": "csv"}).content)
    refused = mila.post(f"{DATA}export/", {"as": "csv", "centre": "guangzhou"})
    chosen = unpacked(
        client_of_dara.post(f"{DATA}export/", {"as": "csv", "centre": "munich"}).content
    )

    assert other.subject in taken["dm.csv"].decode()
    assert not any(b"P-1" in content for content in taken.values())
    assert taken["dm.csv"] == chosen["dm.csv"]
    assert "Of these centres alone: munich" in taken["README.txt"].decode()
    assert refused.status_code == 404
    assert mila.post(DATA, {"name": "A cut"}).status_code == 404
    assert "Data cuts" not in page
    assert "munich" in page
    assert list(Export.objects.values_list("centres", "participants")) == [("munich", 1)] * 2
    client_of_dara.post(f"{DATA}export/", {"as": "csv"})
    assert Export.objects.get(participants=3).centres == ""
    assert mila.get(DATA).content.decode().count("<td>Dara</td>") == 1


def test_one_centre_is_not_the_trial(study: Protocol, dara: User) -> None:
    browser = signed_in(make_user("Somebody", Role.INVESTIGATOR, REFERENCE, "guangzhou"))

    assert browser.get(DATA).status_code == 404


@pytest.mark.parametrize("table", ["transfer_cut", "transfer_export"])
def test_the_database_keeps_cuts_and_notes(
    study: Protocol, dara: User, client_of_dara: Client, table: str
) -> None:
    make_cut(dara, study, "March", timezone.now())
    client_of_dara.post(f"{DATA}export/", {"as": "csv"})

    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET registry_id = 'X'"):  # noqa: S608 - our own table
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
