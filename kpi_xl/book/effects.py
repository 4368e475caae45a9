"""Read the effects table: each active row says which KPI pulls another along.

Knows the effects table. Does not know the tree, so it cannot say whether a KPI exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from pydantic import TypeAdapter

from kpi_xl import errors
from kpi_xl.book import entry
from kpi_xl.book.rows import TAKES, Sheet
from kpi_xl.calc.cells import Address
from kpi_xl.labels import Label
from kpi_xl.model.effect import Effect

STRONGEST, WEAKEST = 10.0, 0.01
"""An elasticity beyond these is questioned: -30 or -0.3% was typed for -0.3."""

A_NAME = Label(ja="KPIの名前", en="the name of a KPI")
A_NUMBER = Label(ja="-0.3 のような数値", en="a number such as -0.3")
EFFECT = TypeAdapter(Effect)


def read_effects(sheet: Sheet) -> dict[int, Effect]:
    """Return the effect of each active row by its sheet row; what is wrong with a row is noted as a problem of the sheet."""
    found: dict[int, Effect] = {}
    for row in sheet.rows(ignoring=("result", "active", "why")):
        if sheet.read(row, "active", entry.choice) == "no":
            continue
        effect = _effect(sheet, row)
        if effect is not None:
            found[row] = effect
    return found


def _effect(sheet: Sheet, row: int) -> Effect | None:
    before = len(sheet.problems)
    cause, affected = (entry.text(sheet.value(row, key)) for key in ("cause", "affected"))
    elasticity = cast("float | None", sheet.read(row, "elasticity", TAKES["number"]))
    if len(sheet.problems) == before:
        sheet.problems += _missing(sheet, row, cause, affected, elasticity)
    if len(sheet.problems) > before or elasticity is None:
        return None
    where = sheet.address(row, "elasticity")
    if abs(elasticity) >= STRONGEST or 0.0 < abs(elasticity) < WEAKEST:
        percent = f"{elasticity:+.10g}%"
        sheet.problems.append(
            errors.OddElasticity(where=where, elasticity=f"{elasticity:.10g}", cause=cause, affected=affected, percent=percent)
        )
        return None
    return EFFECT.validate_python({"cause": cause, "affected": affected, "elasticity": elasticity, "where": str(where)})


def _missing(sheet: Sheet, row: int, cause: str, affected: str, elasticity: float | None) -> Iterator[errors.SheetProblem]:
    filled: dict[str, tuple[object, Label]] = {
        "cause": (cause, A_NAME),
        "affected": (affected, A_NAME),
        "elasticity": (elasticity, A_NUMBER),
    }
    for key, (value, expected) in filled.items():
        if value in ("", None):
            column = sheet.table.column(key).label
            yield errors.MissingCell(where=Address(sheet.area.sheet, row, sheet.columns[key]), column=column, expected=expected)
