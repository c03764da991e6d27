"""One typed, loud reader of the site's settings: text of the environment in, a value out.

Every fault is collected, so that a person repairs all of them at once. The variables are
listed for people in docs/reference/settings.md; a test keeps the two alike.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from trialogue.web.config.database import Database, parse_database_url

FOREIGN = frozenset({"TRIALOGUE_SHARED"})
"""Names that begin like ours and are not read by the site."""

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


class SettingsError(ValueError):
    """One or more settings are wrong; each line names the setting, its value and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The settings of one running copy."""

    home: Path
    database: Database
    secret_key: str | None
    allowed_hosts: tuple[str, ...]
    site_name: str
    time_zone: ZoneInfo
    debug: bool
    demo: bool
    https: bool
    behind_proxy: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable: its name, how its text is read, and what stands in where it is not set."""

    name: str
    parse: Callable[[str], object]
    default: str
    allowed: str


def _flag(text: str) -> bool:
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE:
        return False
    raise ValueError("not a yes or a no")


def _home(text: str) -> Path:
    folder = Path(text).expanduser()
    if not folder.is_absolute():
        raise ValueError("not an absolute path")
    if folder.exists() and not folder.is_dir():
        raise ValueError("a file stands there")
    return folder


def _key(text: str) -> str | None:
    if text and len(text) < 32:
        raise ValueError("too short to be safe")
    return text or None


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in text.split(",") if host.strip())
    wrong = [host for host in hosts if "/" in host or " " in host or host == "*"]
    if wrong or not hosts:
        raise ValueError(f"{wrong[0]!r} is not a host" if wrong else "no host is named")
    return hosts


def _zone(text: str) -> ZoneInfo:
    if text not in available_timezones():
        near = difflib.get_close_matches(text, available_timezones(), n=1)
        raise ValueError("not a known time zone" + (f"; did you mean {near[0]}?" if near else ""))
    return ZoneInfo(text)


def _name(text: str) -> str:
    if not text.strip() or len(text) > 60:
        raise ValueError("empty or longer than 60 characters")
    return text.strip()


FLAG = "1 or 0"
SETTINGS: tuple[Setting, ...] = (
    Setting("TRIALOGUE_HOME", _home, "~/.local/share/trialogue", "an absolute path of a folder"),
    Setting(
        "DATABASE_URL",
        parse_database_url,
        "",
        "sqlite:////folder/file.sqlite3 or postgresql://user:password@host:5432/name",
    ),
    Setting("SECRET_KEY", _key, "", "32 characters or more; leave it out and one is made and kept"),
    Setting("ALLOWED_HOSTS", _hosts, "localhost,127.0.0.1,[::1]", "host names with commas between"),
    Setting("SITE_NAME", _name, "Trialogue", "the name of the site or centre, up to 60 characters"),
    Setting("TIME_ZONE", _zone, "UTC", "a name such as Asia/Shanghai or Europe/Berlin"),
    Setting("DEBUG", _flag, "0", FLAG),
    Setting("TRIALOGUE_DEMO", _flag, "0", FLAG),
    Setting("HTTPS", _flag, "0", FLAG),
    Setting("BEHIND_PROXY", _flag, "0", FLAG),
)


def read_environment(given: Mapping[str, str]) -> Environment:
    """Read the settings. Raises SettingsError that lists every fault at once."""
    faults = _strangers(given)
    values: dict[str, object] = {}
    for setting in SETTINGS:
        text = given.get(setting.name, "").strip() or setting.default
        try:
            values[setting.name] = setting.parse(text)
        except ValueError as problem:
            faults.append(_fault(setting, text, str(problem)))
    if faults:
        raise SettingsError("\n".join(faults))
    return _environment(values)


def _environment(values: dict[str, object]) -> Environment:
    home, database = values["TRIALOGUE_HOME"], values["DATABASE_URL"]
    assert isinstance(home, Path)
    assert isinstance(database, Database)
    secret, hosts = values["SECRET_KEY"], values["ALLOWED_HOSTS"]
    assert secret is None or isinstance(secret, str)
    assert isinstance(hosts, tuple)
    zone = values["TIME_ZONE"]
    assert isinstance(zone, ZoneInfo)
    return Environment(
        home=home,
        database=database,
        secret_key=secret,
        allowed_hosts=hosts,
        site_name=str(values["SITE_NAME"]),
        time_zone=zone,
        debug=values["DEBUG"] is True,
        demo=values["TRIALOGUE_DEMO"] is True,
        https=values["HTTPS"] is True,
        behind_proxy=values["BEHIND_PROXY"] is True,
    )


def _strangers(given: Mapping[str, str]) -> list[str]:
    """Name the variables that begin like ours and are none: a typing mistake goes unnoticed."""
    known = [setting.name for setting in SETTINGS]
    return [
        f"{name}: no such setting" + (f"; did you mean {near[0]}?" if near else "; remove it")
        for name in sorted(given)
        if name.startswith("TRIALOGUE_") and name not in known and name not in FOREIGN
        for near in [difflib.get_close_matches(name, known, n=1)]
    ]


def _fault(setting: Setting, text: str, problem: str) -> str:
    """Say what is wrong; a secret's value is never repeated."""
    secret = setting.name in ("SECRET_KEY", "DATABASE_URL")
    shown = "" if secret else f" {text!r}"
    return f"{setting.name}{shown}: {problem}. Give {setting.allowed}."
