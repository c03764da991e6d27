"""The rules in words, to stand under every table and figure that used them."""

from __future__ import annotations

from trialogue.core.endpoints.rules import DayCount, EndpointRules, Limits, RuleSet
from trialogue.core.protocol.endpoints import EventFree, ResponsePlan, SurvivalPlan
from trialogue.core.protocol.words import Text
from trialogue.core.response.denominator import Denominator
from trialogue.core.response.inrc import MARK

_LIMITS = {
    Limits.LOG: Text("log", "对数"),
    Limits.LOG_LOG: Text("log-log", "双对数"),
    Limits.PLAIN: Text("plain", "线性"),
}
_DENOMINATORS = {
    Denominator.EVALUABLE_AT_BASELINE: Text(
        "everyone treated with disease at baseline that can be judged; early death and missing "
        "assessments are non-responses",
        "所有接受治疗且基线有可评估病灶者；早期死亡和缺失评估按未缓解计",
    ),
    Denominator.MEASURABLE_AT_BASELINE: Text(
        "everyone treated with measurable disease at baseline", "所有接受治疗且基线有可测量病灶者"
    ),
    Denominator.TREATED: Text("everyone treated", "所有接受治疗者"),
    Denominator.ASSESSED: Text(
        "everyone treated with at least one evaluable assessment; early deaths fall out",
        "所有接受治疗且至少有一次可评估的疗效评估者；早期死亡者不计入",
    ),
}


def _join(*parts: Text) -> Text:
    return Text(
        "; ".join(part.en for part in parts) + ".", "；".join(part.zh for part in parts) + "。"
    )


def tell_times(rules: EndpointRules) -> Text:
    """Say how times to event were derived, in one paragraph."""
    zero = rules.time_zero.replace("_", " ")
    parts = [
        Text(f"time zero: {zero}", f"时间起点：{rules.time_zero}"),
        Text(f"{rules.reader}'s assessments", f"以 {rules.reader} 的评估为准"),
        _rule_set(rules),
        _days(rules),
    ]
    if rules.consolidation_counts:
        parts.append(
            Text(
                "surgery, radiotherapy or transplant in response counts as a new therapy",
                "缓解期内的手术、放疗或移植计为新的抗肿瘤治疗",
            )
        )
    else:
        parts.append(
            Text(
                "surgery, radiotherapy or transplant in response does not count as a new therapy",
                "缓解期内的手术、放疗或移植不计为新的治疗",
            )
        )
    return _join(*parts)


def _rule_set(rules: EndpointRules) -> Text:
    match rules.rule_set:
        case RuleSet.FDA:
            number = rules.missed_limit
            return Text(
                "FDA rule set for PFS, TTP and DOR: a new anticancer therapy, or "
                f"{number} or more scheduled assessments missed in a row, censors before the event "
                "at the last adequate assessment",
                f"PFS、TTP、DOR 采用 FDA 规则：事件前开始新的抗肿瘤治疗，或连续缺失 {number} "
                "次及以上计划评估，在末次合格评估处删失",
            )
        case RuleSet.EMA:
            return Text(
                "EMA rule set for PFS, TTP and DOR: events count when they happen, whatever "
                "therapy or gap (wording UNVERIFIED)",
                "PFS、TTP、DOR 采用 EMA 规则：无论有无新治疗或评估缺失，事件均按发生日期计入"
                "（措辞未核实）",
            )


def _days(rules: EndpointRules) -> Text:
    if rules.day_count is DayCount.INCLUSIVE:
        return Text("days: end minus start plus 1", "天数：结束日期减起始日期加 1")
    return Text("days: end minus start", "天数：结束日期减起始日期")


def tell_response(plan: ResponsePlan, rules: EndpointRules) -> Text:
    """Say how response was judged and counted, with what nobody has checked."""
    best = rules.best
    criteria = ", ".join(f"{id}: {one.called}" for id, one in plan.criteria.items())
    parts = [
        Text(f"criteria: {criteria or 'RECIST 1.1'}", f"疗效标准：{criteria or 'RECIST 1.1'}"),
        Text(
            f"CR and PR are confirmed at least {best.confirmation_days} days later",
            f"CR 和 PR 须在至少 {best.confirmation_days} 天后确认",
        )
        if best.confirmed
        else Text("CR and PR are not confirmed", "CR 和 PR 未要求确认"),
        Text(
            f"SD counts from day {best.stable_from_day}",
            f"SD 自第 {best.stable_from_day} 天起计入",
        ),
        Text(
            f"denominator: {_DENOMINATORS[plan.denominator].en}",
            f"分母：{_DENOMINATORS[plan.denominator].zh}",
        ),
    ]
    if best.stable_between:
        number = best.stable_between
        parts.append(
            Text(
                f"{number} SD between a PR and its confirmation is tolerated",
                f"PR 与其确认之间允许 {number} 次 SD",
            )
        )
    if plan.inrc.unverified and any(one.value == "inrc_2017" for one in plan.criteria.values()):
        parts.append(Text(MARK, "INRC 2017 的阈值：未核实（UNVERIFIED）"))
    return _join(*parts)


def tell_survival(plan: SurvivalPlan) -> Text:
    """Say how survival was estimated."""
    limits, level = _LIMITS[plan.limits], f"{plan.level * 100:g}"
    efs = (
        Text(
            "EFS: PD, death, second malignancy or new anticancer therapy",
            "EFS：PD、死亡、第二原发肿瘤或新的抗肿瘤治疗",
        )
        if plan.event_free is EventFree.EFS
        else Text("EFS (COG): PD, death or second malignancy", "EFS（COG）：PD、死亡或第二原发肿瘤")
    )
    return _join(
        Text(
            f"Kaplan–Meier with {level} % {limits.en} limits (Greenwood)",
            f"Kaplan–Meier 法，{level}% 置信区间采用{limits.zh}变换（Greenwood）",
        ),
        Text(
            "median by R's midpoint rule, its limits after Brookmeyer and Crowley",
            "中位数按 R 的中点规则，置信区间按 Brookmeyer–Crowley 法",
        ),
        efs,
    )
