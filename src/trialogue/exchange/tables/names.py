"""Names of columns and tests as laboratories and spreadsheets write them, folded and compared.

A name is only ever a guess that a person sees and can change. Percentages are other tests than
counts, direct bilirubin another than total, total calcium another than corrected: no name of
one stands for the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from trialogue.core.forms.resolve import ResolvedField
from trialogue.exchange.tables.mapping import (
    DATE,
    HIGH,
    LOW,
    OCCURRENCE,
    RANGE,
    RANGE_UNIT,
    STATUS,
    SUBJECT,
    TEST,
    UNIT,
    VALUE,
    VISIT,
)
from trialogue.standards.ctcae import V5

_GAPS = re.compile(r"[\s_\-–,;:./]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold a name: lower case, full-width as plain, separators as single spaces, accents kept."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _GAPS.sub(" ", plain).strip()


def _folded(*names: str) -> frozenset[str]:
    return frozenset(fold(name) for name in names)


ROLES: Mapping[str, frozenset[str]] = {
    SUBJECT: _folded(
        "subject", "subject id", "subjid", "usubjid", "participant", "participant id", "patient",
        "patient id", "patient code", "subject code", "code", "screening number", "受试者",
        "受试者编号", "参加者", "参加者编号", "患者编号", "病例号", "筛选号", "编号", "sujeto",
        "participante", "paciente", "código", "código del participante", "id del sujeto",
    ),
    DATE: _folded(
        "date", "dtc", "lbdtc", "vsdtc", "sample date", "collection date", "collected", "taken",
        "date taken", "date collected", "sampled", "sampling date", "sample taken", "specimen date",
        "datetime", "date time", "collection time", "日期", "采样日期", "采样时间",
        "采集日期", "采集时间", "采血日期", "检验日期", "检查日期", "送检日期", "fecha",
        "fecha de toma", "fecha de la muestra", "fecha de extracción", "toma de la muestra",
    ),
    VISIT: _folded(
        "visit", "visit name", "visit id", "timepoint", "time point", "访视", "访视名称", "访视点",
        "visita", "nombre de la visita",
    ),
    OCCURRENCE: _folded("occurrence", "number", "no", "seq", "row number", "序号", "número", "n.º"),
    TEST: _folded(
        "test", "test code", "testcd", "lbtestcd", "vstestcd", "test name", "lbtest", "parameter",
        "analyte", "item", "param", "项目", "检验项目", "项目名称", "检查项目", "指标", "prueba",
        "análisis", "parámetro", "determinación",
    ),
    VALUE: _folded(
        "value", "result", "orres", "lborres", "vsorres", "result value", "numeric result", "结果",
        "检验结果", "数值", "结果值", "测定值", "valor", "resultado",
    ),
    UNIT: _folded(
        "unit", "units", "orresu", "lborresu", "vsorresu", "uom", "单位", "unidad", "unidades",
    ),
    LOW: _folded(
        "low", "lower", "lower limit", "lln", "ref low", "reference low", "range low", "normal low",
        "lbornrlo", "lbstnrlo", "ornrlo", "下限", "参考下限", "正常下限", "límite inferior",
        "mínimo", "lim inf", "inferior",
    ),
    HIGH: _folded(
        "high", "upper", "upper limit", "uln", "ref high", "reference high", "range high",
        "normal high", "lbornrhi", "lbstnrhi", "ornrhi", "上限", "参考上限", "正常上限",
        "límite superior", "máximo", "lim sup", "superior",
    ),
    RANGE: _folded(
        "range", "reference range", "ref range", "normal range", "reference interval", "参考范围",
        "参考区间", "参考值", "正常范围", "rango", "rango de referencia", "valores de referencia",
        "intervalo de referencia",
    ),
    RANGE_UNIT: _folded("range unit", "unit of range", "lbstresu"),
    STATUS: _folded("lbstat", "vsstat", "stat", "completion status"),
}  # fmt: skip
"""What columns are called, by role; the first name in a file that fits is taken."""

PARTS: Mapping[str, frozenset[str]] = {
    ".unit": _folded("unit", "units", "单位", "unidad"),
    ".low": _folded("low", "lower", "lower limit", "lln", "下限", "límite inferior", "inferior"),
    ".high": _folded("high", "upper", "upper limit", "uln", "上限", "límite superior", "superior"),
    ".absent": _folded("absent", "reason absent", "not done", "未做", "motivo"),
}
"""What stands after a field's name where a column holds its unit, an end of the range …"""

SYNONYMS: tuple[frozenset[str], ...] = (
    _folded("hgb", "hb", "haemoglobin", "hemoglobin", "血红蛋白", "血红蛋白浓度", "hemoglobina"),
    _folded("wbc", "white cells", "leukocytes", "leucocytes", "白细胞", "白细胞计数", "leucocitos"),
    _folded(
        "neut", "anc", "neut#", "neutrophils", "absolute neutrophil count", "neutrophil count",
        "neutrophils absolute", "中性粒细胞", "中性粒细胞计数", "中性粒细胞绝对值", "neutrófilos",
        "neutrófilos absolutos", "recuento de neutrófilos",
    ),
    _folded(
        "lym", "alc", "lym#", "lymph", "lymph#", "lymphocytes", "lymphocyte count",
        "absolute lymphocyte count", "淋巴细胞", "淋巴细胞计数", "淋巴细胞绝对值", "linfocitos",
        "recuento de linfocitos",
    ),
    _folded("mono", "mono#", "monocytes", "monocyte count", "单核细胞", "单核细胞计数",
            "单核细胞绝对值", "monocitos"),
    _folded("plat", "plt", "platelets", "platelet count", "thrombocytes", "血小板", "血小板计数",
            "plaquetas", "recuento de plaquetas"),
    _folded("alt", "gpt", "sgpt", "alat", "alanine aminotransferase", "alanine transaminase",
            "谷丙转氨酶", "丙氨酸氨基转移酶", "alanina aminotransferasa", "tgp"),
    _folded("ast", "got", "sgot", "asat", "aspartate aminotransferase", "aspartate transaminase",
            "谷草转氨酶", "天门冬氨酸氨基转移酶", "天冬氨酸氨基转移酶",
            "aspartato aminotransferasa", "tgo"),
    _folded("alp", "alkaline phosphatase", "碱性磷酸酶", "fosfatasa alcalina"),
    _folded("ggt", "gamma gt", "γ gt", "gamma glutamyltransferase", "谷氨酰转移酶",
            "γ 谷氨酰转移酶", "gamma glutamil transferasa"),
    _folded("bili", "tbil", "t bil", "total bilirubin", "bilirubin total", "bilirubin (total)",
            "总胆红素", "bilirrubina total"),
    _folded("bildir", "dbil", "d bil", "direct bilirubin", "bilirubin direct",
            "conjugated bilirubin", "直接胆红素", "结合胆红素", "bilirrubina directa"),
    _folded("creat", "crea", "cre", "scr", "creatinine", "serum creatinine", "肌酐", "血肌酐",
            "creatinina"),
    _folded("urea", "尿素"),
    _folded("urate", "ua", "uric acid", "尿酸", "ácido úrico"),
    _folded("ldh", "lactate dehydrogenase", "乳酸脱氢酶", "lactato deshidrogenasa"),
    _folded("alb", "albumin", "白蛋白", "albúmina"),
    _folded("sodium", "na", "na+", "钠", "血钠", "sodio"),
    _folded("k", "k+", "potassium", "钾", "血钾", "potasio"),
    _folded("mg", "mg2+", "magnesium", "镁", "magnesio"),
    _folded("phos", "phosphate", "phosphorus", "磷", "无机磷", "fosfato", "fósforo"),
    _folded("gluc", "glu", "glucose", "葡萄糖", "血糖", "glucosa"),
    _folded("trig", "tg", "triglycerides", "甘油三酯", "triglicéridos"),
    _folded("ck", "cpk", "creatine kinase", "肌酸激酶", "creatina cinasa"),
    _folded("inr", "国际标准化比值"),
    _folded("aptt", "activated partial thromboplastin time", "活化部分凝血活酶时间", "ttpa"),
    _folded("fibrino", "fib", "fibrinogen", "纤维蛋白原", "fibrinógeno"),
    _folded("ddimer", "d dimer", "d 二聚体", "dímero d"),
    _folded("crp", "c reactive protein", "c 反应蛋白", "proteína c reactiva", "pcr"),
    _folded("ferritin", "铁蛋白", "ferritina"),
    _folded("pct", "procalcitonin", "降钙素原", "procalcitonina"),
    _folded("il6", "il 6", "interleukin 6", "白细胞介素 6", "白介素 6", "interleucina 6"),
    _folded("egfr", "estimated gfr", "肾小球滤过率", "filtrado glomerular"),
)  # fmt: skip
"""Names of one test; the first is its SDTM code, in lower case."""


def _of_standard() -> Iterator[frozenset[str]]:
    """List the names of each analyte that CTCAE grades, as the standard holds them."""
    found: dict[str, set[str]] = {}
    for term in V5.terms:
        found.setdefault(term.analyte, {fold(term.analyte)}).update(fold(one) for one in term.names)
    yield from map(frozenset, found.values())


GROUPS: tuple[frozenset[str], ...] = (*SYNONYMS, *_of_standard())


UNLIKE: Mapping[str, frozenset[str]] = {
    "CACORR": _folded(
        "ca", "calcium", "calcium total", "total calcium", "钙", "血钙", "总钙", "calcio",
        "calcio total",
    ),
}  # fmt: skip
"""Names that never stand for a field with this test code, whatever its id: total calcium is
another result than calcium corrected for albumin."""


def names_of(one: ResolvedField) -> frozenset[str]:
    """List what a field may be called by itself: id, labels, item, test code, variable."""
    own = (one.id, one.label.en, one.label.zh, one.label.es, one.field.item)
    found = _folded(*(text for text in (*own, one.field.test, one.field.variable) if text))
    return found - UNLIKE.get(one.field.test, frozenset())


@lru_cache(maxsize=4096)
def further_names(names: frozenset[str]) -> frozenset[str]:
    """List the other names of the tests that these names stand for."""
    return frozenset(name for group in GROUPS if group & names for name in group) - names


def role_of(column: str) -> str:
    """Name the role that a column's name tells, or nothing."""
    wanted = fold(column)
    return next((role for role, names in ROLES.items() if wanted in names), "")
