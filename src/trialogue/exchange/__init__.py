"""What comes in and what goes out: protocol files, facts, units as people write them.

Everything here turns outside bytes into values of `trialogue.core` and a list of faults;
no input gives a traceback. A fault names the place, what was found, what is allowed and
what to do (`trialogue.exchange.faults`, docs/reference/faults.md).
"""
