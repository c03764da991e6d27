"""Time to event: which event, on which day, censored why; and the curves that follow from it.

Clinical reference section 8.
"""
