"""The page of a registry record: every part, every status, every record of the sample."""

from __future__ import annotations

import gzip
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import Client

from tests.exchange.ctgov.studies import study
from tests.programs import in_ci
from tests.registry.records import SAMPLE
from tests.web.reading import Page
from tests.web.records.states import dated, imported
from trialogue.core.protocol import Protocol
from trialogue.web.trials.shelf import Shelf, make_page

pytestmark = pytest.mark.django_db
ID = "NCT00000001"
ADDRESS = f"/trials/{ID}/"
LARGEST = 60_000
"""Bytes of a first load, compressed: the page with its styles and scripts."""
FILES = (
    "site.css",
    "trial.css",
    "handout.css",
    "glossary/words.js",
    "notes/start.js",
    "icon.svg",
)

NOTICES = [
    ("WITHDRAWN", "withdrawn before anyone took part"),
    ("TERMINATED", "ended early"),
    ("COMPLETED", "Nobody can join any more"),
    ("SUSPENDED", "paused"),
    ("ACTIVE_NOT_RECRUITING", "nobody new can join"),
    ("NOT_YET_RECRUITING", "has not opened yet"),
    ("ENROLLING_BY_INVITATION", "invites people itself"),
    ("UNKNOWN", "not confirmed for more than two years"),
    ("APPROVED_FOR_MARKETING", "how this treatment can be had"),
]


def html_of(client: Client, address: str = ADDRESS) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    return page.content.decode()


def faults_of(html: str) -> list[str]:
    """Find what makes a page invalid or hard to move in: ids, labels, headings, targets."""
    tags = Page(html).tags
    ids = [given["id"] for _, given in tags if "id" in given]
    faults = [f"the id {one} stands twice" for one in {one for one in ids if ids.count(one) > 1}]
    pointing = ("for", "aria-labelledby", "aria-describedby", "popovertarget")
    for tag, given in tags:
        for name in pointing:
            faults += [
                f"{tag} points to #{one}" for one in given.get(name, "").split() if one not in ids
            ]
        if given.get("href", "").startswith("#") and given["href"][1:] not in ids:
            faults.append(f"{tag} leads to {given['href']}")
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
    faults += [f"h{a} is followed by h{b}" for a, b in pairwise(levels) if b > a + 1]
    return faults if levels.count(1) == 1 else [*faults, "there is not one h1"]


def test_a_record_shows_every_part(tmp_path: Path, english: Client) -> None:
    imported(tmp_path, study(ID))

    html = html_of(english)

    parts = (
        "Invented Cells for Invented Tumours",
        "An Invented Trial of Invented Cells",
        "Recruiting: looking for people to take part",
        "What is needed",
        "What would stand in the way",
        "Platelets &gt;= 50 x 10^9/L",
        "without transfusion",
        "HIV [positive]",
        "Data as of",
        "How the status changed",
        f"https://clinicaltrials.gov/study/{ID}",
        "application/ld+json",
        'property="og:title"',
        'rel="canonical"',
    )
    assert [part for part in parts if part not in html.replace("</button>", "")] == []
    assert faults_of(html) == []


@pytest.mark.parametrize(("status", "said"), NOTICES)
def test_a_trial_that_one_cannot_join_says_so(
    status: str, said: str, tmp_path: Path, english: Client
) -> None:
    imported(tmp_path, dated(ID, "2025-01-01", status, statusModule__whyStopped="no <money>"))

    html = html_of(english)

    assert said in html.split('<dl class="facts">', 1)[0]
    assert "no &lt;money&gt;" in html


def test_text_without_headings_stays_text(tmp_path: Path, english: Client) -> None:
    imported(tmp_path, study(ID, eligibilityModule__eligibilityCriteria="Adults in good health."))

    html = html_of(english)

    assert "The record has no headings" in html
    assert "Adults in good health." in html


def test_the_data_block_is_json_that_cannot_end_its_element(
    tmp_path: Path, english: Client
) -> None:
    imported(tmp_path, study(ID, identificationModule__briefTitle="</script><b>& more"))

    html = html_of(english)

    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert block is not None
    entity = json.loads(block[1])["mainEntity"]
    assert entity["name"] == "</script><b>& more"
    assert entity["@type"] == "MedicalTrial"
    assert entity["status"] == "https://schema.org/Recruiting"
    assert "<b>" not in html


def test_an_earlier_id_leads_to_the_record_for_good(tmp_path: Path, english: Client) -> None:
    imported(tmp_path, study(ID))

    page = english.get("/trials/NCT00000009/")

    assert (page.status_code, page.headers["Location"]) == (301, ADDRESS)
    assert english.get("/trials/INV-1/").status_code == 404


def test_a_changed_record_is_shown_at_once(tmp_path: Path, english: Client) -> None:
    imported(tmp_path, dated(ID, "2025-01-01"))
    first = english.get(ADDRESS)
    assert english.get(ADDRESS, headers={"if-none-match": first.headers["ETag"]}).status_code == 304

    imported(tmp_path, dated(ID, "2025-02-01", "COMPLETED"))
    again = english.get(ADDRESS, headers={"if-none-match": first.headers["ETag"]})

    assert again.status_code == 200
    assert "Nobody can join any more" in again.content.decode()


def test_a_compressed_page_is_the_same_page(tmp_path: Path, english: Client) -> None:
    imported(tmp_path, study(ID))

    plain = english.get(ADDRESS)
    zipped = english.get(ADDRESS, headers={"accept-encoding": "gzip"})

    assert gzip.decompress(zipped.content) == plain.content
    assert zipped.headers["ETag"] == plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert plain.headers["Last-Modified"]


def test_the_shelf_keeps_what_was_read_last() -> None:
    shelf, page = Shelf(room=make_page(b"x" * 1000).size * 2), b"x" * 1000
    written = []

    def write(name: str) -> bytes:
        written.append(name)
        return page

    for name in ("a", "b", "a", "c", "a", "b"):
        shelf.get(name, lambda name=name: write(name))

    assert written == ["a", "b", "c", "b"]
    assert len(shelf) == 2


def test_a_place_orders_the_centres_and_an_unknown_one_offers_others(
    reference: Protocol, demo: Protocol, english: Client
) -> None:
    near = html_of(english, "/trials/NCT06836505/?near=Guangzhou")
    unknown = html_of(english, "/trials/NCT06836505/?near=Guangzhu")

    assert "Nearest open centre: " in near
    assert "Demonstration Hospital of Guangzhou (invented" in near
    assert "less than 10 km away" in near
    assert "No trial has a centre in a place of this name" in unknown
    assert 'href="?near=Guangzhou%2C%20China#contact"' in unknown
    assert faults_of(near) == []


def test_the_demo_alone_has_the_invented_centre(reference: Protocol, english: Client) -> None:
    assert "Guangzhou" not in html_of(english, "/trials/NCT06836505/")


def test_the_sample_has_valid_small_pages_in_both_languages(
    shared: Path, english: Client, chinese: Client
) -> None:
    """Every record in CI; every fourth elsewhere, since all of them take half a minute."""
    from django.contrib.staticfiles.finders import find

    from trialogue.exchange.ctgov import RecordReader
    from trialogue.web.records.actions import import_records
    from trialogue.web.records.queries import records_of, states_in_force

    import_records(RecordReader([SAMPLE]))
    files = sum(len(gzip.compress(Path(str(find(name))).read_bytes())) for name in FILES)
    wrong: dict[str, object] = {}

    records = list(records_of(states_in_force()))
    for number, record in enumerate(records if in_ci() else records[::4]):
        client = (english, chinese)[number % 2]
        page = client.get(f"/trials/{record.id}/", headers={"accept-encoding": "gzip"})
        html = gzip.decompress(page.content).decode()
        if page.status_code != 200 or len(page.content) + files > LARGEST or faults_of(html):
            wrong[record.id] = (page.status_code, len(page.content), faults_of(html)[:3])

    assert len(records) == 400
    assert wrong == {}


def test_the_maps_list_every_trial_once(
    tmp_path: Path, reference: Protocol, english: Client
) -> None:
    imported(tmp_path, study(ID))

    index = english.get("/sitemap.xml").content.decode()
    first = english.get("/sitemap-1.xml").content.decode()

    assert index.count("<loc>") == 1
    assert f"http://testserver{ADDRESS}</loc>" in first
    assert first.count(f"/trials/{reference.id}/") == 1
    assert english.get("/sitemap-2.xml").status_code == 404
    assert "Sitemap: http://testserver/sitemap.xml" in english.get("/robots.txt").content.decode()


def test_words_that_fall_back_to_english_say_so(reference: Protocol) -> None:
    from django.utils.translation import override

    from trialogue.core.protocol.words import Text
    from trialogue.web.trials.templatetags.protocol import say, say_plain

    with override("es"):
        fallen, own = say(Text("infusion <b>", "回输")), say(Text("infusion", "回输", "infusión"))
        plain = say_plain(Text("infusion"))

    assert fallen == '<span lang="en">infusion &lt;b&gt;</span>'
    assert (own, plain) == ("infusión", "infusion")
