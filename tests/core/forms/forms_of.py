"""A form with a field of every kind, for tests of entries."""

from __future__ import annotations

from datetime import date

from tests.exchange.small_protocol import small_protocol
from trialogue.core.forms import CheckedEntry, check_entry
from trialogue.core.protocol.forms import Asked, Bounds, Field, FieldKind, Form
from trialogue.core.protocol.words import Text

TODAY = date(2026, 3, 1)
PROTOCOL = small_protocol()
FORM = Form(
    id="sheet",
    label=Text("Sheet", "表"),
    fields=(
        Field(id="day", label=Text("Day", "日期"), kind=FieldKind.DATE, required=True),
        Field(id="seen", label=Text("Seen", "时间"), kind=FieldKind.DATE_TIME),
        Field(id="begun", label=Text("Begun", "开始"), kind=FieldKind.DATE, partial=True),
        Field(
            id="ended",
            label=Text("Ended", "结束"),
            kind=FieldKind.DATE,
            partial=True,
            not_before="begun",
        ),
        Field(id="expires", label=Text("Expires", "有效期"), kind=FieldKind.DATE, future=True),
        Field(id="sex", item="sex"),
        Field(id="serious", label=Text("Serious", "严重", "Grave"), kind=FieldKind.YES_NO),
        Field(
            id="reason",
            label=Text("Reason", "原因"),
            required=True,
            asked=Asked(field="serious", values=("yes",)),
        ),
        Field(
            id="bilirubin",
            item="bilirubin",
            units=("mg/dL", "umol/L"),
            ranged=True,
            below=True,
            possible=Bounds(high=100),
            plausible=Bounds(low=0.05, high=20),
        ),
        Field(id="alt", item="alt", ranged=True),
        Field(
            id="score",
            label=Text("Score", "评分"),
            kind=FieldKind.QUANTITY,
            possible=Bounds(low=0, high=10),
        ),
        Field(
            id="ferritin",
            label=Text("Ferritin", "铁蛋白"),
            kind=FieldKind.QUANTITY,
            units=("ug/L",),
            above=True,
        ),
        Field(id="remark", label=Text("Remark", "备注"), kind=FieldKind.LONG_TEXT),
    ),
)


def checked(**values: str) -> CheckedEntry:
    """Check the sheet with a day and these values; `__` in a key stands for a point."""
    typed = {"day": "2026-02-01"} | {key.replace("__", "."): v for key, v in values.items()}
    return check_entry(FORM, typed, PROTOCOL, TODAY)
