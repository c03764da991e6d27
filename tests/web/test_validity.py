"""Every public page and state is valid HTML; and the check finds what is not."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from tests.exchange.ctgov.studies import study
from tests.web.contact.people import BERLIN, CONTACT, GUANGZHOU, make_centre
from tests.web.everywhere import every_page
from tests.web.records.states import imported
from tests.web.validity import faults_of
from trialogue.core.protocol import Protocol

PAGE = '<!doctype html><html lang="en"><head><title>x</title></head><body><main><h1>x</h1>{}</main>'
WRONG = {
    "<p>a<div>b</div></p>": "unexpected-end-tag",
    "<span><ul><li>a</li></ul></span>": "<ul> in <span>",
    "<ul><p>a</p></ul>": "<p> in <ul>",
    "<li>a</li>": "<li> in <main>",
    "<a href='/'><button>a</button></a>": "<button> in <a>",
    "<button><div>a</div></button>": "<div> in <button>",
    "<dl><p>a</p></dl>": "<p> in <dl>",
    "<details>a<summary>b</summary></details><details><p>a</p></details>": "does not begin with",
    "<table><tr><p>a</p></tr></table>": "unexpected-start-tag",
    "<i id=a></i><b id=a></b>": "is not one id",
    "<label for=nothing>a</label>": "points to #nothing",
    "<img src=a.png>": "<img> without alt",
    "<h1>again</h1>": "not one <h1>",
    "<center>a</center>": "obsolete",
    "<a href=a&ampb=1>a</a>": "entity",
    "<p class=a class=b>a</p>": "duplicate-attribute",
}
VNU = os.environ.get("VNU_JAR", "")


def pages_of_the_site(english: Client, demo: Protocol) -> dict[str, str]:
    """Gather every public page in every state, by where it was found."""
    found = {address: page.content.decode() for address, page in every_page(english, demo)}
    make_centre(GUANGZHOU)
    make_centre(BERLIN)
    wanted = (
        CONTACT,
        f"{CONTACT}?centre=guangzhou",
        f"{CONTACT}?near=Berlin",
        "/news/",
        f"/news/?trial={demo.id}&place=Guangzhou",
        f"/trials/{demo.id}/notes/share/",
        "/staff/sign-in/",
        "/staff/password/",
    )
    for address in wanted:
        page = english.get(address)
        assert page.status_code == 200, address
        found[address] = page.content.decode()
    posted = {
        "message, empty": (CONTACT, {"do": "send", "centre": "guangzhou"}),
        "news, empty": ("/news/", {}),
    }
    for name, (address, fields) in posted.items():
        found[name] = english.post(address, fields).content.decode()
    return found


def test_every_page_is_valid(demo: Protocol, english: Client, tmp_path: Path) -> None:
    imported(tmp_path, study("NCT00000001"))
    pages = pages_of_the_site(english, demo)
    pages["a record"] = english.get("/trials/NCT00000001/").content.decode()

    wrong = {name: faults for name, html in pages.items() if (faults := faults_of(html))}

    assert len(pages) > 60
    assert wrong == {}


@pytest.mark.parametrize(("piece", "fault"), WRONG.items())
def test_what_is_not_valid_is_found(piece: str, fault: str) -> None:
    faults = faults_of(PAGE.format(piece))

    assert [one for one in faults if fault in one], faults
    assert faults_of(PAGE.format("<p>a</p>")) == []


if VNU:

    def test_the_nu_checker_finds_nothing(demo: Protocol, english: Client, tmp_path: Path) -> None:
        for number, html in enumerate(pages_of_the_site(english, demo).values()):
            (tmp_path / f"{number}.html").write_text(html, encoding="utf-8")

        told = subprocess.run(
            ["java", "-jar", VNU, "--errors-only", "--skip-non-html", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )

        assert told.stderr == ""
