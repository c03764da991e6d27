"""Spanish as the gate reads it: syllables, ease, numbers, words; each table beside English."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from trialogue.report.overview.language.ease import ease_spanish, words_of
from trialogue.report.overview.language.frames import Frame
from trialogue.report.overview.language.lexicon import LONGEST_FORM, load_lexicon, spanish_rows
from trialogue.report.overview.language.spanish_numbers import (
    AMBIGUOUS,
    spanish_to_english_numbers,
)
from trialogue.report.overview.language.spanish_stems import cousin
from trialogue.report.overview.language.spanish_syllables import count_spanish_syllables
from trialogue.report.overview.language.stems import stem
from trialogue.report.overview.language.view import read_view

DIVIDED = """
a-é-re-o a-ho-ra a-llí á-re-a a-ve-ri-guáis a-ún ba-úl bú-ho ca-er ca-fe-í-na ciu-dad co-o-pe-rar
cons-trui-do cuen-ta cui-da-do des-ahu-cio dí-a diag-nós-ti-co en-fer-me-dad es-tu-dio gue-rra
guí-a ha-bí-a hé-ro-e hí-ga-do hoy hue-so in-fec-ción je-sui-ta le-er leu-ce-mia lim-piáis muy
neu-ro-blas-to-ma o-í-do o-ír pa-ís pa-í-ses par-ti-ci-par pin-güi-no prohi-bir que quie-re
quí-mi-ca ra-íz ri-ñón rí-o ruin sub-cu-tá-ne-o te-o-rí-a tra-ta-mien-to u-ru-gua-yo ví-a via-je
vi-gi-lan-cia ye-so yo
"""
"""Divided by hand after the rules of the Academy; `-` parts syllables."""


@pytest.mark.parametrize("word", DIVIDED.split())
def test_syllables_are_counted_as_they_are_written(word: str) -> None:
    assert count_spanish_syllables(word.replace("-", "")) == word.count("-") + 1


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0", "ce-ro"), ("1", "u-no"), ("18", "die-cio-cho"), ("22", "vein-ti-dós"),
        ("35", "trein-ta y cin-co"), ("60", "se-sen-ta"), ("100", "cien"),
        ("120", "cien-to vein-te"), ("500", "qui-nien-tos"), ("1000", "mil"),
        ("1500", "mil qui-nien-tos"), ("2026", "dos mil vein-ti-séis"),
    ],
)  # fmt: skip
def test_numbers_count_as_they_are_spoken(number: str, said: str) -> None:
    assert count_spanish_syllables(number) == said.count("-") + len(said.split())


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("entre dos y doce años", ("2", "12")),
        ("cinco y diez mg", ("5", "10")),
        ("fase dos y tres", ("2", "3")),
        ("las semanas dos, cuatro y ocho", ("2", "4", "8")),
        ("veinte y treinta personas", ("20", "30")),
        ("treinta y cinco personas", ("35",)),
        ("ciento veinte y dos personas", ("120", "2")),
        ("ciento treinta y dos personas", ("132",)),
        ("dos mil veintiséis personas", ("2026",)),
        ("mil quinientas personas", ("1500",)),
        ("doscientos mil personas", ("200000",)),
    ],
)
def test_numbers_that_are_listed_stay_apart(said: str, read: tuple[str, ...]) -> None:
    numbers = re.findall(r"\d+", spanish_to_english_numbers(said))

    assert tuple(numbers) == read


def test_the_ease_is_that_of_the_published_formula() -> None:
    sentence = "El estudio busca personas ahora."
    words = words_of(sentence)
    syllables = 1 + 3 + 2 + 3 + 3

    assert ease_spanish([sentence]) == pytest.approx(206.835 - 62.3 * syllables / 5 - len(words))


def test_a_name_counts_as_one_easy_word_where_names_are_left_out() -> None:
    named = ease_spanish(["El equipo prueba ciclofosfamida."], ["Ciclofosfamida"])

    assert named == ease_spanish(["El equipo prueba esto."])
    assert ease_spanish([]) is None


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("personas de 18 a 60 años", "people from 18 to 60 years"),
        ("entre 1 y 17 años", "between 1 and 17 years"),
        ("60 años o más", "60 years or older"),
        ("al menos 3 meses", "at least 3 months"),
        ("como máximo 3 meses", "at most 3 months"),
        ("hasta 24 meses", "up to 24 months"),
        ("más de 5 verrugas", "more than 5 warts"),
        ("mayores de 18 años", "more than 18 years"),
        ("no más de 2 visitas", "no more than 2 visits"),
        ("de 18,5 a menos de 25,0", "18.5 to less than 25.0"),
        ("0,5 mg/kg al día", "0.5 mg/kg a day"),
        ("0.125 mg", "0.125 mg"),
        ("1.500 personas", "1500 people"),
        ("mil quinientas personas", "1500 people"),
        ("treinta y cinco pacientes", "35 people"),
        ("2 veces al día", "2 times a day"),
        ("una vez por semana", "1 times a week"),
        ("cada 3 semanas durante doce semanas", "every 3 weeks for 12 weeks"),
        ("15 de marzo de 2025", "15 March 2025"),
        ("en marzo de 2025", "in March 2025"),
        ("fases 1 y 2", "phase 1 and 2"),
        ("grado III o IV", "grade III or IV"),
        ("la semana 12", "week 12"),
        ("menos del 45 %", "less than 45 %"),
        ("el 45 por ciento", "45 percent"),
        ("once sesiones", "11 sessions"),
        ("una sola dosis", "a single dose"),
        ("1500 UI", "1500 IU"),
    ],
)
def test_numbers_are_read_as_the_english_ones(spanish: str, english: str) -> None:
    read = [read_view(spanish, "es"), read_view(english, "en")]

    said = [[(one.size, one.bound) for one in view.quantities] for view in read]
    assert said[0] == said[1] != []
    assert read[0].marks == read[1].marks


@pytest.mark.parametrize(
    ("said", "is_ambiguous"),
    [("1,500 mg", True), ("1.500 mg", True), ("1500 mg", False), ("0.125 mg", False),
     ("12,5 mg", False), ("1:200,000", False)],
)  # fmt: skip
def test_what_madrid_and_mexico_read_differently_is_named(said: str, is_ambiguous: bool) -> None:
    assert (AMBIGUOUS.search(said) is not None) is is_ambiguous


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("leucemia mieloide aguda", "acute myeloid leukemia"),
        ("hernia de disco lumbar", "lumbar disc herniation"),
        ("dolores de cabeza", "headaches"),
        ("efectos secundarios", "side effects"),
        ("presión arterial alta", "high blood pressure"),
        ("quimioterapia y radioterapia", "chemotherapy and radiation"),
        ("los riñones y el hígado", "the kidneys and the liver"),
        ("fludarabina, ciclofosfamida y cisplatino", "fludarabine, cyclophosphamide, cisplatin"),
        ("bajo la piel", "subcutaneous"),
    ],
)
def test_words_are_read_as_the_english_ones(spanish: str, english: str) -> None:
    assert read_view(spanish, "es").keys == read_view(english, "en").keys


@pytest.mark.parametrize(
    ("sentence", "frame"),
    [
        ("Pueden participar personas sanas.", Frame.ADMITS),
        ("Debe dar su consentimiento.", Frame.ADMITS),
        ("No puede participar si está embarazada.", Frame.KEEPS_OUT),
        ("Las personas con VIH no podían participar.", Frame.KEEPS_OUT),
        ("No puede participar a menos que tenga 18 años.", Frame.ADMITS),
        ("No necesita un tutor.", Frame.WAIVES),
        ("Hay reglas sobre el corazón.", Frame.POINTS),
        ("Hay 12 reglas más.", Frame.COUNTS),
        ("El equipo cuenta los efectos secundarios.", Frame.STATES),
    ],
)
def test_frames_are_read(sentence: str, frame: Frame) -> None:
    assert read_view(sentence, "es").frame is frame


def test_what_is_denied_is_denied() -> None:
    view = read_view("El estudio no usa esteroides ni antibióticos, pero usa insulina.", "es")

    assert {one.key: one.denied for one in view.mentions} == {
        "steroid": True, "antibiotic": True, "insulin": False,
    }  # fmt: skip


def test_no_spanish_form_is_read_in_two_ways() -> None:
    """Two rows for one form would make two things one, whichever was meant."""
    read: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for form, keys in spanish_rows():
        read[form].add(keys)

    assert {form: keys for form, keys in read.items() if len(keys) > 1} == {}
    assert max(map(len, read)) <= LONGEST_FORM


def test_no_word_of_the_spanish_scaffold_bounds_or_denies() -> None:
    weighty = {"no", "sin", "nunca", "solo", "antes", "mas", "menos", "seguro", "todos"}

    assert load_lexicon().plain_spanish & weighty == frozenset()


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("neuropatía", "neuropathy"), ("apendicectomía", "apendicectomy"),
        ("doxorubicina", "doxorubicine"), ("nivolumab", "nivolumab"), ("venetoclax", "venetoclax"),
        ("metotrexato", "methotrexate"), ("fluconazol", "fluconazole"),
    ],
)  # fmt: skip
def test_what_is_in_no_table_is_read_as_its_english_cousin(spanish: str, english: str) -> None:
    assert cousin(spanish) == stem(english)
