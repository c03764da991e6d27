"""A date typed in parts: year, perhaps month, perhaps day; or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.dates import FIRST_YEAR, When, parse_when

PARTS = ("year", "month", "day")
WIDTHS = {"year": 4, "month": 2, "day": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePart:
    """One number field of a date."""

    name: str
    label: str
    value: str
    digits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """An answer that cannot be used: the field it is in, and what to do."""

    field: str
    message: str


def date_parts(prefix: str, given: Mapping[str, str]) -> tuple[DatePart, ...]:
    """Lay out the fields of a date in the order that the reader's language writes them."""
    order = PARTS if (get_language() or "en").startswith("zh") else tuple(reversed(PARTS))
    labels = {"year": _("Year"), "month": _("Month"), "day": _("Day")}
    return tuple(
        DatePart(
            name=f"{prefix}.{part}",
            label=labels[part],
            value=given.get(f"{prefix}.{part}", ""),
            digits=WIDTHS[part],
        )
        for part in order
    )


def read_date(prefix: str, given: Mapping[str, str], today: date) -> When | Wrong:
    """Read a date of the past, known at least to the year."""
    year, month, day = (given.get(f"{prefix}.{part}", "").strip() for part in PARTS)
    if not year:
        return Wrong(
            field=f"{prefix}.year",
            message=_("Give at least the year, or choose “I don’t know”."),
        )
    if day and not month:
        return Wrong(
            field=f"{prefix}.month", message=_("Give the month too, or leave out the day.")
        )
    for part, text in zip(PARTS, (year, month, day), strict=True):
        if text and not (text.isascii() and text.isdigit()):
            return Wrong(field=f"{prefix}.{part}", message=_("Use numbers only, such as 2019."))
    if len(year) != 4 or int(year) < FIRST_YEAR:
        message = _("Write the year with four digits, from %(first)d on.") % {"first": FIRST_YEAR}
        return Wrong(field=f"{prefix}.year", message=message)
    return _real_date(prefix, (year, month, day), today)


def _real_date(prefix: str, parts: tuple[str, str, str], today: date) -> When | Wrong:
    year, month, day = parts
    text = "-".join(part.zfill(2) for part in (year, month, day) if part)
    try:
        when = parse_when(text)
    except ValueError:
        field = f"{prefix}.{'day' if day else 'month'}"
        return Wrong(field=field, message=_("There is no such date. Check day and month."))
    if when.first.date() > today:
        return Wrong(field=f"{prefix}.year", message=_("This date lies in the future. Check it."))
    return when
