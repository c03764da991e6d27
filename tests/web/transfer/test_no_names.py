"""The statistician's view has no names: what could name somebody is planted and looked for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from django.test import Client
from django.utils import timezone

from tests.web.cast import make_user, signed_in
from tests.web.conftest import REFERENCE
from tests.web.entries.people import PLANTED
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.models import User
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.actions import keep_draft, save_entry
from trialogue.web.entries.identities import write_identity
from trialogue.web.entries.models import Participant
from trialogue.web.entries.outcomes import Saved
from trialogue.web.results.folders import REPORT, RESULTS
from trialogue.web.transfer.actions import make_cut
from trialogue.web.transfer.models import Cut

STUDY = f"/study/{REFERENCE}/"


def plant(by: User) -> None:
    """Write a name wherever one is kept: the identity, identifying fields, reasons, drafts."""
    person = Participant.objects.get(subject="P-1")
    write_identity(by, person, {"family_name": PLANTED, "contact": PLANTED})
    consent = person.entries.get(form="consent")
    values = consent.values | {"signer_name": PLANTED}
    saved = save_entry(by, person, consent.place, values, base_version=1, reason=PLANTED)
    assert isinstance(saved, Saved), saved
    keep_draft(by, person, consent.place, {"signer_name": PLANTED}, 2)


def read_all(client: Client, first: Cut, last: Cut) -> Iterator[tuple[str, str]]:
    pages = [
        f"{STUDY}results/",
        f"{STUDY}data/",
        f"{STUDY}data/compare/?before={first.pk}&after={last.pk}",
        f"{STUDY}data/cuts/{last.pk}/",
        *(f"{STUDY}data/cuts/{last.pk}/{name}" for name in (RESULTS, REPORT)),
    ]
    for page in pages:
        answer = client.get(page)
        yield page, answer.content.decode("utf-8", "replace")
    taken = client.post(f"{STUDY}data/export/", {"as": "csv"})
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name).decode()


def test_the_statistician_meets_no_name_anywhere(study: Protocol, chen: User) -> None:
    stan = make_user("Stan", Role.STATISTICIAN, REFERENCE)
    first = make_cut(stan, study, "March", timezone.now())
    plant(chen)
    last = make_cut(stan, study, "April", timezone.now())

    read = dict(read_all(signed_in(stan), first, last))

    assert [where for where, said in read.items() if PLANTED in said] == []
    assert [where for where, said in read.items() if f"{STUDY}participants/" in said] == []
    assert "P-1" in read[f"{STUDY}results/"]
    assert "1 entry changed between the two." in "".join(read.values())
    assert "(left out: it may name somebody)" in "".join(read.values())
