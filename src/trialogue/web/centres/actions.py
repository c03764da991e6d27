"""Entering what a centre says about itself: the one write of this app."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from django.db import transaction

from trialogue.web.accounts.models import User
from trialogue.web.centres.models import EnteredCentre, Status
from trialogue.web.centres.queries import entered, make_key

GUANGZHOU = (23.1291, 113.2644)
"""The city's coordinates in degrees, to four places (WGS 84)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is entered about a centre. An empty `key`: a new centre, named by house and town."""

    registry_id: str
    name: str
    city: str
    country: str
    status: str
    key: str = ""
    own_name: str = ""
    own_city: str = ""
    lat: float | None = None
    lon: float | None = None
    contact_name: str = ""
    email: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ()
    asks_both: bool = False
    is_invented: bool = False
    why: str = ""


@transaction.atomic
def enter_centre(by: User | None, entry: Entry) -> EnteredCentre:
    """Append a state of a centre; one that says the same as that in force adds nothing.

    A new centre that says what one here says is that one: a form may be sent twice.
    """
    held = entered(entry.registry_id)
    if not entry.key:
        twin = next((row for row in held.values() if _says(row)[1:] == _says(entry)[1:]), None)
        if twin is not None:
            return twin
    wanted = replace(entry, key=entry.key or _free_key(entry, set(held)))
    before = held.get(wanted.key)
    if before is not None and _says(before) == _says(wanted):
        return before
    fields = asdict(wanted) | {"languages": list(wanted.languages)}
    return EnteredCentre.objects.create(entered_by=by, **fields)


def enter_demo_centre(registry_id: str) -> EnteredCentre:
    """Enter the demo's centre in Guangzhou: invented, and marked so wherever it is shown."""
    city = "Guangzhou"
    return enter_centre(
        None,
        Entry(
            registry_id=registry_id,
            key="demo-guangzhou",
            name="Demonstration Hospital of Guangzhou (invented)",
            own_name="广州示范医院（虚构）",
            city=city,
            own_city="广州",
            country="China",
            lat=GUANGZHOU[0],
            lon=GUANGZHOU[1],
            status=Status.OPEN,
            contact_name="Lin Demo (invented)",
            email="guangzhou@demo.invalid",
            phone="+86 20 0000 0000",
            languages=("zh-hans", "en"),
            is_invented=True,
            why="made by the demo",
        ),
    )


def _says(entry: Entry | EnteredCentre) -> tuple[object, ...]:
    """Give what an entry says, its key first; who and why do not count."""
    names = [field for field in Entry.__slots__ if field not in ("key", "why", "languages")]
    return (entry.key, *(getattr(entry, name) for name in names), tuple(entry.languages))


def _free_key(entry: Entry, taken: set[str]) -> str:
    plain = make_key(f"{entry.name} {entry.city}")
    numbers = (f"{plain}-{number}" for number in range(2, 1000))
    return next(key for key in (plain, *numbers) if key not in taken)
