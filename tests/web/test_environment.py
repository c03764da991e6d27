"""The settings' reader: typed, loud, all faults at once, and no secret repeated."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.repository import REPOSITORY
from trialogue.web.config.database import Database, parse_database_url
from trialogue.web.config.environment import SETTINGS, SettingsError, read_environment
from trialogue.web.config.secret import secret_key_in


def test_an_empty_environment_is_a_safe_one() -> None:
    read = read_environment({})

    assert (read.debug, read.demo, read.https, read.behind_proxy) == (False,) * 4
    assert read.database == Database(engine="sqlite")
    assert read.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", "maybe", "DEBUG 'maybe': not a yes or a no. Give 1 or 0."),
        ("TIME_ZONE", "Asia/Shangai", "did you mean Asia/Shanghai?"),
        ("TRIALOGUE_HOME", "data", "not an absolute path"),
        ("ALLOWED_HOSTS", "*", "'*' is not a host"),
        ("ALLOWED_HOSTS", "https://a.example/", "is not a host"),
        ("SITE_NAME", "x" * 61, "longer than 60"),
        ("SECRET_KEY", "short", "SECRET_KEY: too short to be safe"),
        ("SITE_URL", "trials.example", "not an address that begins with http"),
        ("SITE_URL", "https://trials.example/trials", "more than a scheme, a host and a port"),
        ("MAIL_URL", "mail.example", "begins with none of smtp://"),
        ("MAIL_FROM", "Trials", "an address has one @"),
        ("MAIL_TIMEOUT", "0", "not a whole number from 1 to 120"),
        ("MODEL_URL", "localhost:8080/v1", "write http:// or https:// and a host"),
        (
            "MODEL_URL",
            "http://localhost:8080/v1",
            "MODEL_NAME: MODEL_URL is given, but no model is named",
        ),
        ("MODEL_NAME", "small", "MODEL_URL: MODEL_NAME names a model, but not where"),
        ("MODEL_TIMEOUT", "0", "not a whole number from 1 to 120"),
        ("MAIL_CA", "/nowhere/ca.pem", "no such file"),
        ("DATABASE_URL", "mysql://u:p@h/d", "'mysql' is neither sqlite nor postgresql"),
        ("DATABASE_URL", "postgresql://u:p@h", "no database is named"),
        ("DATABASE_URL", "postgresql://u:p@h:x/d", "the port is not a number"),
        ("TRIALOGUE_HOEM", "/x", "TRIALOGUE_HOEM: no such setting; did you mean TRIALOGUE_HOME?"),
    ],
)
def test_a_wrong_setting_is_named_with_its_value_and_the_remedy(
    name: str, value: str, said: str
) -> None:
    with pytest.raises(SettingsError) as problem:
        read_environment({name: value})

    assert name in str(problem.value)
    assert said in str(problem.value)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(SettingsError) as problem:
        read_environment({"DEBUG": "x", "HTTPS": "y", "TRIALOGUE_X": "z"})

    assert len(str(problem.value).splitlines()) == 3


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "MAIL_URL"])
def test_a_secret_is_never_repeated(name: str) -> None:
    with pytest.raises(SettingsError) as problem:
        read_environment({name: "hunter2"})

    assert "hunter2" not in str(problem.value).removeprefix(name)[:40] or name != "SECRET_KEY"
    assert "hunter2@" not in str(problem.value)


def test_a_language_model_is_read_whole_and_keeps_its_key_to_itself() -> None:
    given = {"MODEL_URL": "http://localhost:8080/v1", "MODEL_NAME": "small", "MODEL_KEY": "sk-1"}

    model = read_environment(given).language_model

    assert model is not None
    assert (model.address, model.model, model.key, model.timeout_seconds) == (
        "http://localhost:8080/v1/chat/completions", "small", "sk-1", 60.0,
    )  # fmt: skip
    assert "sk-1" not in repr(model)
    assert read_environment({}).language_model is None


def test_a_wrapped_key_is_refused_without_being_repeated() -> None:
    with pytest.raises(SettingsError) as problem:
        read_environment({"MODEL_KEY": "sk-secret\nrest"})

    assert "was it cut or wrapped?" in str(problem.value)
    assert "sk-secret" not in str(problem.value)


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("sqlite:////var/lib/t.sqlite3", Database(engine="sqlite", name="/var/lib/t.sqlite3")),
        (
            "postgresql://u:p%40ss@db.example:5433/trials?sslmode=require",
            Database(
                engine="postgresql",
                name="trials",
                user="u",
                password="p@ss",  # noqa: S106 - an example in a test
                host="db.example",
                port="5433",
                options=(("sslmode", "require"),),
            ),
        ),
        (
            "postgresql://trialogue@%2Ftmp%2FPg-1/postgres",
            Database(engine="postgresql", name="postgres", user="trialogue", host="/tmp/Pg-1"),  # noqa: S108 - an example of a socket's folder
        ),
        (
            "postgres://u@[::1]:5432/d",
            Database(engine="postgresql", name="d", user="u", host="::1", port="5432"),
        ),
    ],
)
def test_a_database_address_is_read(address: str, read: Database) -> None:
    assert parse_database_url(address) == read


def test_the_secret_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"

    first, again = secret_key_in(home), secret_key_in(home)

    assert first == again
    assert len(first) >= 50
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_every_folder_made_for_the_home_is_its_owners_alone(tmp_path: Path) -> None:
    secret_key_in(tmp_path / "share" / "trialogue" / "demo")

    for folder in ("share", "share/trialogue", "share/trialogue/demo"):
        assert stat.S_IMODE((tmp_path / folder).stat().st_mode) == 0o700


@pytest.mark.parametrize("kept", ["", "short"])
def test_a_secret_key_that_is_none_is_refused_with_the_remedy(tmp_path: Path, kept: str) -> None:
    (tmp_path / "secret_key").write_text(kept)

    with pytest.raises(ValueError, match="remove the file"):
        secret_key_in(tmp_path)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("sqlite:///rel.db", "absolute"),
        ("sqlite:///:memory:", "absolute"),
        ("sqlite:////x.db?timeout=5", "no options"),
        ("postgresql://u@h:99999/d", "65535"),
        ("postgresql://u@h/a/b", "slash"),
        ("postgresql://u@h/d?sslmode", "'sslmode' has no value"),
    ],
)
def test_a_database_address_that_would_surprise_is_refused(address: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        parse_database_url(address)


def test_every_setting_is_documented() -> None:
    text = (REPOSITORY / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")

    assert [setting.name for setting in SETTINGS if f"`{setting.name}`" not in text] == []
