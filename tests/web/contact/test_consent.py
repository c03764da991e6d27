"""The consent: which law by the centre's country, what each text must hold, its version."""

from __future__ import annotations

import hashlib

import pytest
from django.utils import translation

from trialogue.registry.names import canonical_country
from trialogue.web.contact.consent import (
    GDPR_COUNTRIES,
    TEXTS,
    Consent,
    Law,
    Parties,
    consent_to,
    law_of,
)

COUNTRY = {
    Law.GDPR: "Germany",
    Law.HIPAA: "United States",
    Law.PIPL: "China",
    Law.GENERAL: "Japan",
}


def text_of(law: Law, language: str = "en") -> Consent:
    with translation.override(language):
        return consent_to(Parties(site="SITE", centre="CENTRE", country=COUNTRY[law], days=180))


@pytest.mark.parametrize(
    ("country", "law"),
    [
        ("Germany", Law.GDPR), ("Czech Republic", Law.GDPR), ("United Kingdom", Law.GDPR),
        ("United States", Law.HIPAA), ("China", Law.PIPL), ("PRC", Law.PIPL),
        ("Japan", Law.GENERAL), ("", Law.GENERAL), ("Atlantis", Law.GENERAL),
    ],
)  # fmt: skip
def test_the_law_follows_the_centres_country(country: str, law: Law) -> None:
    assert law_of(country) is law


def test_every_country_of_the_list_is_spelled_as_our_table_spells_it() -> None:
    assert {name for name in GDPR_COUNTRIES if canonical_country(name) != name} == set()


@pytest.mark.parametrize("law", Law)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_text_names_who_gets_what_for_how_long(law: Law, language: str) -> None:
    consent = text_of(law, language)

    for part in ("SITE", "CENTRE", "180"):
        assert part in consent.text
    assert "%(" not in consent.text
    assert consent.version == f"{law.value}-2026-11"


def test_what_a_law_asks_for_by_name_is_there() -> None:
    assert "Articles 6(1)(a) and 9(2)(a)" in text_of(Law.GDPR).text
    assert "stands for my signature" in text_of(Law.HIPAA).text
    assert "do not depend on it" in text_of(Law.HIPAA).text
    assert "separately" in text_of(Law.PIPL).agree
    assert "under 14" in text_of(Law.PIPL).guardian
    assert [law for law in Law if text_of(law).guardian] == [Law.PIPL]


HASHES = {
    "gdpr-2026-11": "833eb2a7e95f",
    "hipaa-2026-11": "783fbba38409",
    "pipl-2026-11": "ed0ddde9693e",
    "general-2026-11": "d987c3d9a655",
}


@pytest.mark.parametrize("law", TEXTS)
def test_a_changed_sentence_needs_a_new_version(law: Law) -> None:
    consent = text_of(law)

    digest = hashlib.sha256(consent.text.encode()).hexdigest()[:12]
    assert HASHES.get(consent.version) == digest, "give consent.VERSION a new date"
