"""The database's address as text, and as what Django wants.

SQLite is the default; PostgreSQL by address. The options are those that were measured
(findings, "Jobs and mail"): with them no run met "database is locked".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

POSTGRES_FLOOR = 15
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
CONNECTION_SECONDS = 600
"""How long a connection is kept: opening one for each page costs a third and more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Where the data lies. An empty `name` of SQLite means: a file in the home folder."""

    engine: str
    name: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    host: str = ""
    port: str = ""
    options: tuple[tuple[str, str], ...] = ()


def parse_database_url(text: str) -> Database:
    """Read a database's address. Raises ValueError without repeating it: it holds a password."""
    if not text:
        return Database(engine="sqlite")
    scheme, _, rest = text.partition("://")
    if scheme == "sqlite":
        path = unquote(rest[1:])
        if not rest.startswith("/") or not Path(path).is_absolute():
            raise ValueError("no absolute path after sqlite:/// (four slashes in all)")
        if "?" in rest:
            raise ValueError("SQLite takes no options after a question mark")
        return Database(engine="sqlite", name=path)
    if scheme in ("postgresql", "postgres"):
        return _postgres(rest)
    raise ValueError(f"{scheme!r} is neither sqlite nor postgresql")


def _postgres(rest: str) -> Database:
    rest, _, query = rest.partition("?")
    place, _, name = rest.partition("/")
    account, at, host = place.rpartition("@")
    if not name:
        raise ValueError("no database is named after the host")
    user, _, password = account.partition(":") if at else ("", "", "")
    host, colon, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
    if not colon:
        host, port = host or port, ""
    if port and not (port.isdigit() and 1 <= int(port) <= 65535):
        raise ValueError("the port is not a number from 1 to 65535")
    if "/" in name:
        raise ValueError("the name of the database holds a slash")
    for option in filter(None, query.split("&")):
        if not option.partition("=")[2]:
            raise ValueError(f"the option {option.partition('=')[0]!r} has no value")
    return Database(
        engine="postgresql",
        name=unquote(name),
        user=unquote(user),
        password=unquote(password),
        host=unquote(host).strip("[]"),
        port=port,
        options=tuple(parse_qsl(query)),
    )


def django_database(database: Database, home: Path) -> dict[str, Any]:
    """Write the entry of Django's DATABASES; a SQLite file without a name lies in `home`."""
    if database.engine == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": database.name or str(home / "trialogue.sqlite3"),
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": CONNECTION_SECONDS,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database.name,
        "USER": database.user,
        "PASSWORD": database.password,
        "HOST": database.host,
        "PORT": database.port,
        "OPTIONS": dict(database.options),
        "CONN_MAX_AGE": CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
    }
