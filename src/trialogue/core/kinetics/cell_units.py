"""Between what assays report and cells: transgene copies, per cent of cells, cells per µL.

qPCR and flow are never pooled; these are links, shown beside. Source: clinical reference 6,
rule 6.
"""

from __future__ import annotations

from trialogue.core.absent import Absent

DNA_UG_PER_CELL = 6.6e-6
"""DNA of one diploid cell in µg (6.6 pg): a convention, UNVERIFIED (clinical reference 12)."""


def compute_transgene_percent(
    copies_per_ug: float | None, copies_per_cell: float | None
) -> float | Absent:
    """Compute the share of nucleated cells that carry the transgene, in per cent.

    copies/µg DNA × 6.6e-6 µg/cell / VCN × 100. `copies_per_cell` is the product's vector copy
    number (VCN). Absent where one is not recorded, or the VCN is 0.
    """
    if copies_per_ug is None or copies_per_cell is None:
        missing = "copies per µg" if copies_per_ug is None else "the vector copy number"
        return Absent(reason=f"{missing} is not recorded")
    _check(copies_per_ug, copies_per_cell)
    if copies_per_cell == 0:
        return Absent(reason="the vector copy number is 0")
    return copies_per_ug * DNA_UG_PER_CELL / copies_per_cell * 100


def compute_car_cells_per_ul(
    car_percent_of_cd3: float | None,
    cd3_per_ul: float | None = None,
    lymphocytes_per_ul: float | None = None,
    cd3_percent_of_lymphocytes: float | None = None,
) -> float | Absent:
    """Compute CAR-positive T cells per µL of blood from flow cytometry.

    CAR+ % of CD3 × CD3/µL; where CD3/µL is not counted, from the absolute lymphocyte count
    and the share of CD3 among lymphocytes. Absent where neither way is complete.
    """
    if car_percent_of_cd3 is None:
        return Absent(reason="the CAR+ share of CD3 cells is not recorded")
    if cd3_per_ul is None:
        if lymphocytes_per_ul is None or cd3_percent_of_lymphocytes is None:
            return Absent(reason="neither CD3 cells per µL nor lymphocytes with their CD3 share")
        _check(lymphocytes_per_ul, cd3_percent_of_lymphocytes)
        cd3_per_ul = lymphocytes_per_ul * cd3_percent_of_lymphocytes / 100
    _check(car_percent_of_cd3, cd3_per_ul)
    return car_percent_of_cd3 / 100 * cd3_per_ul


def _check(*numbers: float) -> None:
    for number in numbers:
        if not 0 <= number < float("inf"):
            raise ValueError(f"{number} is not a number of 0 or more")
