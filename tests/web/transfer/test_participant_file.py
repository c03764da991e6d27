"""A participant's file: all of it, for whom it is, with the name only on wish; and it is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override
from pytest_django import Settings

from tests.web.cast import PASSWORD, signed_in
from tests.web.entries.people import PLANTED, TRIAL, make_somebody
from tests.web.entries.trial import make_trial
from tests.web.oversight.crew import LABS, SEEN, Crew, make_crew, save
from trialogue.report.document.html import write_html
from trialogue.report.document.pdf import write_typst
from trialogue.web.entries.actions import remove_entry
from trialogue.web.entries.identities import write_identity
from trialogue.web.entries.models import IdentityLook, Participant
from trialogue.web.entries.places import Place
from trialogue.web.oversight import actions
from trialogue.web.oversight.holding import Target
from trialogue.web.oversight.policies import Move, Turn
from trialogue.web.oversight.signatures import last_hash_of, sign_data
from trialogue.web.study.deviations import Deviation
from trialogue.web.study.gate_document import found_words
from trialogue.web.transfer.file_actions import make_file
from trialogue.web.transfer.models import Printout
from trialogue.web.transfer.participant_file import path

if TYPE_CHECKING:
    from django.test import Client

FILE = f"/study/{TRIAL}/participants/P-001/file/"
EVENT = Place(form="ae")
BORN = Place(form="demography", visit="start")
LONG = "ABCDEFGHIJ" * 12


@pytest.fixture
def crew(db: None, settings: Settings) -> Crew:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_SECOND_FACTOR = False
    make_trial()
    return make_crew()


@pytest.fixture
def somebody(crew: Crew) -> Participant:
    """Give somebody of whom there is something of every kind."""
    found = make_somebody(crew.carol)
    write_identity(crew.carol, found, {"family_name": PLANTED})
    save(crew.carol, found, {**SEEN, "note": LONG})
    sign_data(crew.ivan, PASSWORD, found, "month1", seen=last_hash_of(found), statement="I looked.")
    actions.mark_fields(crew.mona, found, LABS, ["alt", "ast"], version=1)
    save(crew.carol, found, {**SEEN, "alt": "45", "note": LONG}, "transcription error")
    save(crew.carol, found, {"term": "Fever", "serious": "no"}, at=EVENT)
    remove_entry(crew.carol, found, EVENT, base_version=1, reason="entered twice")
    query = actions.open_query(crew.mona, found, LABS, "alt", "Is this right?")
    actions.move_query(crew.carol, query, Move.ANSWER, "It is.", seen=0)
    actions.turn_data(crew.mona, found, Target(visit="month1"), Turn.FREEZE, "third visit")
    return found


def page_of(client: Client, **given: str) -> str:
    answer = client.post(FILE, {"as": "page", **given})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_holds_every_version_and_all_that_was_overseen(
    crew: Crew, somebody: Participant
) -> None:
    written = write_html(make_file(crew.mona, somebody, "page", names=False))

    for words in (
        "Participant’s file: P-001",
        last_hash_of(somebody),
        "4 versions. The chain of hashes holds.",
        "changed ALT from 54 to 45 U/L",
        "transcription error",
        "Adverse events #1 – REMOVED",
        "Reason: entered twice",
        "removed the form",
        "Is this right?",
        "answered: Carol",
        "<td>1 / 3</td><td>1</td>",
        "third visit",
        "fallen: what it covers has changed since: Blood chemistry · Month 1",
        "I looked.",
    ):
        assert words in written, words
    assert "changed since it was verified; Query" in written


def test_a_signature_is_valid_as_long_as_nothing_changes(crew: Crew, somebody: Participant) -> None:
    actions.turn_data(crew.mona, somebody, Target(visit="month1"), Turn.THAW, "go on")
    save(crew.carol, somebody, {**SEEN, "note": LONG}, "as it was")
    seen = last_hash_of(somebody)
    sign_data(crew.ivan, PASSWORD, somebody, "month1", seen=seen, statement="Again.")

    written = write_html(make_file(crew.mona, somebody, "page", names=False))

    assert "<td>Again.</td><td>valid</td>" in written
    assert "<td>I looked.</td><td>replaced by a later one</td>" in written


@pytest.mark.parametrize(
    ("who", "ticked", "names"), [("carol", True, True), ("ivan", False, False)]
)
def test_who_it_is_stands_there_on_wish_alone_and_the_look_is_noted(
    who: str, ticked: bool, names: bool, crew: Crew, somebody: Participant
) -> None:
    page = page_of(signed_in(getattr(crew, who)), **({"names": "yes"} if ticked else {}))

    assert (PLANTED in page) is names
    looks = somebody.identity_looks.filter(what=IdentityLook.What.SEEN)
    assert [one.user for one in looks] == ([crew.carol] if names else [])
    made = Printout.objects.get()
    assert (made.with_identity, made.entries, made.form) == (names, 4, "page")
    assert made.last_hash == last_hash_of(somebody)


def test_nobody_gets_a_name_by_asking_for_what_they_may_not(
    crew: Crew, somebody: Participant
) -> None:
    for who in (crew.mona, crew.dara):
        client = signed_in(who)
        answer = client.post(FILE, {"as": "page", "names": "yes"})
        assert answer.status_code == 404
        assert 'name="names"' not in client.get(FILE).content.decode()
    assert not Printout.objects.exists()


@pytest.mark.parametrize("who", ["stan", "bernd", "zoe"])
def test_the_statistician_another_centre_and_another_trial_find_nothing(
    who: str, crew: Crew, somebody: Participant
) -> None:
    client = signed_in(getattr(crew, who))

    assert client.get(FILE).status_code == 404
    assert client.post(FILE, {"as": "pdf"}).status_code == 404
    assert not Printout.objects.exists()


def test_the_trail_and_the_page_tell_who_made_it(crew: Crew, somebody: Participant) -> None:
    client = signed_in(crew.mona)
    page_of(client)

    trail = client.get(f"/study/{TRIAL}/trail/", {"kind": "file"}).content.decode()

    assert "made the participant’s file as a page, without the name" in trail
    assert "<td>Mona</td><td>a page</td><td>no</td><td>4</td>" in client.get(FILE).content.decode()


def test_it_is_written_in_the_language_of_who_makes_it(crew: Crew, somebody: Participant) -> None:
    page = page_of(signed_in(crew.mona, "zh-hans"))

    assert "受试者档案：P-001" in page
    assert "已删除" in page


def test_the_pdf_is_set_with_pages_counted_and_long_words_broken(
    crew: Crew, somebody: Participant
) -> None:
    written = write_typst(make_file(crew.mona, somebody, "pdf", names=False))

    assert 'numbering: "1 / 1"' in written
    assert "ABCDEF\u200bGHIJAB" in written
    pytest.importorskip("typst")
    answer = signed_in(crew.mona).post(FILE, {"as": "pdf"})
    assert answer.content.startswith(b"%PDF-")
    assert (
        answer["Content-Disposition"]
        == f'attachment; filename="{TRIAL}-P-001-file-without-name.pdf"'
    )
    named = signed_in(crew.carol).post(FILE, {"as": "pdf", "names": "yes"})
    assert 'P-001-file-with-name.pdf"' in named["Content-Disposition"]


def test_cover_and_every_page_say_whether_it_names_the_person(
    crew: Crew, somebody: Participant
) -> None:
    named, unnamed = (make_file(crew.carol, somebody, "pdf", names=one) for one in (True, False))

    for file, words in (
        (named, "Contains who the participant is: do not pass on"),
        (unnamed, "Without name"),
    ):
        assert file.facts[0][1] == words
        assert file.running.startswith(words)


def test_without_the_name_the_year_of_birth_alone_stands_there(
    crew: Crew, somebody: Participant
) -> None:
    save(crew.carol, somebody, {"birth_date": "2015-03-02", "sex": "female"}, at=BORN)
    again = {"birth_date": "2015-04-07", "sex": "female"}
    save(crew.carol, somebody, again, "transcription error", at=BORN)

    named, unnamed = (
        write_html(make_file(crew.carol, somebody, "page", names=one)) for one in (True, False)
    )

    for day in ("2015-03-02", "2015-04-07"):
        assert (day in named, day in unnamed) == (True, False)
    assert "<td>2015 (the day is left out)</td>" in unnamed


def test_what_was_found_at_a_gate_is_said_in_sentences_and_once() -> None:
    reason = "Creatinine is not recorded"

    once = found_words("unknown", reason, ("Creatinine",), "en")
    both = found_words("unknown", reason, ("Creatinine", "Height"), "en")

    assert once == "Not known. Creatinine is not recorded."
    assert both == "Not known. Creatinine is not recorded. Missing: Height."


def test_deviations_stand_in_the_order_of_their_days(
    crew: Crew, somebody: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = [
        Deviation(key=day, kind="dose", day=day, words="Another dose.")
        for day in ("2025-08-04T10:00", "2025-07-30")
    ]
    monkeypatch.setattr(path, "deviations_of", lambda *_known: some)

    written = write_html(make_file(crew.mona, somebody, "page", names=False))

    assert 0 < written.index("2025-07-30") < written.index("2025-08-04 10:00")


def test_the_days_of_an_event_are_no_sender_and_receiver(crew: Crew, somebody: Participant) -> None:
    save(
        crew.carol, somebody, {"term": "Cough", "serious": "no"}, at=Place(form="ae", occurrence=2)
    )

    with override("zh-hans"):
        written = write_html(make_file(crew.mona, somebody, "page", names=False))

    assert '<th scope="col">开始</th><th scope="col">结束</th>' in written
    assert "发件人" not in written


def test_the_database_keeps_who_made_it(crew: Crew, somebody: Participant) -> None:
    make_file(crew.mona, somebody, "page", names=False)

    for statement in ("DELETE FROM transfer_printout", "UPDATE transfer_printout SET entries = 0"):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
