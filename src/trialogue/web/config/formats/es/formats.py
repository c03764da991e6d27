"""Dates in Spanish, 26 de agosto de 2025; numbers with a point, as in most of the Americas.

A decimal comma would make `1,000` ambiguous beside the protocol's own numbers, which have a point.
"""

DATE_FORMAT = r"j \d\e F \d\e Y"
SHORT_DATE_FORMAT = "j M Y"
DATETIME_FORMAT = r"j \d\e F \d\e Y, H:i"
YEAR_MONTH_FORMAT = r"F \d\e Y"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
