"""What was given beside the order that was signed: the page, and the deviations that follow."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils import translation

from tests.protocols.invented_entries import CONSENT, DEMOGRAPHY, TREATMENT, enter
from tests.web.cast import signed_in
from tests.web.study.path import HERE, TRIAL, Team, fill, make_child, save
from trialogue.web.entries.models import Participant
from trialogue.web.study.deviations import deviations_of
from trialogue.web.study.given import given_table
from trialogue.web.study.known import known_of
from trialogue.web.study.models import Signature

SIGNED = datetime(2025, 5, 6, 12, tzinfo=UTC)
LATER = date(2025, 6, 1)
DRUGS = {"fludarabine": "23.15", "cyclophosphamide": "463.01"}


def order(team: Team, child: Participant, kind: str, at: datetime = SIGNED, **typed: str) -> None:
    """Sign an order of that day, as the page of orders writes it."""
    if kind == "infusion":
        doses = [
            {"what": "volume_ml", "amount": "15.00", "unit": "mL"},
            {"what": "dose", "amount": "3.00", "unit": "10*6/kg"},
        ]
    else:
        doses = [
            {"what": what, "regimen": kind, "amount": amount, "unit": "mg", "days": 2}
            for what, amount in DRUGS.items()
        ]
    said = {"weight": "24.5", "start": "2025-05-07", "at_infusion": "2025-05-12", **typed}
    Signature.objects.create(
        participant=child, meaning="dose_order", about=kind, statement="I order it.",
        content={"doses": doses, "typed": said}, content_sha256="0" * 64,
        signer_name="Ivan", signed_by=team.ivan, second_factor=False, signed_at=at,
    )  # fmt: skip


def rows_of(child: Participant, kind: str) -> list[tuple[str, str, str, str]]:
    table = given_table(known_of(child), kind, child.signatures.all(), LATER)
    return [(row.label, row.day[5:], row.share, row.outcome.value) for row in table.rows]


def test_each_dose_stands_beside_its_order(team: Team, child: Participant) -> None:
    """Fludarabine twice, cyclophosphamide once; the second one is missing."""
    fill(team, child, CONSENT, DEMOGRAPHY, *TREATMENT)
    order(team, child, "lymphodepletion")

    assert rows_of(child, "lymphodepletion") == [
        ("fludarabine", "05-07", "−0.6 %", "within"),
        ("cyclophosphamide", "05-07", "−0.7 %", "within"),
        ("fludarabine", "05-08", "−0.6 %", "within"),
        ("cyclophosphamide", "05-08", "", "missing"),
    ]
    page = signed_in(team.petra).get(f"/study/{TRIAL}/participants/P-001/orders/lymphodepletion/")
    assert "none entered as given" in page.content.decode()
    assert "not verified" in page.content.decode()


def test_what_differs_is_a_deviation_by_itself(team: Team, child: Participant) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY, *TREATMENT)
    weighed = enter("vital_signs", "D0", measured="2025-05-12T08:00", weight="27.5")
    fill(team, child, weighed)
    first, infusion = TREATMENT[1], TREATMENT[-1]
    save(team, child, infusion, dose="3.4", volume="17", volume__unit="mL", weight_used="24.5")
    order(team, child, "lymphodepletion", days="2", at=datetime(2025, 5, 9, 12, tzinfo=UTC))
    order(team, child, "infusion")
    extra = {key: text for key, text in first.values.items() if key != "ended"}
    save(team, child, enter("lymphodepletion_dose", "lymphodepletion", 4, **{
        key.replace(".", "__"): text for key, text in extra.items()
    }), started="2025-05-09T10:00")  # fmt: skip

    found = deviations_of(known_of(child), list(child.signatures.all()), [], LATER)
    words = {one.key: one.words for one in found}

    assert words["given-lymphodepletion-cyclophosphamide-2025-05-08"].startswith(
        "cyclophosphamide for 2025-05-08: 463.01 mg ordered, and none"
    )
    assert "none was ordered" in words["given-lymphodepletion-fludarabine-2025-05-09"]
    assert "2025-05-09" in words["late-order-lymphodepletion"]
    assert words["given-infusion-dose-2025-05-12"] == (
        "CAR-positive T cells on 2025-05-12: 3.40 × 10⁶/kg given, 3.00 × 10⁶/kg ordered "
        "(+13.3 %); the protocol file allows 10 %. This limit is a reading of ours that nobody "
        "has verified."
    )
    [weight] = [text for key, text in words.items() if key.startswith("given-weight-infusion")]
    assert "27.50 kg; the order was calculated for 24.50 kg (+12.2 %)" in weight
    assert not [key for key in words if key.startswith("given-weight-used")]


def test_what_stands_in_the_log_is_known_there_in_any_language(
    team: Team, child: Participant
) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY, *TREATMENT)
    order(team, child, "lymphodepletion")
    key = "given-lymphodepletion-cyclophosphamide-2025-05-08"
    found = {
        one.key: one for one in deviations_of(known_of(child), [*child.signatures.all()], [], LATER)
    }
    fill(team, child, enter(
        "deviation", occurred="2025-05-08", kind="dose", words=found[key].words, important="no",
    ))  # fmt: skip

    with translation.override("zh-hans"):
        chinese = deviations_of(known_of(child), [*child.signatures.all()], [], LATER)

    assert {one.key for one in chinese if one.logged} == {key}
    assert not found[key].logged


def test_the_order_in_force_on_the_day_counts(team: Team, child: Participant) -> None:
    """A second order from the second day on replaces the first from there."""
    fill(team, child, CONSENT, DEMOGRAPHY, *TREATMENT)
    order(team, child, "lymphodepletion")
    changed = {**DRUGS, "fludarabine": "18.52"}
    table = Signature.objects.get()
    content = {**table.content, "doses": [
        {**one, "amount": changed[one["what"]]} for one in table.content["doses"]
    ]}  # fmt: skip
    Signature.objects.create(
        participant=child, meaning="dose_order", about="lymphodepletion", statement="Anew.",
        content=content, content_sha256="1" * 64, signer_name="Ivan", signed_by=team.ivan,
        second_factor=False, signed_at=datetime(2025, 5, 8, 6, tzinfo=UTC),
    )  # fmt: skip

    found = {(label, day): share for label, day, share, _ in rows_of(child, "lymphodepletion")}

    assert found["fludarabine", "05-07"] == "−0.6 %"
    assert found["fludarabine", "05-08"] == "+24.2 %"


def test_without_an_order_nothing_is_compared(team: Team) -> None:
    child = make_child(team, "P-009", HERE)
    fill(team, child, CONSENT, DEMOGRAPHY, *TREATMENT)

    assert rows_of(child, "infusion") == []
    keys = {one.key for one in deviations_of(known_of(child), [], [], LATER)}
    assert "order-infusion" in keys
    assert not [key for key in keys if key.startswith(("given-", "late-order"))]
