"""The writes: an export that is noted, and a cut with its analysis."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import IntegrityError, transaction
from django.utils import timezone

from trialogue.core.protocol import Protocol
from trialogue.exchange.sdtm.from_rows import study_of_rows
from trialogue.web.accounts.models import User
from trialogue.web.entries.models import Participant
from trialogue.web.entries.waiting import wait_for_saves
from trialogue.web.results.actions import write_analysis
from trialogue.web.transfer.datasets import DataSets, archive_of, data_sets
from trialogue.web.transfer.folders import cuts_folder, folder_of
from trialogue.web.transfer.models import Cut, Export
from trialogue.web.trials.queries import protocols_of_versions

FORMS = ("csv", "parquet")
ROWS = "the rows of all data sets"
"""What a cut's report names its one input."""


class CutRefused(ValueError):
    """No cut was made; the message is a code: `name`, `future`, `nobody`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """An export: its name and bytes."""

    name: str
    content: bytes


@transaction.atomic
def export_data(
    by: User, protocol: Protocol, form: str, centres: Collection[str] | None = None
) -> Packed:
    """Pack everything that stands now, without what may name a person, and note who took it.

    With `centres`: of the participants of these alone.
    """
    now = timezone.now()
    people = Participant.objects.filter(registry_id=protocol.id)
    if centres is not None:
        people = people.filter(centre__in=centres)
    found = data_sets(protocol, people)
    named = ", ".join(sorted(centres or ()))
    Export.objects.create(
        registry_id=protocol.id,
        form=form,
        centres=named,
        participants=found.participants,
        digest=found.digest,
        made_by=by,
        made_at=now,
    )
    name = f"{protocol.id}-{now:%Y%m%dT%H%M%SZ}-{form}.zip"
    return Packed(name=name, content=archive_of(found, form, _about(protocol, found, now, named)))


def make_cut(
    by: User, protocol: Protocol, name: str, as_of: datetime, day: date | None = None
) -> Cut:
    """Freeze what stood at a moment under a name, and analyse it.

    With `day` what happened after it does not count, whenever it was entered.
    Who is saving at this moment is waited for, since their entries are older than the cut.
    Raises CutRefused for a name that is taken, a moment or day to come, or a study without people.
    """
    now = timezone.now()
    if as_of > now or (day is not None and day > timezone.localdate(now)):
        raise CutRefused("future")
    wait_for_saves(protocol.id)
    found = data_sets(protocol, Participant.objects.filter(registry_id=protocol.id), as_of, day)
    if not found.participants:
        raise CutRefused("nobody")
    # Computed before the row is made: a transaction would hold up everybody who saves meanwhile.
    home = cuts_folder(protocol.id)
    home.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=home) as work:
        _analyse(protocol, found, Path(work) / "new", now, day)
        try:
            with transaction.atomic():
                cut = Cut.objects.create(
                    registry_id=protocol.id,
                    name=name,
                    as_of=as_of,
                    day=day,
                    protocol_version=protocol.version,
                    participants=found.participants,
                    entries=found.entries,
                    digest=found.digest,
                    made_by=by,
                    made_at=now,
                )
                (Path(work) / "new").rename(folder_of(cut))
        except IntegrityError:
            raise CutRefused("name") from None
    return cut


def run_again(protocol: Protocol, cut: Cut) -> bool:
    """Analyse a cut anew; tells whether its data are still what they were."""
    people = Participant.objects.filter(registry_id=protocol.id)
    then = protocols_of_versions(protocol.id, {cut.protocol_version})
    rules = then.get(cut.protocol_version, protocol)
    found = data_sets(rules, people, cut.as_of, cut.day)
    _analyse(rules, found, folder_of(cut), timezone.now(), cut.day)
    return found.digest == cut.digest


def _analyse(
    protocol: Protocol, found: DataSets, folder: Path, made: datetime, day: date | None
) -> None:
    study, faults = study_of_rows(found.tables)
    study = replace(study, hashes={ROWS: found.digest})
    write_analysis(protocol, study, faults, folder, made, day=day, pdf=True)


def _about(protocol: Protocol, found: DataSets, now: datetime, centres: str) -> str:
    reach = f"Of these centres alone: {centres}.\n" if centres else ""
    return (
        f"{protocol.id}, protocol file version {protocol.version}\n"
        f"Data sets as of {now:%Y-%m-%d %H:%M:%S} UTC: "
        f"{found.participants} participants, {found.entries} entries.\n"
        f"{reach}"
        f"SHA-256 of the data: {found.digest}\n\n"
        "One file for each SDTM domain; SUPP-- holds what has no variable of its own.\n"
        "In forms/ stand the forms that have no domain, such as consent and product.\n"
        "Participants stand by their codes; fields that may name a person are left out.\n"
        "The date of birth is in dm (BRTHDTC) as it was entered; analyses need it for the age.\n"
        "In CSV a text that a spreadsheet would take for a formula begins with an apostrophe.\n"
    )
