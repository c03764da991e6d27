"""Form pages: everything typed is kept, faults are named beside their fields, two people merge."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from tests.web.cast import make_user, signed_in
from tests.web.entries.people import TRIAL, Team
from tests.web.reading import Page
from trialogue.web.accounts.models import StaffSession
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.actions import save_entry
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import draft_at, entry_at, trail_of

BASE = "/study/NCT06836505/participants/P-001/"
LABS_PAGE = f"{BASE}forms/labs/month1/1/"
LABS = Place(form="labs", visit="month1")
EVENTS_PAGE = f"{BASE}forms/ae/-/1/"
EVENTS = Place(form="ae")
SEEN = {"alt": "54", "alt.unit": "U/L"}


@pytest.fixture
def carol(team: Team, somebody: Participant) -> Client:
    """Give the browser of the coordinator."""
    return signed_in(team.carol)


def post(client: Client, page: str, values: dict[str, str], **more: str) -> HttpResponseBase:
    """Post a form's page as its buttons do."""
    named = {f"v-{key}": text for key, text in values.items()}
    return client.post(page, {"do": "save", "base": "0", **named, **more})


def html(response: HttpResponseBase) -> str:
    return response.content.decode()


def field(response: HttpResponseBase, name: str) -> dict[str, str]:
    """Find an input of a page by its name."""
    return next(given for _, given in Page(html(response)).tags if given.get("name") == name)


def test_a_form_is_filled_in_saved_and_shown(carol: Client, somebody: Participant) -> None:
    empty = carol.get(LABS_PAGE)
    typed = {"alt": "54", "taken": "30.11.2025 8:15", "ast": "<5", "bilirubin.unit": "umol/L",
             "note": "a\r\nb"}  # fmt: skip
    saved = post(carol, LABS_PAGE, typed)
    shown = carol.get(saved.headers["Location"])

    assert "Blood chemistry" in html(empty)
    assert field(empty, "v-alt")["value"] == ""
    entry = entry_at(somebody, LABS)
    assert entry is not None
    assert entry.values == {
        "taken": "2025-11-30T08:15", "alt": "54", "alt.unit": "U/L",
        "ast": "<5", "ast.unit": "U/L", "note": "a\nb",
    }  # fmt: skip
    assert "Saved as version 1." in html(shown)
    assert field(shown, "v-alt")["value"] == "54"
    assert field(shown, "base")["value"] == "1"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026-02-03", "2026-02-03"), ("3.2.2026", "2026-02-03"), ("03. 02. 2026", "2026-02-03"),
        ("20260203", "2026-02-03"), ("2.2026", "2026-02"), ("2026", "2026"),
    ],
)  # fmt: skip
def test_dates_are_typed_in_short_ways(
    typed: str, kept: str, carol: Client, somebody: Participant
) -> None:
    post(carol, EVENTS_PAGE, {"term": "Fever", "serious": "no", "begun": typed})

    entry = entry_at(somebody, EVENTS)
    assert entry is not None
    assert entry.values["begun"] == kept


def test_a_missing_answer_is_typed_in_two_letters(carol: Client, somebody: Participant) -> None:
    post(carol, LABS_PAGE, {"alt": "nd", "alt.unit": "U/L", "taken": "NK", "note": "NA"})

    entry = entry_at(somebody, LABS)
    assert entry is not None
    assert entry.values == {"alt.absent": "not_done", "taken.absent": "unknown", "note": "NA"}


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(
    carol: Client, team: Team, somebody: Participant
) -> None:
    typed = {"term": "", "begun": "2026-02-30", "ended": "x", "serious": "yes"}

    refused = post(carol, EVENTS_PAGE, typed)
    later = carol.get(EVENTS_PAGE)

    assert refused.status_code == 200
    text = html(refused)
    assert "Not saved yet: 4 things to mend" in text
    for name in ("v-term", "v-begun", "v-ended", "v-because"):
        assert f'href="#{name}"' in text
        assert field(refused, name)["aria-invalid"] == "true"
    for page in (refused, later):
        assert field(page, "v-begun")["value"] == "2026-02-30"
        assert field(page, "v-ended")["value"] == "x"
    assert "It is not saved yet." in html(later)
    assert trail_of(somebody).count() == 0


def test_unusual_values_are_saved_and_marked(carol: Client) -> None:
    saved = post(carol, LABS_PAGE, {"alt": "4000"}, do="next")
    shown = html(carol.get(saved.headers["Location"]))

    assert saved.headers["Location"] == f"{LABS_PAGE}?kept=1"
    assert "1 value is unusual" in shown
    assert "usual: 3 to 2000 U/L." in shown


def test_a_change_asks_why_and_no_change_asks_nothing(carol: Client, somebody: Participant) -> None:
    post(carol, LABS_PAGE, {"alt": "54"})

    same = post(carol, LABS_PAGE, {"alt": "54"}, base="1")
    silent = post(carol, LABS_PAGE, {"alt": "45"}, base="1")
    said = post(
        carol, LABS_PAGE, {"alt": "45"}, base="1", why="transcription error", reason="read 5 for 4"
    )

    assert same.status_code == 302
    assert 'href="#why">Say why it is changed.' in html(silent)
    assert field(silent, "v-alt")["value"] == "45"
    assert said.status_code == 302
    assert [one.reason for one in trail_of(somebody)] == ["", "transcription error: read 5 for 4"]


def test_the_next_form_follows(carol: Client) -> None:
    start = f"{BASE}forms/demography/start/1/"
    first = post(carol, start, {"birth_date": "2019-05-04", "sex": "female"}, do="next")
    second = post(carol, f"{BASE}forms/labs/start/1/", {"alt": "54"}, do="next")
    event = post(carol, EVENTS_PAGE, {"term": "Fever", "serious": "no"}, do="next")

    assert first.headers["Location"] == f"{BASE}forms/labs/start/1/"
    assert second.headers["Location"] == BASE
    assert event.headers["Location"] == f"{BASE}forms/ae/-/2/"


def test_a_draft_is_kept_restored_and_discarded(
    carol: Client, team: Team, somebody: Participant
) -> None:
    kept = post(carol, f"{LABS_PAGE}draft/", {"alt": "5x"})
    button = post(carol, LABS_PAGE, {"alt": "5xx"}, do="draft")
    shown = carol.get(LABS_PAGE)
    others = signed_in(team.ivan).get(LABS_PAGE)
    listed = html(carol.get(BASE))

    assert kept.status_code == 204
    assert button.status_code == 302
    assert field(shown, "v-alt")["value"] == "5xx"
    assert field(others, "v-alt")["value"] == ""
    assert "is-draft" in listed
    post(carol, LABS_PAGE, {}, do="discard")
    assert draft_at(team.carol.pk, somebody, LABS) is None


@pytest.mark.parametrize("page", [LABS_PAGE, f"{LABS_PAGE}draft/"])
def test_a_time_out_keeps_what_was_typed_for_who_typed_it(
    page: str, carol: Client, team: Team, somebody: Participant
) -> None:
    StaffSession.objects.update(seen_at=timezone.now() - timedelta(days=1) / 2)

    late = post(carol, page, {"alt": "54"})
    later = post(carol, page, {"alt": "99"})

    assert late.headers["Location"] == f"/staff/sign-in/?next={page}"
    assert later.headers["Location"] == f"/staff/sign-in/?next={page}"
    kept = draft_at(team.carol.pk, somebody, LABS)
    assert kept is not None
    assert kept.values == {"alt": "54"}
    assert trail_of(somebody).count() == 0
    assert field(signed_in(team.carol).get(LABS_PAGE), "v-alt")["value"] == "54"
    assert field(signed_in(team.ivan).get(LABS_PAGE), "v-alt")["value"] == ""


def test_who_lost_the_role_or_was_never_there_leaves_no_draft(
    carol: Client, team: Team, somebody: Participant
) -> None:
    team.carol.memberships.update(ended_at=timezone.now())
    StaffSession.objects.update(seen_at=timezone.now() - timedelta(days=1) / 2)

    post(carol, LABS_PAGE, {"alt": "54"})
    post(Client(), LABS_PAGE, {"alt": "54"})

    assert somebody.drafts.count() == 0


def both(carol: Client, team: Team, somebody: Participant) -> HttpResponseBase:
    """Let Ivan save while Carol types: she changed ALT and AST, he ALT and the remark."""
    post(carol, LABS_PAGE, {"alt": "54", "ast": "30"})
    his = {"alt": "45", "alt.unit": "U/L", "ast": "30", "ast.unit": "U/L", "note": "Planted"}
    save_entry(team.ivan, somebody, LABS, his, base_version=1, reason="new information")
    return post(carol, LABS_PAGE, {"alt": "46", "ast": "31"}, base="1", why="transcription error")


def test_two_who_meet_see_both_and_choose(carol: Client, team: Team, somebody: Participant) -> None:
    met = both(carol, team, somebody)
    mine = {"alt": "46", "alt.unit": "U/L", "ast": "31", "ast.unit": "U/L"}
    missing = post(
        carol, LABS_PAGE, mine, do="merge", base="2", **{"from": "1", "pick-ast": "mine"}
    )
    picks = {"pick-alt": "theirs", "pick-ast": "mine", "pick-note": "theirs"}
    silent = post(carol, LABS_PAGE, mine, do="merge", base="2", **{"from": "1"}, **picks)
    post(carol, LABS_PAGE, mine, do="merge", base="2", why="new information",
         **{"from": "1"}, **picks)  # fmt: skip

    assert "Two versions: choose what is to stand" in html(met)
    text = html(met)
    assert "Ivan saved this form" in text
    for said in ("54 U/L", "45 U/L", "46 U/L", "31 U/L", "Planted"):
        assert said in text
    chosen = {
        given["name"]: given["value"]
        for _, given in Page(text).tags
        if given.get("name", "").startswith("pick-") and "checked" in given
    }
    assert chosen == {"pick-ast": "mine", "pick-note": "theirs"}
    assert missing.status_code == 200
    assert "Not saved yet: 2 things to mend" in html(missing)
    assert "Say why it is changed." in html(silent)
    last = entry_at(somebody, LABS)
    assert last is not None
    assert (last.version, last.values) == (
        3, {**mine, "alt": "45", "note": "Planted"},
    )  # fmt: skip
    assert draft_at(team.carol.pk, somebody, LABS) is None


def test_a_third_who_saves_during_a_merge_is_met_too(
    carol: Client, team: Team, somebody: Participant
) -> None:
    both(carol, team, somebody)
    save_entry(team.ivan, somebody, LABS, SEEN, base_version=2, reason="again")

    mine = {"alt": "46", "ast": "31", "pick-alt": "mine"}
    met = post(carol, LABS_PAGE, mine, do="merge", base="2", **{"from": "1"})

    assert "Two versions: choose what is to stand" in html(met)
    assert trail_of(somebody).count() == 3


def test_a_removal_asks_why_and_shows_on_the_form(carol: Client, somebody: Participant) -> None:
    post(carol, LABS_PAGE, {"alt": "54"})

    silent = carol.post(f"{LABS_PAGE}remove/", {"base": "1"})
    gone = carol.post(f"{LABS_PAGE}remove/", {"base": "1", "reason": "wrong person"})
    shown = carol.get(LABS_PAGE)

    assert "Say why it is changed." in html(silent)
    assert gone.headers["Location"] == BASE
    assert "What stood here was removed: wrong person" in html(shown)
    assert field(shown, "v-alt")["value"] == ""
    assert carol.get(f"{LABS_PAGE}remove/").status_code == 404


def test_what_nobody_may_write_now_is_shown_to_read(carol: Client) -> None:
    from trialogue.web.entries.guards import GUARDS

    post(carol, LABS_PAGE, {"alt": "54"})
    GUARDS.append(lambda somebody, place, values: "It is frozen.")
    try:
        shown = carol.get(LABS_PAGE)
        refused = post(carol, LABS_PAGE, {"alt": "45"}, base="1", reason="x")
    finally:
        GUARDS.pop()

    assert "It is frozen." in html(shown)
    assert "<td>54 U/L" in html(shown)
    assert 'name="v-alt"' not in html(shown)
    assert "It is frozen." in html(refused)


@pytest.mark.parametrize(
    "page",
    [
        "forms/nothing/-/1/", "forms/labs/-/1/", "forms/labs/start/2/", "forms/ae/start/1/",
        "forms/ae/-/0/", "forms/labs/unscheduled-0/1/", "forms/a%20b/-/1/", "forms/labs/-/new/",
    ],
)  # fmt: skip
def test_a_place_that_the_protocol_does_not_have_is_not_there(page: str, carol: Client) -> None:
    assert carol.get(f"{BASE}{page}").status_code == 404


def test_any_form_of_a_visit_can_be_filled_in_unscheduled(
    carol: Client, somebody: Participant
) -> None:
    page = f"{BASE}forms/labs/unscheduled-1/1/"

    post(carol, page, {"alt": "54"})

    assert "Unscheduled visit 1" in html(carol.get(page))
    assert "unscheduled-2" in html(carol.get(BASE))


def test_an_empty_form_begins_with_the_visits_day_and_the_last_ranges(carol: Client) -> None:
    alt = {"alt": "54", "alt.unit": "U/L", "alt.low": "7", "alt.high": "56"}
    post(carol, f"{BASE}forms/labs/start/1/", {"taken": "2026-01-07 08:30", **alt})
    begun = carol.get(f"{BASE}forms/labs/month1/1/")
    empty = post(carol, f"{BASE}forms/labs/month1/1/", {"taken": "2026-02-07", **alt, "alt": ""})

    fields = {one.id: one for one in begun.context["fields"]}
    assert begun.context["suggested"]
    assert (fields["alt"].value, fields["alt"].low, fields["alt"].high) == ("", "7", "56")
    assert not fields["taken"].value, "another visit has another day"
    assert empty.status_code == 302, "a range without a result is not kept"
    assert Entry.objects.get(visit="month1").values == {"taken": "2026-02-07"}


def test_what_is_suggested_stands_nowhere_for_whoever_only_reads(
    carol: Client, team: Team, somebody: Participant
) -> None:
    monitor = make_user("Mona", Role.MONITOR, TRIAL)
    values = {"alt": "54", "alt.unit": "U/L", "alt.high": "47"}
    save_entry(team.carol, somebody, LABS, values, base_version=0, reason="")
    empty = f"{BASE}forms/labs/month2/1/"

    assert "Filled in for you" in html(carol.get(empty))
    page = html(signed_in(monitor).get(empty))
    assert "Nothing was entered yet." in page
    assert "U/L" not in page
