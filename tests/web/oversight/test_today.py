"""The tasks of today: to each what they can do, at their centres; the mail says a number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.web.cast import make_user, signed_in
from tests.web.entries.people import ELSEWHERE, HERE, PLANTED, TRIAL, make_somebody
from tests.web.oversight.crew import LABS, ODD, SEEN, Crew, save
from trialogue.web.accounts.models import Membership, StaffSession, User
from trialogue.web.accounts.permissions import Scope, Staff
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.actions import keep_draft
from trialogue.web.entries.models import Identity, Participant
from trialogue.web.entries.places import Place
from trialogue.web.outbox.models import Letter
from trialogue.web.oversight import actions
from trialogue.web.oversight.models import Query
from trialogue.web.oversight.policies import Move
from trialogue.web.oversight.tasks_of_today import Kind, tasks_for
from trialogue.web.oversight.telling import tell_tasks
from trialogue.web.oversight.today_views import LABELS

MORNING = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def tasks(user: User) -> list[tuple[str, str, str]]:
    held = Membership.objects.filter(user=user)
    staff = Staff(user=user, scopes=tuple(map(Scope.of, held)), session=StaffSession())
    found = tasks_for(staff, timezone.now())
    return [(one.kind.value, one.participant.subject, one.words) for one in found]


@pytest.fixture
def busy(crew: Crew, somebody: Participant) -> Participant:
    """Give somebody about whom there is something to do for everybody."""
    actions.mark_fields(crew.mona, somebody, LABS, {"alt", "ast"}, version=1)
    save(crew.carol, somebody, ODD, "typing error")
    asked = actions.open_query(crew.mona, somebody, LABS, "ast", "Is it 45?")
    actions.move_query(crew.carol, asked, Move.ANSWER, "Yes", seen=0)
    keep_draft(crew.ivan, somebody, Place(form="remarks"), {"field1": PLANTED}, 0)
    return somebody


def test_each_person_sees_what_they_can_do(crew: Crew, busy: Participant) -> None:
    odd = ("answer", "P-001", "Blood chemistry · Month 1 · ALT")

    assert tasks(crew.carol) == [odd]
    assert tasks(crew.ivan) == [odd, ("draft", "P-001", "Remarks")]
    assert tasks(crew.mona) == [
        ("close", "P-001", "Blood chemistry · Month 1 · AST"),
        ("verify", "P-001", "Blood chemistry · Month 1"),
    ]
    assert tasks(crew.dara) == [("close", "P-001", "Blood chemistry · Month 1 · AST")]
    assert tasks(crew.bernd) == tasks(crew.stan) == tasks(crew.zoe) == []


def test_a_visit_is_due_from_the_first_day_of_its_window(
    crew: Crew, somebody: Participant, settings: object
) -> None:
    from trialogue.core.schedule import VisitCourse, calendar_of
    from trialogue.web.entries import calendars
    from trialogue.web.entries.sheets import protocol_of

    protocol, today = protocol_of(somebody), timezone.localdate()
    course = VisitCourse(
        anchors={"infusion": today - timedelta(days=60)},
        held={"month1": today - timedelta(days=32)},
        filled=frozenset({("month1", "labs")}),
    )
    made = calendar_of(protocol, course, today)
    last = somebody.entries.get().hash
    calendars._made[somebody.pk, last, id(protocol), today] = protocol, made

    found = tasks(crew.carol)

    assert ("visit", "P-001", "Month 2") in found
    assert [one for one in found if one[0] == "form"] == [
        ("form", "P-001", "Month 1: Size of a lesion")
    ]
    assert tasks(crew.mona) == [("verify", "P-001", "1 form is not verified yet")]
    page = signed_in(crew.carol).get("/study/today/").content.decode()
    assert "Month 2" in page
    assert "1 day late" in page


def test_the_page_groups_them_and_names_nobody(crew: Crew, busy: Participant) -> None:
    Identity.objects.create(participant=busy, family_name=PLANTED)

    page = signed_in(crew.ivan).get("/study/today/").content.decode()

    assert "2 tasks wait for you." in page
    assert "Queries to answer (1)" in page
    assert "Your drafts (1)" in page
    assert PLANTED not in page
    assert signed_in(crew.stan).get("/study/today/").status_code == 404
    assert "Nothing waits for you." in signed_in(crew.bernd).get("/study/today/").content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_three_participants_cost_as_many_questions_as_one(
    people: int,
    crew: Crew,
    somebody: Participant,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(people):
        other = make_somebody(crew.carol, f"P-01{number}")
        save(crew.carol, other, SEEN)
        actions.mark_fields(crew.mona, other, LABS, {"alt"}, version=1)
        save(crew.carol, other, ODD, "typing error")
        keep_draft(crew.carol, other, Place(form="remarks"), {"field1": "x"}, 0)
    client = signed_in(crew.mona)

    with django_assert_num_queries(36):
        client.get("/study/today/")


def test_the_mail_says_how_many_and_nothing_else(crew: Crew, busy: Participant) -> None:
    assert tell_tasks(MORNING) == {"mails": 4}
    assert tell_tasks(MORNING + timedelta(hours=1)) == {"mails": 0}

    letters = {one.to_name: one for one in Letter.objects.all()}
    assert set(letters) == {"Carol", "Ivan", "Mona", "Dara"}
    assert letters["Ivan"].subject == "2 tasks wait for you"
    assert letters["Carol"].subject == "1 task waits for you"
    for one in letters.values():
        said = f"{one.subject} {one.text} {one.html}"
        for word in ("P-001", TRIAL, HERE, "Blood", "ALT", PLANTED, "Month"):
            assert word not in said
        assert "/study/today/" in one.text


def test_the_mail_comes_once_a_day_by_day_and_in_the_reader_s_language(
    crew: Crew, busy: Participant
) -> None:
    crew.carol.language = "zh-hans"
    crew.carol.save()
    night = datetime(2026, 11, 25, 23, 0, tzinfo=UTC)

    assert tell_tasks(night) == {"mails": 0}
    assert tell_tasks(MORNING) == {"mails": 4}
    assert tell_tasks(MORNING + timedelta(days=1)) == {"mails": 4}

    assert Letter.objects.filter(to_name="Carol").first().subject == "有 1 项任务等您处理"


def test_whoever_wants_no_mail_gets_none(crew: Crew, busy: Participant) -> None:
    client = signed_in(crew.carol)
    assert client.post("/study/today/mail/", {"wanted": "no"}).status_code == 302
    assert "You get no mail about tasks." in client.get("/study/today/").content.decode()

    assert tell_tasks(MORNING) == {"mails": 3}
    assert not Letter.objects.filter(to_name="Carol").exists()

    client.post("/study/today/mail/", {"wanted": "yes"})
    assert tell_tasks(MORNING) == {"mails": 1}


def test_whose_role_ended_gets_no_mail(crew: Crew, busy: Participant) -> None:
    Membership.objects.filter(user=crew.carol).update(ended_at=MORNING)
    make_user("Other", Role.COORDINATOR, TRIAL, ELSEWHERE)

    tell_tasks(MORNING)

    assert {one.to_name for one in Letter.objects.all()} == {"Ivan", "Mona", "Dara"}
    assert Query.objects.count() == 2


def test_what_weighs_most_comes_first_and_forms_left_empty_last() -> None:
    assert [one.value for one in Kind] == [
        "clock", "consent", "sign", "order", "response", "answer", "close", "visit",
        "verify", "draft", "form",
    ]  # fmt: skip
    assert set(LABELS) == set(Kind)


def test_a_long_group_shows_ten_and_folds_the_others(crew: Crew, somebody: Participant) -> None:
    for _number in range(12):
        actions.open_query(crew.mona, somebody, LABS, "ast", "Is it 45?")

    page = signed_in(crew.carol).get("/study/today/").content.decode()

    seen, folded = page.split("<details>")
    assert "Queries to answer (12)" in seen
    assert (seen.count('class="tap"'), folded.count('class="tap"')) == (10, 2)
    assert "2 more tasks" in folded
