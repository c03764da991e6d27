"""Preparing, previewing, comparing and publishing versions: who may, when, and what is kept."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from tests.web.cast import A, B, Cast, make_user, signed_in
from tests.web.editing.conftest import SOURCE
from tests.web.reading import Page
from trialogue.core.protocol import Protocol
from trialogue.exchange.protocols import find_protocol
from trialogue.web.editing.models import Decision, Draft
from trialogue.web.records.models import RecordVersion
from trialogue.web.records.queries import record_in_force
from trialogue.web.trials.actions import store_protocol
from trialogue.web.trials.models import LoadedProtocol
from trialogue.web.trials.queries import loaded_protocol

EDIT = f"/staff/trials/{A}/edit/protocol/"
RECORDS = f"/staff/trials/{A}/edit/record/"
WHY = {"why": "The sponsor stops for a while"}
STUDY = {
    "protocolSection": {
        "identificationModule": {"nctId": A, "briefTitle": "A study of cells"},
        "statusModule": {
            "overallStatus": "RECRUITING",
            "lastUpdatePostDateStruct": {"date": "2025-08-26"},
        },
        "eligibilityModule": {"minimumAge": "1 Year", "maximumAge": "50 Years"},
    }
}


def _suspended() -> str:
    return SOURCE.replace("status: recruiting", "status: suspended", 1)


def _prepare(client: Client, text: str, address: str = EDIT) -> Draft:
    answer = client.post(address, WHY | {"text": text})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Draft.objects.latest("pk")


def _publish(client: Client, draft: Draft, why: str = "Letter seen") -> str:
    return client.post(f"/staff/drafts/{draft.pk}/publish/", {"why": why}).content.decode()


def test_an_editor_prepares_and_another_person_publishes(
    cast: Cast, reference: Protocol, english: Client
) -> None:
    alice, bob = signed_in(cast.alice), signed_in(cast.bob)

    draft = _prepare(alice, _suspended())

    assert loaded_protocol(A) == reference, "nothing is public yet"
    assert "recruiting" in english.get(f"/trials/{A}/").content.decode().lower()
    assert alice.post(f"/staff/drafts/{draft.pk}/publish/", {"why": "x"}).status_code == 404
    _publish(bob, draft)
    after = loaded_protocol(A)
    assert after is not None
    assert after.status == "suspended"
    assert LoadedProtocol.objects.count() == 2
    html = alice.get(f"/staff/trials/{A}/").content.decode()
    assert "prepared by Alice, published by Bob" in html
    assert WHY["why"] in html
    assert "Letter seen" in html


def test_nobody_publishes_what_they_prepared(cast: Cast, reference: Protocol) -> None:
    from trialogue.web.accounts.models import Membership

    Membership.objects.create(user=cast.alice, role="approver", registry_id=A)
    alice = signed_in(cast.alice)

    html = _publish(alice, _prepare(alice, _suspended()))

    assert "You prepared this draft yourself." in html
    assert loaded_protocol(A) == reference


def test_a_draft_made_before_another_version_came_cannot_undo_it(
    cast: Cast, reference: Protocol
) -> None:
    alice, bob = signed_in(cast.alice), signed_in(cast.bob)
    first = _prepare(alice, _suspended())
    second = _prepare(alice, SOURCE.replace('phase: "1"', 'phase: "2"', 1))

    _publish(bob, first)
    html = _publish(bob, second)

    assert "Another version came into force" in html
    after = loaded_protocol(A)
    assert after is not None
    assert (after.status, after.design.phase) == ("suspended", "1")


def test_a_draft_is_decided_once(cast: Cast, reference: Protocol) -> None:
    alice, bob = signed_in(cast.alice), signed_in(cast.bob)
    draft = _prepare(alice, _suspended())

    bob.post(f"/staff/drafts/{draft.pk}/discard/", {"why": "Not now"})
    html = _publish(bob, draft)

    assert "This draft has been decided on already." in html
    assert Decision.objects.get().what == "discarded"
    assert loaded_protocol(A) == reference


def test_editing_a_draft_makes_another_one_and_closes_the_first(
    cast: Cast, reference: Protocol
) -> None:
    alice = signed_in(cast.alice)
    first = _prepare(alice, _suspended())

    second = _prepare(alice, _suspended() + "\n# once more\n", f"/staff/drafts/{first.pk}/edit/")

    assert second.replaces == first
    assert first.decision.what == "replaced"
    assert alice.get(f"/staff/drafts/{first.pk}/edit/").status_code == 404


def test_all_faults_are_shown_with_line_and_path_and_the_text_is_kept(
    cast: Cast, reference: Protocol
) -> None:
    text = SOURCE.replace("status: recruiting", "status: recruting", 1)
    text = text.replace("months: 12, after", "months: ten, after", 1)

    html = signed_in(cast.alice).post(EDIT, WHY | {"text": text}).content.decode()

    assert '<code translate="no">status</code>' in html
    assert "follow_up.months" in html
    assert "did you mean" in html
    assert "→ 5  status: recruting" in html
    assert "months: ten, after" in Page(html).html.split("<textarea", 1)[1]
    assert WHY["why"] in html
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "Choose a file, or write the text."),
        ({"text": "x", "why": ""}, "This field is required."),
        ({"text": ": [", "why": "x"}, "To mend"),
        ({"text": SOURCE}, "This is the very text that is in force."),
    ],
)
def test_what_cannot_be_kept_is_refused(
    fields: dict[str, str], said: str, cast: Cast, reference: Protocol
) -> None:
    html = signed_in(cast.alice).post(EDIT, WHY | fields).content.decode()

    assert said in html
    assert not Draft.objects.exists()


def test_a_file_of_another_trial_is_refused(
    cast: Cast, reference: Protocol, second: Protocol
) -> None:
    path, _ = find_protocol(B)
    assert path is not None
    file = SimpleUploadedFile("protocol.yaml", path.read_bytes())

    wrong = signed_in(cast.alice).post(EDIT, WHY | {"file": file})
    file.seek(0)
    unmanaged = signed_in(cast.alice).post(
        "/staff/trials/new/", WHY | {"file": file, "kind": "protocol"}
    )

    assert f"This is a file of {B}, not of this trial." in wrong.content.decode()
    assert unmanaged.status_code == 404, "Alice edits trial A alone"
    assert not Draft.objects.exists()


def test_a_new_trial_is_uploaded_by_an_editor_of_all(cast: Cast) -> None:
    eve = signed_in(make_user("Eve", "editor"))
    file = SimpleUploadedFile("mine.yaml", SOURCE.encode())

    answer = eve.post("/staff/trials/new/", WHY | {"file": file, "kind": "protocol"})

    draft = Draft.objects.get()
    assert answer.headers["Location"] == f"/staff/drafts/{draft.pk}/"
    assert (draft.registry_id, draft.source_name, draft.base) == (A, "mine.yaml", "")
    page = eve.get(f"/staff/drafts/{draft.pk}/").content.decode()
    assert "everything is new" in page
    assert eve.get(f"/staff/drafts/{draft.pk}/page/").status_code == 200


def test_the_preview_is_the_public_page_of_the_draft(cast: Cast, reference: Protocol) -> None:
    alice = signed_in(cast.alice)
    text = SOURCE.replace("{en: Trial, zh", "{en: Planted title, zh", 1)
    draft = _prepare(alice, text)

    page = alice.get(f"/staff/drafts/{draft.pk}/page/")

    html = page.content.decode()
    assert "Preview: not published." in html
    assert "Planted title" in html
    assert 'id="eligibility"' in html
    assert page.headers["Cache-Control"] == "no-store, private"


def test_what_changed_is_said_in_words(cast: Cast, reference: Protocol) -> None:
    alice, bob = signed_in(cast.alice), signed_in(cast.bob)
    _publish(bob, _prepare(alice, _suspended()))
    old, new = (f"protocol:{pk}" for pk in LoadedProtocol.objects.values_list("pk", flat=True))

    html = bob.get(f"/staff/trials/{A}/compare/", {"a": new, "b": old}).content.decode()

    row = html.split('translate="no">status</th>', 1)[1].split("</tr>", 1)[0]
    assert "<td>changed</td>" in row
    assert 'recruiting<span class="hidden">−]</span></del>' in row
    assert 'suspended<span class="hidden">+]</span></ins>' in row
    assert "1 value differs." in html
    same = bob.get(f"/staff/trials/{A}/compare/", {"a": new, "b": new}).content.decode()
    assert "Choose two different versions" in same


def test_a_start_does_not_undo_what_staff_published(cast: Cast, reference: Protocol) -> None:
    _publish(signed_in(cast.bob), _prepare(signed_in(cast.alice), _suspended()))

    again = store_protocol(SOURCE.encode(), "protocol.yaml")

    assert again.outcome == "unchanged"
    after = loaded_protocol(A)
    assert after is not None
    assert after.status == "suspended"


def test_a_record_is_uploaded_as_the_registry_writes_it(cast: Cast, reference: Protocol) -> None:
    alice, bob = signed_in(cast.alice), signed_in(cast.bob)

    draft = _prepare(alice, json.dumps(STUDY), RECORDS)
    _publish(bob, draft)

    record = record_in_force(A)
    assert record is not None
    assert record.brief_title == "A study of cells"


def test_a_record_is_edited_and_an_import_of_the_same_day_does_not_undo_it(
    cast: Cast, reference: Protocol
) -> None:
    alice, bob = signed_in(cast.alice), signed_in(cast.bob)
    _publish(bob, _prepare(alice, json.dumps(STUDY), RECORDS))
    text = alice.get(RECORDS).context["form"]["text"].value()
    edited = text.replace("A study of cells", "A study of T cells")

    draft = _prepare(alice, edited, RECORDS)
    shown = alice.get(f"/staff/drafts/{draft.pk}/").content.decode()
    _publish(bob, draft)
    from trialogue.exchange.ctgov import read_study
    from trialogue.web.records.actions import store_records

    outcomes = store_records([read_study(STUDY)[0]])

    assert "1 value differs." in shown
    assert dict(outcomes) == {"unchanged": 1}
    record = record_in_force(A)
    assert record is not None
    assert record.brief_title == "A study of T cells"
    assert RecordVersion.objects.count() == 2
    later = json.loads(json.dumps(STUDY).replace("2025-08-26", "2026-01-02"))
    store_records([read_study(later)[0]])
    newest = record_in_force(A)
    assert newest is not None
    assert newest.brief_title == "A study of cells"


def test_faults_of_an_edited_record_are_named_by_path_and_line(
    cast: Cast, reference: Protocol
) -> None:
    alice, bob = signed_in(cast.alice), signed_in(cast.bob)
    _publish(bob, _prepare(alice, json.dumps(STUDY), RECORDS))
    value = json.loads(alice.get(RECORDS).context["form"]["text"].value())
    value |= {"brief_title": 3, "minimum_age": "old", "colour": "red"}

    html = alice.post(RECORDS, WHY | {"text": json.dumps(value)}).content.decode()
    cut = alice.post(RECORDS, WHY | {"text": json.dumps(value, indent=1)[:-9]}).content.decode()

    for path in ("brief_title", "minimum_age", "colour"):
        assert f'<code translate="no">{path}</code>' in html
    assert "To mend" in cut
    assert " · line " in cut


def test_nothing_of_it_exists_for_another_centre(
    cast: Cast, reference: Protocol, second: Protocol
) -> None:
    draft = _prepare(signed_in(cast.alice), _suspended())
    charlie = signed_in(cast.charlie)
    number = draft.pk

    for address in (
        f"/staff/trials/{A}/",
        f"/staff/trials/{A}/compare/?a=protocol:1&b=protocol:2",
        EDIT,
        RECORDS,
        f"/staff/trials/{A}/centres/",
        f"/staff/trials/{A}/centres/new/",
        f"/staff/drafts/{number}/",
        f"/staff/drafts/{number}/page/",
        f"/staff/drafts/{number}/edit/",
        f"/staff/drafts/{number}/publish/",
        f"/staff/drafts/{number}/discard/",
    ):
        for answer in (charlie.get(address), charlie.post(address, WHY | {"text": "x"})):
            assert answer.status_code in (404, 405), address
            assert WHY["why"] not in answer.content.decode()
    listed = charlie.get("/staff/trials/").content.decode()
    assert A not in listed
    assert B in listed
    assert not Decision.objects.exists()


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_a_version_of_another_trial_cannot_be_read_by_this_ones_address(
    who: str, cast: Cast, reference: Protocol, second: Protocol
) -> None:
    client = signed_in(getattr(cast, who))
    mine, other = (
        LoadedProtocol.objects.get(registry_id=id).pk for id in (reference.id, second.id)
    )

    html = client.get(
        f"/staff/trials/{A}/compare/", {"a": f"protocol:{mine}", "b": f"protocol:{other}"}
    ).content.decode()

    assert "Choose two different versions" in html


def test_drafts_and_decisions_cannot_be_changed(cast: Cast, reference: Protocol) -> None:
    draft = _prepare(signed_in(cast.alice), _suspended())
    _publish(signed_in(cast.bob), draft)

    for change in (
        lambda: Draft.objects.update(why="other"),
        lambda: Decision.objects.update(why="other"),
        Decision.objects.all().delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_any_bytes_give_faults_and_never_a_failure(cast: Cast, reference: Protocol) -> None:
    alice = signed_in(cast.alice)

    for data in (b"\xff\xfe\x00", b"\x00" * 50, b"[" * 5000, b'{"format": 1, "id": ["x"]}', b"- a"):
        for address in (EDIT, RECORDS):
            file = SimpleUploadedFile("x", data)
            assert alice.post(address, WHY | {"file": file}).status_code == 200
    assert not Draft.objects.exists()
