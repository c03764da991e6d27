"""What somebody agrees to before a message with health data is sent, by the centre's country.

The very words are kept with each enquiry, beside the version. Whoever changes a sentence
here gives the version a new date; a test holds the two together.

Sources: GDPR, Regulation (EU) 2016/679, Articles 6, 7, 9(2)(a), 13, 49; 45 CFR 164.508(c)
(core elements of an authorisation, United States); Personal Information Protection Law of
the People's Republic of China (2021), Articles 14, 17, 28 to 31, 39, 44 to 47.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from trialogue.registry.names import canonical_country
from trialogue.web.trials.whereabouts import country_words


class Law(Enum):
    """Whose rules a centre answers to. The value begins the version of the text."""

    GDPR = "gdpr"
    HIPAA = "hipaa"
    PIPL = "pipl"
    GENERAL = "general"


VERSION = "2026-11"
GDPR_COUNTRIES = frozenset(
    {
        "Austria", "Belgium", "Bulgaria", "Croatia", "Cyprus", "Czechia", "Denmark", "Estonia",
        "Finland", "France", "Germany", "Greece", "Hungary", "Ireland", "Italy", "Latvia",
        "Lithuania", "Luxembourg", "Malta", "Netherlands", "Poland", "Portugal", "Romania",
        "Slovakia", "Slovenia", "Spain", "Sweden",
        "Iceland", "Liechtenstein", "Norway",
        "Switzerland", "United Kingdom",
    }
)  # fmt: skip
"""The Union, the EEA, and two countries whose law follows it: UK GDPR, Swiss FADP."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The text for one centre: what is said, what is agreed to, and for a child under 14.

    `guardian` is empty where the law has no such age.
    """

    version: str
    points: tuple[str, ...]
    agree: str
    guardian: str = ""

    @property
    def text(self) -> str:
        """Give the whole as it is kept."""
        return "\n".join(filter(None, (*self.points, self.agree, self.guardian)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who is named in the text: the site, the centre and its country, days of keeping."""

    site: str
    centre: str
    country: str
    days: int


def law_of(country: str) -> Law:
    """Tell whose rules a centre in a country answers to."""
    name = canonical_country(country)
    if name in GDPR_COUNTRIES:
        return Law.GDPR
    return {"United States": Law.HIPAA, "China": Law.PIPL}.get(name, Law.GENERAL)


def consent_to(parties: Parties) -> Consent:
    """Write the text in the reader's language."""
    law = law_of(parties.country)
    words = {
        "site": parties.site,
        "centre": parties.centre,
        "country": country_words(parties.country) or _("another country"),
        "days": parties.days,
    }
    points, agree, guardian = TEXTS[law]()
    return Consent(
        version=f"{law.value}-{VERSION}",
        points=tuple(point % words for point in (_what(), _who(), *points)),
        agree=agree % words,
        guardian=guardian % words,
    )


Text = tuple[tuple[str, ...], str, str]


def _what() -> str:
    return _(
        "What is passed on: your name, the ways to answer you, your message, and only those "
        "answers of the check that you tick. A message about an illness says something about "
        "health."
    )


def _who() -> str:
    return _(
        "Who reads it: the study team of %(centre)s (%(country)s), the lead who looks after its "
        "enquiries, and nobody else. Where the centre has no account at %(site)s, your message "
        "goes to it by e-mail. It is used to answer you, and for nothing else."
    )


def _gdpr() -> Text:
    points = (
        _(
            "How long: until %(days)s days after the enquiry is closed; then it is deleted. With "
            "the link that you get you can read, correct or delete it sooner."
        ),
        _(
            "Your rights: the basis is your explicit consent (GDPR, Articles 6(1)(a) and 9(2)(a)). "
            "You may take it back at any time, which does not make unlawful what happened before; "
            "you may complain to a data protection authority. Sending is voluntary and changes "
            "nothing in your treatment."
        ),
    )
    agree = _(
        "I agree explicitly that %(site)s passes my message, with what it says about health, to "
        "%(centre)s. If I write for somebody else, I am allowed to."
    )
    return points, agree, ""


def _hipaa() -> Text:
    points = (
        _(
            "How long: this permission ends when the enquiry is deleted, at the latest %(days)s "
            "days after it is closed."
        ),
        _(
            "Your rights: you may take this permission back at any time, with the link that you "
            "get or in writing to the centre; what was already passed on stays passed on. Your "
            "treatment, payment and benefits do not depend on it. Whoever receives health "
            "information may not be bound by the same privacy rules. You can save or print this "
            "text."
        ),
    )
    agree = _(
        "I permit %(site)s to disclose my message, with the health information in it, to "
        "%(centre)s, so that its study team can answer me. Sending with my name stands for my "
        "signature. If I write for somebody else, I am their personal representative or have "
        "their permission."
    )
    return points, agree, ""


def _pipl() -> Text:
    points = (
        _(
            "How long: until %(days)s days after the enquiry is closed; then it is deleted. With "
            "the link that you get you can read, correct or delete it sooner."
        ),
        _(
            "Why it is needed, and what it means for you: without a way to answer and some words "
            "about the illness the centre cannot tell whether the trial may fit. Health "
            "information is sensitive: if others learned of it, it could be used against you. So "
            "it travels encrypted to this site, and each look at it is recorded."
        ),
        _(
            "Your rights: you may see, copy, correct and delete it, ask for an explanation, and "
            "take your consent back at any time, as easily as you gave it (Personal Information "
            "Protection Law, Articles 15 and 44 to 47). Sending is voluntary."
        ),
    )
    agree = _(
        "I consent, separately and for this message alone, that %(site)s passes the sensitive "
        "personal information in it to %(centre)s. If I write for somebody else, I am allowed to."
    )
    guardian = _(
        "The patient is under 14. I am a parent or guardian, and I consent for the child; or I am "
        "a doctor, and a parent or guardian has consented."
    )
    return points, agree, guardian


def _general() -> Text:
    points = (
        _(
            "How long: until %(days)s days after the enquiry is closed; then it is deleted. With "
            "the link that you get you can read, correct or delete it sooner."
        ),
        _(
            "Your rights: you may take your consent back at any time. The centre may lie in "
            "another country than yours, where other rules hold. Sending is voluntary and changes "
            "nothing in your treatment."
        ),
    )
    agree = _(
        "I agree explicitly that %(site)s passes my message, with what it says about health, to "
        "%(centre)s in %(country)s. If I write for somebody else, I am allowed to; for a child, I "
        "am a parent or guardian or write with their consent."
    )
    return points, agree, ""


TEXTS: dict[Law, Callable[[], Text]] = {
    Law.GDPR: _gdpr,
    Law.HIPAA: _hipaa,
    Law.PIPL: _pipl,
    Law.GENERAL: _general,
}
