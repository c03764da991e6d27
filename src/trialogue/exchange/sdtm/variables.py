"""Which SDTM variables are read, of which kind, and which values they may hold.

Source: CDISC SDTM implementation guide 3.3 (variables, roles) and CDISC controlled
terminology (the closed lists). Only variables that an analysis uses are read; others may
stand in the file and are not looked at. A value outside a closed list is a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """How the cells of a variable are read."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


GRADES = tuple(
    spelling.format(grade) for spelling in ("{}", "{}.0", "GRADE {}") for grade in range(6)
)
"""A grade as people write it: `3`, `3.0` out of a table of numbers, `Grade 3`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A variable of a data set: its kind, whether rows are of use without it, its closed list.

    `allowed` holds upper-case terms; an empty tuple means that any text may stand there.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """A data set: its two-letter code, what a row is, the variables that are read."""

    code: str
    label: str
    variables: tuple[Variable, ...]

    def of(self, name: str) -> Variable | None:
        """Find a variable by name."""
        return next((variable for variable in self.variables if variable.name == name), None)


def _text(*names: str) -> tuple[Variable, ...]:
    return tuple(Variable(name=name) for name in names)


def _needed(*names: str) -> tuple[Variable, ...]:
    return tuple(Variable(name=name, required=True) for name in names)


def _number(*names: str) -> tuple[Variable, ...]:
    return tuple(Variable(name=name, kind=Kind.NUMBER) for name in names)


def _date(*names: str) -> tuple[Variable, ...]:
    return tuple(Variable(name=name, kind=Kind.DATE) for name in names)


def _yes_no(*names: str) -> tuple[Variable, ...]:
    return tuple(Variable(name=name, allowed=("Y", "N", "U")) for name in names)


_KEYS = (*_text("STUDYID"), *_needed("USUBJID"))

RESPONSES = ("CR", "PR", "MR", "SD", "NON-CR/NON-PD", "PD", "NE", "NED", "ND")
"""Responses at a time point: RECIST 1.1 and INRC (2017); ND where no lesion was ever seen."""

DOMAINS = (
    Domain(
        code="DM",
        label="Demographics",
        variables=(
            *_KEYS,
            *_text("SUBJID", "SITEID", "COUNTRY", "RACE", "ETHNIC"),
            *_text("ARMCD", "ARM", "ACTARMCD", "ACTARM", "AGEU"),
            Variable(name="SEX", allowed=("F", "M", "U", "UNDIFFERENTIATED", "INTERSEX")),
            *_number("AGE"),
            *_yes_no("DTHFL"),
            *_date("RFSTDTC", "RFENDTC", "RFXSTDTC", "RFXENDTC", "RFICDTC", "RFPENDTC"),
            *_date("DTHDTC", "BRTHDTC", "DMDTC"),
        ),
    ),
    Domain(
        code="EX",
        label="Exposure",
        variables=(
            *_KEYS,
            *_number("EXSEQ", "EXDOSE", "EXAMOUNT"),
            *_needed("EXTRT"),
            *_text("EXCAT", "EXDOSU", "EXDOSFRM", "EXDOSFRQ", "EXROUTE", "EXLOT", "EXDONOR"),
            *_date("EXSTDTC", "EXENDTC"),
        ),
    ),
    Domain(
        code="AE",
        label="Adverse events",
        variables=(
            *_KEYS,
            *_number("AESEQ"),
            *_needed("AETERM"),
            *_text("AEDECOD", "AEBODSYS", "AESOC", "AECAT", "AEREL", "AEOUT", "AEACN"),
            Variable(name="AESEV", allowed=("MILD", "MODERATE", "SEVERE")),
            Variable(name="AETOXGR", allowed=GRADES),
            *_yes_no("AESER", "AESDTH", "AESLIFE", "AESHOSP", "AESDISAB", "AESCONG", "AESMIE"),
            *_yes_no("AEDLT"),
            *_date("AESTDTC", "AEENDTC", "AEDTC"),
            *_text("AEENRF", "AEENRTPT"),
        ),
    ),
    Domain(
        code="LB",
        label="Laboratory test results",
        variables=(
            *_KEYS,
            *_number("LBSEQ", "LBSTRESN", "LBSTNRLO", "LBSTNRHI", "VISITNUM"),
            *_needed("LBTESTCD"),
            *_text("LBTEST", "LBCAT", "LBSTRESC", "LBSTRESU", "LBSTAT", "LBBLFL", "VISIT"),
            *_text("LBSPEC"),
            *_date("LBDTC"),
        ),
    ),
    Domain(
        code="CM",
        label="Concomitant medications",
        variables=(
            *_KEYS,
            *_number("CMSEQ"),
            *_needed("CMTRT"),
            *_text("CMDECOD", "CMCAT", "CMSCAT", "CMINDC", "CMCLAS", "CMENRTPT"),
            *_date("CMSTDTC", "CMENDTC", "CMDTC"),
        ),
    ),
    Domain(
        code="PR",
        label="Procedures",
        variables=(
            *_KEYS,
            *_number("PRSEQ"),
            *_needed("PRTRT"),
            *_text("PRDECOD", "PRCAT", "PRSCAT", "PRINDC"),
            *_date("PRSTDTC", "PRENDTC"),
        ),
    ),
    Domain(
        code="RS",
        label="Disease response",
        variables=(
            *_KEYS,
            *_number("RSSEQ", "VISITNUM"),
            *_needed("RSTESTCD"),
            *_text("RSTEST", "RSCAT", "RSORRES", "RSSTRESC", "RSSTAT", "RSREASND"),
            *_text("RSEVAL", "RSEVALID", "RSLNKGRP", "VISIT"),
            *_yes_no("RSACPTFL"),
            *_date("RSDTC"),
        ),
    ),
    Domain(
        code="TU",
        label="Tumour identification",
        variables=(
            *_KEYS,
            *_number("TUSEQ", "VISITNUM"),
            *_needed("TULNKID"),
            *_text("TUTESTCD", "TUORRES", "TUSTRESC", "TULOC", "TUMETHOD", "TUEVAL", "TUEVALID"),
            *_text("VISIT"),
            *_yes_no("TUACPTFL"),
            *_date("TUDTC"),
        ),
    ),
    Domain(
        code="TR",
        label="Tumour results",
        variables=(
            *_KEYS,
            *_number("TRSEQ", "TRSTRESN", "VISITNUM"),
            *_needed("TRTESTCD"),
            *_text("TRGRPID", "TRLNKGRP", "TRLNKID", "TRTEST", "TRORRES", "TRSTRESC", "TRSTRESU"),
            *_text("TRSTAT", "TRREASND", "TRMETHOD", "TREVAL", "TREVALID", "VISIT"),
            *_yes_no("TRACPTFL"),
            *_date("TRDTC"),
        ),
    ),
    Domain(
        code="PC",
        label="Concentrations (drug, or cells and markers)",
        variables=(
            *_KEYS,
            *_number("PCSEQ", "PCSTRESN", "PCLLOQ", "PCTPTNUM", "VISITNUM"),
            *_needed("PCTESTCD"),
            *_text("PCTEST", "PCCAT", "PCORRES", "PCORRESU", "PCSTRESC", "PCSTRESU", "PCSTAT"),
            *_text("PCNAM", "PCSPEC", "PCMETHOD", "PCTPT", "VISIT"),
            *_date("PCDTC", "PCRFTDTC"),
        ),
    ),
    Domain(
        code="DS",
        label="Disposition",
        variables=(
            *_KEYS,
            *_number("DSSEQ"),
            *_needed("DSDECOD"),
            *_text("DSTERM", "DSCAT", "DSSCAT", "EPOCH"),
            *_date("DSSTDTC", "DSDTC"),
        ),
    ),
    Domain(
        code="SS",
        label="Subject status (survival follow-up)",
        variables=(
            *_KEYS,
            *_number("SSSEQ", "VISITNUM"),
            *_needed("SSTESTCD"),
            *_text("SSTEST", "SSORRES", "SSSTRESC", "SSSTAT", "VISIT"),
            *_date("SSDTC"),
        ),
    ),
    Domain(
        code="MH",
        label="Medical history",
        variables=(
            *_KEYS,
            *_number("MHSEQ"),
            *_needed("MHTERM"),
            *_text("MHDECOD", "MHCAT", "MHSCAT", "MHEVDTYP"),
            *_date("MHSTDTC", "MHDTC"),
        ),
    ),
    Domain(
        code="DD",
        label="Death details",
        variables=(
            *_KEYS,
            *_number("DDSEQ"),
            *_needed("DDTESTCD"),
            *_text("DDTEST", "DDORRES", "DDSTRESC"),
            *_date("DDDTC"),
        ),
    ),
    Domain(
        code="VS",
        label="Vital signs",
        variables=(
            *_KEYS,
            *_number("VSSEQ", "VSSTRESN", "VISITNUM"),
            *_needed("VSTESTCD"),
            *_text("VSTEST", "VSSTRESU", "VSBLFL", "VISIT"),
            *_date("VSDTC"),
        ),
    ),
)

BY_CODE = {domain.code: domain for domain in DOMAINS}
