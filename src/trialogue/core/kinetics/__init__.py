"""Kinetics of cells and markers: peak, area under the curve, half-life, persistence."""

from trialogue.core.kinetics.markers import MarkerCourse, compute_marker
from trialogue.core.kinetics.noncompartmental import Areas, Kinetics, compute_kinetics
from trialogue.core.kinetics.rules import DEFAULT_RULES, KineticsRules
from trialogue.core.kinetics.samples import BELOW, Profile, Reading, Sample, profile_of

__all__ = [
    "BELOW",
    "DEFAULT_RULES",
    "Areas",
    "Kinetics",
    "KineticsRules",
    "MarkerCourse",
    "Profile",
    "Reading",
    "Sample",
    "compute_kinetics",
    "compute_marker",
    "profile_of",
]
