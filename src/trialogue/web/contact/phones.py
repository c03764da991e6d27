"""Telephone numbers in any country's way of writing, kept in one: E.164."""

from __future__ import annotations

from functools import cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from trialogue.registry.names import canonical_country

REGIONS = {
    "Argentina": "AR", "Australia": "AU", "Austria": "AT", "Belgium": "BE", "Brazil": "BR",
    "Bulgaria": "BG", "Canada": "CA", "Chile": "CL", "China": "CN", "Colombia": "CO",
    "Croatia": "HR", "Czechia": "CZ", "Denmark": "DK", "Egypt": "EG", "Estonia": "EE",
    "Finland": "FI", "France": "FR", "Georgia": "GE", "Germany": "DE", "Greece": "GR",
    "Hong Kong": "HK", "Hungary": "HU", "India": "IN", "Indonesia": "ID", "Iran": "IR",
    "Ireland": "IE", "Israel": "IL", "Italy": "IT", "Japan": "JP", "Jordan": "JO",
    "Latvia": "LV", "Lebanon": "LB", "Lithuania": "LT", "Luxembourg": "LU", "Malaysia": "MY",
    "Mexico": "MX", "Netherlands": "NL", "New Zealand": "NZ", "Norway": "NO", "Pakistan": "PK",
    "Peru": "PE", "Philippines": "PH", "Poland": "PL", "Portugal": "PT", "Romania": "RO",
    "Russia": "RU", "Saudi Arabia": "SA", "Serbia": "RS", "Singapore": "SG", "Slovakia": "SK",
    "Slovenia": "SI", "South Africa": "ZA", "South Korea": "KR", "Spain": "ES", "Sweden": "SE",
    "Switzerland": "CH", "Taiwan": "TW", "Thailand": "TH", "Turkey": "TR", "Ukraine": "UA",
    "United Arab Emirates": "AE", "United Kingdom": "GB", "United States": "US", "Vietnam": "VN",
}  # fmt: skip
"""Countries of centres with their code (ISO 3166-1). A centre elsewhere: the country code of the
number must be written, which the form then asks for."""


class NoPhone(ValueError):
    """What was typed is no telephone number; `needs_code`: it may be one of another country."""

    def __init__(self, *, needs_code: bool) -> None:
        super().__init__("no telephone number")
        self.needs_code = needs_code


def read_phone(text: str, country: str) -> str:
    """Read a number; one without a country code is read as of the centre's country.

    Raises NoPhone.
    """
    region = REGIONS.get(canonical_country(country))
    written = text.strip()
    if written.startswith("00"):
        written = f"+{written[2:]}"
    try:
        number = phonenumbers.parse(written, None if written.startswith("+") else region)
    except NumberParseException:
        raise NoPhone(needs_code=not written.startswith("+")) from None
    if number.extension or not phonenumbers.is_valid_number(number):
        raise NoPhone(needs_code=not written.startswith("+"))
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def show_phone(kept: str) -> str:
    """Write a number for people: `+86 138 0013 8000`."""
    try:
        number = phonenumbers.parse(kept)
    except NumberParseException:
        return kept
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


@cache
def example_code(country: str) -> str:
    """Give a country's calling code as an example, such as `+86`; `+49` where we know none."""
    region = REGIONS.get(canonical_country(country), "DE")
    return f"+{phonenumbers.country_code_for_region(region)}"
