"""Invented people for the demo of the reference trial; not one of them exists.

Their dates are counted from the day on which the demo is set up, so that washouts and
earliest dates always lie around today. Each person shows one thing that the sheet can say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from trialogue.core.dates import add_months
from trialogue.core.protocol.words import Text

TRIAL = "NCT06836505"
SOURCE = "invented"
Row = dict[str, str]
Rows = tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A person who does not exist: code, what it shows, and rows of a facts file."""

    subject: str
    shows: Text
    rows: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """How a person differs from the plain case; None takes an item away (not recorded)."""

    shows: Text
    months: int = 5 * 12 + 4
    """Age in calendar months on the day of the demo."""
    size: tuple[str, str] = ("110", "18.5")
    starts_in: int = -12
    """Days from today to the screening."""
    changes: Mapping[str, Row | Rows | None] = field(default_factory=dict)


def invented_people(today: date) -> tuple[Invented, ...]:
    """Make the invented people as of a day."""
    return tuple(
        Invented(
            subject=f"DEMO-{number:02}",
            shows=sketch.shows,
            rows=_rows(f"DEMO-{number:02}", sketch, today),
        )
        for number, sketch in enumerate(_sketches(today), start=1)
    )


def _rows(subject: str, sketch: Sketch, today: date) -> Rows:
    items: dict[str, Row | Rows | None] = {**_plain(sketch, today), **sketch.changes}
    return tuple(
        {"subject": subject, "item": item, "source": SOURCE, **row}
        for item, given in items.items()
        if given is not None
        for row in ((given,) if isinstance(given, dict) else given)
    )


def _says(value: str) -> Row:
    return {"value": value}


def _lab(value: str, unit: str, day: date, limits: tuple[str, str] = ("", "")) -> Row:
    return {
        "value": value,
        "unit": unit,
        "low": limits[0],
        "high": limits[1],
        "start": day.isoformat(),
    }


def _plain(sketch: Sketch, today: date) -> dict[str, Row | Rows | None]:
    """Make the plain case: screened twelve days ago, infusion planned in eight days."""
    screened, tested = today + timedelta(days=sketch.starts_in), today - timedelta(days=10)
    height, weight = sketch.size
    is_adult = sketch.months >= 16 * 12
    dates = {
        "birth_date": add_months(today, -sketch.months),
        "consent_date": screened,
        "screening_date": screened,
        "enrolment_date": screened + timedelta(days=7),
        "lymphodepletion_date": screened + timedelta(days=15),
        "infusion_date": screened + timedelta(days=20),
    }
    answers = {
        "sex": "female",
        "diagnosis": "neuroblastoma",
        "disease_status": "relapsed",
        "consent": "yes",
        "t_cell_source": "autologous",
        "gilbert_syndrome": "no",
        "childbearing_potential": "no",
        "breastfeeding": "no",
        "hbsag": "negative",
        "anti_hbc": "negative",
        "anti_hcv": "negative",
        "hiv": "negative",
        "syphilis": "negative",
    }
    absent = [
        "raised_icp",
        "altered_consciousness",
        "uncontrolled_infection",
        "uncontrolled_arrhythmia",
        "neuro_autoimmune_disease",
        "other_exclusion",
        "systemic_steroid",
        "immunosuppressant",
        "antiproliferative",
        "cns_prophylaxis",
        "radiotherapy",
        "oral_anticoagulant",
        "blood_culture",
        "myocardial_infarction",
        "unstable_angina",
        "other_malignancy",
    ]
    return {
        **{item: _says(day.isoformat()) for item, day in dates.items()},
        **{item: _says(value) for item, value in answers.items()},
        **{item: _says("no") for item in absent},
        "life_expectancy": _lab("26", "wk", tested),
        "karnofsky" if is_adult else "lansky": _lab("80", "{score}", tested),
        "height": _lab(height, "cm", tested),
        "weight": _lab(weight, "kg", today - timedelta(days=2)),
        "alt": _lab("31", "U/L", tested, ("7", "30")),
        "bilirubin_total": _lab("0.6", "mg/dL", tested, ("0.2", "1.2")),
        "bilirubin_direct": _lab("0.1", "mg/dL", tested, ("0", "0.3")),
        "creatinine": _lab("0.4", "mg/dL", tested, ("0.2", "0.5")),
        "egfr": _lab("112", "mL/min/{1.73_m2}", tested),
        "spo2_room_air": _lab("98", "%", tested),
        "lvef": _lab("62", "%", tested),
    }


def _sketches(today: date) -> tuple[Sketch, ...]:
    return (*_children(today), *_grown(today))


def _ago(today: date, days: int) -> str:
    return (today - timedelta(days=days)).isoformat()


def _children(today: date) -> tuple[Sketch, ...]:
    tested = today - timedelta(days=10)
    return (
        Sketch(shows=Text("Everything is recorded and fits", "资料齐全，全部符合")),
        Sketch(
            shows=Text(
                "Too young today; passes on the first birthday", "目前年龄太小，满一岁后可通过"
            ),
            months=11,
            size=("74", "9.2"),
            starts_in=3,
        ),
        Sketch(
            shows=Text("Liver value too high", "肝功能指标过高"),
            changes={"alt": _lab("164", "U/L", tested, ("7", "30"))},
        ),
        Sketch(
            shows=Text(
                "Bilirubin high, allowed with Gilbert syndrome", "胆红素偏高，因 Gilbert 综合征允许"
            ),
            months=14 * 12,
            size=("160", "50"),
            changes={
                "gilbert_syndrome": _says("yes"),
                "bilirubin_total": _lab("2.9", "mg/dL", tested, ("0.2", "1.2")),
                "bilirubin_direct": _lab("0.3", "mg/dL", tested, ("0", "0.3")),
                "creatinine": _lab("0.6", "mg/dL", tested, ("0.4", "0.9")),
            },
        ),
        Sketch(
            shows=Text(
                "Kidneys: creatinine too high, eGFR saves it", "肾功能：肌酐过高，但 eGFR 达标"
            ),
            changes={
                "creatinine": _lab("0.9", "mg/dL", tested, ("0.2", "0.5")),
                "egfr": _lab("64", "mL/min/{1.73_m2}", tested),
            },
        ),
        Sketch(
            shows=Text(
                "Radiotherapy ended too recently; it can be waited out",
                "放疗结束时间太近，可以等待",
            ),
            changes={
                "radiotherapy": {"value": "yes", "start": _ago(today, 12), "end": _ago(today, 2)}
            },
        ),
        Sketch(
            shows=Text("Takes prednisone that still goes on", "仍在服用泼尼松"),
            changes={
                "systemic_steroid": {
                    "value": "20",
                    "unit": "mg/d",
                    "drug": "prednisone",
                    "route": "oral",
                    "start": _ago(today, 40),
                }
            },
        ),
        Sketch(
            shows=Text(
                "Takes hydrocortisone as replacement, which is allowed",
                "服用生理替代剂量的氢化可的松，允许",
            ),
            changes={
                "systemic_steroid": {
                    "value": "7.5",
                    "unit": "mg/d",
                    "drug": "hydrocortisone",
                    "route": "oral",
                    "start": _ago(today, 300),
                }
            },
        ),
        Sketch(
            shows=Text("Heart and oxygen not measured yet", "心功能和血氧尚未检查"),
            changes={"lvef": None, "spo2_room_air": None},
        ),
    )


def _grown(today: date) -> tuple[Sketch, ...]:
    tested = today - timedelta(days=10)
    adult: dict[str, Row | Rows | None] = {
        "diagnosis": _says("dsrct"),
        "sex": _says("male"),
        "alt": _lab("38", "U/L", tested, ("9", "50")),
        "creatinine": _lab("0.9", "mg/dL", tested, ("0.7", "1.2")),
        "childbearing_potential": _says("yes"),
        "contraception_agreed": _says("yes"),
    }
    woman: dict[str, Row | Rows | None] = {**adult, "sex": _says("female")}
    return (
        Sketch(
            shows=Text("A grown-up with DSRCT; everything fits", "成年 DSRCT 患者，全部符合"),
            months=24 * 12 + 3,
            size=("178", "72"),
            changes=adult,
        ),
        Sketch(
            shows=Text("Another tumour", "其他肿瘤"),
            months=19 * 12,
            size=("171", "61"),
            changes={**adult, "diagnosis": _says("other")},
        ),
        Sketch(
            shows=Text(
                "Heart attack less than six months before screening", "筛选前六个月内发生心肌梗死"
            ),
            months=47 * 12,
            size=("181", "84"),
            changes={
                **adult,
                "myocardial_infarction": {
                    "value": "yes",
                    "start": add_months(today, -5).isoformat(),
                },
            },
        ),
        Sketch(
            shows=Text("Active hepatitis B", "活动性乙型肝炎"),
            months=33 * 12,
            size=("163", "58"),
            changes={
                **woman,
                "pregnancy_test": _says("negative"),
                "hbsag": _says("positive"),
                "hbv_dna": _lab("2400", "[IU]/mL", tested),
            },
        ),
        Sketch(
            shows=Text(
                "Pregnancy test not done, two answers missing", "未做妊娠检查，另缺两项回答"
            ),
            months=27 * 12,
            size=("166", "59"),
            changes={**woman, "contraception_agreed": None, "other_malignancy": None},
        ),
        Sketch(
            shows=Text(
                "Skin cancer that was treated and has healed, an exception",
                "已治愈的皮肤癌，属例外情形",
            ),
            months=44 * 12,
            size=("175", "77"),
            changes={
                **adult,
                "other_malignancy": {
                    "value": "yes",
                    "kind": "skin_bcc_scc",
                    "adequately_treated": "yes",
                    "wound_healed": "yes",
                },
            },
        ),
    )
