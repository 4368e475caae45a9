"""Every formula that can follow a lever has the slope that small steps show."""

from __future__ import annotations

import math
import re

import pytest

from kpi_xl.calc.cells import Address, Cells, Formula
from kpi_xl.calc.compile import compile_cells
from kpi_xl.calc.operands import Node
from kpi_xl.calc.program import Program
from tests.calc import sheet
from tests.calc.formulas import grown, systematic

START = {2: 5003.0, 3: 0.0211, 4: 10007.0, 5: -3.57, 6: 2.671, 7: 12.13}
"""Inputs away from the values at which a formula jumps or bends: row in column B to number."""

FORMULAS = tuple(dict.fromkeys([*systematic(), *grown(seed=1, count=300)]))
CELLS = {formula: Address(sheet.SHEET, sheet.FIRST_ROW + n, sheet.FORMULA_COLUMN) for n, formula in enumerate(FORMULAS)}
LEVERS = [Address(sheet.SHEET, row, 2) for row in START]
STEP = 1e-5  # of an input's size
STEPPING = re.compile(r"INT|ROUND|TRUNC|ODD|EVEN|CEILING|FLOOR|QUOTIENT|MOD|MROUND")
"""Functions that jump: between two jumps their slope is 0, which a step across a jump does not show."""


def compiled() -> Program:
    return compile_cells(sheet.as_cells(FORMULAS), LEVERS, list(CELLS.values()))


PROGRAM = compiled()
CENTRE = list(START.values())
VALUES = PROGRAM.tape.run(CENTRE)
FOLLOWED = [
    formula
    for formula, cell in CELLS.items()
    if isinstance(result := PROGRAM.results.get(cell), Node) and math.isfinite(VALUES[result.index]) and not STEPPING.search(formula)
]


def stepped(place: int, sign: int) -> list[float]:
    inputs = list(CENTRE)
    inputs[place] += sign * STEP * abs(inputs[place])
    return PROGRAM.tape.run(inputs)


NEIGHBOURS = [(stepped(place, 1), stepped(place, -1)) for place in range(len(CENTRE))]


def test_hundreds_of_formulas_follow_the_levers() -> None:
    assert len(FOLLOWED) > 300


@pytest.mark.parametrize("formula", FOLLOWED)
def test_a_slope_is_what_small_steps_show(formula: str) -> None:
    result = PROGRAM.results[CELLS[formula]]
    assert isinstance(result, Node)
    slopes = PROGRAM.tape.gradient(VALUES, result.index)
    size = abs(VALUES[result.index])
    for slope, start, (after, before) in zip(slopes, CENTRE, NEIGHBOURS, strict=True):
        step = STEP * abs(start)
        shown = (after[result.index] - before[result.index]) / (2 * step)
        noise = 1e-14 * max(1.0, size) / step
        assert slope == pytest.approx(shown, rel=1e-5, abs=noise + 1e-12)


@pytest.mark.parametrize("formula", ["=ROUND(B2,2)", "=INT(B6)", "=CEILING(B6,0.1)", "=EVEN(B2)"])
def test_between_two_jumps_a_rounded_number_does_not_move(formula: str) -> None:
    assert slopes_of(formula, B2=5003.004, B6=2.671) == [0, 0]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=MOD(B2,3)", [1, 0]),
        ("=IF(B2>1,LN(B2),LN(-B2))", [0.5, 0]),
        ("=IFERROR(LN(-B2),B6*3)", [0, 3]),
        ("=PMT(0*B2,10,B6)", [0, -0.1]),
        ("=FV(B2*0,2,B6)", [0, -2]),
        ("=B2^2*B6", [12, 4]),
        ("=AVERAGE(B2,B6,3)", [1 / 3, 1 / 3]),
        ("=SUMPRODUCT((B2>1)*B6)", [0, 1]),
        ("=LARGE(B2:B6,1)", [0, 1]),
        ('=IF(IF(B2>1,"x","y")="x",B6*5,0)', [0, 5]),
        ("=B2*0", [0, 0]),
    ],
)
def test_a_slope_is_exact(formula: str, expected: list[float]) -> None:
    assert slopes_of(formula, B2=2.0, B6=3.0) == pytest.approx(expected)


def test_at_a_rate_of_0_a_payment_still_has_its_slope() -> None:
    cell = Address("S", 9, 1)
    program = compile_cells(Cells({Address("S", 2, 2): 0.0, cell: Formula("=PMT(B2,10,1000)")}), [Address("S", 2, 2)], [cell])
    result = program.results[cell]
    assert isinstance(result, Node)
    before, after = (program.tape.run([rate])[result.index] for rate in (-1e-4, 1e-4))
    assert program.tape.gradient(program.tape.run([0.0]), result.index) == [pytest.approx((after - before) / 2e-4, rel=1e-5)]


def slopes_of(formula: str, **inputs: float) -> list[float]:
    levers = [Address("S", int(name[1:]), 2) for name in inputs]
    cell = Address("S", 9, 1)
    program = compile_cells(Cells({**dict(zip(levers, inputs.values(), strict=True)), cell: Formula(formula)}), levers, [cell])
    result = program.results[cell]
    assert isinstance(result, Node), program.problems
    return program.tape.gradient(program.tape.run(list(inputs.values())), result.index)
