"""Starting a copy of the site: database up to date, files collected, trials loaded.

The shell calls this; nothing outside `web` needs to know that the site is Django's.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from trialogue.exchange.faults import Fault
from trialogue.exchange.protocols import FILE_NAME, home_folder, shipped_ids
from trialogue.web.config.database import POSTGRES_FLOOR
from trialogue.web.config.environment import Environment, SettingsError, read_environment
from trialogue.web.config.secret import NAME as SECRET_NAME
from trialogue.web.config.secret import make_private

__all__ = [
    "Prepared",
    "SettingsError",
    "StartError",
    "clear_demo",
    "demo_home",
    "invent",
    "prepare",
    "prepare_database",
]

SETTINGS = "trialogue.web.config.settings"
DATABASE_NAME = "trialogue.sqlite3"
SECOND_TRIAL = "TRIALOGUE-DEMO-2"
"""The other shipped trial; the demo leaves drafts about it for whoever tries approving."""


class StartError(RuntimeError):
    """The site cannot start; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What a start found and did: trials by id with what became of each, and faults."""

    home: Path
    trials: Mapping[str, str]
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Loaded:
    trials: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def demo_home(given: Mapping[str, str]) -> Path:
    """Name the demo's own folder, below the home of this copy. Raises SettingsError."""
    without = {name: value for name, value in given.items() if name != "DATABASE_URL"}
    return read_environment(without).home / "demo"


def clear_demo(home: Path) -> None:
    """Remove the demo's folder. Raises StartError where it holds something else too."""
    if not home.exists():
        return
    known = {DATABASE_NAME, SECRET_NAME, "static", "search", "fetched", "worker.lock", "results"}
    strangers = [
        entry.name
        for entry in home.iterdir()
        if entry.name not in known and not entry.name.startswith(f"{DATABASE_NAME}-")
    ]
    if strangers:
        raise StartError(
            f"{home} holds {min(strangers)!r}, "
            "which is not the demo's: nothing was removed. "
            "Move it away, or remove the folder yourself."
        )
    shutil.rmtree(home)


def prepare(*, all_shipped: bool) -> Prepared:
    """Set Django up, bring the database up to date, collect files, load trials.

    The home's own protocol files are loaded at every start, where they have changed; the
    shipped ones with `all_shipped`, or where there is no other trial.
    Raises SettingsError, and StartError where folder or database cannot be used.
    """
    environment = prepare_database()
    loaded = _load_trials(all_shipped=all_shipped)
    return Prepared(home=environment.home, trials=loaded.trials, faults=tuple(loaded.faults))


def prepare_database() -> Environment:
    """Set Django up, bring the database up to date and collect files; gives the settings.

    Raises SettingsError, and StartError where folder or database cannot be used.
    """
    environment = read_environment(os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        _set_up(environment)
    except OSError as problem:
        raise StartError(
            f"{environment.home} cannot be written: {problem.strerror or problem}. "
            "Set TRIALOGUE_HOME to a folder that you may write to."
        ) from None
    return environment


def _set_up(environment: Environment) -> None:
    os.umask(0o077)  # what this copy writes, the database first of all, is its owner's alone
    make_private(environment.home)
    import django
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.exceptions import BadMigrationError, InconsistentMigrationHistory

    django.setup()
    try:
        connection.ensure_connection()
        version = getattr(connection, "pg_version", POSTGRES_FLOOR * 10_000)
        if version < POSTGRES_FLOOR * 10_000:
            raise StartError(
                f"PostgreSQL {version // 10_000} is too old; use {POSTGRES_FLOOR} or later."
            )
        call_command("migrate", verbosity=0, interactive=False)
    except (DatabaseError, BadMigrationError, InconsistentMigrationHistory) as problem:
        raise StartError(
            f"the database cannot be used: {str(problem).strip().splitlines()[0]}. "
            "Check DATABASE_URL, or for the demo start it with --reset."
        ) from None
    call_command("collectstatic", verbosity=0, interactive=False)


def _load_trials(*, all_shipped: bool) -> _Loaded:
    from trialogue.web.trials.actions import load_protocol_of
    from trialogue.web.trials.queries import loaded_protocols
    from trialogue.web.trials.reading import ProtocolFaults

    loaded = _Loaded()
    wanted = [str(path) for path in sorted(home_folder().glob(f"*/{FILE_NAME}"))]
    if all_shipped or not (wanted or loaded_protocols()):
        wanted += shipped_ids()
    for trial in wanted:
        try:
            loading = load_protocol_of(trial)
        except ProtocolFaults as problem:
            loaded.faults.extend(problem.faults)
        else:
            loaded.trials.setdefault(loading.protocol.id, loading.outcome)
    for protocol in loaded_protocols():
        loaded.trials.setdefault(protocol.id, "unchanged")
    return loaded


def invent_apart() -> int:
    """Do the same as `invent` in a process of its own, which ends.

    Reading and analyzing a study starts polars' threads. A server's process that is forked
    after them would wait for them for ever, the first time that a page reads a study.
    """
    from django.db import connections

    connections.close_all()
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("fork")) as pool:
        return pool.submit(invent).result()


def invent() -> int:
    """Fill the demo with invented people as of today, and count them; with its staff, too."""
    from django.utils import timezone

    from trialogue.web.accounts.invented import invent_staff, invented_user
    from trialogue.web.accounts.roles import Role
    from trialogue.web.centres.actions import enter_demo_centre
    from trialogue.web.overviews.invented import invent_overviews
    from trialogue.web.results.actions import analyze_demo_study
    from trialogue.web.study.actions import invent_people
    from trialogue.web.study.invented import TRIAL
    from trialogue.web.transfer.invented import invent_participants
    from trialogue.web.trials.queries import loaded_protocol

    today = timezone.localdate()
    centre = enter_demo_centre(TRIAL).key
    invent_staff(TRIAL, centre)
    protocol = loaded_protocol(TRIAL)
    if protocol is not None:
        invent_participants(invented_user(Role.COORDINATOR), protocol, centre, today)
    analyze_demo_study(TRIAL, timezone.now())
    invent_overviews(TRIAL, SECOND_TRIAL, today)
    return invent_people(today)


def add_staff(email: str, role: str, trial: str = "", centre: str = "") -> dict[str, str]:
    """Invite an address, or give a role to whoever has it; gives `email` and the `link`.

    The link is empty for somebody who has an account. Raises StartError for an address, a
    trial or a centre that cannot be.
    """
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.urls import reverse

    from trialogue.web.accounts.actions import invite
    from trialogue.web.accounts.models import plain_address
    from trialogue.web.accounts.permissions import Scope
    from trialogue.web.config.address import full_address

    address = plain_address(email)
    try:
        validate_email(address)
    except ValidationError:
        raise StartError(f"{email!r} is no e-mail address.") from None
    place = _place(trial, centre)
    invited = invite(None, address, Scope(role=role, registry_id=place, centre=centre))
    link = reverse("accounts:invitation", args=[invited.token]) if invited.token else ""
    return {"email": address, "link": full_address(link) if link else ""}


def _place(trial: str, centre: str) -> str:
    """Give the trial's id as it is kept. Raises StartError for what is not there."""
    from trialogue.web.centres.queries import centres_of, known_trial

    if not trial:
        if centre:
            raise StartError("a centre is one of a trial: give --trial, too.")
        return ""
    found = known_trial(trial)
    if found is None:
        raise StartError(f"no trial {trial!r} is loaded here.")
    keys = [one.key for one in centres_of(found)]
    if centre and centre not in keys:
        listed = ", ".join(keys[:10]) or "none is entered yet"
        raise StartError(f"{found} has no centre {centre!r}. Its keys: {listed}.")
    return found
