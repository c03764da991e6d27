"""What evaluating a condition yields: a truth, the reasons for it, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.eligibility.reasons import Reason
from trialogue.core.truth import Truth, all_of, any_of


@dataclass(frozen=True, slots=True)
class Finding:
    """A truth with its reasons; `missing` names the items whose answer would settle it."""

    truth: Truth
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()

    def negated(self) -> Finding:
        """Negate the truth; the reasons and what is missing stay."""
        return Finding(~self.truth, self.reasons, self.missing)


def holds(*reasons: Reason) -> Finding:
    """Find that a condition holds."""
    return Finding(Truth.TRUE, reasons)


def fails(*reasons: Reason) -> Finding:
    """Find that a condition does not hold."""
    return Finding(Truth.FALSE, reasons)


def unknown(missing: tuple[str, ...], *reasons: Reason) -> Finding:
    """Find that a condition is undecided until the missing items are recorded."""
    return Finding(Truth.UNKNOWN, reasons, missing)


def conjoin(findings: tuple[Finding, ...]) -> Finding:
    """Combine by "all"; only the findings that decide speak."""
    return _deciding(all_of(finding.truth for finding in findings), findings)


def disjoin(findings: tuple[Finding, ...]) -> Finding:
    """Combine by "any"; only the findings that decide speak."""
    return _deciding(any_of(finding.truth for finding in findings), findings)


def exempt(rule: Finding, exemption: Finding) -> Finding:
    """Combine a rule with what exempts from it; a rule that fails says so beside what is open."""
    found = disjoin((rule, exemption))
    if found.truth is not Truth.UNKNOWN or rule.truth is not Truth.FALSE:
        return found
    return Finding(found.truth, (*rule.reasons, *found.reasons), found.missing)


def _deciding(truth: Truth, findings: tuple[Finding, ...]) -> Finding:
    deciding = [finding for finding in findings if finding.truth is truth]
    reasons = dict.fromkeys(reason for finding in deciding for reason in finding.reasons)
    missing: dict[str, None] = {}
    if truth is Truth.UNKNOWN:
        missing = dict.fromkeys(name for finding in deciding for name in finding.missing)
    return Finding(truth, tuple(reasons), tuple(missing))
