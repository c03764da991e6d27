"""Files of laboratories and forms: shown before, all or nothing, told in the trail, seen by few."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.web.cast import make_user, signed_in
from tests.web.conftest import REFERENCE
from tests.web.transfer.importing import (
    HEAD,
    IMPORT,
    LABS,
    confirmed,
    mapped,
    previewed,
    uploaded,
)
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.models import User
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.actions import make_participant, save_entry
from trialogue.web.entries.chain import check_chain
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.outcomes import Saved
from trialogue.web.entries.places import Place
from trialogue.web.entries.sources import read_source, say_source, write_source
from trialogue.web.oversight.actions import turn_data
from trialogue.web.oversight.holding import Target
from trialogue.web.oversight.models import Query
from trialogue.web.oversight.policies import Turn
from trialogue.web.transfer.importing_actions import KEPT, sweep_files
from trialogue.web.transfer.models import Import, KeptMapping, StagedFile

TRAIL = f"/study/{REFERENCE}/trail"
D28 = Place(form="chemistry", visit="D28")


@pytest.fixture
def client_of_chen(study: Protocol, chen: User) -> Client:
    return signed_in(chen)


def entry(subject: str = "P-1", form: str = "chemistry", visit: str = "D28") -> Entry:
    rows = Entry.objects.filter(participant__subject=subject, form=form, visit=visit)
    found = rows.order_by("-version").first()
    assert found is not None
    return found


def found(preview: object) -> list[tuple[str, str, str]]:
    """List the faults on the page: row, column, what was found."""
    context = preview.context  # type: ignore[attr-defined] # the test client's answer
    return [(row, column, said) for row, column, said, *_ in context["faults"]]


def test_a_laboratory_file_is_shown_and_then_imported(client_of_chen: Client, chen: User) -> None:
    before = Entry.objects.count()
    preview = previewed(client_of_chen, LABS)
    plan = preview.context["plan"]

    assert (plan.rows, plan.created, plan.changed, plan.unchanged) == (3, 3, 0, 0)
    assert "54 U/L (range 7–40)" in preview.content.decode()
    assert Entry.objects.count() == before

    answer = confirmed(client_of_chen, preview)

    made = Import.objects.get()
    assert answer.headers["Location"] == f"/study/{REFERENCE}/data/imports/{made.pk}/"
    assert (made.made_by, made.file, made.rows, made.created, made.centre) == (
        chen,
        "labs.csv",
        3,
        3,
        "guangzhou",
    )
    assert made.digest == hashlib.sha256(LABS.encode()).hexdigest()
    assert entry().values["alt"] == "54"
    assert entry(form="haematology").values["neutrophils"] == "1.5"
    assert entry("P-2").values == {
        "taken": "2025-03-01", "alt": "30", "alt.unit": "U/L", "alt.low": "7", "alt.high": "40",
    }  # fmt: skip
    assert not StagedFile.objects.exists()
    for person in Participant.objects.all():
        assert check_chain(person, person.entries.order_by("pk")).broken is None
    assert "labs.csv" in client_of_chen.get(IMPORT).content.decode()


def test_the_same_file_again_adds_nothing(client_of_chen: Client) -> None:
    confirmed(client_of_chen, previewed(client_of_chen, LABS))
    before = Entry.objects.count()

    preview = previewed(client_of_chen, LABS)
    answer = confirmed(client_of_chen, preview)

    plan = preview.context["plan"]
    assert (plan.writes, plan.unchanged) == ((), 3)
    assert "there is nothing to do" in preview.content.decode()
    assert answer.status_code == 200
    assert (Entry.objects.count(), Import.objects.count()) == (before, 1)


def test_a_change_is_shown_before_and_after_and_needs_its_reason(client_of_chen: Client) -> None:
    confirmed(client_of_chen, previewed(client_of_chen, LABS))
    preview = previewed(client_of_chen, LABS.replace("GPT,54", "GPT,45"))

    plan = preview.context["plan"]
    assert (plan.created, plan.changed, plan.unchanged) == (0, 1, 2)
    [shown] = preview.context["entries"]
    [line] = shown.lines
    assert (line.label, line.before, line.after, line.row) == (
        "ALT", "54 U/L (range 7–40)", "45 U/L (range 7–40)", 2,
    )  # fmt: skip
    without = confirmed(client_of_chen, preview)
    assert without.status_code == 200
    assert entry().version == 1

    confirmed(client_of_chen, preview, why="corrected by the laboratory")

    assert (entry().version, entry().values["alt"]) == (2, "45")
    assert entry().reason == Import.objects.order_by("-pk")[0].reason
    assert entry().reason == "corrected by the laboratory"


def test_one_fault_stops_everything_and_all_are_named(client_of_chen: Client, chen: User) -> None:
    make_participant(chen, REFERENCE, "munich", subject="M-1", protocol_version="1")
    before = Entry.objects.count()
    text = LABS + (
        "M-1,D28,2025-03-01,ALT,9,U/L,,\n"
        "X-9,D28,2025-03-01,ALT,9,U/L,,\n"
        "P-2,D28,2025-03-01,AST,9,mg/dL,,\n"
        "P-2,D28,2025-03-01,Crea,5000,mg/dL,,\n"
        "P-2,D60,2099-04-01,ALT,9,U/L,,\n"
    )

    preview = previewed(client_of_chen, text)
    answer = confirmed(client_of_chen, preview)

    assert found(preview) == [
        ("5", "subject", "“m-1”: no such participant here"),
        ("6", "subject", "“x-9”: no such participant here"),
        ("7", "unit", "the unit “mg/dL”, which cannot be turned into one of the field's"),
        ("8", "value", "“5000”"),
        ("9", "date", "“2099-04-01”"),
    ]
    assert (answer.status_code, Entry.objects.count()) == (200, before)
    at = preview.request["PATH_INFO"].replace("preview/", "faults.csv")
    kept = client_of_chen.get(at).content.decode("utf-8-sig")
    assert [row["row"] for row in csv.DictReader(io.StringIO(kept))] == ["5", "6", "7", "8", "9"]


def test_a_fault_within_the_writing_leaves_nothing(
    client_of_chen: Client, chen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trialogue.web.entries.guards import FOLLOWERS

    def refuse(entry: Entry) -> None:
        if entry.participant.subject == "P-2":
            raise RuntimeError("the last of all")

    preview = previewed(client_of_chen, LABS)
    before = Entry.objects.count()
    monkeypatch.setattr("trialogue.web.entries.guards.FOLLOWERS", [*FOLLOWERS, refuse])

    with pytest.raises(RuntimeError, match="the last of all"):
        confirmed(client_of_chen, preview)

    assert (Entry.objects.count(), Import.objects.count()) == (before, 0)
    assert StagedFile.objects.count() == 1


def test_what_moved_since_the_preview_is_told(client_of_chen: Client, chen: User) -> None:
    preview = previewed(client_of_chen, LABS)
    values = {"taken": "2025-03-01", "alt": "99", "alt.unit": "U/L"}
    person = Participant.objects.get(subject="P-1")
    saved = save_entry(chen, person, D28, values, base_version=0)
    assert isinstance(saved, Saved), saved

    answer = confirmed(client_of_chen, preview)

    assert answer.status_code == 200
    assert "changed since you looked" in answer.content.decode()
    assert answer.context["plan"].changed == 1
    assert not Import.objects.exists()
    assert confirmed(client_of_chen, answer, why="new information").status_code == 302
    assert entry().values["alt"] == "54"


def test_another_mapping_is_another_plan(client_of_chen: Client) -> None:
    at = uploaded(client_of_chen, LABS)
    first = mapped(client_of_chen, at)
    mapped(client_of_chen, at, GPT="-")

    assert confirmed(client_of_chen, first).status_code == 200
    assert not Import.objects.exists()


def test_guards_stand_before_an_import_as_before_any_save(
    client_of_chen: Client, chen: User, study: Protocol
) -> None:
    dara = make_user("Dara", Role.DATA_MANAGER, REFERENCE)
    frozen = Participant.objects.get(subject="P-1")
    turn_data(dara, frozen, Target(visit="D28"), Turn.FREEZE, "a look")
    make_participant(chen, REFERENCE, "guangzhou", subject="P-3", protocol_version=study.version)

    preview = previewed(client_of_chen, LABS + "P-3,D28,2025-03-01,ALT,9,U/L,,\n")

    assert [said.partition(":")[0] for _, _, said in found(preview)] == ["P-1", "P-3"]
    page = preview.content.decode()
    assert "frozen by Dara" in page
    assert all(all(one[2:]) and one[1] == "" for one in preview.context["faults"])
    assert "Nothing of the study before a valid consent" in page


def test_a_freeze_between_preview_and_import_stops_it(client_of_chen: Client) -> None:
    preview = previewed(client_of_chen, LABS)
    dara = make_user("Dara", Role.DATA_MANAGER, REFERENCE)
    person = Participant.objects.get(subject="P-1")
    turn_data(dara, person, Target(), Turn.FREEZE, "a look")

    assert confirmed(client_of_chen, preview).status_code == 200
    assert not Import.objects.exists()


def test_what_is_unusual_becomes_a_query(client_of_chen: Client) -> None:
    preview = previewed(client_of_chen, HEAD + "P-1,D28,2025-03-01,ALT,2500,U/L,7,40\n")

    assert preview.context["plan"].queries == 1
    confirmed(client_of_chen, preview)

    asked = Query.objects.get()
    assert (asked.field, asked.place, asked.origin) == ("alt", D28, Query.Origin.CHECK)
    again = previewed(client_of_chen, HEAD + "P-1,D28,2025-03-01,ALT,25,U/L,7,40\n")
    confirmed(client_of_chen, again, why="transcription error")
    assert Query.objects.get().steps.get().by_check


def test_a_day_read_in_the_wrong_order_is_told_and_asked_about(client_of_chen: Client) -> None:
    confirmed(client_of_chen, previewed(client_of_chen, LABS))
    asked = Query.objects.count()
    text = HEAD + "P-1,D28,03/01/2025,ALT,54,U/L,7,40\nP-2,D28,01/03/2025,ALT,30,U/L,7,40\n"

    right = previewed(client_of_chen, text, dates="month")
    preview = previewed(client_of_chen, text, dates="day")

    assert [one.row for one in right.context["unusual"]] == [3]
    plan, page = preview.context["plan"], preview.content.decode()
    assert (plan.changed, plan.queries, plan.faults) == (1, 1, ())
    [told] = preview.context["unusual"]
    assert (told.row, told.subject, told.said) == (2, "P-1", "“2025-01-03”")
    assert told.other == "2025-02-22 to 2025-03-08, the window of Day 28"
    [moved] = preview.context["moved"]
    assert (moved.row, moved.other, moved.said) == (2, "2025-03-01 08:30", "2025-01-03")
    assert "The day of a form would change" in page
    assert confirmed(client_of_chen, preview).status_code == 200  # no reason, no change
    confirmed(client_of_chen, preview, why="new information")
    assert Query.objects.count() == asked + 1
    query = Query.objects.latest("pk")
    assert (query.field, query.place, query.origin) == ("taken", D28, Query.Origin.CHECK)


def test_a_day_before_consent_is_asked_about_and_one_before_birth_refused(
    client_of_chen: Client,
) -> None:
    early = previewed(client_of_chen, HEAD + "P-1,unscheduled,2025-01-01,ALT,54,U/L,7,40\n")
    unborn = previewed(client_of_chen, HEAD + "P-1,unscheduled,2019-10-01,ALT,54,U/L,7,40\n")

    [told] = early.context["unusual"]
    assert told.other == "not before 2025-01-02, the day of consent"
    assert [fault[:2] for fault in found(unborn)] == [("2", "date")]


def test_the_trail_tells_each_value_with_its_file_and_row(client_of_chen: Client) -> None:
    confirmed(client_of_chen, previewed(client_of_chen, LABS))
    digest = hashlib.sha256(LABS.encode()).hexdigest()

    page = client_of_chen.get(f"{TRAIL}/").content.decode()
    table = client_of_chen.get(f"{TRAIL}.csv").content.decode("utf-8-sig")
    history = client_of_chen.get(
        f"/study/{REFERENCE}/participants/P-1/forms/chemistry/D28/1/history/"
    )

    assert f"from labs.csv, SHA-256 {digest[:12]}…" in page
    assert "for 2 participants: 3 new entries" in page
    rows = [row for row in csv.DictReader(io.StringIO(table)) if row["source"].startswith("from")]
    begin = f"from labs.csv, SHA-256 {digest}, row"
    assert {(one["participant"], one["form"], one["field"], one["source"]) for one in rows} == {
        ("P-1", "chemistry", "taken", f"{begin} 2"),
        ("P-1", "chemistry", "alt", f"{begin} 2"),
        ("P-1", "haematology", "taken", f"{begin} 3"),
        ("P-1", "haematology", "neutrophils", f"{begin} 3"),
        ("P-2", "chemistry", "taken", f"{begin} 4"),
        ("P-2", "chemistry", "alt", f"{begin} 4"),
    }
    [told] = [row for row in csv.DictReader(io.StringIO(table)) if row["kind"] == "import"]
    assert (told["by"], told["centre"], told["hash"]) == ("Chen", "guangzhou", digest)
    assert "row 2" in history.content.decode()


def test_a_source_says_the_row_of_each_field() -> None:
    several = write_source("labs of\nMay.csv", "a" * 64, {"alt": 17, "ast": 19})
    one = write_source("labs.csv", "a" * 64, {"alt": 17, "ast": 17})
    many = write_source("labs.csv", "a" * 64, {f"field_number_{n}": n + 10_000 for n in range(300)})

    assert say_source(several, "ast") == "from labs of May.csv, SHA-256 aaaaaaaaaaaa…, row 19"
    assert say_source(several) == "from labs of May.csv, SHA-256 aaaaaaaaaaaa…"
    assert say_source(one, whole=True) == f"from labs.csv, SHA-256 {'a' * 64}, row 17"
    assert say_source(many, "x").endswith("row 10000–10299")
    assert read_source("import:dm.csv") is None
    assert say_source("demo") == "demo"


ROLES = (
    # role, centre; may import; sees an import of Guangzhou
    (Role.COORDINATOR, "guangzhou", True, True),
    (Role.INVESTIGATOR, "guangzhou", True, True),
    (Role.PHARMACIST, "guangzhou", True, True),
    (Role.COORDINATOR, "munich", True, False),
    (Role.DATA_MANAGER, "", False, True),
    (Role.MONITOR, "", False, True),
    (Role.MONITOR, "munich", False, False),
    (Role.STATISTICIAN, "", False, False),
    (Role.EDITOR, "", False, False),
)


def test_who_may_import_and_nobody_sees_anothers_file(client_of_chen: Client) -> None:
    at = uploaded(client_of_chen, LABS)
    confirmed(client_of_chen, mapped(client_of_chen, at))
    waiting = uploaded(client_of_chen, LABS.replace("54", "45"))
    made = f"/study/{REFERENCE}/data/imports/{Import.objects.get().pk}/"
    stranger = Client()

    for number, (role, centre, may, sees) in enumerate(ROLES):
        browser = signed_in(make_user(f"Somebody{number}", role, REFERENCE, centre))
        who = (role, centre)
        assert browser.get(IMPORT).status_code == (200 if may else 404), who
        assert browser.post(IMPORT, {"text": ""}).status_code == (200 if may else 404), who
        for address in (waiting, f"{waiting}preview/", f"{waiting}faults.csv"):
            assert browser.get(address).status_code == 404, who
            assert stranger.get(address).status_code == 302
        assert browser.post(f"{waiting}preview/", {"seen": "x"}).status_code == 404, who
        assert browser.get(made).status_code == (200 if sees else 404), who
        listed = browser.get(IMPORT).content.decode()
        assert ("labs.csv" in listed) == (may and sees), who


def test_another_centres_participants_are_as_if_they_were_not_there(
    study: Protocol, chen: User
) -> None:
    browser = signed_in(make_user("Bernd", Role.COORDINATOR, REFERENCE, "munich"))

    preview = previewed(browser, LABS)

    assert [said for _, _, said in found(preview)] == [
        "“p-1”: no such participant here",
        "“p-2”: no such participant here",
    ]


def test_a_file_waits_an_hour_and_goes(client_of_chen: Client, chen: User) -> None:
    at = uploaded(client_of_chen, LABS)
    second = uploaded(client_of_chen, LABS)
    assert StagedFile.objects.count() == 1
    for gone in (client_of_chen.get(at), client_of_chen.post(f"{at}preview/", {"seen": "x"})):
        assert (gone.status_code, gone.context["waiting"].name) == (404, "labs.csv")
        assert f'href="{second}"' in gone.content.decode()

    late = timezone.now() + KEPT + timedelta(minutes=1)
    StagedFile.objects.update(made_at=timezone.now() - KEPT - timedelta(minutes=1))

    assert client_of_chen.get(second).status_code == 404
    assert sweep_files(late) == {"removed": 1}
    third = uploaded(client_of_chen, LABS)
    client_of_chen.post(third, {"do": "drop"})
    assert not StagedFile.objects.exists()


def test_a_mapping_is_kept_in_versions_and_used_for_the_next_file(client_of_chen: Client) -> None:
    text = LABS.replace("GPT", "Our ALT")
    at = uploaded(client_of_chen, text)
    kept = mapped(
        client_of_chen, at, do="keep", name="Our laboratory", **{"Our ALT": "chemistry.alt"}
    )
    assert "Kept as “Our laboratory”, version 1." in kept.content.decode()
    mapped(client_of_chen, at, do="keep", name="Our laboratory", **{"Our ALT": "-"})
    assert [one.version for one in KeptMapping.objects.all()] == [1, 2]

    page = client_of_chen.get(uploaded(client_of_chen, text))

    assert [(one.name, one.value) for one in page.context["tests"]] == [
        ("Our ALT", "-"),
        ("ANC", "haematology.neutrophils"),
        ("ALT", "chemistry.alt"),
    ]
    trail = signed_in(make_user("Mona", Role.MONITOR, REFERENCE)).get(f"{TRAIL}/")
    assert "kept the mapping of files “Our laboratory”, version 2" in trail.content.decode()


def test_what_the_export_gives_comes_back_unchanged(client_of_chen: Client) -> None:
    confirmed(client_of_chen, previewed(client_of_chen, LABS))
    dara = signed_in(make_user("Dara", Role.DATA_MANAGER, REFERENCE))
    content = dara.post(f"/study/{REFERENCE}/data/export/", {"as": "csv"}).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}

    for name, unchanged in (("forms/consent.csv", 2), ("lb.csv", 3)):
        preview = previewed(client_of_chen, files[name], name)
        plan = preview.context["plan"]
        assert (found(preview), plan.writes, plan.unchanged) == ([], (), unchanged), name


def test_pasted_rows_and_files_that_are_none(client_of_chen: Client) -> None:
    pasted = client_of_chen.post(IMPORT, {"text": LABS.replace(",", "\t")})
    assert pasted.status_code == 302
    assert StagedFile.objects.get().name == "pasted.csv"
    assert mapped(client_of_chen, pasted.headers["Location"]).context["plan"].created == 3

    nothing = client_of_chen.post(IMPORT, {"text": "  "})
    assert (nothing.status_code, "Choose a file" in nothing.content.decode()) == (200, True)
    broken = previewed(client_of_chen, 'a,b\n"x"y,2\n')
    assert broken.context["plan"].writes == ()
    assert found(broken)


@pytest.mark.parametrize("table", ["transfer_import", "transfer_keptmapping"])
def test_the_database_keeps_imports_and_mappings(client_of_chen: Client, table: str) -> None:
    at = uploaded(client_of_chen, LABS)
    mapped(client_of_chen, at, do="keep", name="Ours")
    confirmed(client_of_chen, mapped(client_of_chen, at))

    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET registry_id = 'X'"):  # noqa: S608 - our own table
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_many_rows_cost_as_many_queries_as_few(
    client_of_chen: Client, chen: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    few = previewed(client_of_chen, LABS).request["PATH_INFO"]
    with django_assert_num_queries(16):
        client_of_chen.get(few)
    days = [f"2025-02-{day:02}" for day in range(2, 20)]
    rows = [
        f"{who},,{day},{test},{number},U/L,7,40\n"
        for who in ("P-1", "P-2")
        for number, day in enumerate(days, 10)
        for test in ("ALT", "AST", "GGT", "ALP")
    ]
    many = previewed(client_of_chen, HEAD + "".join(rows), otherwise="unscheduled")

    assert many.context["plan"].created == 36
    with django_assert_num_queries(16):
        client_of_chen.get(many.request["PATH_INFO"])
    with django_assert_num_queries(40):
        answer = confirmed(client_of_chen, many)
    assert answer.status_code == 302
