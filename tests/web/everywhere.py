"""Every page of the site, as one visitor sees it: for what must hold everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponseBase
from django.test import Client

from trialogue.core.protocol import Protocol
from trialogue.web.check.questions import questions_of

POSSIBLE = {
    "birth_date.year": "2020",
    "birth_date.month": "5",
    "diagnosis": "neuroblastoma",
    "disease_status": "relapsed",
    "sex": "female",
}
"""Answers that stand in nobody's way; everything else is answered with no."""
DOSE = {
    "height": "110",
    "weight": "18.5",
    "days": "3",
    "clearance": "64",
    "total_cells_per_ml": "5e6",
    "viability": "0.9",
    "cd3_fraction": "0.98",
    "car_fraction": "0.4",
    "denominator": "viable_cd3",
    "measured": "post_thaw",
    "target_1e6_per_kg": "1",
}


def check_address(trial: str) -> str:
    """Give the self-check's address."""
    return f"/trials/{trial}/check/"


def all_answers(protocol: Protocol, **changes: str) -> dict[str, object]:
    """Answer every question of the reference trial, so that its result is shown."""
    given: dict[str, object] = {**POSSIBLE, **changes}
    keys = [key for key, question in questions_of(protocol).items() if not question.attribute]
    for key in keys:
        if key not in given and f"{key}.year" not in given:
            given[key] = "no"
    given["asked"] = [key for key in keys if given.get(key) != "" or f"{key}.year" in given]
    return given


RESULTS = {
    "possible": {},
    "later": {
        "radiotherapy": "stopped",
        "radiotherapy.stopped.year": "2026",
        "radiotherapy.stopped.month": "11",
        "radiotherapy.stopped.day": "20",
    },
    "unlikely": {"diagnosis": "other"},
    "team": {"radiotherapy": "unknown"},
}


SEARCHES = (
    "q=my+son+is+4%2C+neuroblastoma+came+back%2C+near+Guangzhou",
    "q=neuroblastoma&place=Guangzhou&sort=distance&km=50",
    "q=nephrology&status=over",
    "q=neuroblastoma&place=Guangzhu&age=often",
    "place=China",
    "sort=distance",
)
"""Searches that find something, nothing, an unknown place, a country, and an age that is none."""


def every_page(client: Client, protocol: Protocol) -> Iterator[tuple[str, HttpResponseBase]]:
    """Visit every kind of page; the copy must be a demo."""
    trial, check = protocol.id, check_address(protocol.id)
    person = f"/study/{trial}/people/DEMO-06/"
    for address in ("/", "/faq/", "/words/", check, "/study/", person, f"{person}dose/"):
        yield address, client.get(address)
    for near in ("", "?near=Guangzhou", "?near=Guangzhu"):
        yield f"/trials/{trial}/{near}", client.get(f"/trials/{trial}/{near}")
    for query in SEARCHES:
        yield f"/?{query}", client.get(f"/?{query}")
    for gate in protocol.gates:
        yield f"{person}?gate={gate.id}", client.get(person, {"gate": gate.id})
    yield "/mailbox/", client.get("/mailbox/")
    yield "/nowhere/", client.get("/nowhere/")
    yield "dose sheet", client.post(f"{person}dose/", DOSE)
    yield (
        "dose sheet, not checked",
        client.post(f"{person}dose/", {"height": "110", "weight": "18"}),
    )
    yield "dose sheet, refused", client.post(f"{person}dose/", {"height": "1.1", "viability": "90"})
    for key in questions_of(protocol):
        yield f"question {key}", client.post(check, {"current": key, "do": ""})
    for name, changes in RESULTS.items():
        yield f"result {name}", client.post(check, all_answers(protocol, **changes))
