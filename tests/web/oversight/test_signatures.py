"""Signatures on data: they need the password, and fall when what they cover changes."""

from __future__ import annotations

import pytest

from tests.web.cast import PASSWORD, signed_in
from tests.web.entries.people import TRIAL
from tests.web.oversight.crew import LABS, SEEN, Crew, save
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import current_entries
from trialogue.web.oversight.signatures import last_hash_of, sign_data, signed_of
from trialogue.web.study.models import Signature
from trialogue.web.study.signing import NotSigned

PERSON = f"/study/{TRIAL}/participants/P-001/review/"
EVENT = {"term": "Fever", "serious": "no"}


def sign(crew: Crew, somebody: Participant, visit: str = "", password: str = PASSWORD) -> Signature:
    seen = last_hash_of(somebody)
    return sign_data(crew.ivan, password, somebody, visit, seen=seen, statement="Right.")


def states(somebody: Participant) -> list[tuple[str, bool, tuple[str, ...]]]:
    entries = current_entries([somebody]).get(somebody.pk, {})
    found = signed_of(somebody, entries, somebody.signatures.all())
    return [(one.visit, one.holds, one.changed) for one in found]


def test_a_signature_falls_with_what_it_covers_and_no_other_does(
    crew: Crew, somebody: Participant
) -> None:
    sign(crew, somebody)
    sign(crew, somebody, "month1")
    assert states(somebody) == [("", True, ()), ("month1", True, ())]

    save(crew.carol, somebody, EVENT, at=Place(form="ae"))
    assert states(somebody) == [("", False, ("ae",)), ("month1", True, ())]

    save(crew.carol, somebody, {**SEEN, "alt": "45"}, "typing error")
    assert states(somebody) == [
        ("", False, ("labs@month1", "ae")),
        ("month1", False, ("labs@month1",)),
    ]

    sign(crew, somebody, "month1")
    assert states(somebody)[1] == ("month1", True, ())


def test_nothing_is_signed_unseen_unproved_or_empty(crew: Crew, somebody: Participant) -> None:
    seen = last_hash_of(somebody)
    save(crew.carol, somebody, {**SEEN, "alt": "45"}, "typing error")

    with pytest.raises(NotSigned, match="meanwhile"):
        sign_data(crew.ivan, PASSWORD, somebody, "", seen=seen, statement="Right.")
    with pytest.raises(NotSigned, match="wrong"):
        sign(crew, somebody, password="guess")  # noqa: S106 - a wrong one
    with pytest.raises(NotSigned, match="Nothing stands there"):
        sign(crew, somebody, "month2")
    assert Signature.objects.count() == 0


def test_an_investigator_signs_on_the_page_and_sees_it_fall(
    crew: Crew, somebody: Participant
) -> None:
    client = signed_in(crew.ivan)
    sent = {"visit": "month1", "seen": last_hash_of(somebody), "password": PASSWORD}

    wrong = client.post(f"{PERSON}sign/", {**sent, "password": "guess"})
    unknown = client.post(f"{PERSON}sign/", {**sent, "visit": "month9"})
    done = client.post(f"{PERSON}sign/", sent)

    assert "wrong" in wrong.content.decode()
    assert (unknown.status_code, done.status_code) == (404, 302)
    signed = Signature.objects.get()
    assert signed.statement.startswith("I have reviewed")
    assert set(signed.content["entries"]) == {LABS.key}
    page = client.get(PERSON).content.decode()
    assert "signed</strong>" in page
    save(crew.carol, somebody, {**SEEN, "alt": "45"}, "typing error")
    page = client.get(PERSON).content.decode()
    assert "fallen: changed since it was signed" in page
    assert "Month 1: changed since it was signed" in client.get("/study/today/").content.decode()
    for user in (crew.carol, crew.mona, crew.dara, crew.stan, crew.bernd, crew.zoe):
        assert signed_in(user).post(f"{PERSON}sign/", sent).status_code == 404
