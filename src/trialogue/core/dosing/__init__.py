"""Doses by the protocol: body surface, drugs, windows, cells; every step shown, none rounded.

`dose_sheet(protocol, request)` makes the whole sheet; the parts are in their own modules.
Source: clinical reference sections 1 and 2.2. Not a medical device: a second person checks.
"""

from trialogue.core.dosing.cells import Assay
from trialogue.core.dosing.plausible import ImplausibleInput, Slip
from trialogue.core.dosing.request import DoseRequest
from trialogue.core.dosing.sheet import DoseSheet, dose_sheet

__all__ = ["Assay", "DoseRequest", "DoseSheet", "ImplausibleInput", "Slip", "dose_sheet"]
