"""Files that come again: mappings kept by others, removed entries, names with line breaks."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.cast import make_user, signed_in
from tests.web.conftest import REFERENCE
from tests.web.transfer.importing import HEAD, confirmed, mapped, previewed, uploaded
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.models import Membership, User
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.actions import remove_entry
from trialogue.web.entries.models import Entry
from trialogue.web.transfer.importing_actions import keep_mapping
from trialogue.web.transfer.models import KeptMapping

BARE = "subject,visit,date,test,value\n"
CREATININE = BARE + "P-1,D28,05/03/2025,Crea,60\n"
MEDICINE = (
    "subject,name,category,class,route,start,ongoing\n"
    "P-1,Paracetamol,concomitant,none,oral,2025-02-02,yes\n"
)


@pytest.fixture
def client_of_chen(study: Protocol, chen: User) -> Client:
    return signed_in(chen)


@pytest.fixture
def kept(study: Protocol, chen: User) -> KeptMapping:
    """Keep what Guangzhou's laboratory means: µmol/L, the day first."""
    from trialogue.exchange.tables.mapping import mapping_of_json

    columns = {one: one for one in ("subject", "visit", "date", "test", "value")}
    mapping = {
        "columns": columns,
        "tests": {"Crea": "chemistry.creatinine"},
        "units": {"Crea": "umol/L"},
        "visits": {"D28": "D28"},
        "dates": "day",
        "decimal": "comma",
    }
    return keep_mapping(chen, study, "LIS", mapping_of_json(mapping))


def begun(browser: Client) -> tuple[str, str, dict[str, str], bool]:
    """Upload creatinine without units; give dates, decimal, units, and whether they are said."""
    page = browser.get(uploaded(browser, CREATININE))
    one = page.context["mapping"]
    text = page.content.decode()
    assert "It begins with the mapping “LIS”, version 1, which Chen kept on" in text
    assert one.tests == {"Crea": "chemistry.creatinine"}
    return one.dates, one.decimal, dict(one.units), "Crea: µmol/L" in text


WHOLE = ("day", "comma", {"Crea": "umol/L"}, True)
NAMES = ("year", "point", {}, False)


def test_what_numbers_mean_at_one_centre_is_not_taken_at_another(
    kept: KeptMapping, client_of_chen: Client
) -> None:
    near = signed_in(make_user("Near", Role.INVESTIGATOR, REFERENCE, "guangzhou"))
    far = signed_in(make_user("Bernd", Role.COORDINATOR, REFERENCE, "munich"))

    assert begun(client_of_chen) == begun(near) == WHOLE
    assert begun(far) == NAMES
    at = uploaded(far, CREATININE)
    page = far.post(at, {"do": "use", "kept": str(kept.pk)})
    assert (page.context["mapping"].dates, dict(page.context["mapping"].units)) == ("year", {})
    assert "its units, its order of dates and its decimals are not taken" in page.content.decode()


def test_who_enters_for_several_centres_takes_numbers_from_nobody_else(
    kept: KeptMapping, chen: User
) -> None:
    both = make_user("Both", Role.COORDINATOR, REFERENCE, "guangzhou")
    Membership.objects.create(
        user=both, role=Role.COORDINATOR, registry_id=REFERENCE, centre="munich"
    )
    near = make_user("Near", Role.COORDINATOR, REFERENCE, "guangzhou")

    assert begun(signed_in(both)) == NAMES
    Membership.objects.create(
        user=chen, role=Role.COORDINATOR, registry_id=REFERENCE, centre="munich"
    )
    assert begun(signed_in(near)) == NAMES


def test_ones_own_mapping_goes_before_a_newer_one_of_another_centre(
    kept: KeptMapping, study: Protocol, client_of_chen: Client
) -> None:
    from trialogue.exchange.tables.mapping import mapping_of_json

    other = make_user("Bernd", Role.COORDINATOR, REFERENCE, "munich")
    theirs = {**kept.mapping, "units": {"Crea": "mg/dL"}}
    keep_mapping(other, study, "Labor", mapping_of_json(theirs))

    assert begun(client_of_chen) == WHOLE


def medicines() -> list[tuple[int, int, bool]]:
    rows = Entry.objects.filter(form="medication").order_by("pk")
    return [(one.occurrence, one.version, one.removed) for one in rows]


def test_what_was_removed_comes_back_only_as_a_change_with_its_reason(
    client_of_chen: Client, chen: User
) -> None:
    confirmed(client_of_chen, previewed(client_of_chen, MEDICINE, "meds.csv"))
    [entry] = Entry.objects.filter(form="medication")
    remove_entry(chen, entry.participant, entry.place, base_version=1, reason="not taken")

    preview = previewed(client_of_chen, MEDICINE, "meds.csv")

    plan = preview.context["plan"]
    assert (plan.created, plan.changed, plan.faults) == (0, 1, ())
    assert "was removed, comes back" in preview.content.decode()
    assert confirmed(client_of_chen, preview).status_code == 200
    assert medicines() == [(1, 1, False), (1, 2, True)]
    answer = confirmed(client_of_chen, preview, why="new information")
    assert answer.status_code == 302
    assert medicines() == [(1, 1, False), (1, 2, True), (1, 3, False)]


def test_a_row_that_changed_in_its_source_adds_no_twin(client_of_chen: Client) -> None:
    confirmed(client_of_chen, previewed(client_of_chen, MEDICINE, "meds.csv"))
    ended = MEDICINE.replace("ongoing", "ongoing,end").replace(",yes", ",no,2025-02-09")

    preview = previewed(client_of_chen, ended, "meds.csv")

    assert "looks like entry 1" in preview.content.decode()
    numbered = ended.replace("ongoing,end", "ongoing,end,occurrence").replace("-09", "-09,1")
    changed = previewed(client_of_chen, numbered, "meds.csv").context["plan"]
    assert (changed.created, changed.changed, changed.faults) == (0, 1, ())


def test_a_name_with_a_line_break_can_be_mapped(client_of_chen: Client) -> None:
    at = uploaded(client_of_chen, HEAD + 'P-1,D28,2025-03-01,"Foo\nbar",54,U/L,7,40\n')

    preview = mapped(client_of_chen, at, **{"Foo bar": "chemistry.alt"})

    assert preview.context["faults"] == []
    assert preview.context["plan"].created == 1
