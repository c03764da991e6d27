"""Write the demo study: ten invented participants, and one who failed screening, as SDTM CSV.

The courses stand in `courses.py`; the seed makes the laboratory values and the cells' curves,
always the same. Run it anywhere: `python protocols/NCT06836505/demo/script/make.py`.
"""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from courses import DSRCT, NB, PEOPLE, Person

STUDY, SEED = "TRIALOGUE-DEMO-1", 6836505
CUT_OFF = date(2026, 6, 30)
VISITS = {"BASELINE": -6, "DAY 28": 28, "DAY 60": 60, "DAY 90": 90, "DAY 180": 180, "DAY 270": 270, "DAY 365": 365}  # fmt: skip
CELL_DAYS = (0, 3, 7, 10, 14, 21, 28, 60, 90, 180, 270, 365)
BLOOD_DAYS = (-5, 0, 1, 3, 5, 7, 10, 14, 21, 28, 60, 90)
INFUSION_HOUR = 10
LLOQ = {"CARVCN": 50.0, "CARFLOW": 0.5}
CRITERIA = {NB: "INRC 2017", DSRCT: "RECIST 1.1"}
CYCLOPHOSPHAMIDE, FLUDARABINE = "CYCLOPHOSPHAMIDE", "FLUDARABINE"

Row = Mapping[str, object]


def day_of(person: Person, day: int) -> date:
    """Give the date of a day after infusion."""
    return person.infused + timedelta(days=day)


def subject(person: Person) -> str:
    """Give the participant's code."""
    return f"{STUDY}-{person.id}"


def written(person: Person, when: int | str) -> str:
    """Write a day; `{month}` and `{year}` leave the rest out, as a form may."""
    if isinstance(when, int):
        return day_of(person, when).isoformat()
    return when.format(month=f"{person.infused:%Y-%m}", year=f"{person.infused:%Y}")


def age_years(person: Person) -> int:
    """Give completed years at infusion."""
    had = (person.infused.month, person.infused.day) >= (person.born.month, person.born.day)
    return person.infused.year - person.born.year - (not had)


def demographics() -> Iterable[Row]:
    """Write DM; the eleventh person failed screening."""
    for person in PEOPLE:
        months = (
            (person.infused.year - person.born.year) * 12 + person.infused.month - person.born.month
        )
        months -= person.infused.day < person.born.day
        young = months < 24
        yield {
            "STUDYID": STUDY, "DOMAIN": "DM", "USUBJID": subject(person), "SUBJID": person.id,
            "SITEID": "001" if int(person.id) % 2 else "002", "COUNTRY": "CHN",
            "AGE": months if young else age_years(person), "AGEU": "MONTHS" if young else "YEARS",
            "SEX": person.sex, "RACE": "ASIAN", "ETHNIC": "NOT HISPANIC OR LATINO",
            "ARMCD": "CART", "ARM": "GD2/B7-H3 CAR-T", "ACTARMCD": "CART", "ACTARM": "GD2/B7-H3 CAR-T",
            "BRTHDTC": person.born.isoformat() if person.id != "06" else f"{person.born:%Y-%m}",
            "RFICDTC": day_of(person, -40).isoformat(), "RFSTDTC": person.infused.isoformat(),
            "RFXSTDTC": person.infused.isoformat(), "RFPENDTC": day_of(person, person.last_seen).isoformat(),
            "DTHFL": "Y" if person.died else "", "DTHDTC": day_of(person, person.died).isoformat() if person.died else "",
        }  # fmt: skip
    yield {
        "STUDYID": STUDY, "DOMAIN": "DM", "USUBJID": f"{STUDY}-S1", "SUBJID": "S1", "SITEID": "001",
        "COUNTRY": "CHN", "AGE": 9, "AGEU": "YEARS", "SEX": "M", "RACE": "ASIAN",
        "ETHNIC": "NOT HISPANIC OR LATINO", "ARMCD": "SCRNFAIL", "ARM": "Screen Failure",
        "ACTARMCD": "SCRNFAIL", "ACTARM": "Screen Failure", "BRTHDTC": "2016-02", "RFICDTC": "2025-04-01",
        "RFPENDTC": "2025-04-15",
    }  # fmt: skip


def exposure() -> Iterable[Row]:
    """Write EX: the lymphodepletion, then the cells."""
    for person in PEOPLE:
        area = math.sqrt(person.weight * (70 + 1.4 * person.weight) / 3600)
        for drug, dose in ((FLUDARABINE, 25.0), (CYCLOPHOSPHAMIDE, 500.0)):
            yield {
                "STUDYID": STUDY, "DOMAIN": "EX", "USUBJID": subject(person), "EXTRT": drug,
                "EXCAT": "LYMPHODEPLETION", "EXDOSE": round(dose * area, 1), "EXDOSU": "mg",
                "EXDOSFRQ": "QD", "EXROUTE": "INTRAVENOUS",
                "EXSTDTC": day_of(person, -5).isoformat(),
                "EXENDTC": day_of(person, -6 + person.days_of_chemo).isoformat(),
            }  # fmt: skip
        start = datetime.combine(person.infused, time(INFUSION_HOUR))
        yield {
            "STUDYID": STUDY, "DOMAIN": "EX", "USUBJID": subject(person), "EXTRT": "GD2/B7-H3 CAR-T",
            "EXCAT": "CAR-T CELLS", "EXDOSE": person.dose, "EXDOSU": "10^6 cells/kg", "EXDOSFRQ": "ONCE",
            "EXROUTE": "INTRAVENOUS", "EXDONOR": "ALLOGENEIC" if person.donor else "AUTOLOGOUS",
            "EXLOT": f"LOT-{person.id}", "EXSTDTC": start.isoformat(timespec="minutes"),
            "EXENDTC": (start + timedelta(minutes=30)).isoformat(timespec="minutes"),
        }  # fmt: skip


def adverse_events() -> Iterable[Row]:
    """Write AE."""
    for person in PEOPLE:
        for event in person.events:
            fatal = event.outcome == "FATAL"
            yield {
                "STUDYID": STUDY, "DOMAIN": "AE", "USUBJID": subject(person),
                "AETERM": event.term.capitalize(), "AEDECOD": event.term, "AEBODSYS": event.system,
                "AETOXGR": event.grade, "AESER": "Y" if event.serious else "N", "AEREL": event.related,
                "AEOUT": event.outcome, "AESDTH": "Y" if fatal else "N", "AEDLT": "Y" if event.dlt else "N",
                "AESTDTC": written(person, event.start),
                "AEENDTC": written(person, event.end) if event.end != "" else "",
            }  # fmt: skip


def responses() -> Iterable[Row]:
    """Write RS: the investigator's overall response at each visit that was planned."""
    for person in PEOPLE:
        for number, (visit, day) in enumerate(VISITS.items()):
            said = person.responses.get(visit)
            if said is None:
                continue
            missed = said == "NOT DONE"
            yield {
                "STUDYID": STUDY, "DOMAIN": "RS", "USUBJID": subject(person), "RSTESTCD": "OVRLRESP",
                "RSTEST": "Overall Response", "RSCAT": CRITERIA[person.disease],
                "RSSTRESC": "" if missed else said, "RSSTAT": "NOT DONE" if missed else "",
                "RSEVAL": "INVESTIGATOR", "VISITNUM": number, "VISIT": visit,
                "RSDTC": "" if missed else day_of(person, day).isoformat(),
            }  # fmt: skip


def tumours() -> tuple[list[Row], list[Row]]:
    """Write TU and TR: two targets, and a peritoneal seeding that is not measured."""
    found: list[Row] = []
    measured: list[Row] = []
    for person in PEOPLE:
        if not person.sums:
            continue
        for place, (link, role, where) in enumerate(
            (("T01", "TARGET", "LIVER"), ("T02", "TARGET", "LYMPH NODE"), ("NT01", "NON-TARGET", "PERITONEUM"))
        ):  # fmt: skip
            base = {"STUDYID": STUDY, "USUBJID": subject(person)}
            found.append(base | {
                "DOMAIN": "TU", "TULNKID": link, "TUTESTCD": "TUMIDENT", "TUSTRESC": role, "TULOC": where,
                "TUMETHOD": "CT SCAN", "TUEVAL": "INVESTIGATOR", "VISIT": "BASELINE",
                "TUDTC": day_of(person, VISITS["BASELINE"]).isoformat(),
            })  # fmt: skip
            for visit, sizes in person.sums.items():
                row = base | {
                    "DOMAIN": "TR", "TRLNKID": link, "TRGRPID": role, "TRMETHOD": "CT SCAN",
                    "TREVAL": "INVESTIGATOR", "VISITNUM": list(VISITS).index(visit), "VISIT": visit,
                    "TRDTC": day_of(person, VISITS[visit]).isoformat(),
                }  # fmt: skip
                measured.append(row | _size(place, role, sizes))
    return found, measured


COMPONENTS = (("PRIMDIAM", "mm", "CT SCAN"), ("PRIMUPTK", "", "MIBG SCAN"), ("SOFTSUM", "mm", "CT SCAN"),
              ("CURIE", "", "MIBG SCAN"), ("MARROWPC", "%", "BIOPSY"), ("CLEARED", "", "MIBG SCAN"))  # fmt: skip


def components() -> Iterable[Row]:
    """Write into TR what INRC 2017 asks of a neuroblastoma: no lesion, the whole participant."""
    for person in PEOPLE:
        for visit, found in person.components.items():
            for (code, unit, method), value in zip(COMPONENTS, found, strict=True):
                if value == "":
                    continue
                yield {
                    "STUDYID": STUDY, "USUBJID": subject(person), "DOMAIN": "TR", "TRMETHOD": method,
                    "TREVAL": "INVESTIGATOR", "VISITNUM": list(VISITS).index(visit), "VISIT": visit,
                    "TRDTC": day_of(person, VISITS[visit]).isoformat(), "TRTESTCD": code,
                    "TRSTRESC": value, "TRSTRESN": "" if isinstance(value, str) else value,
                    "TRSTRESU": unit,
                }  # fmt: skip


def _size(place: int, role: str, sizes: Sequence[float]) -> Row:
    if not sizes:
        return {"TRTESTCD": "TUMSTATE", "TRSTAT": "NOT DONE", "TRREASND": "MOTION"}
    if role == "NON-TARGET":
        return {"TRTESTCD": "TUMSTATE", "TRSTRESC": "PRESENT"}
    test = "LPERP" if place == 1 else "LDIAM"
    return {"TRTESTCD": test, "TRSTRESC": sizes[place], "TRSTRESN": sizes[place], "TRSTRESU": "mm"}


def cells(dice: random.Random) -> Iterable[Row]:
    """Write PC: copies by qPCR and cells by flow, rising to a peak on day 10, then falling."""
    tests = (("CARVCN", "CAR transgene copies (qPCR)", "copies/ug DNA", 1.0),
             ("CARFLOW", "CAR-positive T cells (flow)", "cells/uL", 0.004))  # fmt: skip
    for person in PEOPLE:
        for code, name, unit, share in tests:
            for day in CELL_DAYS:
                if day > person.last_seen or (person.died is not None and day > person.died):
                    continue
                level = _level(person, day) * share * dice.uniform(0.9, 1.1)
                low = level < LLOQ[code]
                shown = "BLQ" if low else f"{level:.3g}" if level < 100 else f"{level:.0f}"
                hour = INFUSION_HOUR - 2 if day == 0 else INFUSION_HOUR
                taken = datetime.combine(day_of(person, day), time(hour))
                yield {
                    "STUDYID": STUDY, "DOMAIN": "PC", "USUBJID": subject(person), "PCTESTCD": code,
                    "PCTEST": name, "PCSTRESC": shown, "PCSTRESN": "" if low else shown, "PCSTRESU": unit,
                    "PCLLOQ": LLOQ[code], "PCSPEC": "BLOOD", "VISIT": f"DAY {day}",
                    "PCDTC": taken.isoformat(timespec="minutes"),
                }  # fmt: skip


def _level(person: Person, day: int) -> float:
    if day <= 0 or not person.peak:
        return 0.0
    if day <= 10:
        return person.peak * math.exp(-0.85 * (10 - day))
    fast = 0.9 * person.peak * math.exp(-(day - 10) * math.log(2) / 4.0)
    slow = 0.1 * person.peak * math.exp(-(day - 10) * math.log(2) / person.half_life)
    return fast + slow


LABS = (("IL6", "Interleukin 6", "pg/mL", 4.0, 0.0, 7.0, 60.0),
        ("FERRITIN", "Ferritin", "ug/L", 160.0, 15.0, 300.0, 12.0),
        ("CRP", "C Reactive Protein", "mg/L", 3.0, 0.0, 8.0, 25.0),
        ("ALT", "Alanine Aminotransferase", "U/L", 22.0, 5.0, 40.0, 2.5))  # fmt: skip


def laboratory(dice: random.Random) -> Iterable[Row]:
    """Write LB: markers that rise with the cytokine release, and the liver."""
    for person in PEOPLE:
        worst = max((e.grade for e in person.events if e.term.startswith("CYTOKINE")), default=0)
        for code, name, unit, normal, low, high, rise in LABS:
            for day in BLOOD_DAYS:
                if day > person.last_seen:
                    continue
                swell = (day > 0) * worst * rise / 3 * math.exp(-(((day - 4.5) / 3.0) ** 2))
                value = round(normal * (1 + swell) * dice.uniform(0.85, 1.15), 1)
                yield {
                    "STUDYID": STUDY, "DOMAIN": "LB", "USUBJID": subject(person), "LBTESTCD": code,
                    "LBTEST": name, "LBCAT": "CHEMISTRY", "LBSTRESC": value, "LBSTRESN": value,
                    "LBSTRESU": unit, "LBSTNRLO": low, "LBSTNRHI": high,
                    "LBBLFL": "Y" if day == 0 else "", "VISIT": f"DAY {day}",
                    "LBDTC": day_of(person, day).isoformat(),
                }  # fmt: skip


def medications() -> Iterable[Row]:
    """Write CM: tocilizumab against cytokine release, and what came after the trial."""
    for person in PEOPLE:
        base = {"STUDYID": STUDY, "DOMAIN": "CM", "USUBJID": subject(person)}
        for event in person.events:
            if (
                event.term.startswith("CYTOKINE")
                and event.grade >= 2
                and isinstance(event.start, int)
            ):
                yield base | {
                    "CMTRT": "TOCILIZUMAB", "CMCAT": "CONCOMITANT MEDICATION", "CMINDC": event.term,
                    "CMCLAS": "ANTINEOPLASTIC AND IMMUNOMODULATING AGENTS",
                    "CMSTDTC": day_of(person, event.start).isoformat(),
                    "CMENDTC": day_of(person, event.start).isoformat(),
                }  # fmt: skip
        if person.therapy:
            day, name, category = person.therapy
            yield base | {
                "CMTRT": name,
                "CMCAT": category,
                "CMSTDTC": day_of(person, day).isoformat(),
            }


def disposition() -> Iterable[Row]:
    """Write DS."""
    for person in PEOPLE:
        base = {"STUDYID": STUDY, "DOMAIN": "DS", "USUBJID": subject(person)}
        yield base | {
            "DSDECOD": "ENROLLED",
            "DSCAT": "PROTOCOL MILESTONE",
            "DSSTDTC": day_of(person, -14).isoformat(),
        }
        ending = _ending(person)
        if ending is not None:
            term, day = ending
            yield base | {
                "DSDECOD": term,
                "DSCAT": "DISPOSITION EVENT",
                "DSSTDTC": day_of(person, day).isoformat(),
            }
    yield {"STUDYID": STUDY, "DOMAIN": "DS", "USUBJID": f"{STUDY}-S1", "DSDECOD": "SCREEN FAILURE",
           "DSCAT": "DISPOSITION EVENT", "DSTERM": "ALT above 5 x ULN", "DSSTDTC": "2025-04-15"}  # fmt: skip


def _ending(person: Person) -> tuple[str, int] | None:
    if person.died:
        return "DEATH", person.died
    if person.lost:
        return "LOST TO FOLLOW-UP", person.lost
    return ("COMPLETED", 365) if person.last_seen >= 365 else None


def survival() -> Iterable[Row]:
    """Write SS: the last contact, and what it found."""
    for person in PEOPLE:
        seen = person.died or person.last_seen
        yield {
            "STUDYID": STUDY, "DOMAIN": "SS", "USUBJID": subject(person), "SSTESTCD": "SURVSTAT",
            "SSTEST": "Survival Status", "SSSTRESC": "DEAD" if person.died else "ALIVE",
            "SSDTC": min(day_of(person, seen), CUT_OFF).isoformat(),
        }  # fmt: skip


def history() -> Iterable[Row]:
    """Write MH: the diagnosis."""
    for person in PEOPLE:
        yield {
            "STUDYID": STUDY, "DOMAIN": "MH", "USUBJID": subject(person), "MHTERM": person.disease.capitalize(),
            "MHDECOD": person.disease, "MHCAT": "PRIMARY DIAGNOSIS",
            "MHSTDTC": f"{day_of(person, -700):%Y-%m}",
        }  # fmt: skip


def write(folder: Path, name: str, rows: Iterable[Row]) -> None:
    """Write one data set; records are numbered by participant."""
    listed = list(rows)
    names = list(dict.fromkeys(column for row in listed for column in row))
    number = f"{name.upper()}SEQ"
    counts: dict[object, int] = {}
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(names if name == "dm" else [*names[:3], number, *names[3:]])
        for row in listed:
            cells_of = [row.get(column, "") for column in names]
            who = row["USUBJID"]
            counts[who] = counts.get(who, 0) + 1
            numbered = cells_of if name == "dm" else [*cells_of[:3], counts[who], *cells_of[3:]]
            out.writerow(numbered)


def main(folder: Path) -> None:
    """Write every data set."""
    dice = random.Random(SEED)  # noqa: S311 - invented data, no secret
    found, measured = tumours()
    tables: dict[str, Iterable[Row]] = {
        "dm": demographics(), "mh": history(), "ex": exposure(), "ae": adverse_events(),
        "cm": medications(), "lb": laboratory(dice), "pc": cells(dice), "rs": responses(),
        "tu": found, "tr": [*measured, *components()], "ds": disposition(), "ss": survival(),
    }  # fmt: skip
    for name, rows in tables.items():
        write(folder, name, rows)


if __name__ == "__main__":
    main(Path(__file__).parents[1])
