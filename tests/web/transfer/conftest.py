"""A study with two participants, and who may take its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

from tests.web.conftest import REFERENCE
from trialogue.core.protocol import Protocol

if TYPE_CHECKING:
    from trialogue.web.accounts.models import User


@pytest.fixture
def quick(settings: Settings) -> None:
    """Hash passwords quickly, and ask for no second factor."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def chen(db: None, quick: None) -> User:
    """Give a coordinator in Guangzhou."""
    from tests.web.cast import make_user
    from trialogue.web.accounts.roles import Role

    return make_user("Chen", Role.COORDINATOR, REFERENCE, "guangzhou")


@pytest.fixture
def study(reference: Protocol, chen: User) -> Protocol:
    """Take two people over from data sets: one has an event."""
    from trialogue.web.transfer.invented import completed
    from trialogue.web.transfer.taking_over import newcomer_of_rows, take_over

    born = {
        "BRTHDTC": "2019-11-02",
        "SEX": "F",
        "RFICDTC": "2025-01-02",
        "AGE": "5",
        "AGEU": "YEARS",
    }
    event = {"AETERM": "=Fever", "AEDECOD": "Fever", "AESTDTC": "2025-02-02", "AETOXGR": "2"}
    cells = {
        "EXTRT": "GD2/B7-H3 CAR-T",
        "EXDOSE": "3",
        "EXDOSU": "10^6/kg",
        "EXSTDTC": "2025-02-01",
        "EXDONOR": "AUTOLOGOUS",
        "EXLOT": "LOT-1",
    }
    people = [
        newcomer_of_rows(
            reference, "P-1", "guangzhou", {"DM": [born], "AE": [event], "EX": [cells]}
        )[0],
        newcomer_of_rows(
            reference, "P-2", "guangzhou", {"DM": [born | {"SEX": "M"}], "EX": [cells]}
        )[0],
    ]
    take_over(chen, reference, [completed(one, born) for one in people], "import:dm.csv")
    return reference
