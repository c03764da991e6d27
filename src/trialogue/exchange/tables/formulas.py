"""Texts that a spreadsheet would run as a formula: made harmless on the way out, restored back."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    A text that looks as if that had been done gets one more, so that `restored` gives it back.
    """
    bare = cell.lstrip("'")
    if not bare.startswith(FORMULA):
        return cell
    return cell if bare == cell and _is_number(cell) else f"'{cell}"


def restored(cell: str) -> str:
    """Take the apostrophe of `harmless` away; any other text stays as it is."""
    bare = cell.lstrip("'")
    if bare == cell or not bare.startswith(FORMULA):
        return cell
    return cell[1:]


def _is_number(cell: str) -> bool:
    try:
        float(cell.removesuffix("%"))
    except ValueError:
        return False
    return True
