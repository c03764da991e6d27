"""What the search form sends, as it was typed: every field is part of a shareable address."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.http import QueryDict

LONGEST_LINE = 4_000
LONGEST_FIELD = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The form's fields as texts; an empty one was not filled in."""

    q: str = ""
    age: str = ""
    sex: str = ""
    place: str = ""
    km: str = ""
    status: str = ""
    phase: str = ""
    country: str = ""
    centre: str = ""
    sort: str = ""
    page: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all was asked."""
        return self == Fields()

    @property
    def filled(self) -> tuple[str, ...]:
        """Name the filled filters: what stands beside the line, its order and its page."""
        return tuple(name for name in FILTERS if getattr(self, name))

    def address(self, **changes: str) -> str:
        """Write the query of the address with some fields changed, empty ones left out."""
        return replace(self, **{"page": "", **changes}).address_as_it_is()

    def page_address(self, page: int) -> str:
        """Write the query of another page of the same results."""
        return self.address(page=str(page) if page > 1 else "")

    def address_as_it_is(self) -> str:
        """Write the query of the address, empty fields left out; empty where nothing is filled."""
        given = [(one.name, getattr(self, one.name)) for one in fields(self)]
        written = urlencode([(name, text) for name, text in given if text])
        return f"?{written}" if written else ""


FILTERS = ("age", "sex", "place", "km", "status", "phase", "country", "centre")


def read_fields(given: QueryDict) -> Fields:
    """Take the fields out of an address; others are passed over."""
    longest = {"q": LONGEST_LINE}
    return Fields(
        **{
            one.name: " ".join(given.get(one.name, "").split())[
                : longest.get(one.name, LONGEST_FIELD)
            ]
            for one in fields(Fields)
        }
    )


def is_untidy(given: QueryDict) -> bool:
    """Tell whether an address carries empty fields, as a browser sends them."""
    known = {one.name for one in fields(Fields)}
    return any(name in known and not str(given[name]).strip() for name in given)
