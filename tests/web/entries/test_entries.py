"""Entries: nothing is overwritten, nothing changed without a reason, all is in the chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from tests.web.entries.conftest import AtOnce
from tests.web.entries.people import ELSEWHERE, TRIAL, Team, make_somebody, make_team
from tests.web.entries.trial import make_trial
from trialogue.web.entries import guards
from trialogue.web.entries.actions import (
    drop_draft,
    keep_draft,
    make_participant,
    remove_entry,
    save_entry,
)
from trialogue.web.entries.chain import check_chain
from trialogue.web.entries.models import Draft, Entry, Participant
from trialogue.web.entries.outcomes import Conflict, Outcome, Refused, Saved
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import current_entries, draft_at, entry_at, trail_of
from trialogue.web.entries.sheets import protocol_of

LABS = Place(form="labs", visit="month1")
SEEN = {"alt": "45", "alt.unit": "U/L"}


REMARKS = Place(form="remarks")


def save(
    team: Team, somebody: Participant, values: Mapping[str, str], base: int, reason: str = ""
) -> Outcome:
    return save_entry(team.carol, somebody, LABS, values, base_version=base, reason=reason)


def messages(outcome: Outcome) -> list[tuple[str, str]]:
    assert isinstance(outcome, Refused)
    return [(fault.field, fault.message) for fault in outcome.faults]


def versions(somebody: Participant) -> list[tuple[int, object, str]]:
    return [(one.version, one.values, one.reason) for one in trail_of(somebody)]


def test_the_first_version_needs_no_reason_and_every_later_one_does(
    team: Team, somebody: Participant
) -> None:
    first = save(team, somebody, {"alt": " 54 ", "alt.unit": "U/L", "note": "  "}, 0, "unused")
    silent = save(team, somebody, SEEN, 1)
    blank = save(team, somebody, SEEN, 1, "  ")
    said = save(team, somebody, SEEN, 1, " transcription error ")

    assert isinstance(first, Saved)
    assert messages(silent) == messages(blank) == [("(reason)", "Say why it is changed.")]
    assert isinstance(said, Saved)
    assert versions(somebody) == [
        (1, {"alt": "54", "alt.unit": "U/L"}, ""),
        (2, SEEN, "transcription error"),
    ]
    assert [one.made_by for one in trail_of(somebody)] == [team.carol, team.carol]


def test_what_stands_there_already_makes_no_version(team: Team, somebody: Participant) -> None:
    first = save(team, somebody, SEEN, 0)

    again = save(team, somebody, {**SEEN, "empty": ""}, 1)
    twice = save(team, somebody, SEEN, 0)

    assert isinstance(first, Saved)
    assert again == twice == Saved(entry=first.entry, is_new=False)
    assert len(versions(somebody)) == 1


def test_an_empty_form_is_not_saved(team: Team, somebody: Participant) -> None:
    assert messages(save(team, somebody, {"alt": " "}, 0)) == [("", "Nothing was entered.")]
    assert versions(somebody) == []


def test_a_removal_is_an_entry_and_can_be_taken_back(team: Team, somebody: Participant) -> None:
    save(team, somebody, SEEN, 0)

    silent = remove_entry(team.carol, somebody, LABS, base_version=1, reason="")
    gone = remove_entry(team.carol, somebody, LABS, base_version=1, reason="wrong person")
    twice = remove_entry(team.carol, somebody, LABS, base_version=1, reason="wrong person")

    assert messages(silent) == [("(reason)", "Say why it is changed.")]
    assert isinstance(gone, Saved)
    assert twice == Saved(entry=gone.entry, is_new=False)
    assert current_entries([somebody]) == {}
    back = save(team, somebody, SEEN, 2, "it was the right one")
    assert isinstance(back, Saved)
    assert current_entries([somebody]) == {somebody.pk: {LABS: back.entry}}
    assert versions(somebody) == [
        (1, SEEN, ""), (2, {}, "wrong person"), (3, SEEN, "it was the right one"),
    ]  # fmt: skip


def test_values_are_checked_and_cleaned_by_the_core(team: Team, somebody: Participant) -> None:
    refused = save(team, somebody, {"alt": "12a", "bilirubin": "7000", "other": "x"}, 0)
    unusual = save(team, somebody, {"alt": "4000"}, 0)
    nowhere = save_entry(team.carol, somebody, Place(form="labs"), SEEN, base_version=0)

    assert [field for field, _ in messages(refused)] == [
        "alt", "bilirubin.unit", "other",
    ]  # fmt: skip
    assert messages(refused)[0][1] == (
        "Given: “12a”. Allowed: a number such as 12.5. Write digits, with a point for decimals."
    )
    assert isinstance(unusual, Saved)
    assert unusual.entry.values == {"alt": "4000", "alt.unit": "U/L"}
    assert [(one.field, one.message) for one in unusual.queries] == [
        ("alt", "This is unusual. Check the number and its unit; if it is right, say so. "
                "Given: “4000 U/L”; usual: 3 to 2000 U/L."),
    ]  # fmt: skip
    assert messages(nowhere) == [("", "The protocol has no form “labs” there.")]


EVENT = {"term": "Fever", "serious": "no"}


def test_two_who_add_to_a_log_at_once_both_add(team: Team, somebody: Participant) -> None:
    first = save_entry(team.carol, somebody, Place(form="ae"), EVENT, base_version=0)
    twice = save_entry(team.carol, somebody, Place(form="ae"), EVENT, base_version=0)
    other = save_entry(
        team.ivan, somebody, Place(form="ae"), {**EVENT, "term": "Rash"}, base_version=0
    )
    mended = save_entry(
        team.carol, somebody, Place(form="ae"), {**EVENT, "term": "Chill"}, base_version=0
    )

    assert isinstance(first, Saved)
    assert twice == Saved(entry=first.entry, is_new=False)
    assert isinstance(other, Saved)
    assert (other.entry.place.key, other.entry.version) == ("ae#2", 1)
    assert isinstance(mended, Conflict)


def test_a_participant_stays_with_a_version_until_an_entry_binds_them_to_another(
    team: Team, somebody: Participant
) -> None:
    save(team, somebody, SEEN, 0)
    make_trial(version="2")

    before = save(team, somebody, MINE, 1, "again")
    bound = save_entry(
        team.carol, somebody, REMARKS, {"field0": "x"}, base_version=0, protocol_version="2"
    )
    after = save(team, somebody, SEEN, 2, "again")

    made = [one.entry.protocol_version for one in (before, bound, after) if isinstance(one, Saved)]
    assert made == ["1", "2", "2"]
    assert protocol_of(somebody).version == "2"


def test_nothing_can_be_removed_where_nothing_stands(team: Team, somebody: Participant) -> None:
    outcome = remove_entry(team.carol, somebody, LABS, base_version=0, reason="x")

    assert messages(outcome) == [("", "Nothing stands there.")]


def labs(alt: str, **more: str) -> dict[str, str]:
    units = {f"{key}.unit": "U/L" for key in ("alt", *more)}
    return {"alt": alt, **more, **units}


THEIRS, MINE = labs("45", ast="30"), labs("54", ast="31")


@pytest.mark.parametrize(
    ("mine", "base", "outcome"),
    [
        (MINE, 1, Conflict),
        (MINE, 2, Saved),
        (MINE, 0, Conflict),
        (MINE, 3, Refused),
        (THEIRS, 1, Saved),
        (labs("54"), 1, Saved),
    ],
    ids=["they saved", "newest", "both first", "no such version", "the same", "untouched"],
)
def test_who_began_from_an_older_version(
    mine: dict[str, str], base: int, outcome: type, team: Team, somebody: Participant
) -> None:
    save(team, somebody, labs("54"), 0)
    save_entry(team.ivan, somebody, LABS, THEIRS, base_version=1, reason="typing error")

    met = save(team, somebody, mine, base, "seen in the report")

    assert isinstance(met, outcome)
    assert len(versions(somebody)) == (3 if base == 2 else 2)
    if isinstance(met, Conflict):
        assert (met.theirs.version, met.theirs.values, met.theirs.made_by) == (2, THEIRS, team.ivan)
        assert met.mine == mine
        assert (met.base.values if met.base else None) == (labs("54") if base else None)


def test_a_place_that_was_removed_meanwhile_is_a_conflict(
    team: Team, somebody: Participant
) -> None:
    save(team, somebody, SEEN, 0)
    remove_entry(team.ivan, somebody, LABS, base_version=1, reason="wrong person")

    met = save(team, somebody, MINE, 1, "seen in the report")

    assert isinstance(met, Conflict)
    assert met.theirs.removed


@pytest.fixture
def frozen() -> Iterator[None]:
    """Let a guard refuse every write but that of one value."""
    guard: guards.Guard = lambda somebody, place, values: (  # noqa: E731 - one expression
        None if values.get("alt") == "1" else f"{place.key} of {somebody.subject} is frozen"
    )
    guards.GUARDS.append(guard)
    yield
    guards.GUARDS.remove(guard)


def test_a_guard_refuses_entries_and_removals(
    team: Team, somebody: Participant, frozen: None
) -> None:
    refused = save(team, somebody, SEEN, 0)
    kept = save(team, somebody, {"alt": "1"}, 0)
    stays = remove_entry(team.carol, somebody, LABS, base_version=1, reason="x")

    said = [("", "labs@month1 of P-001 is frozen")]
    assert messages(refused) == messages(stays) == said
    assert isinstance(kept, Saved)


def test_what_follows_an_entry_can_undo_it(team: Team, somebody: Participant) -> None:
    def fail(entry: Entry) -> None:
        raise RuntimeError(entry.place.key)

    guards.FOLLOWERS.append(fail)
    try:
        with pytest.raises(RuntimeError, match="labs@month1"):
            save(team, somebody, SEEN, 0)
    finally:
        guards.FOLLOWERS.remove(fail)

    assert versions(somebody) == []


@pytest.mark.parametrize("table", ["participant", "entry", "identitylook"])
def test_the_database_refuses_changes(table: str, team: Team, somebody: Participant) -> None:
    save(team, somebody, SEEN, 0)
    somebody.identity_looks.create(user=team.carol, what="seen")
    key = "participant_id" if table == "identitylook" else "id"

    for statement in (
        f"UPDATE entries_{table} SET {key} = {key}",  # noqa: S608 - our own table
        f"DELETE FROM entries_{table}",  # noqa: S608 - our own table
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement)

    assert len(versions(somebody)) == 1


def test_the_chain_holds_and_names_the_first_entry_that_was_tampered_with(
    team: Team, somebody: Participant
) -> None:
    save(team, somebody, SEEN, 0)
    for number in range(3):
        save(team, somebody, {"alt": str(number)}, 1 + number, "again")
    rows = list(trail_of(somebody))

    whole = check_chain(somebody, rows)
    rows[2].values = {"alt": "1000"}
    changed = check_chain(somebody, rows)
    gap = check_chain(somebody, [rows[0], *rows[2:]])
    somebody.centre = ELSEWHERE
    moved = check_chain(somebody, rows)

    assert (whole.entries, whole.last, whole.broken) == (4, rows[3].hash, None)
    assert changed.broken
    assert (changed.broken.entry, changed.broken.why) == (rows[2], "content")
    assert gap.broken
    assert (gap.broken.entry, gap.broken.why) == (rows[2], "link")
    assert moved.broken
    assert (moved.broken.entry, moved.broken.why) == (rows[0], "link")


@pytest.mark.parametrize(
    "attribute", ["form", "visit", "occurrence", "version", "removed", "reason", "source",
                  "protocol_version", "made_by_id", "made_at", "participant_id"],
)  # fmt: skip
def test_the_hash_covers(attribute: str, team: Team, somebody: Participant) -> None:
    save(team, somebody, SEEN, 0)
    row = trail_of(somebody).get()
    other = {"made_at": somebody.made_at, "removed": True}.get(attribute)
    now = getattr(row, attribute)

    setattr(row, attribute, other or (f"{now}x" if isinstance(now, str) else now + 1))

    assert check_chain(somebody, [row]).broken


def test_drafts_are_each_person_s_own_and_go_with_the_save(
    team: Team, somebody: Participant
) -> None:
    keep_draft(team.carol, somebody, LABS, {"alt": "4"}, 0)
    keep_draft(team.carol, somebody, LABS, {"alt": "45 "}, 0)
    keep_draft(team.ivan, somebody, LABS, {"alt": "54"}, 0)

    drafts = Draft.objects.values_list("user__display_name", "values")
    assert list(drafts) == [("Carol", {"alt": "45"}), ("Ivan", {"alt": "54"})]
    save(team, somebody, SEEN, 0)
    assert draft_at(team.carol.pk, somebody, LABS) is None
    assert draft_at(team.ivan.pk, somebody, LABS) is not None
    drop_draft(team.ivan, somebody, LABS)
    assert draft_at(team.ivan.pk, somebody, LABS) is None


def test_what_stands_now_takes_one_query_for_any_number_of_people(
    team: Team, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [make_somebody(team.carol, f"P-{number}") for number in range(5)]
    for person in people:
        save(team, person, SEEN, 0)
        save(team, person, MINE, 1, "again")
        other = save_entry(team.carol, person, REMARKS, {"field0": "x"}, base_version=0)
        assert isinstance(other, Saved)

    for number in (1, 5):
        with django_assert_num_queries(1):
            found = current_entries(people[:number])
            said = {key: {at.key: one.values for at, one in f.items()} for key, f in found.items()}
            names = {one.made_by.display_name for f in found.values() for one in f.values()}

        want = {"labs@month1": MINE, "remarks": {"field0": "x"}}
        assert said == {person.pk: want for person in people[:number]}
        assert names == {"Carol"}


def test_codes_are_given_in_turn_and_none_twice(team: Team) -> None:
    made = [
        make_participant(team.carol, TRIAL, "guangzhou", subject=code, protocol_version="1").subject
        for code in ("", "", "P-004", "", "", "CN-01")
    ]

    assert made == ["P-001", "P-002", "P-004", "P-005", "P-006", "CN-01"]
    for taken in ("P-001", "p-001", "new", "a/b", "ä"):
        with pytest.raises(ValueError, match=r"code|taken"):
            make_participant(team.carol, TRIAL, "", subject=taken, protocol_version="1")


def test_two_who_save_at_once_lose_nothing(at_once: AtOnce) -> None:
    def begin() -> tuple[Team, Participant]:
        make_trial()
        team = make_team()
        return team, make_somebody(team.carol)

    [(team, somebody)] = at_once([begin])
    users = (team.carol, team.ivan, team.bernd)

    def worker(number: int) -> list[tuple[str, int]]:
        """Add one's own field again and again, merging with what is met, as a person would."""
        kept = []
        for step in range(5):
            seen = entry_at(somebody, REMARKS)
            while True:
                base, values = (seen.version, seen.values) if seen else (0, {})
                mine = {**values, f"field{number}": str(step)}
                by = users[number]
                met = save_entry(by, somebody, REMARKS, mine, base_version=base, reason="step")
                if isinstance(met, Saved):
                    kept.append((f"field{number}={step}", met.entry.version))
                    break
                assert isinstance(met, Conflict), met
                seen = met.theirs
        return kept

    done = at_once([lambda number=number: worker(number) for number in range(3)])
    [rows] = at_once([lambda: list(trail_of(somebody))])

    assert all(isinstance(kept, list) for kept in done), done
    versions = sorted(version for kept in done for _, version in kept)
    assert versions == list(range(1, 16))
    assert rows[-1].values == {"field0": "4", "field1": "4", "field2": "4"}
    assert [row.version for row in rows] == versions
    assert check_chain(somebody, rows).broken is None
