"""The example tree of the product, as Python builds it."""

from __future__ import annotations

import csv
from pathlib import Path

import kpi_xl as kx
from kpi_xl.model.kpi import Better

DATA = Path(__file__).parent.parent / "data"
BETTER: dict[str, Better] = {"higher": "higher", "lower": "lower"}
LEVER_FIELDS = ("low", "high", "stated", "industry")


def example_tree() -> kx.KpiTree:
    """Annual revenue of a subscription business: nine levers, three constants."""
    with open(DATA / "example_tree.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    formulas = {row["name_en"]: row["baseline_or_formula_en"] for row in rows if row["baseline_or_formula_en"].startswith("=")}
    levers = [_lever(row) for row in rows if row["name_en"] not in formulas]
    better = {row["name_en"]: BETTER[row["better"]] for row in rows}
    units = {row["name_en"]: row["unit"] for row in rows}
    industry = {row["name_en"]: float(row["industry"]) for row in rows if row["industry"]}
    return kx.KpiTree.from_formulas(formulas, levers, kgi="annual_revenue", better=better, industry=industry, units=units)


def _lever(row: dict[str, str]) -> kx.Lever:
    numbers = {field: float(row[field]) for field in LEVER_FIELDS if row.get(field)}
    return kx.Lever(
        row["name_en"],
        float(row["baseline_or_formula_en"]),
        better=BETTER[row["better"]],
        unit=row["unit"],
        locked=row["locked"] == "yes",
        **numbers,
    )
