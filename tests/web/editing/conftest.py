"""The trial that these tests edit: small, so that reading it takes no time, with the usual id."""

from __future__ import annotations

import pytest

from tests.exchange.small_protocol import SMALL
from tests.web.cast import A
from trialogue.core.protocol import Protocol

SOURCE = SMALL.replace("id: T1", f"id: {A}", 1)


@pytest.fixture
def reference(db: None) -> Protocol:
    """Load the small protocol under the reference trial's id."""
    from trialogue.web.trials.actions import store_protocol

    return store_protocol(SOURCE.encode(), "protocol.yaml").protocol
