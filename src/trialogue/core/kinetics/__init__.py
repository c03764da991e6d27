"""Kinetics of cells and markers: peak, area under the curve, half-life, persistence."""

from trialogue.core.kinetics.samples import BELOW, Profile, Reading, Sample, profile_of

__all__ = ["BELOW", "Profile", "Reading", "Sample", "profile_of"]
