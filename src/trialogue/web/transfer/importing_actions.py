"""The writes of an import: a file that waits, a mapping that is kept, the import itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from trialogue.core.protocol import Protocol
from trialogue.exchange.tables.mapping import FileMapping, mapping_of_json
from trialogue.exchange.tables.table import Table, read_table
from trialogue.web.accounts.models import User
from trialogue.web.accounts.permissions import Staff
from trialogue.web.entries.bulk_actions import NotSaved, Write, save_entries
from trialogue.web.entries.models import LONGEST_REASON
from trialogue.web.entries.sources import write_source
from trialogue.web.oversight.asking import ask_further
from trialogue.web.transfer.models import Import, KeptMapping, StagedFile
from trialogue.web.transfer.planning import Plan, make_plan

KEPT = timedelta(hours=1)
"""How long a file waits to be imported."""
LONGEST_NAME = 120
TRIES = 5


class NotImported(ValueError):
    """Nothing was imported; the message is a code.

    `faults`, `nothing`, `reason` (there is none, and something would change), `moved` (what
    would be written is not what was shown any more).
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A staged file as it is read by its mapping."""

    table: Table
    mapping: FileMapping
    plan: Plan


def stage_file(by: User, protocol: Protocol, name: str, content: bytes) -> StagedFile:
    """Keep a file until it is imported; an earlier one of the same person and trial goes."""
    with transaction.atomic():
        StagedFile.objects.filter(made_by=by, registry_id=protocol.id).delete()
        return StagedFile.objects.create(
            registry_id=protocol.id,
            name=" ".join(name.split())[-LONGEST_NAME:] or "file.csv",
            content=content,
            digest=hashlib.sha256(content).hexdigest(),
            made_by=by,
            made_at=timezone.now(),
        )


def set_mapping(staged: StagedFile, mapping: FileMapping, encoding: str) -> None:
    """Keep with a file what was said of it."""
    staged.mapping, staged.encoding = mapping.as_json(), encoding
    staged.save(update_fields=["mapping", "encoding"])


def drop_file(staged: StagedFile) -> None:
    """Put a file away without importing it."""
    staged.delete()


def sweep_files(now: datetime) -> dict[str, int]:
    """Delete the files that were not imported in time."""
    removed, _each = StagedFile.objects.filter(made_at__lt=now - KEPT).delete()
    return {"removed": removed}


def keep_mapping(by: User, protocol: Protocol, name: str, mapping: FileMapping) -> KeptMapping:
    """Keep a mapping under a name, as the next version of it; the same twice is kept once."""
    known = KeptMapping.objects.filter(registry_id=protocol.id, name=name)
    for _try in range(TRIES):
        last = known.order_by("-version").first()
        if last is not None and mapping_of_json(last.mapping) == mapping:
            return last
        try:
            with transaction.atomic():
                return KeptMapping.objects.create(
                    registry_id=protocol.id,
                    name=name,
                    version=last.version + 1 if last is not None else 1,
                    mapping=mapping.as_json(),
                    made_by=by,
                    made_at=timezone.now(),
                )
        except IntegrityError:  # another took the version at the same moment
            continue
    raise RuntimeError("no free version was found; try again")


def read_staged(staff: Staff, protocol: Protocol, staged: StagedFile) -> Read:
    """Read a staged file by its mapping, and work out what it would do."""
    table = read_table(bytes(staged.content), staged.encoding)
    mapping = mapping_of_json(staged.mapping)
    return Read(
        table=table,
        mapping=mapping,
        plan=make_plan(staff, protocol, table, mapping, staged.digest),
    )


def import_file(
    staff: Staff, protocol: Protocol, staged: StagedFile, *, reason: str, seen: str
) -> Import:
    """Write everything that a file says, or nothing.

    `seen` is the digest of the plan that the person saw. Raises NotImported.
    """
    read, reason = read_staged(staff, protocol, staged), reason.strip()
    plan = read.plan
    if plan.faults:
        raise NotImported("faults")
    if plan.digest != seen:
        raise NotImported("moved")
    if not plan.writes:
        raise NotImported("nothing")
    if plan.changed and not 0 < len(reason) <= LONGEST_REASON:
        raise NotImported("reason")
    writes = [
        Write(
            participant=one.participant,
            place=one.place,
            values=one.values,
            base_version=one.base_version,
            source=write_source(staged.name, staged.digest, one.rows),
            checked_under=one.protocol,
            born=one.born,
        )
        for one in plan.writes
    ]
    try:
        with transaction.atomic():
            kept = save_entries(staff.user, writes, reason=reason)
            if len(kept) != len(writes):
                raise NotImported("moved")  # the same was imported meanwhile, by a second click
            days = {(one.participant.pk, one.place): one.days for one in plan.writes if one.days}
            ask_further(
                (one, days[one.participant_id, one.place])
                for one in kept
                if (one.participant_id, one.place) in days
            )
            made = _note(staff.user, protocol, staged, read, reason if plan.changed else "")
            staged.delete()
    except NotSaved:  # somebody saved, froze or withdrew since the plan was made
        raise NotImported("moved") from None
    return made


def _note(by: User, protocol: Protocol, staged: StagedFile, read: Read, reason: str) -> Import:
    plan = read.plan
    centres = {one.participant.centre for one in plan.writes}
    return Import.objects.create(
        registry_id=protocol.id,
        centre=centres.pop() if len(centres) == 1 else "",
        file=staged.name,
        digest=staged.digest,
        rows=plan.rows,
        participants=plan.participants,
        created=plan.created,
        changed=plan.changed,
        unchanged=plan.unchanged,
        left_out=plan.rows_left_out,
        mapping=read.mapping.as_json(),
        reason=reason,
        made_by=by,
        made_at=timezone.now(),
    )
