"""`trialogue staff`: the first administrator gets a link; what cannot be is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.cli.programs import Shell, shell
from trialogue.cli.staff import ROLES
from trialogue.web.accounts.roles import Role


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """Open a shell in a copy that knows its address."""
    address = "https://trials.hospital.example"
    with shell(tmp_path_factory.mktemp("staff") / "home", SITE_URL=address) as opened:
        yield opened


def test_the_roles_of_the_command_are_those_of_the_site() -> None:
    assert list(ROLES) == [role.value for role in Role]


def test_the_first_administrator_gets_a_link_that_names_the_site(home: Shell) -> None:
    words = ("add", "Chief@Hospital.example", "--role", "administrator")

    done = home.run("staff", *words, "--json")

    (result,) = json.loads(done.stdout)["results"]
    assert done.returncode == 0
    assert result["email"] == "chief@hospital.example"
    assert result["link"].startswith("https://trials.hospital.example/staff/invitation/")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "nobody", "--role", "editor"), "'nobody' is no e-mail address."),
        (
            ("add", "a@b.example", "--role", "editor", "--trial", "NCT0"),
            "no trial 'NCT0' is loaded here.",
        ),
        (
            ("add", "a@b.example", "--role", "lead", "--trial", "nct06836505", "--centre", "x"),
            "NCT06836505 has no centre 'x'. Its keys: none is entered yet.",
        ),
    ],
)
def test_what_cannot_be_is_refused(words: tuple[str, ...], said: str, home: Shell) -> None:
    done = home.run("staff", *words)

    assert done.returncode == 2
    assert done.stderr.strip() == f"trialogue staff: {said}"
