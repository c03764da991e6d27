"""The pure heart: standard library, numpy and scipy only; told the date, opens nothing."""
