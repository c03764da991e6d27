"""INRC 2017: the primary tumour, and soft tissue and bone, from sizes and uptake.

All numbers UNVERIFIED, as in `inrc`. Source: Park et al., J Clin Oncol 2017;35:2580, tables
2 and 3; clinical reference 7.2.
"""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.response.inrc import (
    INRC,
    TOLERANCE,
    Component,
    ComponentResult,
    InrcThresholds,
    Uptake,
    derive_mibg_response,
    marks_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimaryTumour:
    """The primary tumour: longest diameters in mm, and its uptake. None is "not measured"."""

    baseline_mm: float | None
    nadir_mm: float | None
    current_mm: float | None
    uptake: Uptake = Uptake.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Metastases:
    """Metastases of soft tissue and bone: sums in mm, bone scores, and what was new.

    `cleared` means that every site is gone (below 10 mm, nodes too) without uptake.
    `non_target_stable` means that non-target sites are stable or smaller. `mibg_baseline`
    and `mibg_current` are bone scores; where the tumour takes up no MIBG,
    `fdg_bones_baseline` and `fdg_bones_current` count FDG-avid bone lesions. `new_lesion`
    is one that the criteria accept: avid soft tissue, biopsied, an MIBG-avid bone site, or
    an FDG-avid bone site with support by CT, MRI or histology. None is "not evaluated".
    """

    baseline_mm: float | None = None
    nadir_mm: float | None = None
    current_mm: float | None = None
    cleared: bool = False
    non_target_stable: bool | None = None
    mibg_baseline: float | None = None
    mibg_current: float | None = None
    fdg_bones_baseline: int | None = None
    fdg_bones_current: int | None = None
    new_lesion: bool = False


def _grew(nadir: float, current: float, thresholds: InrcThresholds) -> bool:
    more = current - nadir
    enough = more >= thresholds.increase_mm - TOLERANCE
    return enough and more > thresholds.increase * nadir * (1 + TOLERANCE)


def _shrank(baseline: float, current: float, thresholds: InrcThresholds) -> bool:
    return current <= baseline * (1 - thresholds.decrease) * (1 + TOLERANCE)


def derive_primary_response(
    tumour: PrimaryTumour, thresholds: InrcThresholds = INRC
) -> ComponentResult:
    """Derive the response of the primary tumour.

    CR: below 10 mm and no uptake. PD: more than 20 % and at least 5 mm over the nadir. PR: at
    least 30 % smaller, and uptake stable, improved or gone. SD otherwise. Uptake alone is
    never PD. NE where a size that the rule needs is missing, or where only the uptake decides
    between CR, PR and SD and it is unknown.
    """

    def result(response: Component, because: str) -> ComponentResult:
        return ComponentResult(response=response, because=because, unverified=marks_of(thresholds))

    current, nadir, baseline = tumour.current_mm, tumour.nadir_mm, tumour.baseline_mm
    if current is None:
        return result(Component.NE, "primary tumour not measured")
    if nadir is not None and _grew(nadir, current, thresholds):
        return result(Component.PD, "primary tumour grew over its smallest size")
    if current < thresholds.residual_mm and tumour.uptake is Uptake.NONE:
        return result(Component.CR, f"below {thresholds.residual_mm:g} mm without uptake")
    if baseline is None or nadir is None:
        return result(Component.NE, "no size at baseline to compare with")
    if not _shrank(baseline, current, thresholds):
        if tumour.uptake is Uptake.UNKNOWN and current < thresholds.residual_mm:
            return result(Component.NE, "small, and uptake is not known")
        return result(Component.SD, "neither smaller by the rule nor grown")
    match tumour.uptake:
        case Uptake.UNKNOWN:
            return result(Component.NE, "smaller, and uptake is not known")
        case Uptake.WORSE:
            return result(Component.SD, "smaller, and uptake is worse")
        case _:
            return result(Component.PR, "smaller by the rule, uptake not worse")


def _bone(sites: Metastases, thresholds: InrcThresholds) -> ComponentResult | None:
    """Judge bone alone; None where bone was never involved or never scored."""
    if sites.mibg_baseline is not None or sites.mibg_current is not None:
        return derive_mibg_response(sites.mibg_baseline, sites.mibg_current, thresholds)
    then, now = sites.fdg_bones_baseline, sites.fdg_bones_current
    if then is None and now is None:
        return None
    if then is None or now is None:
        response, because = Component.NE, "a count of FDG-avid bone lesions is missing"
    elif now == 0:
        response = Component.CR if then else Component.NOT_INVOLVED
        because = "no FDG-avid bone lesion"
    elif now <= then * (1 - thresholds.fdg_decrease) + TOLERANCE:
        response, because = Component.PR, f"FDG-avid bone lesions {then} to {now}"
    else:
        response, because = Component.SD, f"FDG-avid bone lesions {then} to {now}"
    return ComponentResult(response=response, because=because, unverified=marks_of(thresholds))


def _soft(sites: Metastases, thresholds: InrcThresholds) -> Component | None:
    """Judge the sum of soft-tissue targets; None where there were none."""
    baseline, nadir, current = sites.baseline_mm, sites.nadir_mm, sites.current_mm
    if baseline is None and current is None:
        return None
    if current is None or baseline is None:
        return Component.NE
    if _grew(nadir if nadir is not None else baseline, current, thresholds):
        return Component.PD
    if _shrank(baseline, current, thresholds):
        return Component.PR
    return Component.SD


def derive_metastases_response(
    sites: Metastases, thresholds: InrcThresholds = INRC
) -> ComponentResult:
    """Derive the response of soft-tissue and bone metastases together.

    PD where any part proves it; CR where every site is cleared; NE where a part that was
    involved is not evaluated; PR where each involved part is at least PR and non-target
    sites are stable or smaller; SD otherwise; not involved where nothing was there.
    """

    def result(response: Component, because: str) -> ComponentResult:
        return ComponentResult(response=response, because=because, unverified=marks_of(thresholds))

    if sites.new_lesion:
        return result(Component.PD, "new lesion")
    bone, soft = _bone(sites, thresholds), _soft(sites, thresholds)
    parts = {part for part in (bone.response if bone else None, soft) if part is not None}
    parts.discard(Component.NOT_INVOLVED)
    if Component.PD in parts:
        because = bone.because if bone and bone.response is Component.PD else "targets grew"
        return result(Component.PD, because)
    if sites.cleared:
        return result(Component.CR, "every site is gone")
    if sites.non_target_stable is False:
        return result(Component.SD, "non-target sites are larger, short of progression")
    if not parts and sites.non_target_stable is None:
        return result(Component.NOT_INVOLVED, "no metastasis of soft tissue or bone")
    if Component.NE in parts:
        return result(Component.NE, "an involved part was not evaluated")
    if parts == {Component.CR} and soft is None and sites.non_target_stable is None:
        return result(Component.CR, "bone, the only part involved, is clear")
    if parts and parts <= {Component.CR, Component.PR}:
        return result(Component.PR, "every involved part responded")
    return result(Component.SD, "not every involved part responded")
