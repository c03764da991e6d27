"""What the dose sheet says, in English and Simplified Chinese, each sentence under its key.

Places in braces are filled by `tell`; a value that is itself a Text is said in the same
language as the sentence around it.
"""

from __future__ import annotations

from collections.abc import Mapping

from trialogue.core.protocol.words import Text

STEPS: Mapping[str, Text] = {
    "step.bsa": Text("Body surface ({formula})", "体表面积（{formula}）"),
    "step.bsa_beside": Text("Beside it, not used: {formula}", "仅供对照，不采用：{formula}"),
    "step.cap": Text("Body surface, capped by the protocol", "按方案封顶后的体表面积"),
    "step.renal": Text(
        "{drug}: amount for this kidney function ({action})",
        "{drug}：按肾功能调整的剂量（{action}）",
    ),
    "step.per_day": Text("{drug}: each day", "{drug}：每日"),
    "step.max_per_day": Text("{drug}: each day, at most", "{drug}：每日上限"),
    "step.total": Text("{drug}: all days together", "{drug}：全程合计"),
    "step.cells.min": Text("{product}: lowest allowed number", "{product}：允许的最低数量"),
    "step.cells.max": Text("{product}: highest allowed number", "{product}：允许的最高数量"),
    "step.concentration": Text(
        "Viable CAR-positive T cells per mL", "每 mL 存活 CAR 阳性 T 细胞数"
    ),
    "step.target": Text("Target number of cells", "目标细胞数"),
    "step.volume": Text("Volume for the target", "达到目标所需体积"),
    "step.volume_min": Text("Volume for the lowest allowed dose", "最低允许剂量对应的体积"),
    "step.volume_max": Text("Volume for the highest allowed dose", "最高允许剂量对应的体积"),
    "step.dose": Text("Dose that the administered volume gives", "所给体积对应的剂量"),
}

FORMULAS: Mapping[str, Text] = {
    "factor.amount": Text("amount", "规定剂量"),
    "factor.surface": Text("body surface", "体表面积"),
    "factor.weight": Text("weight", "体重"),
    "factor.renal": Text("renal share", "肾功能系数"),
    "factor.times": Text("times a day", "每日次数"),
    "factor.total": Text("total cells [10⁶/mL]", "细胞总数 [10⁶/mL]"),
    "factor.viability": Text("viability", "存活率"),
    "factor.cd3": Text("CD3+ share of viable", "存活细胞中 CD3+ 比例"),
    "factor.car_of_cd3": Text("CAR+ share of viable CD3+", "存活 CD3+ 细胞中 CAR+ 比例"),
    "factor.car_of_viable": Text("CAR+ share of viable", "存活细胞中 CAR+ 比例"),
    "factor.recovery": Text("recovery after thawing", "复苏回收率"),
    "formula.cap": Text("the smaller of body surface and the cap", "体表面积与上限中较小者"),
    "formula.renal": Text("clearance {band}: amount × share", "清除率 {band}：规定剂量 × 系数"),
    "formula.max_per_day": Text(
        "the smaller of the day's dose and the ceiling", "每日剂量与上限中较小者"
    ),
    "formula.total": Text("dose each day × days", "每日剂量 × 天数"),
    "formula.cells": Text("cells per kg × weight", "每 kg 细胞数 × 体重"),
    "formula.volume": Text("cells / concentration", "细胞数 / 浓度"),
    "formula.dose": Text("volume × concentration / weight", "体积 × 浓度 / 体重"),
}

REASONS: Mapping[str, Text] = {
    "reason.days": Text(
        "{days} days of {regimen} are refused: the protocol allows {allowed}",
        "拒绝 {days} 天的{regimen}：方案允许{allowed}",
    ),
    "days.one": Text("{days} days", "{days} 天"),
    "days.range": Text("{low} to {high} days", "{low} 至 {high} 天"),
    "reason.no_days": Text(
        "the number of days was not given; the protocol allows {allowed}",
        "未给出天数；方案允许{allowed}",
    ),
    "reason.renal": Text("DO NOT GIVE {drug}: clearance {band}", "禁用{drug}：清除率 {band}"),
    "reason.no_surface": Text("height and weight were not given", "未给出身高和体重"),
    "reason.no_weight": Text("the weight was not given", "未给出体重"),
    "reason.no_need": Text(
        "no dose of this protocol depends on body surface", "本方案没有按体表面积计算的剂量"
    ),
    "reason.no_cells": Text(
        "the assay leaves no viable CAR-positive T cell in the product",
        "按检测结果，产品中没有存活的 CAR 阳性 T 细胞",
    ),
    "reason.no_target": Text("no target dose was given", "未给出目标剂量"),
    "reason.no_target_or_volume": Text(
        "neither a target dose nor an administered volume was given",
        "未给出目标剂量，也未给出输注体积",
    ),
    "reason.no_assay": Text("no assay of the product was given", "未给出产品检测结果"),
    "reason.bad_assay": Text(
        "this row of the assay file could not be used; see the faults",
        "检测文件的这一行无法使用；见错误清单",
    ),
    "reason.no_cell_dose": Text("this protocol gives no cells", "本方案不使用细胞产品"),
    "window.none": Text("{regimen} has no window in the protocol", "方案未规定{regimen}的时间窗"),
    "window.not_checked": Text(
        "the first day and the date of {anchor} are both needed",
        "需要同时给出第一天和{anchor}的日期",
    ),
    "window.needs_days": Text(
        "depends on the number of days, which was not given", "取决于天数，但未给出"
    ),
    "window.valid": Text(
        "first day {first}, last day {last}: inside the window",
        "第一天 {first}，最后一天 {last}：在时间窗内",
    ),
    "window.too_early": Text(
        "the first day {first} is earlier than {earliest} (day 0 is {anchor})",
        "第一天 {first} 早于 {earliest}（第 0 天为{anchor}）",
    ),
    "window.too_late": Text(
        "the last day {last} is later than {latest} (day 0 is {anchor})",
        "最后一天 {last} 晚于 {latest}（第 0 天为{anchor}）",
    ),
}

NOTES: Mapping[str, Text] = {
    "note.other_formula": Text(
        "{chosen} was asked for; the protocol's formula is {default}.",
        "此处采用{chosen}；方案规定的公式为{default}。",
    ),
    "note.beside": Text(
        "{other} is shown beside {formula}: the two differ by {percent} %.",
        "同时列出{other}与{formula}：两者相差 {percent} %。",
    ),
    "note.renal_not_checked": Text(
        "KIDNEY FUNCTION NOT CHECKED. The full dose of {drugs} is shown, not adjusted. "
        "Give the clearance before anyone prepares this dose.",
        "未核查肾功能。所列{drugs}为未经调整的全量。配药之前必须提供清除率。",
    ),
    "note.renal_refused": Text(
        "DO NOT GIVE {drugs} at this clearance ({clearance}).",
        "在此清除率（{clearance}）下禁用{drugs}。",
    ),
    "note.renal_reduced": Text(
        "{drugs}: reduced for kidney function ({clearance}).",
        "{drugs}：已按肾功能减量（{clearance}）。",
    ),
    "note.days": Text("{reason}. No dose of it is shown.", "{reason}。不显示其剂量。"),
    "note.window": Text(
        "THE PLANNED DAYS ARE OUTSIDE THE WINDOW: {reason}.", "计划日期超出时间窗：{reason}。"
    ),
    "note.out_of_range": Text(
        "THE CELL DOSE IS OUTSIDE THE RANGE: {dose} × 10⁶/kg (unrounded {raw}); "
        "the protocol allows {low} to {high} × 10⁶/kg.",
        "细胞剂量超出范围：{dose} × 10⁶/kg（未取舍 {raw}）；方案允许 {low} 至 {high} × 10⁶/kg。",
    ),
    "note.rounded_in": Text(
        "The cell dose is inside the range only after rounding: unrounded it is {raw} × 10⁶/kg.",
        "细胞剂量仅在取舍后位于范围内：未取舍为 {raw} × 10⁶/kg。",
    ),
    "note.bad_assay": Text(
        "NO VOLUME AND NO CELL DOSE OF THIS PRODUCT: {reason}.",
        "无法给出该产品的体积和细胞剂量：{reason}。",
    ),
    "note.prefreeze": Text(
        "The assay is from before freezing; a validated recovery of {recovery} is taken.",
        "检测在冻存前进行；采用经验证的回收率 {recovery}。",
    ),
    "note.weight_age": Text(
        "The weight must not be older than {days} days on the first day; note when it was taken.",
        "第一天时体重测量不得早于 {days} 天；请注明测量日期。",
    ),
    "note.weight_old": Text(
        "THE WEIGHT IS TOO OLD: measured {age} days before {day}; at most {days} days are allowed.",
        "体重测量过早：早于{day} {age} 天；最多允许 {days} 天。",
    ),
    "note.weight_later": Text(
        "The weight is dated {age} days after {day}; check both dates.",
        "体重的测量日期晚于{day} {age} 天；请核对两个日期。",
    ),
    "note.redose": Text(
        "Calculate anew if the weight changes by {percent} % or more: "
        "{low} kg or less, {high} kg or more.",
        "体重变化达到 {percent} % 或以上时需重新计算：{low} kg 及以下，或 {high} kg 及以上。",
    ),
    "note.start_day": Text("the first day", "第一天"),
    "note.anchor_day": Text("the {anchor}", "{anchor}"),
}

SHEET: Mapping[str, Text] = {
    "sheet.title": Text("DOSE SHEET", "剂量单"),
    "sheet.version": Text("{trial}, protocol version {version}", "{trial}，方案版本 {version}"),
    "sheet.inputs": Text("Given", "输入"),
    "sheet.height": Text("height", "身高"),
    "sheet.weight": Text("weight", "体重"),
    "sheet.weighed": Text("weighed on", "称重日期"),
    "sheet.days": Text("days", "天数"),
    "sheet.clearance": Text("clearance", "清除率"),
    "sheet.start": Text("first day", "第一天"),
    "sheet.not_given": Text("not given", "未给出"),
    "sheet.doses": Text("Doses", "剂量"),
    "sheet.surface": Text("body surface", "体表面积"),
    "sheet.by": Text("{m2} m² ({formula})", "{m2} m²（{formula}）"),
    "sheet.beside": Text("; beside it {others}", "；对照：{others}"),
    "sheet.none": Text("none: {reason}", "无：{reason}"),
    "sheet.per_day": Text("{mg} mg a day", "每日 {mg} mg"),
    "sheet.per_dose": Text("{times} × {mg} mg", "{times} × {mg} mg"),
    "sheet.total": Text("{mg} mg in all over {days} d", "{days} 天合计 {mg} mg"),
    "sheet.total_if": Text("over {days} d: {mg} mg", "若 {days} 天：{mg} mg"),
    "sheet.renal": Text("kidney function", "肾功能"),
    "sheet.renal.FULL": Text("full dose", "全量"),
    "sheet.renal.REDUCE": Text("reduced dose", "减量"),
    "sheet.renal.DO NOT GIVE": Text("DO NOT GIVE", "禁用"),
    "sheet.renal.not checked": Text("NOT CHECKED", "未核查"),
    "sheet.renal.no table": Text("no rule in the protocol", "方案无规定"),
    "sheet.window": Text("planned days", "计划日期"),
    "sheet.window.VALID": Text("valid: {reason}", "有效：{reason}"),
    "sheet.window.INVALID": Text("INVALID: {reason}", "无效：{reason}"),
    "sheet.window.unknown": Text("unknown: {reason}", "未知：{reason}"),
    "sheet.window.not checked": Text("not checked: {reason}", "未核查：{reason}"),
    "sheet.window.no window": Text("{reason}", "{reason}"),
    "sheet.first_days": Text("allowed first day", "允许的第一天"),
    "sheet.from_to": Text("{first} to {last}", "{first} 至 {last}"),
    "sheet.cells": Text(
        "{low} to {high} × 10⁶ cells ({least} to {most} × 10⁶/kg)",
        "{low} 至 {high} × 10⁶ 个细胞（{least} 至 {most} × 10⁶/kg）",
    ),
    "sheet.product": Text("product", "产品"),
    "sheet.volume": Text("volume for the target", "达到目标的体积"),
    "sheet.volume_min": Text("volume, lowest dose", "最低剂量的体积"),
    "sheet.volume_max": Text("volume, highest dose", "最高剂量的体积"),
    "sheet.dose": Text("cell dose", "细胞剂量"),
    "sheet.dose_inside": Text(
        "{dose} × 10⁶/kg (unrounded {raw}): in the range",
        "{dose} × 10⁶/kg（未取舍 {raw}）：在范围内",
    ),
    "sheet.dose_outside": Text(
        "{dose} × 10⁶/kg (unrounded {raw}): OUTSIDE THE RANGE",
        "{dose} × 10⁶/kg（未取舍 {raw}）：超出范围",
    ),
    "sheet.steps": Text("How each number comes about", "每个数字的来历"),
    "sheet.notes": Text("Notes", "说明"),
    "sheet.readings": Text("How we read the record where it is open", "登记信息不明确处的解读"),
    "sheet.read_as": Text("Read as: {chosen}", "解读为：{chosen}"),
    "sheet.source": Text("source: {source}", "来源：{source}"),
    "sheet.unverified": Text("UNVERIFIED", "尚未核实"),
    "sheet.second_person": Text(
        "TO BE CHECKED BY A SECOND PERSON BEFORE ANYTHING IS PREPARED.",
        "配制之前须由第二人核对。",
    ),
    "sheet.calculated_by": Text("Calculated by", "计算者"),
    "sheet.checked_by": Text("Checked by (second person)", "核对者（第二人）"),
    "sheet.signature": Text("signature", "签名"),
    "sheet.date": Text("date and time", "日期和时间"),
    "sheet.not_device": Text(
        "Not a medical device. The protocol and the treating doctor decide.",
        "本软件不是医疗器械。以方案和主治医生的决定为准。",
    ),
}

WORDS: Mapping[str, Text] = {**STEPS, **FORMULAS, **REASONS, **NOTES, **SHEET}


def tell(key: str, **places: str | Text) -> Text:
    """Fill a sentence in both languages. Raises KeyError for an unknown key or empty place."""
    words = WORDS[key]
    english = {
        name: place.en if isinstance(place, Text) else place for name, place in places.items()
    }
    chinese = {
        name: place.say("zh") if isinstance(place, Text) else place
        for name, place in places.items()
    }
    return Text(words.en.format(**english), words.zh.format(**chinese))


def listed(texts: tuple[Text, ...]) -> Text:
    """Join names into one list: `a, b` and `a、b`."""
    return Text(", ".join(t.en for t in texts), "、".join(t.say("zh") for t in texts))
