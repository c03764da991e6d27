"""The flags of a participant: IEC-HS by its parts and days, TIAN and pain from their sheets."""

from __future__ import annotations

from tests.protocols.invented_entries import enter
from tests.web.cast import signed_in
from tests.web.entries.people import Team
from tests.web.safety.conftest import Filler
from tests.web.safety.test_safety import DSRCT, ICANS, ONE, text_of

FLAGS = f"{ONE}flags/".format("P-001")


def inflammation(day: int, ferritin: str) -> object:
    return enter(
        "inflammation", f"D{day}", taken=f"2025-05-{12 + day:02}", ferritin=ferritin,
        ferritin__low="10", ferritin__high="200",
    )  # fmt: skip


LABS = (
    enter("chemistry", "D0", taken="2025-05-12T08:00", alt="24", alt__high="30"),
    enter("haematology", "D0", taken="2025-05-12T08:00", platelets="160", platelets__low="150"),
    inflammation(0, "150"),
    inflammation(3, "390"),
    inflammation(7, "5000"),
    inflammation(10, "3000"),
    enter("chemistry", "D7", taken="2025-05-19", alt="120", alt__high="30"),
    enter("chemistry", "D10", taken="2025-05-22", alt="200", alt__high="30"),
    enter("coagulation", "D7", taken="2025-05-19", fibrinogen="140", fibrinogen__unit="mg/dL"),
    enter("haematology", "D7", taken="2025-05-19", platelets="40", platelets__low="150"),
)
CALLED = enter(
    "iec_hs",
    assessed="2025-05-20T09:00",
    ferritin_rising="yes",
    haemophagocytosis="not_looked",
    iec_hs_explained="none",
    iec_hs="yes",
    iec_hs_grade="2",
)
TIAN = enter(
    "pain",
    assessed="2025-05-15T10:00",
    pain_score="2",
    opioid="no",
    tian_type="type_2",
    tian_site="skull base",
    tian_grade="2",
)
LATE_PAIN = enter("pain", occurrence=2, assessed="2025-06-20T10:00", pain_score="7", opioid="no")


def test_each_part_of_iec_hs_says_since_when(team: Team, fill: Filler) -> None:
    fill("P-001", (*DSRCT, *LABS))
    client = signed_in(team.ivan)

    page = text_of(client, FLAGS)
    safety = text_of(client, ONE.format("P-001"))

    assert "ferritin above its limit since 2025-05-19; 3 of 3 companions were met" in page
    assert "Ferritin above its limit yes 2025-05-19 ferritin 5000 against 2 × 200: above" in page
    assert "2025-05-22 ferritin 3000 against 2 × 200: above" in page
    assert "yes 2025-05-22 ALT 200 U/L is above 5 × ULN (30)" in page
    assert "Low fibrinogen yes 2025-05-19 Fibrinogen 1.4 g/L is below 1.5 g/L" in page
    assert "Platelets: grade 3, before the infusion 0" in page
    assert "not verified" in page
    assert "ferritin above its limit since 2025-05-19" in safety
    assert "IEC-HS" not in safety.split("Proposed by the grades")[1].split("Adverse events")[0]


def test_what_the_investigator_says_stands_beside_and_is_the_only_grade(
    team: Team, fill: Filler
) -> None:
    fill("P-001", (*DSRCT, CALLED, TIAN, LATE_PAIN, ICANS))
    client = signed_in(team.carol)

    page = text_of(client, FLAGS)

    assert "Called IEC-HS by the investigator" in page
    assert "no ferritin after the infusion" in page
    assert "Grade, by the investigator: 2" in page
    assert "ICANS of that day: grade 3" in page
    assert "pain 7 of 10: 4 or more; on day 39, and the flag is for days 0 to 28" in page
    assert "flagged since" not in page


def test_nothing_is_looked_for_before_an_infusion(team: Team, fill: Filler) -> None:
    fill("P-001", DSRCT[:2])

    page = text_of(signed_in(team.carol), FLAGS)

    assert "Nothing has been infused yet" in page
    assert "Look" not in page


def test_the_page_is_in_the_reader_s_language(team: Team, fill: Filler) -> None:
    fill("P-001", (*DSRCT, *LABS, LATE_PAIN))
    client = signed_in(team.carol)
    client.cookies["language"] = "zh-hans"

    page = text_of(client, FLAGS)

    assert "铁蛋白 5000，对照 2 × 200：超过；请查看 IEC-HS" in page
    assert "against" not in page
