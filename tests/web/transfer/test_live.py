"""Live figures: of what stands now and never of before, each participant a link for who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.cast import B, make_user, signed_in
from tests.web.conftest import REFERENCE
from tests.web.entries.people import PLANTED
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.actions import make_participant, save_entry
from trialogue.web.entries.identities import write_identity
from trialogue.web.entries.models import Participant
from trialogue.web.entries.outcomes import Saved
from trialogue.web.results.folders import results_folder
from trialogue.web.transfer.linking import link_people

if TYPE_CHECKING:
    from trialogue.web.accounts.models import User

LIVE = f"/study/{REFERENCE}/results/"
OPEN = f'href="/study/{REFERENCE}/participants/P-1/" aria-label="Open participant P-1"'


def page_for(name: str, role: Role, trial: str = REFERENCE, centre: str = "") -> tuple[int, str]:
    answer = signed_in(make_user(name, role, trial, centre)).get(LIVE)
    return answer.status_code, answer.content.decode()


def change_the_sex(by: User) -> None:
    person = Participant.objects.get(subject="P-1")
    entry = person.entries.get(form="demography")
    values = entry.values | {"sex": "male"}
    outcome = save_entry(by, person, entry.place, values, base_version=1, reason="misread")
    assert isinstance(outcome, Saved), outcome


def test_links_are_made_of_whom_one_may_open_and_of_nobody_else() -> None:
    body = (
        '<svg role="img"><a class="person" data-person="&lt;1&gt;">x</a></svg>'
        '<svg role="img"><a class="person" data-person="2">y</a></svg>'
    )

    linked = link_people(body, {"<1>": "/a/?b=1&c"})

    assert linked == (
        '<svg role="group"><a class="person" href="/a/?b=1&amp;c" '
        'aria-label="Open participant &lt;1&gt;">x</a></svg>'
        '<svg role="img"><a class="person">y</a></svg>'
    )


def test_a_lead_opens_participants_and_the_statistician_sees_codes_alone(
    study: Protocol, chen: User
) -> None:
    write_identity(chen, Participant.objects.get(subject="P-1"), {"family_name": PLANTED})

    _, lead = page_for("Lena", Role.LEAD)
    _, statistician = page_for("Stan", Role.STATISTICIAN)

    picture = lead.partition('id="f-os"')[2].partition("</svg>")[0]
    assert OPEN in picture
    assert 'role="group"' in picture
    assert "P-1" in statistician
    assert "/participants/" not in statistician
    assert 'class="person" href' not in statistician
    assert PLANTED not in lead + statistician


def test_a_saved_change_is_in_the_figures_at_the_next_look(study: Protocol, chen: User) -> None:
    client = signed_in(make_user("Stan", Role.STATISTICIAN, REFERENCE))
    before, again = (client.get(LIVE).context["report"] for _ in range(2))

    change_the_sex(chen)
    after = client.get(LIVE).context["report"]

    assert again == before
    assert (after.digest != before.digest, after.entries) == (True, before.entries)
    listed = before.body.count("<td>F</td>"), after.body.count("<td>F</td>")
    assert listed[0] == listed[1] + 1
    assert len(list((results_folder() / REFERENCE / "live").glob("*.json"))) == 2


def test_who_works_at_one_centre_sees_the_figures_of_that_centre(
    study: Protocol, chen: User
) -> None:
    other = make_participant(chen, REFERENCE, "munich", subject="Q-9", protocol_version="1")
    assert other.centre == "munich"

    _, here = page_for("Ines", Role.INVESTIGATOR, REFERENCE, "guangzhou")
    _, there = page_for("Iris", Role.INVESTIGATOR, REFERENCE, "munich")
    _, everybody = page_for("Lena", Role.LEAD)

    assert "2 participants" in here
    assert "Only of your centre:" in here
    assert OPEN in here
    assert "Q-9" not in here
    assert "P-1" not in there
    assert "3 participants" in everybody
    assert "Only of your centre:" not in everybody


@pytest.mark.parametrize(
    ("role", "trial"),
    [
        (Role.COORDINATOR, REFERENCE),
        (Role.EDITOR, REFERENCE),
        (Role.ADMINISTRATOR, ""),
        (Role.STATISTICIAN, B),
    ],
)
def test_whoever_may_not_see_results_finds_none(study: Protocol, role: Role, trial: str) -> None:
    assert page_for("Somebody", role, trial)[0] == 404
