"""IEC-HS, the HLH-like syndrome after immune effector cells: the thresholds of its parts.

Recalled, not read in the paper: nobody has verified them, and every page says so.
Source: Hines et al., Transplant Cell Ther 2023;29:438.e1; clinical reference 5.3.
"""

from __future__ import annotations

from trialogue.core.safety.hyperinflammation import HyperinflammationRule

COMPANIONS = HyperinflammationRule(
    liver_factor=5,
    fibrinogen_g_per_l=1.5,
    source="Hines et al., Transplant Cell Ther 2023;29:438.e1",
    unverified=True,
)
