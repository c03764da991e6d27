"""What an import may not do because a form may not; two clicks at once; a cut meanwhile."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.web.cast import make_user, signed_in
from tests.web.conftest import REFERENCE
from tests.web.transfer.importing import HEAD, LABS, confirmed, previewed
from tests.web.transfer.test_data_pages import change_the_sex
from trialogue.core.dates import on_day
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.models import User
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.bulk_actions import NotSaved, Write, save_entries
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.transfer import actions, import_views, importing_actions
from trialogue.web.transfer.datasets import data_sets
from trialogue.web.transfer.models import Import, StagedFile

D28 = Place(form="chemistry", visit="D28")
BEFORE_BIRTH = "2015-03-01"


@pytest.fixture
def client_of_chen(study: Protocol, chen: User) -> Client:
    return signed_in(chen)


def test_nobody_is_enrolled_by_a_file_without_a_sign_off(client_of_chen: Client) -> None:
    preview = previewed(
        client_of_chen, "subject,enrolment_date\nP-1,2025-03-03\nP-2,2025-03-03\n", "enrolment.csv"
    )
    answer = confirmed(client_of_chen, preview)

    assert [row[0] for row in preview.context["faults"]] == ["2", "3"]
    assert all("needs a signed eligibility sheet" in row[2] for row in preview.context["faults"])
    assert answer.status_code == 200
    assert not Entry.objects.filter(form="enrolment").exists()
    assert not Import.objects.exists()


def test_no_day_before_the_birth_comes_in_by_a_file(client_of_chen: Client) -> None:
    rows = f"P-1,D28,{BEFORE_BIRTH},ALT,54,U/L,7,40\nP-2,D28,2025-03-01,ALT,30,U/L,7,40\n"
    preview = previewed(client_of_chen, HEAD + rows)
    answer = confirmed(client_of_chen, preview)

    [(row, column, said, allowed, remedy)] = preview.context["faults"]
    assert (row, column, said) == ("2", "date", f"“{BEFORE_BIRTH}”")
    assert "2019-11-02" in allowed + remedy
    assert (answer.status_code, Entry.objects.filter(form="chemistry").count()) == (200, 0)


@pytest.mark.parametrize("checked", [False, True])
def test_a_birth_is_asked_again_when_much_is_saved(
    study: Protocol, chen: User, checked: bool
) -> None:
    person = Participant.objects.get(subject="P-1")
    write = Write(
        participant=person,
        place=D28,
        values={"taken": BEFORE_BIRTH, "alt": "54", "alt.unit": "U/L"},
        base_version=0,
        source="import:labs.csv",
        checked_under=study if checked else None,
        born=on_day(date(2010, 1, 1)) if checked else None,
    )

    with pytest.raises(NotSaved) as problem:
        save_entries(chen, [write])

    assert [fault.field for _, fault in problem.value.troubles] == ["taken"]


def test_a_second_click_imports_nothing_and_notes_nothing(
    client_of_chen: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview, real = previewed(client_of_chen, LABS), importing_actions.import_file
    refused: list[str] = []

    def twice(staff: Any, protocol: Protocol, staged: StagedFile, **said: str) -> Import:
        """Let both clicks read file and plan before either writes."""
        read = importing_actions.read_staged(staff, protocol, staged)
        monkeypatch.setattr(importing_actions, "read_staged", lambda *_asked: read)
        made = real(staff, protocol, StagedFile.objects.get(pk=staged.pk), **said)
        with pytest.raises(importing_actions.NotImported) as why:
            real(staff, protocol, staged, **said)
        refused.append(str(why.value))
        return made

    monkeypatch.setattr(import_views, "import_file", twice)
    answer = confirmed(client_of_chen, preview)

    assert (answer.status_code, refused) == (302, ["moved"])
    assert Import.objects.get().created == 3


def test_a_cut_holds_what_was_being_saved_when_it_was_made(
    study: Protocol, chen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    dara = make_user("Dara", Role.DATA_MANAGER, REFERENCE)
    people, began = Participant.objects.filter(registry_id=study.id), timezone.now()
    without, waits = data_sets(study, people, began).digest, actions.wait_for_saves

    def done_meanwhile(registry_id: str) -> None:
        """Keep an entry of an earlier moment, as a long import does at its end."""
        with monkeypatch.context() as patched:
            patched.setattr(timezone, "now", lambda: began)
            change_the_sex(chen)
        waits(registry_id)

    monkeypatch.setattr(actions, "wait_for_saves", done_meanwhile)
    cut = actions.make_cut(dara, study, "March", timezone.now())

    assert cut.digest != without
    assert cut.digest == data_sets(study, people, cut.as_of).digest
