"""Codes of the second factor: the published ones, and those that are good now."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trialogue.web.accounts import second_factor as factor

RFC_SECRET = b"12345678901234567890"
RFC_4226 = {
    0: "755224",
    1: "287082",
    2: "359152",
    3: "969429",
    4: "338314",
    5: "254676",
    6: "287922",
    7: "162583",
    8: "399871",
    9: "520489",
}
RFC_6238 = {
    59: "94287082",
    1_111_111_109: "07081804",
    1_111_111_111: "14050471",
    1_234_567_890: "89005924",
    2_000_000_000: "69279037",
    20_000_000_000: "65353130",
}
"""Eight digits there; the last six are what six digits show."""


@pytest.mark.parametrize(
    ("step", "code"), list(RFC_4226.items()), ids=[f"RFC 4226 D, {n}" for n in RFC_4226]
)
def test_a_code_is_that_of_the_standard(step: int, code: str) -> None:
    assert factor.compute_code(RFC_SECRET, step) == code


@pytest.mark.parametrize(
    ("seconds", "code"), list(RFC_6238.items()), ids=[f"RFC 6238 B, {n}" for n in RFC_6238]
)
def test_a_moment_has_the_code_of_the_standard(seconds: int, code: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)

    assert factor.compute_code(RFC_SECRET, factor.step_at(moment)) == code[-6:]


@pytest.mark.parametrize(
    ("seconds", "good"), [(0, True), (29, True), (59, True), (-30, True), (-31, False), (60, False)]
)
def test_a_code_is_good_for_a_step_before_and_after(seconds: int, good: bool) -> None:
    shown = datetime.fromtimestamp(1_111_111_110, UTC)
    typed = factor.compute_code(RFC_SECRET, factor.step_at(shown))

    found = factor.matching_step(
        RFC_SECRET, typed, datetime.fromtimestamp(1_111_111_110 + seconds, UTC)
    )

    assert (found is not None) is good


@pytest.mark.parametrize("typed", ["", "abc", "١٢٣٤٥٦", "1234567", "00000"])
def test_what_is_no_code_is_not_good(typed: str) -> None:
    assert factor.matching_step(RFC_SECRET, typed, datetime.fromtimestamp(59, UTC)) is None


def test_the_secret_follows_from_the_key_of_the_site_and_the_salt(settings) -> None:
    first = factor.derive_secret("salt")
    settings.SECRET_KEY = "x" * 40

    assert factor.derive_secret("salt") != first
    assert len(first) == 20


def test_the_address_to_scan_names_site_and_account() -> None:
    address = factor.enrolment_address(RFC_SECRET, "a@b.example", "Our Site")

    assert address == (
        "otpauth://totp/Our%20Site%3Aa%40b.example"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Our%20Site"
    )


def test_paper_codes_are_read_however_they_are_typed() -> None:
    code = factor.make_paper_codes()[0]

    assert factor.paper_hash(code) == factor.paper_hash(code.upper().replace("-", " "))
    assert len(set(factor.make_paper_codes())) == 10
