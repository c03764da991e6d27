"""ASTCT consensus grading of CRS and ICANS (2019), and the bedside rules that go with it.

Source: Lee et al., Biol Blood Marrow Transplant 2019;25:625; the CAPD bands for children as
in clinical reference 5.2.
"""

from __future__ import annotations

from trialogue.core.safety.cytokine_release import CrsTable, Hypotension, Hypoxia
from trialogue.core.safety.neurotoxicity import Arousal, IcansTable, Oedema, Seizure
from trialogue.core.safety.signals import FerritinRule, PressureRule

NAME = "ASTCT 2019"
SOURCE = "Lee et al., Biol Blood Marrow Transplant 2019;25:625"

CRS = CrsTable(
    standard=NAME,
    fever_celsius=38.0,
    hypotension={
        Hypotension.NONE: 0,
        Hypotension.NO_VASOPRESSOR: 2,
        Hypotension.VASOPRESSIN_ONLY: 3,
        Hypotension.ONE_VASOPRESSOR: 3,
        Hypotension.SEVERAL_VASOPRESSORS: 4,
    },
    hypoxia={
        Hypoxia.NONE: 0,
        Hypoxia.LOW_FLOW_CANNULA: 2,
        Hypoxia.BLOW_BY: 2,
        Hypoxia.HIGH_FLOW_CANNULA: 3,
        Hypoxia.FACEMASK: 3,
        Hypoxia.NON_REBREATHER: 3,
        Hypoxia.VENTURI: 3,
        Hypoxia.CPAP: 4,
        Hypoxia.BIPAP: 4,
        Hypoxia.INTUBATED: 4,
    },
    advised="vasopressin alone is grade 3",
    source=f"{SOURCE}, CRS table; clinical reference 5.1",
)

ICANS = IcansTable(
    standard=NAME,
    ice_from_years=12,
    ice={10: 0, 7: 1, 3: 2, 0: 3},
    capd={0: 0, 1: 1, 9: 3},
    arousal={
        Arousal.SPONTANEOUS: 0,
        Arousal.VOICE: 2,
        Arousal.TOUCH: 3,
        Arousal.UNAROUSABLE: 4,
    },
    seizure={Seizure.NONE: 0, Seizure.BRIEF: 3, Seizure.PROLONGED: 4},
    oedema={Oedema.NONE: 0, Oedema.FOCAL: 3, Oedema.DIFFUSE: 4},
    weakness=4,
    source=f"{SOURCE}, ICANS tables for adults and children; clinical reference 5.2",
)

CHILD_PRESSURE = PressureRule(
    base=70,
    per_year=2,
    from_years=1,
    to_years=10,
    above=90,
    source="Mahadeo et al., Nat Rev Clin Oncol 2019, table 2; clinical reference 5.1",
)

IEC_HS_FERRITIN = FerritinRule(
    factor=2,
    source="Hines et al., Transplant Cell Ther 2023;29:438.e1",
    unverified=True,
)
