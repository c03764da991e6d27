"""Changes that turn a true sentence of a draft into a lie: each gives the lie, or None.

An edit is told the sentence, its record, and a source of chance that is seeded by the record.
What would happen to be true again is not given.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from trialogue.core.record import Record

Edit = Callable[[str, Record, random.Random], str | None]
MASS = r"(?:mg|g|mcg|µg|ug|mL|ml|Gy|IU|毫克|微克|毫升)(?:/\w+)?"
TIME = (
    r"(?:hours?|days?|weeks?|months?|years?|小时|天|周|个月|年|"
    r"horas?|días?|semanas?|mes(?:es)?|años?)"
)
OTHER_DRUGS = ("Rituximab", "Warfarin", "Metformin", "Sunitinib", "Lithium", "Digoxin")
OTHER_CONDITIONS = ("Psoriasis", "Glaucoma", "Malaria", "Endometriosis", "Tuberculosis", "Gout")
LOOK_ALIKES = {
    "cisplatin": "carboplatin", "carboplatin": "oxaliplatin", "prednisone": "prednisolone",
    "vincristine": "vinblastine", "azacitidine": "azathioprine", "fludarabine": "flutamide",
    "cytarabine": "clofarabine", "gefitinib": "geftinat", "erlotinib": "lorlatinib",
    "venetoclax": "navitoclax", "docetaxel": "paclitaxel", "paclitaxel": "cabazitaxel",
    "buprenorphine": "butorphanol", "daunorubicin": "doxorubicin", "nivolumab": "nimotuzumab",
    "atezolizumab": "avelumab", "pembrolizumab": "pertuzumab", "almonertinib": "afatinib",
    "osimertinib": "olmutinib", "methotrexate": "pemetrexed", "imatinib": "nilotinib",
}  # fmt: skip
LOOK_ALIKE_CONDITIONS = {
    "lymphoblastic": "myeloblastic", "myeloid": "lymphoid", "acute": "chronic",
    "lumbar": "thoracic", "cervical": "lumbar", "insomnia": "narcolepsy", "small": "large",
    "lung": "liver", "leukemia": "lymphoma", "opioid": "alcohol", "depressive": "bipolar",
    "migraine": "epilepsy", "herniation": "fracture", "stenosis": "infection",
    "relapsed": "new", "refractory": "curable", "breast": "bowel", "spinal": "renal",
}  # fmt: skip


def said(record: Record) -> str:
    """Give all that a record says, in small letters."""
    return repr(record).lower()


def _number(pattern: str, change: Callable[[str, random.Random], str]) -> Edit:
    """Make an edit of the first number that stands before a pattern."""
    found = re.compile(rf"(?<![\w.,\-+@])(\d+(?:[.,]\d+)?)(?=\s?{pattern})")

    def edit(sentence: str, record: Record, chance: random.Random) -> str | None:
        match = found.search(sentence)
        if match is None:
            return None
        new = change(match[1], chance)
        if re.search(rf"(?<![\d.]){re.escape(new)}(?![\d.])", said(record)):
            return None
        return sentence[: match.start(1)] + new + sentence[match.end(1) :]

    return edit


def _times_ten(number: str, _: random.Random) -> str:
    return f"{number}0" if number.isdigit() else re.sub("[.,]", "", number)


def _shifted(number: str, chance: random.Random) -> str:
    return str(round(float(number.replace(",", "."))) + chance.choice((2, 3, 5, 7)))


def _swap(table: dict[str, str]) -> Edit:
    """Make an edit that puts a look-alike word in a word's place."""

    def edit(sentence: str, record: Record, chance: random.Random) -> str | None:
        for old, new in table.items():
            if re.search(rf"\b{old}\b", sentence, re.IGNORECASE) and new not in said(record):
                return re.sub(rf"\b{old}\b", new, sentence, count=1, flags=re.IGNORECASE)
        return None

    return edit


def _words(*pairs: tuple[str, str]) -> Edit:
    """Make an edit of the first pattern that is found."""

    def edit(sentence: str, record: Record, chance: random.Random) -> str | None:
        for old, new in pairs:
            changed = re.sub(old, new, sentence, count=1)
            if changed != sentence:
                return changed
        return None

    return edit


def _name(names: Callable[[Record], tuple[str, ...]], others: tuple[str, ...]) -> Edit:
    """Make an edit that puts a foreign name in the place of one of the record's own."""

    def edit(sentence: str, record: Record, chance: random.Random) -> str | None:
        foreign = [other for other in others if other.lower() not in said(record)]
        for name in names(record):
            if name and name in sentence and foreign:
                return sentence.replace(name, chance.choice(foreign), 1)
        return None

    return edit


def _drugs(record: Record) -> tuple[str, ...]:
    return tuple(one.name for one in record.interventions)


def _conditions(record: Record) -> tuple[str, ...]:
    return record.conditions


def from_criteria(pattern: str) -> Callable[[Record], str]:
    """Find a name in the eligibility text that is no name of what is studied."""

    def find(record: Record) -> str:
        own = f"{record.conditions} {record.keywords} {record.interventions} {record.arms}"
        own = f"{own} {record.brief_title} {record.official_title} {record.summary}".lower()
        own += record.description.lower()
        names = re.findall(pattern, record.criteria)
        return next((name for name in names if name.lower() not in own), "")

    return find


def _borrowed(names: Callable[[Record], tuple[str, ...]], pattern: str) -> Edit:
    """Make an edit that puts a name of the criteria in the place of what is studied."""
    find = from_criteria(pattern)

    def edit(sentence: str, record: Record, chance: random.Random) -> str | None:
        other = find(record)
        for name in names(record):
            if name and name in sentence and other:
                return sentence.replace(name, other, 1)
        return None

    return edit


def _swapped_ages(sentence: str, record: Record, chance: random.Random) -> str | None:
    low, high = record.minimum_age, record.maximum_age
    if low is None or high is None or low.amount == high.amount:
        return None
    old = re.compile(rf"\b{low.amount}(\D{{1,12}}){high.amount}\b")
    new = old.sub(rf"{high.amount}\g<1>{low.amount}", sentence, count=1)
    return new if new != sentence else None


def _borrowed_age(sentence: str, record: Record, chance: random.Random) -> str | None:
    """Put the planned size, or a number of the criteria, in the place of an age."""
    ages = [age.amount for age in (record.minimum_age, record.maximum_age) if age]
    numbers = [int(one) for one in re.findall(r"(?<![\d.])\d{2}(?![\d.])", record.criteria)]
    other = [one for one in (*numbers, record.enrollment.count) if one and one not in ages]
    for age in ages:
        if other and re.search(rf"\b{age}(?= years|岁| or older| años)", sentence):
            new = chance.choice(other)
            if not re.search(rf"\b{new}\s*-?\s*y", said(record)):
                return re.sub(rf"\b{age}\b", str(new), sentence, count=1)
    return None


def _wrong_email(sentence: str, record: Record, chance: random.Random) -> str | None:
    found = re.search(r"[\w.]+@[\w.-]*\w", sentence)
    return sentence.replace(found[0], f"x{found[0]}", 1) if found else None


EDITS: dict[str, Edit] = {
    "changed dose": _number(MASS, _times_ten),
    "changed strength by a little": _number(MASS, _shifted),
    "changed duration": _number(TIME, _shifted),
    "wrong age": _number(
        r"(?:(?:to \d+ )?years|或|岁| or older|to \d+|años| a \d+ años)", _shifted
    ),
    "changed size": _number(r"(?:people|人|personas)", _shifted),
    "changed count of centers": _number(r"(?:centres|centers|个研究中心|家|centros)", _shifted),
    "changed year": _words((r"\b20(\d)(\d)\b", r"203\2"), (r"20(\d)(\d)年", r"203\2年")),
    "changed month": _words(
        ("January|February|March|April|May|June", "December"), ("August|September|July", "April"),
        ("October|November|December", "May"), (r"年(\d)月", r"年1\1月"),
        ("enero|febrero|marzo|abril|mayo|junio", "diciembre"),
        ("agosto|septiembre|julio", "abril"), ("octubre|noviembre|diciembre", "mayo"),
    ),
    "changed unit": _words(
        (r"(\d ?)mg\b", r"\1g"), (r"(\d ?)weeks\b", r"\1months"), (r"(\d ?)days\b", r"\1weeks"),
        (r"(\d ?)months\b", r"\1years"), (r"(\d ?)毫克", r"\1克"), (r"(\d ?)周", r"\1个月"),
        (r"(\d ?)天", r"\1周"), (r"(\d ?)years or older", r"\1months or older"),
        (r"(\d ?)semanas\b", r"\1meses"), (r"(\d ?)días\b", r"\1semanas"),
        (r"(\d ?)meses\b", r"\1años"), (r"(\d ?)años o más", r"\1meses o más"),
    ),
    "changed frequency": _words(
        ("once a day", "twice a day"), ("twice a day", "four times a day"),
        ("每天一次", "每天三次"),
        ("每天两次", "每天一次"), ("1 vez al día", "3 veces al día"),
        ("2 veces al día", "4 veces al día"), (r"cada (\d+) semanas", r"cada \1 días"),
        ("every (\\d+) weeks", r"every \1 days"),
    ),
    "flipped limit": _words(
        ("or older", "or younger"), ("at least", "at most"), ("less than", "more than"),
        ("up to", "more than"), ("至少", "最多"), ("及以上", "及以下"), ("不超过", "超过"),
        ("o más", "o menos"), ("al menos", "como máximo"), ("menos de", "más de"),
        ("hasta (?=\\d)", "más de "),
    ),
    "dropped limit": _words(
        (r" who are \d+ years or older", ""), (r"\d+岁及以上的", ""), (r" de \d+ años o más", ""),
    ),
    "swapped ages": _swapped_ages,
    "borrowed number": _borrowed_age,
    "swapped drug": _name(_drugs, OTHER_DRUGS),
    "swapped condition": _name(_conditions, OTHER_CONDITIONS),
    "look-alike drug": _swap(LOOK_ALIKES),
    "look-alike condition": _swap(LOOK_ALIKE_CONDITIONS),
    "borrowed drug": _borrowed(
        _drugs, r"\b[a-z]{4,}(?:inib|mab|azole|statin|mycin|cillin|farin|done|pril|ine)\b"
    ),
    "borrowed condition": _borrowed(
        _conditions, r"\b[a-z]{4,}(?:itis|oma|osis|emia|pathy|rrhea|plegia|uria|ension)\b"
    ),
    "flipped rule": _words(
        ("cannot join", "can join"), ("could not join", "could join"), ("can join", "cannot join"),
        ("You must be", "You must not be"), ("You must", "You need not"), ("不能参加", "可以参加"),
        ("可以参加", "不能参加"), ("必须", "不必"), ("No puede participar", "Puede participar"),
        ("no podían participar", "podían participar"),
        ("Pueden participar", "No pueden participar"),
        ("Podían participar", "No podían participar"), ("Hay que", "No hay que"),
        ("Debe tener", "No debe tener"), ("Debe ", "No tiene que "),
    ),
    "wrong sex": _words(
        ("^People (?=from|who|up to)", "Men "), ("Only women", "Only men"),
        ("Only men", "Only women"),
        ("women and girls", "men and boys"), ("岁的人", "岁的男性"), ("女性", "男性"),
        ("participar personas de", "participar hombres de"),
        ("participar mujeres", "participar hombres"),
        ("participar hombres", "participar mujeres"),
    ),
    "wrong status": _words(
        ("is looking for people now", "has ended"), ("has ended", "is looking for people now"),
        ("does not take people", "takes people"), ("nobody can join now", "you can join now"),
        ("正在招募", "已经结束"), ("已经结束", "正在招募"), ("还没有开始招募", "正在招募"),
        ("busca personas ahora", "ha terminado"), ("ha terminado", "busca personas ahora"),
        ("todavía no acepta", "acepta"), ("ya no puede participar nadie", "ya se puede participar"),
    ),
    "healthy flipped": _words(
        ("does not take healthy", "takes healthy"), ("Healthy people can", "Healthy people cannot"),
        ("不接受健康", "接受健康"), ("健康人可以", "健康人不可以"),
        ("no aceptaba a personas sanas", "aceptaba a personas sanas"),
        ("no acepta a personas sanas", "acepta a personas sanas"),
        ("participar personas sanas", "participar personas enfermas"),
    ),
    "wrong phase": _words(
        (r"phase ([1234])\b", "phase 9"), (r"([1234])期", "9期"),
        (r"fase ([1234])\b", "fase 9"),
    ),
    "chance denied": _words(
        ("Chance decides", "Doctors decide"), ("by chance", "by choice"), ("随机", "由医生"),
        ("por sorteo", "por el médico"), ("al azar", "a elección"),
    ),
    "wrong knowledge": _words(
        ("will not know|do not know|knew who", "will know"), ("Neither you nor", "You and"),
        ("[Ee]veryone knows", "nobody knows"), ("不知道", "知道"), ("都知道", "都不知道"),
        ("no saben qué|no sabrá", "sabrá"), ("no lo saben", "lo saben"),
        ("Todos saben", "Nadie sabe"),
    ),
    "hedge removed": _words(
        ("may (improve|help|stop|reduce|lower)", r"will \1"),
        ("wants? to (?:see|find out|learn) (?:if|whether)", "knows that"),
        ("whether", "that"), ("hopes? that", "knows that"), ("是否", ""), ("可能", "一定"),
        ("quiere saber si", "sabe que"), ("puede (mejorar|ayudar|reducir)", r"va a \1"),
        ("espera que", "sabe que"),
    ),
    "wrong place": _words(
        (r"\bin [A-Z]\w+(?: \w+)?, [A-Z]\w+( [A-Z]\w+)?\.", "in Oslo, Norway."),
        (r"在 ?[A-Z][\w ]+的 ?[A-Z][\w ]+。", "在 Norway 的 Oslo。"),
        (r"\ben [A-ZÁÉÍÓÚÑ][\w-]+(?: \w+)?, [A-ZÁÉÍÓÚÑ]\w+( [A-Z]\w+)?\.", "en Oslo, Norway."),
    ),
    "wrong email": _wrong_email,
    "wrong route": _words(
        ("by mouth", "into a vein"), ("into a vein", "by mouth"),
        ("under the skin", "into the eye"), ("口服", "静脉注射"), ("皮下", "静脉"),
        ("por boca", "en la vena"), ("en la vena", "por boca"), ("bajo la piel", "en el ojo"),
    ),
    "wrong sponsor": _words((r"run by .+\.$", "run by Acme Pharma."), (r"由.+负责。",
    "由Acme Pharma负责。"), (r"a cargo de .+\.$", "a cargo de Acme Pharma.")),
}  # fmt: skip
