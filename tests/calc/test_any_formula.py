"""Whatever is calculated, compiling ends in a program; and where both are possible, folding and the tape agree."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.calc.cells import Address, Cells, ExcelError, Formula
from kpi_xl.calc.compile import compile_cells, evaluate_cells
from kpi_xl.calc.functions import FUNCTIONS

LEVERS = {Address("S", 1, 1): 3.0, Address("S", 2, 1): -0.5, Address("S", 3, 1): 0.0}
HERE = Address("S", 9, 9)
CONTENTS = {**LEVERS, Address("S", 4, 1): "text", Address("S", 5, 1): True, Address("S", 6, 1): 7.0, Address("S", 7, 1): ExcelError("#N/A")}

ATOMS = st.sampled_from(
    (
        *("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A1:A3", "A1:A8", "A1:B2", "A:A", ""),
        *("1", "0", "2", "-2.5", "1E60", "-1E60", "100", "0.1", '"a"', '""', '"3"', '">0"', '"0.0%"', "TRUE", "{1,2;3,4}", "#N/A"),
    )
)
OPERATORS = st.sampled_from(["+", "-", "*", "/", "^", "&", "=", "<", ">=", "<>"])


def calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    function = st.builds(lambda name, given: f"{name}({','.join(given)})", st.sampled_from(sorted(FUNCTIONS)), st.lists(inner, max_size=5))
    binary = st.builds(lambda left, sign, right: f"({left or 1}{sign}{right or 1})", inner, OPERATORS, inner)
    return function | binary | st.builds(lambda one: f"-({one or 1})%", inner)


def same(one: object, other: object) -> bool:
    if isinstance(one, ExcelError) or isinstance(other, ExcelError):
        return isinstance(one, ExcelError) and isinstance(other, ExcelError)
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.recursive(ATOMS, calls, max_leaves=8))
def test_any_formula(text: str) -> None:
    cells = Cells({**CONTENTS, HERE: Formula("=" + (text or "1"))})
    folded = evaluate_cells(cells, [HERE])
    program = compile_cells(cells, list(LEVERS), [HERE])
    if HERE in folded and HERE in program.cells:
        assert same(program.shows(HERE, program.tape.run(list(LEVERS.values()))), folded[HERE])
