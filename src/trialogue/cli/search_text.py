"""What `trialogue search` found: as JSON, and as text for a terminal."""

from __future__ import annotations

from trialogue.cli.layout import hanging
from trialogue.core.record import Site
from trialogue.registry.index import Found, Result

WIDTH = 100


def found_json(found: Found) -> dict[str, object]:
    """Make the document of `--json`."""
    return {
        "results": [_result_json(one) for one in found.results],
        "faults": [],
        "total": found.total,
        "strictness": found.strictness,
        "mended": dict(found.mended),
    }


def _result_json(one: Result) -> dict[str, object]:
    card = one.card
    return {
        "id": card.id,
        "title": card.title,
        "status": card.status,
        "distance_km": one.distance_km,
        "nearest": _nearest_json(one),
        "sex": card.sex,
        "minimum_age": card.youngest,
        "maximum_age": card.oldest,
        "phases": list(card.phases),
        "conditions": list(card.conditions),
        "sponsor": card.sponsor,
        "updated": card.updated,
        "reasons": [
            {
                "typed": reason.typed,
                "relation": reason.relation,
                "found": reason.found,
                "part": reason.part,
                "passage": reason.passage,
            }
            for reason in one.reasons
        ],
    }


def _nearest_json(one: Result) -> dict[str, object] | None:
    """Write the nearest centre that counts; null where none was asked for, or none is placed."""
    if one.nearest is None or one.nearest.found is None:
        return None
    centre = one.nearest.found.centre
    return {
        "facility": centre.site.facility,
        "city": centre.site.city,
        "state": centre.site.state,
        "country": centre.site.country,
        "status": centre.status,
        "recruits": centre.recruits,
    }


def found_text(found: Found, *, near: str) -> str:
    """Write the results, each in a few lines, and how many there are in all."""
    blocks = ["\n".join(_lines(one, near)) for one in found.results]
    return "\n\n".join([*blocks, "\n".join(_closing(found))])


def _closing(found: Found) -> list[str]:
    lines = [f"“{typed}” was taken for {meant}" for typed, meant in found.mended.items()]
    if found.strictness != "all" and found.results:
        lines.append("no trial has all of these words; those above have some of them")
    shown, total = len(found.results), found.total
    noun = "trial" if total == 1 else "trials"
    lines.append(f"{shown} of {total} {noun}" if shown < total else f"{total} {noun}")
    return lines


def _lines(one: Result, near: str) -> list[str]:
    card = one.card
    ages = f"{card.youngest or 'any age'} to {card.oldest or 'any age'}"
    facts = [card.status.lower().replace("_", " "), ages if card.youngest or card.oldest else ""]
    head = " · ".join(part for part in (card.id, *facts) if part)
    lines = [head, *hanging("  ", card.title, WIDTH)]
    return [*lines, *hanging("  ", _where(one), WIDTH)] if near else lines


def _where(one: Result) -> str:
    if one.nearest is None:
        return "no centre is named"
    if one.nearest.found is None:
        return "nobody knows how far: its centres have no coordinates"
    centre, km = one.nearest.found.centre, one.distance_km
    far = "" if km is None else f"{km:.0f} km: "
    closed = "" if centre.recruits else "  (recruits nowhere today; this is its nearest centre)"
    return f"{far}{_place(centre.site)}{closed}"


def _place(site: Site) -> str:
    return ", ".join(
        dict.fromkeys(part for part in (site.facility, site.city, site.country) if part)
    )
