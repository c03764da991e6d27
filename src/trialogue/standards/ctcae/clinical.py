"""CTCAE: fever and febrile neutropenia, whose grades follow from numbers.

Unchanged from v5.0 to v6.0. Source: NCI, CTCAE; clinical reference 4.3.
"""

from __future__ import annotations

from collections.abc import Mapping

from trialogue.core.safety.fever import FebrileNeutropeniaBounds, FeverBounds

_SOURCE = "NCI, CTCAE v5.0 and v6.0; clinical reference 4.3"

FEVER: Mapping[str, FeverBounds] = {
    version: FeverBounds(
        standard=f"CTCAE {version}",
        from_celsius=38.0,
        second=39.0,
        third=40.0,
        long_hours=24,
        cells=(
            "38.0 - 39.0 degrees C (100.4 - 102.2 degrees F)",
            ">39.0 - 40.0 degrees C (102.3 - 104.0 degrees F)",
            ">40.0 degrees C (>104.0 degrees F) for <=24 hrs",
            ">40.0 degrees C (>104.0 degrees F) for >24 hrs",
        ),
        source=_SOURCE,
    )
    for version in ("5.0", "6.0")
}

FEBRILE_NEUTROPENIA: Mapping[str, FebrileNeutropeniaBounds] = {
    version: FebrileNeutropeniaBounds(
        standard=f"CTCAE {version}",
        neutrophils=1.0,
        single=38.3,
        sustained=38.0,
        hours=1,
        cells=(
            "-",
            "-",
            "ANC <1000/mm3 with a single temperature of >38.3 degrees C (101 degrees F) or a "
            "sustained temperature of >=38 degrees C (100.4 degrees F) for more than one hour",
            "Life-threatening consequences; urgent intervention indicated",
        ),
        source=_SOURCE,
    )
    for version in ("5.0", "6.0")
}
