"""The courses of the demo study: ten invented participants, written out by hand.

None of them exists. Between them they take every path of the analysis: a donor product, a dose
outside the range, CRS 3 with ICANS 2, a death, a loss, a second tumour, a new therapy before
progression, missed assessments, one SD between two PR, no cells ever found, dates known in part,
both diseases, a child of 14 months and an adult of 50 years.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

NB, DSRCT = "NEUROBLASTOMA", "DESMOPLASTIC SMALL ROUND CELL TUMOUR"


@dataclass(frozen=True, kw_only=True)
class Event:
    """An adverse event: days after infusion, or dates as they were written."""

    term: str
    system: str
    grade: int
    start: int | str
    end: int | str = ""
    related: str = "PROBABLE"
    serious: bool = False
    outcome: str = "RECOVERED/RESOLVED"
    dlt: bool = False


@dataclass(frozen=True, kw_only=True)
class Person:
    """One course. `responses` by visit; `sums` are the targets' sizes in mm by visit.

    `components` are those of INRC 2017 by visit: primary tumour in mm, its uptake, sum of soft
    tissue in mm, Curie score, marrow in per cent, and whether every metastatic site is gone.
    """

    id: str
    disease: str
    sex: str
    born: date
    infused: date
    weight: float
    dose: float
    peak: float
    """The highest number of copies; 0: the cells were never found."""
    responses: Mapping[str, str]
    events: Sequence[Event] = ()
    sums: Mapping[str, Sequence[float]] = field(default_factory=dict)
    components: Mapping[str, Sequence[float | str]] = field(default_factory=dict)
    half_life: float = 12.0
    donor: bool = False
    last_seen: int = 365
    died: int | None = None
    cause: str = ""
    lost: int | None = None
    therapy: tuple[int, str, str] | None = None
    days_of_chemo: int = 3


NERVES, IMMUNE, BLOOD, GENERAL, LIVER, GROWTH = (
    "NERVOUS SYSTEM DISORDERS",
    "IMMUNE SYSTEM DISORDERS",
    "BLOOD AND LYMPHATIC SYSTEM DISORDERS",
    "GENERAL DISORDERS AND ADMINISTRATION SITE CONDITIONS",
    "INVESTIGATIONS",
    "NEOPLASMS BENIGN, MALIGNANT AND UNSPECIFIED (INCL CYSTS AND POLYPS)",
)


def crs(grade: int, start: int, end: int) -> Event:
    """Make a cytokine release syndrome."""
    return Event(
        term="CYTOKINE RELEASE SYNDROME",
        system=IMMUNE,
        grade=grade,
        start=start,
        end=end,
        related="DEFINITE",
        serious=grade > 1,
    )


def low_neutrophils(start: int = -3, end: int = 16, grade: int = 4) -> Event:
    """Make the neutropenia that lymphodepletion brings."""
    return Event(
        term="NEUTROPHIL COUNT DECREASED",
        system=LIVER,
        grade=grade,
        start=start,
        end=end,
        related="UNLIKELY",
    )


PEOPLE = (
    Person(
        id="01", disease=NB, sex="F", born=date(2019, 11, 2), infused=date(2025, 1, 10),
        weight=18.5, dose=3.0, peak=48600, half_life=40, last_seen=521,
        responses={"DAY 28": "PR", "DAY 60": "PR", "DAY 90": "CR", "DAY 180": "CR", "DAY 270": "CR", "DAY 365": "CR"},
        components={"BASELINE": (42, "", 30, 12, 40, ""), "DAY 28": (28, "IMPROVED", 20, 5, 4, "N"),
                    "DAY 60": (20, "IMPROVED", 14, 3, 0, "N"), "DAY 90": (8, "NONE", 8, 0, 0, "Y"),
                    "DAY 180": (8, "NONE", 6, 0, 0, "Y"), "DAY 270": (8, "NONE", 6, 0, 0, "Y"),
                    "DAY 365": (8, "NONE", 6, 0, 0, "Y")},
        events=(low_neutrophils(), crs(2, 2, 6), crs(1, 8, 9),
                Event(term="PYREXIA", system=GENERAL, grade=2, start=1, end=4),
                Event(term="NEURALGIA", system=NERVES, grade=2, start=3, end=12)),
    ),
    Person(
        id="02", disease=DSRCT, sex="M", born=date(2000, 6, 15), infused=date(2025, 2, 3),
        weight=71, dose=5.0, peak=12400, half_life=18, last_seen=480,
        responses={"DAY 28": "PR", "DAY 60": "SD", "DAY 90": "PR", "DAY 180": "PD"},
        sums={"BASELINE": (42, 38), "DAY 28": (28, 26), "DAY 60": (31, 27), "DAY 90": (27, 25), "DAY 180": (38, 34)},
        events=(low_neutrophils(), crs(1, 3, 5),
                Event(term="ALANINE AMINOTRANSFERASE INCREASED", system=LIVER, grade=3, start=9, end=20, related="POSSIBLE")),
    ),
    Person(
        id="03", disease=NB, sex="M", born=date(2023, 12, 20), infused=date(2025, 3, 3),
        weight=9.6, dose=1.0, peak=5200, donor=True, half_life=9, last_seen=300,
        responses={"DAY 28": "SD", "DAY 60": "SD", "DAY 90": "MR", "DAY 180": "SD", "DAY 270": "SD"},
        components={"BASELINE": (50, "", 0, 0, 30, ""), "DAY 28": (46, "STABLE", 0, 0, 25, "N"),
                    "DAY 60": (44, "STABLE", 0, 0, 20, "N"), "DAY 90": (34, "STABLE", 0, 0, 15, "N"),
                    "DAY 180": (38, "STABLE", 0, 0, 15, "N"), "DAY 270": (42, "STABLE", 0, 0, 15, "N")},
        events=(low_neutrophils(end=28), crs(2, 4, 8),
                Event(term="ACUTE GRAFT VERSUS HOST DISEASE IN SKIN", system=IMMUNE, grade=2, start=24, end=52),
                Event(term="PLATELET COUNT DECREASED", system=LIVER, grade=4, start=-2, end=40, related="POSSIBLE")),
    ),
    Person(
        id="04", disease=DSRCT, sex="F", born=date(1975, 2, 1), infused=date(2025, 4, 7),
        weight=58, dose=10.6, peak=96300, half_life=14, last_seen=400,
        responses={"DAY 28": "PR", "DAY 60": "PR", "DAY 90": "PR", "DAY 180": "PD"},
        sums={"BASELINE": (55, 25), "DAY 28": (36, 15), "DAY 60": (30, 11), "DAY 90": (28, 9), "DAY 180": (41, 18)},
        events=(low_neutrophils(), crs(3, 2, 9),
                Event(term="IMMUNE EFFECTOR CELL-ASSOCIATED NEUROTOXICITY SYNDROME", system=NERVES, grade=2,
                      start=5, end=9, related="DEFINITE", serious=True, dlt=True),
                Event(term="HYPOTENSION", system="VASCULAR DISORDERS", grade=3, start=3, end=6, related="DEFINITE"),
                Event(term="FATIGUE", system=GENERAL, grade=2, start=10, related="UNLIKELY", outcome="NOT RECOVERED/NOT RESOLVED")),
    ),
    Person(
        id="05", disease=NB, sex="F", born=date(2017, 5, 9), infused=date(2025, 5, 12),
        weight=24, dose=2.5, peak=1900, half_life=6, last_seen=148, died=150, cause="NEUROBLASTOMA",
        responses={"DAY 28": "PD"}, therapy=(40, "TOPOTECAN", "SUBSEQUENT ANTI-CANCER THERAPY"),
        events=(low_neutrophils(), crs(1, 5, 6),
                Event(term="SEPSIS", system="INFECTIONS AND INFESTATIONS", grade=4, start=45, end=60,
                      related="UNLIKELY", serious=True)),
    ),
    Person(
        id="06", disease=DSRCT, sex="M", born=date(2006, 3, 30), infused=date(2025, 6, 2),
        weight=66, dose=4.0, peak=7800, half_life=10, last_seen=104, lost=120,
        responses={"DAY 28": "SD", "DAY 60": "SD", "DAY 90": "SD"},
        sums={"BASELINE": (33, 30), "DAY 28": (31, 27), "DAY 60": (30, 26), "DAY 90": (32, 27)},
        events=(low_neutrophils(end=12, grade=3),
                Event(term="HEADACHE", system=NERVES, grade=1, start="{month}", end="{month}", related="UNLIKELY")),
    ),
    Person(
        id="07", disease=NB, sex="M", born=date(2012, 8, 21), infused=date(2025, 3, 24),
        weight=39, dose=3.5, peak=31000, half_life=60, last_seen=440,
        responses={"DAY 28": "PR", "DAY 60": "CR", "DAY 90": "CR", "DAY 180": "CR", "DAY 270": "CR", "DAY 365": "CR"},
        events=(low_neutrophils(), crs(2, 1, 5),
                Event(term="MYELODYSPLASTIC SYNDROME", system=GROWTH, grade=4, start=223, related="POSSIBLE",
                      serious=True, outcome="NOT RECOVERED/NOT RESOLVED")),
    ),
    Person(
        id="08", disease=DSRCT, sex="M", born=date(1994, 12, 12), infused=date(2025, 8, 4),
        weight=80, dose=1.2, peak=0, last_seen=290,
        responses={"DAY 28": "SD", "DAY 60": "PD"},
        sums={"BASELINE": (60, 22), "DAY 28": (62, 23), "DAY 60": (79, 30)},
        therapy=(75, "PAZOPANIB", "SUBSEQUENT ANTI-CANCER THERAPY"),
        events=(low_neutrophils(),
                Event(term="NAUSEA", system="GASTROINTESTINAL DISORDERS", grade=1, start=-4, end=-1, related="NOT RELATED")),
    ),
    Person(
        id="09", disease=NB, sex="F", born=date(2022, 1, 17), infused=date(2025, 5, 26),
        weight=14.2, dose=2.0, peak=15800, half_life=15, last_seen=390,
        responses={"DAY 28": "PR", "DAY 60": "PR", "DAY 90": "NOT DONE", "DAY 180": "NOT DONE", "DAY 270": "PD"},
        events=(low_neutrophils(), crs(2, 3, 7),
                Event(term="ABDOMINAL PAIN", system="GASTROINTESTINAL DISORDERS", grade=2, start="{month}", end=12, related="NOT RELATED"),
                Event(term="RASH MACULO-PAPULAR", system="SKIN AND SUBCUTANEOUS TISSUE DISORDERS", grade=1,
                      start="{year}", end="{year}", related="")),
    ),
    Person(
        id="10", disease=DSRCT, sex="F", born=date(2009, 7, 4), infused=date(2025, 9, 15),
        weight=52, dose=6.0, peak=22100, half_life=11, last_seen=285,
        responses={"DAY 28": "PR", "DAY 60": "PR", "DAY 90": "NE", "DAY 180": "PD"},
        sums={"BASELINE": (48, 31), "DAY 28": (30, 20), "DAY 60": (27, 18), "DAY 90": (), "DAY 180": (52, 33)},
        therapy=(100, "CYTOREDUCTIVE SURGERY", "ANTI-CANCER CONSOLIDATION"),
        events=(low_neutrophils(), crs(1, 2, 4), crs(1, 6, 7),
                Event(term="HYPOXIA", system="RESPIRATORY, THORACIC AND MEDIASTINAL DISORDERS", grade=3, start=2, end=4),
                Event(term="FEBRILE NEUTROPENIA", system=BLOOD, grade=3, start=4, end=11, related="POSSIBLE")),
    ),
)  # fmt: skip
