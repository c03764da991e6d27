"""Taking participants over from data sets: all or nobody, checked, chained, told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.web.conftest import TODAY
from trialogue.core.forms import Filled
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.models import User
from trialogue.web.entries.chain import check_chain
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.transfer.invented import invent_participants
from trialogue.web.transfer.taking_over import NotTaken, newcomer_of_rows, take_over

ROWS = {"AE": [{"AETERM": "Fever", "AEDECOD": "Fever", "AESTDTC": "2026-01-02", "AETOXGR": "2"}]}


def test_the_demo_enters_its_study_once(reference: Protocol, chen: User) -> None:
    made = invent_participants(chen, reference, "guangzhou", TODAY)

    assert made == Entry.objects.count() > 700
    codes = list(Participant.objects.values_list("subject", flat=True))
    assert codes == [f"{number:02}" for number in range(1, 11)] + ["S1", "11", "12"]
    assert invent_participants(chen, reference, "guangzhou", TODAY) == 0


def test_what_is_taken_over_is_chained_and_says_its_source(reference: Protocol, chen: User) -> None:
    newcomer, taken = newcomer_of_rows(reference, "X-1", "guangzhou", ROWS)

    assert take_over(chen, reference, [newcomer], "import:ae.csv") == 1

    [entry] = Entry.objects.all()
    assert taken.leftovers == ()
    assert (entry.source, entry.made_by, entry.version) == ("import:ae.csv", chen, 1)
    assert entry.values["term"] == "Fever"
    assert entry.values["outcome.absent"] == "unknown"
    checked = check_chain(entry.participant, [entry])
    assert (checked.entries, checked.broken) == (1, None)


def test_one_fault_leaves_everybody_out(reference: Protocol, chen: User) -> None:
    good, _ = newcomer_of_rows(reference, "X-1", "guangzhou", ROWS)
    wrong = Filled(form="demography", visit="screening", values={"birth_date": "yesterday"})
    bad = replace(good, subject="X-2", entries=(wrong,))

    with pytest.raises(NotTaken) as problem:
        take_over(chen, reference, [good, bad], "import:dm.csv")

    assert {(one.subject, one.field) for one in problem.value.troubles} == {
        ("X-2", "birth_date"),
        ("X-2", "sex"),
    }
    assert Participant.objects.count() == 0
