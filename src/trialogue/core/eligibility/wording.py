"""The sentences of reasons in English and Simplified Chinese, as data."""

from __future__ import annotations

from trialogue.core.protocol.words import Text

TEMPLATES: dict[str, Text] = {
    # measures
    "measure": Text(
        "{label} {value}{date} is {relation} {limit}", "{label} {value}{date}{relation} {limit}"
    ),
    "measure missing": Text("{label} is not recorded", "未记录{label}"),
    "measure later": Text("{label} is recorded only after {day}", "{label}只有 {day} 之后的记录"),
    "measure unclear": Text(
        "{label} {value}{date} does not settle whether it is {relation} {limit}",
        "{label} {value}{date}，无法确定是否{relation} {limit}",
    ),
    "measure invalid": Text(
        "{label} {value}{date} cannot be used: {why}", "{label} {value}{date} 不可用：{why}"
    ),
    "not a step": Text("it is not a multiple of {step}", "不是 {step} 的倍数"),
    "wrong age": Text(
        "this scale is for {ages}, and the person was {age} on that day",
        "该量表适用于{ages}，而此人当日 {age} 岁",
    ),
    "age not known": Text(
        "whether this scale fits cannot be told without the birth date",
        "缺少出生日期，无法判断该量表是否适用",
    ),
    "upper limit missing": Text(
        "{label} {value}{date} came without the laboratory's upper limit of normal",
        "{label} {value}{date} 未附实验室正常值上限",
    ),
    "upper limit needs": Text(
        "{label} {value}{date} came without an upper limit of normal, and the fallback table "
        "needs {needs}",
        "{label} {value}{date} 未附正常值上限，备用参考表还需要{needs}",
    ),
    "ties disagree": Text(
        "{label} has several values of the same time that disagree ({values})",
        "{label}在同一时间有多个互相矛盾的值（{values}）",
    ),
    # statements
    "statement": Text("{label}: {value}{date}", "{label}：{value}{date}"),
    "statement missing": Text("{label} is not recorded", "未记录{label}"),
    "presumed": Text("{label} is not recorded and not needed here", "未记录{label}，此处也不需要"),
    # ages and dates
    "age": Text("age {age} on {day} ({anchor})", "{day}（{anchor}）时 {age} 岁"),
    "age too low": Text(
        "age {age} on {day} ({anchor}) is below {limit}",
        "{day}（{anchor}）时 {age} 岁，小于 {limit} 岁",
    ),
    "age too high": Text(
        "age {age} on {day} ({anchor}) is above {limit}",
        "{day}（{anchor}）时 {age} 岁，大于 {limit} 岁",
    ),
    "age unclear": Text(
        "the birth date {born} does not settle the age on {day} ({anchor})",
        "出生日期 {born} 不足以确定 {day}（{anchor}）时的年龄",
    ),
    "anchor missing": Text("the date of {anchor} is not known", "{anchor}日期未知"),
    "in order": Text(
        "{anchor} {day} is not after {other} {other_day}",
        "{anchor} {day} 不晚于{other} {other_day}",
    ),
    "out of order": Text(
        "{anchor} {day} is after {other} {other_day}", "{anchor} {day} 晚于{other} {other_day}"
    ),
    "order unclear": Text(
        "whether {anchor} {day} is after {other} {other_day} cannot be told",
        "无法判断{anchor} {day} 是否晚于{other} {other_day}",
    ),
    # exposures and events
    "none by then": Text("{label}: none by {day}", "{label}：截至 {day} 无"),
    "never": Text("{label}: asked, none", "{label}：已询问，无"),
    "not asked": Text("{label} has not been asked", "尚未询问{label}"),
    "none counts": Text("{label}: none that counts", "{label}：无需要计入的记录"),
    "goes on": Text(
        "{label}{what} goes on; the rule asks for {span} before {anchor}{day}",
        "{label}{what}仍在继续；规定须在{anchor}{day}前 {span}",
    ),
    "too recent": Text(
        "{label}{what} on {last} is {elapsed} before {anchor} {day}; the rule asks for {span}",
        "{label}{what}（{last}）距{anchor} {day} 仅 {elapsed}；规定为 {span}",
    ),
    "after": Text(
        "{label}{what} on {last} is not before {anchor} {day}",
        "{label}{what}（{last}）不早于{anchor} {day}",
    ),
    "long enough": Text(
        "{label}{what} on {last} is {elapsed} before {anchor} {day}, no less than {span}",
        "{label}{what}（{last}）距{anchor} {day} 为 {elapsed}，不少于 {span}",
    ),
    "time unclear": Text(
        "{label}{what} ({last}) does not settle whether it lies {span} before {anchor} {day}",
        "{label}{what}（{last}）不足以判断是否在{anchor} {day} 前 {span}",
    ),
    "date missing": Text("{label}{what} has no date", "{label}{what}没有日期"),
    "allowed": Text(
        "{total} mg/m2/d {base}-equivalent is within the allowed {limit}",
        "{base}当量 {total} mg/m2/d，在允许的 {limit} 之内",
    ),
    "above allowance": Text(
        "{total} mg/m2/d {base}-equivalent is above the allowed {limit}",
        "{base}当量 {total} mg/m2/d，超过允许的 {limit}",
    ),
    "allowance unclear": Text(
        "whether the dose is within the allowed {limit} cannot be told without {needs}",
        "缺少{needs}，无法判断剂量是否在允许的 {limit} 之内",
    ),
    # records
    "record fits": Text("{label}{what}: recorded", "{label}{what}：有记录"),
    "record spared": Text(
        "{label}{what}: recorded, and excepted", "{label}{what}：有记录，属例外情形"
    ),
    "record unclear": Text("{label}{what} lacks {needs}", "{label}{what}缺少{needs}"),
    "unread": Text(
        "{label}: what is recorded at {place} could not be read",
        "{label}：{place} 处的记录无法读取",
    ),
    # notes
    "fallback limit": Text(
        "the upper limit {limit} is from the fallback table, not from the laboratory",
        "正常值上限 {limit} 取自备用参考表，非实验室提供",
    ),
    "calculated": Text("{label} was calculated: {how}", "{label}由计算得出：{how}"),
    "cannot wait": Text("it does not depend on dates alone", "并非只取决于日期"),
    "must stop": Text(
        "no date can be given while the treatment goes on", "治疗仍在继续时无法给出日期"
    ),
    "has happened": Text(
        "it would pass with {anchor} on {wanted}, but {anchor} has taken place",
        "{anchor}在 {wanted} 即可通过，但{anchor}已经发生",
    ),
    "over": Text("{anchor} has taken place on {day}", "{anchor}已于 {day} 进行"),
    "window closes": Text(
        "{anchor} on {wanted} does not fit {label} from {day} on: it must begin {least} to "
        "{days} days before",
        "{anchor}（{wanted}）与 {day} 开始的{label}不符：应在其前 {least} 至 {days} 天开始",
    ),
    "wrong order": Text(
        "{anchor} {day} is after {other} {other_day}", "{anchor} {day} 晚于{other} {other_day}"
    ),
    "undecided": Text("no logic is given", "没有给出判断逻辑"),
}

RELATIONS: dict[tuple[str, bool], Text] = {
    ("<=", True): Text("at most", "不高于", "como máximo"),
    ("<=", False): Text("above", "高于", "por encima de"),
    ("<", True): Text("below", "低于", "por debajo de"),
    ("<", False): Text("not below", "不低于", "no por debajo de"),
    (">=", True): Text("at least", "不低于", "como mínimo"),
    (">=", False): Text("below", "低于", "por debajo de"),
    (">", True): Text("above", "高于", "por encima de"),
    (">", False): Text("not above", "不高于", "no por encima de"),
}

YEARS_FROM = Text("{low} years and over", "{low} 岁及以上")
YEARS_BELOW = Text("under {high} years", "{high} 岁以下")
ON = Text(" on {day}", "（{day}）")
UNDATED = Text(" (undated)", "（未注明日期）")
DAYS = Text("{n} days", "{n} 天")
DAY = Text("{n} day", "{n} 天")
HOURS = Text("{n} hours", "{n} 小时")
SPAN_UNITS: dict[str, tuple[Text, Text]] = {
    "h": (Text("hour", "小时", "hora"), Text("hours", "小时", "horas")),
    "d": (Text("day", "天", "día"), Text("days", "天", "días")),
    "wk": (Text("week", "周", "semana"), Text("weeks", "周", "semanas")),
    "mo": (Text("month", "个月", "mes"), Text("months", "个月", "meses")),
    "a": (Text("year", "年", "año"), Text("years", "年", "años")),
}
NAMES: dict[str, Text] = {
    "birth_date": Text("the birth date", "出生日期"),
    "sex": Text("the sex", "性别"),
    "dose": Text("the daily dose", "每日剂量"),
    "exact dose": Text("the exact daily dose", "确切的每日剂量"),
    "drug": Text("the drug", "药物名称"),
}
