"""One typed, loud reader of the site's settings: text of the environment in, a value out.

Every fault is collected, so that a person repairs all of them at once. The variables are
listed for people in docs/reference/settings.md; a test keeps the two alike.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from trialogue.exchange.language_model import LanguageModel
from trialogue.web.config.database import Database, parse_database_url
from trialogue.web.config.inbound import InboundMailbox, parse_inbound_url
from trialogue.web.config.language_model import language_model_of, parse_endpoint, parse_key
from trialogue.web.config.mail import MailServer, Sender, parse_mail_url, parse_sender

FOREIGN = frozenset({"TRIALOGUE_SHARED"})
"""Names that begin like ours and are not read by the site."""

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})
SECRETS = frozenset({"SECRET_KEY", "DATABASE_URL", "MAIL_URL", "INBOUND_URL", "MODEL_KEY"})
"""Settings whose value is never repeated."""


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
    site_url: str
    mail_server: MailServer | None
    mail_sender: Sender
    mail_timeout: int
    mail_authority: Path | None
    mail_kept_days: int
    inbound: InboundMailbox | None
    language_model: LanguageModel | None
    second_factor: bool
    idle_minutes: int
    enquiry_remind_days: int
    enquiry_lead_days: int
    enquiry_elsewhere_days: int
    enquiry_link_days: int
    enquiry_kept_days: int
    draft_kept_days: int


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


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not an address that begins with http:// or https://")
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise ValueError("more than a scheme, a host and a port")
    return text.rstrip("/")


def _file(text: str) -> Path | None:
    if text and not Path(text).is_file():
        raise ValueError("no such file")
    return Path(text) if text else None


def _number(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise ValueError(f"not a whole number from {low} to {high}")
        return int(text)

    return parse


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
    Setting("SITE_URL", _address, "http://127.0.0.1:8000", "https://host, without a path"),
    Setting(
        "MAIL_URL",
        parse_mail_url,
        "",
        "smtp://user:password@host:587, smtps://user:password@host:465 or smtp+plain://host:25",
    ),
    Setting(
        "MAIL_FROM",
        parse_sender,
        "Trialogue <no-reply@localhost>",
        "an address such as Trials <trials@hospital.example>",
    ),
    Setting("MAIL_TIMEOUT", _number(1, 120), "20", "seconds, 1 to 120"),
    Setting("MAIL_CA", _file, "", "the path of a file of certificates in PEM form"),
    Setting("MAIL_KEPT_DAYS", _number(1, 3650), "30", "days, 1 to 3650"),
    Setting(
        "INBOUND_URL",
        parse_inbound_url,
        "",
        "imaps://user:password@host/folder; special letters percent-encoded",
    ),
    Setting("MODEL_URL", parse_endpoint, "", "an address such as http://localhost:8080/v1"),
    Setting("MODEL_NAME", str, "", "the name that the endpoint gives its model"),
    Setting("MODEL_KEY", parse_key, "", "the key of the endpoint, on one line"),
    Setting("MODEL_TIMEOUT", _number(1, 120), "60", "seconds, 1 to 120"),
    Setting("STAFF_SECOND_FACTOR", _flag, "1", FLAG),
    Setting("STAFF_IDLE_MINUTES", _number(5, 720), "60", "5 to 720 minutes"),
    Setting("ENQUIRY_REMIND_DAYS", _number(1, 60), "3", "working days, 1 to 60"),
    Setting("ENQUIRY_LEAD_DAYS", _number(1, 60), "5", "working days, 1 to 60"),
    Setting("ENQUIRY_ELSEWHERE_DAYS", _number(1, 60), "8", "working days, 1 to 60"),
    Setting("ENQUIRY_LINK_DAYS", _number(1, 3650), "90", "days, 1 to 3650"),
    Setting("ENQUIRY_KEPT_DAYS", _number(1, 3650), "180", "days, 1 to 3650"),
    Setting("DRAFT_KEPT_DAYS", _number(1, 3650), "90", "days, 1 to 3650"),
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
    try:
        return _environment(values)
    except ValueError as problem:
        raise SettingsError(str(problem)) from None


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
        site_url=_given(values, "SITE_URL", str),
        mail_server=_given(values, "MAIL_URL", MailServer, NoneType),
        mail_sender=_given(values, "MAIL_FROM", Sender),
        mail_timeout=_given(values, "MAIL_TIMEOUT", int),
        mail_authority=_given(values, "MAIL_CA", Path, NoneType),
        mail_kept_days=_given(values, "MAIL_KEPT_DAYS", int),
        inbound=_given(values, "INBOUND_URL", InboundMailbox, NoneType),
        language_model=language_model_of(values),
        second_factor=values["STAFF_SECOND_FACTOR"] is True,
        idle_minutes=_given(values, "STAFF_IDLE_MINUTES", int),
        enquiry_remind_days=_given(values, "ENQUIRY_REMIND_DAYS", int),
        enquiry_lead_days=_given(values, "ENQUIRY_LEAD_DAYS", int),
        enquiry_elsewhere_days=_given(values, "ENQUIRY_ELSEWHERE_DAYS", int),
        enquiry_link_days=_given(values, "ENQUIRY_LINK_DAYS", int),
        enquiry_kept_days=_given(values, "ENQUIRY_KEPT_DAYS", int),
        draft_kept_days=_given(values, "DRAFT_KEPT_DAYS", int),
    )


def _given(values: dict[str, object], name: str, *kinds: type) -> Any:
    """Give a value that its parser has made, and hold it to the kind it must have."""
    assert isinstance(values[name], kinds), name
    return values[name]


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
    shown = "" if setting.name in SECRETS else f" {text!r}"
    return f"{setting.name}{shown}: {problem}. Give {setting.allowed}."
