"""The rule-based writer, on an invented record and on records of the sample."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.report.overview.factory import record
from trialogue.core.record import Record
from trialogue.exchange.ctgov import read_study
from trialogue.report.overview.gate import check_draft
from trialogue.report.overview.language.view import read_view
from trialogue.report.overview.outline import LANGUAGES, Language
from trialogue.report.overview.source import Source, read_source
from trialogue.report.overview.writer.by_rules import write_by_rules

TODAY = date(2026, 11, 23)
EVERY = 10
"""One record in so many is written about here; benchmarks/overview.py takes all."""
DERIVED = re.compile(
    r"There (?:are|is) (?:\d+|1) (?:more rules?|groups|centres)[^.]*\.|"
    r"about \d+ more conditions?\.|"
    r"Hay \d+ (?:reglas? más|grupos|centros)[^.]*\.|Trata sobre \d+ enfermedad(?:es)? más\.|"
    r"\d+ ve(?:z|ces) (?:al día|por semana|por mes|por hora)"
)


def test_the_draft_of_an_invented_trial_reads_like_this() -> None:
    draft = write_by_rules(read_source(record()), "en", TODAY)

    assert draft.text.splitlines() == [
        "This study is about Acute Myeloid Leukemia. The team wants to learn if it can treat the "
        "disease. This is a phase 2 study. The plan is for 120 people.",
        "The study is looking for people now. People from 18 to 60 years old can join. Men and "
        "women can join. The study does not take healthy volunteers. You cannot join if you are "
        "pregnant or breastfeeding. There are rules about consent, age and other cancers. There "
        "are rules about the heart, allergies and a phone or the internet. There are rules about "
        "bone marrow and blood cells, the diagnosis and the skin. The full list of rules is on "
        "this page.",
        "There are 2 groups. Chance decides who gets into which group. Some people get a placebo. "
        "A placebo has no active drug in it. People who take part do not know what they get. The "
        "researchers do not know it. The study uses Zorbatinib, which is a drug. The study uses "
        "Placebo. The record gives this dose for Zorbatinib: 40 mg by mouth twice daily.",
        "The study began in March 2025. It should end on 31 January 2028. The record names a "
        "check for up to 24 months.",
        "The record speaks about what may be gained. Its own words are on this page.",
        "The record speaks about risks. Its own words are on this page. The team counts side "
        "effects.",
        "There are 2 centres in 2 countries. There is a centre in Bergen, Norway. There is a "
        "centre in Lyon, France.",
        "You can write to desk@trial.example. The study is run by Northern University. Ask your "
        "doctor what this means for you.",
    ]


def test_the_spanish_draft_of_an_invented_trial_reads_like_this() -> None:
    draft = write_by_rules(read_source(record()), "es", TODAY)

    assert draft.text.splitlines() == [
        "Este estudio trata sobre Acute Myeloid Leukemia. El equipo quiere saber si sirve para "
        "tratar la enfermedad. Es un estudio de fase 2. Se espera a 120 personas.",
        "El estudio busca personas ahora. Pueden participar personas de 18 a 60 años. Pueden "
        "participar hombres y mujeres. El estudio no acepta a personas sanas. No puede participar "
        "si está embarazada o da el pecho. Hay reglas sobre el consentimiento, la edad y otros "
        "cánceres. Hay reglas sobre el corazón, las alergias y el teléfono o el internet. Hay "
        "reglas sobre la médula ósea o las células de la sangre, el diagnóstico y la piel. La "
        "lista completa de reglas está en esta página.",
        "Hay 2 grupos. Se decide por sorteo en qué grupo está cada persona. Algunas personas "
        "reciben un placebo. Un placebo no lleva ningún medicamento activo. Las personas que "
        "participan no saben qué reciben. Los investigadores no lo saben. El estudio usa "
        "Zorbatinib, que es un medicamento. El estudio usa Placebo. El registro da esta dosis de "
        "Zorbatinib: 40 mg por boca, 2 veces al día.",
        "El estudio empezó en marzo de 2025. Debería terminar el 31 de enero de 2028. El registro "
        "nombra una revisión durante hasta 24 meses.",
        "El registro habla de lo que se puede ganar. Lo que dice está en esta página.",
        "El registro habla de riesgos. Lo que dice está en esta página. El equipo cuenta los "
        "efectos secundarios.",
        "Hay 2 centros en 2 países. Hay un centro en Bergen, Norway. Hay un centro en Lyon, "
        "France.",
        "Puede escribir a desk@trial.example. El estudio está a cargo de Northern University. "
        "Pregunte a su médico qué significa esto para usted.",
    ]


@pytest.mark.parametrize(
    ("description", "spanish"),
    [
        ("Zorbatinib 40 mg by mouth twice daily", "40 mg por boca, 2 veces al día"),
        ("Zorbatinib 0.5 mg/kg/day for 3 to 5 days", "0.5 mg/kg, 1 vez al día, durante 3 a 5 días"),
        ("Zorbatinib 1,500 IU", "1500 UI"),
        ("Zorbatinib 75 mg/m2 IV daily", "75 mg/m² en la vena, 1 vez al día"),
        ("Zorbatinib 40 mg at night daily", "40 mg at night daily"),
    ],
)
def test_a_spanish_dose_has_the_numbers_of_the_english_one(description: str, spanish: str) -> None:
    drug = replace(record().interventions[0], description=description)
    facts = read_source(record(interventions=(drug,))).facts

    fill = next(fact.fills["dose"] for fact in facts if fact.key == "dose")

    assert fill["es"] == spanish
    read = [read_view(fill[language], language).quantities for language in ("en", "es")]
    assert [one.size for one in read[0]] == [one.size for one in read[1]]


def sample(shared: Path) -> Iterator[tuple[str, Record]]:
    """Give some records of the sample, each with its raw text."""
    studies = json.loads((shared / "registry" / "studies_v2_sample.json").read_text("utf-8"))
    for study in studies["studies"][::EVERY]:
        yield json.dumps(study, ensure_ascii=False), read_study(study)[0]


@pytest.fixture(scope="module")
def sources(shared: Path) -> list[tuple[str, Source]]:
    return [(raw, read_source(one)) for raw, one in sample(shared)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_draft_of_the_sample_passes_the_gate(
    sources: list[tuple[str, Source]], language: Language
) -> None:
    failures = [
        f"{source.record.id}: {failure}"
        for _, source in sources
        for failure in check_draft(write_by_rules(source, language, TODAY), source).failures
    ]

    assert failures == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_number_of_a_draft_stands_in_the_raw_record(
    sources: list[tuple[str, Source]], language: Language
) -> None:
    """Asked of the registry's own text, without the gate; counts of ours are left out.

    A Spanish decimal comma is a point there, and how often a dose is given stands in words.
    """
    strange = [
        (source.record.id, number)
        for raw, source in sources
        for number in numbers_of(DERIVED.sub("", write_by_rules(source, language, TODAY).text))
        if not re.search(rf"(?<!\d)0?{re.escape(number.replace(',', '.'))}(?:\.0+)?(?!\d)", raw)
    ]

    assert strange == []


def numbers_of(text: str) -> list[str]:
    return re.findall(r"(?<![\w.@])\d+(?:[.,]\d+)?(?![\w@])", text)
