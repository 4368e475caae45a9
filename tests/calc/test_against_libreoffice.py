"""Hundreds of formulas of every kind give what a real spreadsheet program gives, folded and on the tape.

Where LibreOffice and Excel differ we follow Excel; each such formula is listed with the reason.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import pytest

from kpi_xl.calc.cells import DIV0, NUM, Address, ExcelError, Value
from kpi_xl.calc.compile import compile_cells, evaluate_cells
from kpi_xl.calc.functions import FUNCTIONS
from kpi_xl.calc.program import Program
from kpi_xl.errors import UnsolvableFunction
from kpi_xl.formula.expression import Call, walk
from kpi_xl.formula.grammar import parse
from tests.calc import sheet
from tests.calc.formulas import grown, systematic
from tests.support.libreoffice import recalculate

FORMULAS = tuple(dict.fromkeys([*systematic(), *grown(seed=20261122, count=300)]))
CELLS = {formula: Address(sheet.SHEET, sheet.FIRST_ROW + n, sheet.FORMULA_COLUMN) for n, formula in enumerate(FORMULAS)}
LEVERS = [Address(sheet.SHEET, row, 2) for row in range(2, 8)]
CLOSE = 1e-12


@dataclass(frozen=True)
class Difference:
    """What Excel shows, and why LibreOffice shows something else."""

    excel: Value
    reason: str


TRUE_IS_A_NUMBER = "LibreOffice keeps logical values as numbers; in Excel they are a kind of their own"
DIFFERENCES = {
    '="x"&TRUE': Difference("xTRUE", TRUE_IS_A_NUMBER),
    '=CONCATENATE("a",1,TRUE)': Difference("a1TRUE", TRUE_IS_A_NUMBER),
    '="z"<TRUE': Difference(True, TRUE_IS_A_NUMBER),
    "=SUMPRODUCT(D2:D9,D2:D9)": Difference(83.25, TRUE_IS_A_NUMBER),
    "=入力!訪問者数": Difference(5000.0, "LibreOffice knows a workbook's name only without a sheet before it"),
    "=SUM(--(D2:D4>2))": Difference(1.0, "LibreOffice calculates arrays only in array formulas; Excel has done so everywhere since 2021"),
    "=0^-1": Difference(DIV0, "LibreOffice reports a power of 0 as #NUM!"),
    "=SQRT(-1)": Difference(NUM, "LibreOffice writes its own error 502 as #VALUE!"),
}
"""Beside these: LibreOffice's own errors 502 and 503 come out as #VALUE! where Excel shows #NUM!; any two errors count as equal."""

UNFOLLOWED = re.compile(r'&B7|"\)&"!"|FACT\(B|COS\(B3')
"""Formulas that cannot depend on a lever: they are refused on the tape with a sentence."""


@cache
def theirs() -> Mapping[str, object]:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = sheet.write(Path(folder) / "formulas.xlsx", FORMULAS)
        return recalculate([path])[path]


@cache
def folded() -> Mapping[Address, Value]:
    return evaluate_cells(sheet.as_cells(FORMULAS), list(CELLS.values()))


@cache
def on_the_tape() -> tuple[Program, list[float]]:
    cells = sheet.as_cells(FORMULAS)
    program = compile_cells(cells, LEVERS, list(CELLS.values()))
    return program, program.tape.run([float(str(cells.contents[lever])) for lever in LEVERS])


def equal(one: object, other: object) -> bool:
    """Numbers within 1e-12 of their size, errors of any code, everything else exactly."""
    if isinstance(one, ExcelError) or isinstance(other, ExcelError):
        return str(one).startswith("#") and str(other).startswith("#")
    if isinstance(one, bool) or isinstance(other, bool) or not isinstance(one, int | float) or not isinstance(other, int | float):
        return (one in (None, "") and other in (None, "")) or (type(one) is type(other) and one == other)
    return math.isclose(one, other, rel_tol=CLOSE, abs_tol=0.0)


def shown(value: object) -> object:
    """LibreOffice gives a date its own cell format, which openpyxl reads as a date: back to the serial number."""
    return (value - datetime(1899, 12, 30)).days if isinstance(value, datetime) else value


def test_there_are_hundreds_of_formulas_and_every_function_is_among_them() -> None:
    called = {node.function for formula in FORMULAS for node in walk(parse(formula)) if isinstance(node, Call)}
    assert len(FORMULAS) > 800
    assert set(FUNCTIONS) - called == set()


@pytest.mark.libreoffice
@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_gives_what_libreoffice_gives(formula: str) -> None:
    cell = CELLS[formula]
    ours, reference = folded()[cell], shown(theirs().get(f"{cell.sheet}!L{cell.row}"))
    if formula in DIFFERENCES:
        assert ours == DIFFERENCES[formula].excel
    else:
        assert equal(ours, reference), (ours, reference)


@pytest.mark.libreoffice
@pytest.mark.parametrize("formula", [formula for formula in DIFFERENCES if formula != "=SQRT(-1)"])
def test_a_listed_difference_is_still_one(formula: str) -> None:
    cell = CELLS[formula]
    reference = theirs().get(f"{cell.sheet}!L{cell.row}")
    assert str(reference) != str(DIFFERENCES[formula].excel)


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_tape_gives_what_folding_gives(formula: str) -> None:
    program, values = on_the_tape()
    cell = CELLS[formula]
    if UNFOLLOWED.search(formula):
        assert isinstance(next(problem for problem in program.problems if problem.where == str(cell)), UnsolvableFunction)
    else:
        assert equal(program.shows(cell, values), folded()[cell])
