"""The centres of trials: those of the registry, and what a centre has entered about itself."""
