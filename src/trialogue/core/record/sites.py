"""The centres of a trial: where each is, whether it recruits, whom to ask there."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.record.people import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place on the globe in degrees (WGS 84), north and east positive.

    Raises ValueError beyond ±90° of latitude or ±180° of longitude, and for NaN.
    """

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"no place on the globe: latitude {self.lat}, longitude {self.lon}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A centre. `status` is empty where the record gives it none of its own: see `Record`.

    `point` is that of the city, not of the house; None where the registry knows none.
    """

    facility: str = ""
    status: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    point: Point | None = None
    contacts: tuple[Contact, ...] = ()
