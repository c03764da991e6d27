"""Designs that could sit beside a trial: how many people, and when to stop.

Clinical reference section 10.
"""
