"""A small trial with forms of every kind, under the id of the reference trial."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from tests.exchange.small_protocol import small_protocol
from tests.web.cast import A
from trialogue.core.protocol.forms import Asked, Bounds, Field, FieldKind, Form, Purpose, Visit
from trialogue.core.protocol.words import Text
from trialogue.exchange.protocol_format.writer import dump_protocol
from trialogue.web.trials.models import LoadedProtocol

NOTE = FieldKind.LONG_TEXT
DEMOGRAPHY = Form(
    id="demography",
    label=Text("Demography", "人口学资料"),
    purpose=Purpose.DEMOGRAPHY,
    fields=(
        Field(id="birth_date", item="birth_date", partial=True, required=True),
        Field(id="sex", item="sex", required=True),
    ),
)
LABS = Form(
    id="labs",
    label=Text("Blood chemistry", "血生化"),
    purpose=Purpose.LABORATORY,
    fields=(
        Field(id="taken", label=Text("Taken", "采血日期"), kind=FieldKind.DATE_TIME),
        Field(id="alt", item="alt", ranged=True, plausible=Bounds(low=3, high=2000)),
        Field(
            id="ast",
            label=Text("AST", "谷草转氨酶"),
            kind=FieldKind.QUANTITY,
            units=("U/L",),
            below=True,
        ),
        Field(id="bilirubin", item="bilirubin"),
        Field(id="note", label=Text("Remark", "备注"), kind=NOTE),
    ),
)
EVENTS = Form(
    id="ae",
    label=Text("Adverse events", "不良事件"),
    purpose=Purpose.ADVERSE_EVENT,
    repeating=True,
    fields=(
        Field(id="term", label=Text("Event", "事件"), kind=FieldKind.TEXT, required=True),
        Field(id="begun", label=Text("Begun", "开始"), kind=FieldKind.DATE, partial=True),
        Field(
            id="ended",
            label=Text("Ended", "结束"),
            kind=FieldKind.DATE,
            partial=True,
            not_before="begun",
        ),
        Field(id="serious", label=Text("Serious", "严重"), kind=FieldKind.YES_NO, required=True),
        Field(
            id="because",
            label=Text("Why it is serious", "严重的原因"),
            choices={
                "death": Text("Death", "死亡"),
                "life": Text("A danger to life", "危及生命"),
                "stay": Text("A stay in hospital", "住院"),
                "disability": Text("Disability", "残疾"),
                "defect": Text("A birth defect", "出生缺陷"),
                "other": Text("Another reason", "其他"),
            },
            required=True,
            asked=Asked(field="serious", values=("yes",)),
        ),
    ),
)
LESION = Form(
    id="lesion",
    label=Text("Size of a lesion", "病灶大小"),
    purpose=Purpose.LESIONS,
    repeating=True,
    fields=(Field(id="size", label=Text("Size", "大小"), kind=FieldKind.QUANTITY, units=("mm",)),),
)
REMARKS = Form(
    id="remarks",
    label=Text("Remarks", "备注"),
    fields=tuple(
        Field(id=f"field{number}", label=Text(f"Remark {number}"), kind=FieldKind.TEXT)
        for number in range(3)
    ),
)
FORMS = (DEMOGRAPHY, LABS, EVENTS, LESION, REMARKS)
VISITS = (
    Visit(id="start", anchor="start", label=Text("Start", "开始"), forms=("demography", "labs")),
    Visit(id="month1", anchor="infusion", day=28, label=Text("Month 1", "第 1 个月"),
          before=3, after=3, forms=("labs", "lesion")),
    Visit(id="month2", anchor="infusion", day=56, label=Text("Month 2", "第 2 个月"),
          before=3, after=3, forms=("labs", "lesion")),
)  # fmt: skip


_sources: dict[tuple[str, tuple[str, ...]], bytes] = {}


def source_of(version: str, forms: tuple[Form, ...]) -> bytes:
    """Write the small trial with these forms as a file; once for each set of them."""
    key = (version, tuple(form.id for form in forms))
    if key not in _sources:
        by_id = {form.id: form for form in forms}
        visits = tuple(
            replace(visit, forms=tuple(id for id in visit.forms if id in by_id)) for visit in VISITS
        )
        made = replace(small_protocol(), id=A, version=version, forms=by_id, visits=visits)
        _sources[key] = dump_protocol(made)
    return _sources[key]


def make_trial(version: str = "1", forms: tuple[Form, ...] = FORMS) -> None:
    """Load the small trial with these forms."""
    source = source_of(version, forms)
    LoadedProtocol.objects.create(
        registry_id=A,
        version=version,
        source_name="small.yaml",
        source=source,
        sha256=hashlib.sha256(source).hexdigest(),
    )
