"""Second derivatives are exact: against closed forms, and against small steps of exact gradients."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.calc.cells import Address, Cells, Formula
from kpi_xl.calc.compile import compile_cells
from kpi_xl.calc.operands import Node
from kpi_xl.calc.tape import Floats
from tests.calc.test_slopes import CELLS, CENTRE, FOLLOWED, PROGRAM

SMALL = 1e-5  # of an input's size


def hessian(formula: str, *inputs: float) -> Floats:
    """All second derivatives of a formula over A1, B1, C1, ..."""
    levers = [Address("S", 1, column) for column in range(1, len(inputs) + 1)]
    cell = Address("S", 9, 1)
    program = compile_cells(Cells({**dict(zip(levers, inputs, strict=True)), cell: Formula(formula)}), levers, [cell])
    result = program.results[cell]
    assert isinstance(result, Node), program.problems
    return program.tape.curvature(inputs, np.eye(len(inputs)), result.index)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A1*B1", [[0, 1], [1, 0]]),
        ("=A1/B1", [[0, -1 / 9], [-1 / 9, 2 * 2 / 27]]),
        ("=A1^2*B1", [[6, 4], [4, 0]]),
        ("=A1^B1", [[12, 4 + 12 * math.log(2)], [4 + 12 * math.log(2), 8 * math.log(2) ** 2]]),
        ("=EXP(A1*B1)", [[9 * math.exp(6), 7 * math.exp(6)], [7 * math.exp(6), 4 * math.exp(6)]]),
        ("=LN(A1)+LOG10(B1)", [[-1 / 4, 0], [0, -1 / 9 / math.log(10)]]),
        ("=SQRT(A1*B1)", [[-9 / 4 * 6**-1.5, 0.5 * 6**-0.5 - 6 / 4 * 6**-1.5], [0.5 * 6**-0.5 - 6 / 4 * 6**-1.5, -(6**-1.5)]]),
        ("=2*A1-B1+7", [[0, 0], [0, 0]]),
    ],
)
def test_the_second_derivatives_are_those_of_the_textbook(formula: str, expected: list[list[float]]) -> None:
    assert hessian(formula, 2.0, 3.0) == pytest.approx(np.array(expected, dtype=float), rel=1e-13, abs=1e-13)


@pytest.mark.parametrize(
    ("formula", "branch"),
    [
        ("=MIN(A1*B1,A1*A1*B1)", "=A1*B1"),
        ("=MAX(A1*B1,A1*A1*B1)", "=A1*A1*B1"),
        ("=IF(A1>B1,A1^3,A1*B1^2)", "=A1*B1^2"),
        ("=IFERROR(LN(-A1),A1*B1)", "=A1*B1"),
        ("=ABS(A1-B1*B1)", "=B1*B1-A1"),
        ("=ROUND(A1*B1,0)*A1", "=6*A1"),
        ("=INT(A1*B1)+B1^2", "=B1^2"),
    ],
)
def test_where_a_formula_chooses_the_branch_taken_counts(formula: str, branch: str) -> None:
    assert hessian(formula, 2.1, 2.9) == pytest.approx(hessian(branch, 2.1, 2.9), rel=1e-14, abs=1e-14)


def test_a_branch_not_taken_may_bend_infinitely() -> None:
    assert hessian("=IF(A1>1,A1^2,SQRT(A1-2))", 2.0).tolist() == [[2.0]]
    assert hessian("=A1^2", 0.0).tolist() == [[2.0]]


@pytest.mark.parametrize("formula", FOLLOWED)
def test_a_second_derivative_is_what_small_steps_of_the_gradient_show(formula: str) -> None:
    result = PROGRAM.results[CELLS[formula]]
    assert isinstance(result, Node)
    tape, node, centre = PROGRAM.tape.towards([result.index]), result.index, np.array(CENTRE)
    exact = tape.curvature(CENTRE, np.eye(len(CENTRE)), node)
    size = np.abs(tape.gradient(tape.run(CENTRE), node)).max()
    for place, start in enumerate(CENTRE):
        step = SMALL * abs(start) * np.eye(len(CENTRE))[place]
        ahead, behind = (np.array(tape.gradient(tape.run((centre + side * step).tolist()), node)) for side in (1.0, -1.0))
        shown = (ahead - behind) / (2.0 * SMALL * abs(start))
        assert exact[:, place] == pytest.approx(shown, rel=1e-5, abs=1e-9 * max(1.0, size) / abs(start) + 1e-12)


FACTORS = st.lists(st.floats(0.5, 4.0), min_size=4, max_size=4)


@given(FACTORS, st.lists(st.floats(-1.0, 1.0), min_size=4, max_size=4), st.lists(st.floats(-1.0, 1.0), min_size=4, max_size=4))
def test_curvature_is_symmetric_and_linear_in_the_direction(at: list[float], one: list[float], other: list[float]) -> None:
    formula = "=A1*B1*(1+C1)/(D1+A1)+MIN(A1,B1)*D1^1.5"
    full = hessian(formula, *at)
    assert full == pytest.approx(full.T, rel=1e-12, abs=1e-12)
    assert np.array(one) @ full @ np.array(other) == pytest.approx(np.array(other) @ full @ np.array(one), rel=1e-9, abs=1e-12)


def test_only_the_directions_asked_for_are_followed() -> None:
    levers = [Address("S", 1, column) for column in (1, 2, 3)]
    program = compile_cells(Cells({**dict.fromkeys(levers, 2.0), Address("S", 9, 1): Formula("=A1*B1*C1")}), levers, [Address("S", 9, 1)])
    result = program.results[Address("S", 9, 1)]
    assert isinstance(result, Node)
    along = np.array([[1.0], [0.0], [-1.0]])
    assert program.tape.curvature([2.0, 3.0, 5.0], along, result.index).tolist() == [[-3.0], [5.0 - 2.0], [3.0]]
