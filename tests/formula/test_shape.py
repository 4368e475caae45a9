"""A formula read as a shape and its cells says what it says when it is read by itself."""

from __future__ import annotations

import pytest

from kpi_xl.errors import FormulaError
from kpi_xl.formula.expression import CellRef, NameRef, RangeRef, TableRef, walk
from kpi_xl.formula.grammar import parse
from kpi_xl.formula.shape import read

FORMULAS = (
    "=A1+B2",
    "=$A$1*a1",
    '=IF(C18=0,"",D18/C18)',
    "=SUM(B2:D9)+SUM(D9:B2)+SUM($D2:B$9)",
    "='KPI Tree'!$C$8-N24",
    "='A1'!B2+A1!B2+'It''s B7'!C1:D4",
    '="A1"&A1&"say ""B2"""',
    "=LOG10(A10)+_xlfn.STDEV.S(A1:A3)",
    "=lever_2_a*part_1+XFD1048576",
    "=ABCD1+XYZ5+売上A1+売上・A2",
    "=SUM(A:C)+SUM(2:5)+AA7",
    "=SUM(Sheet1!A1:Sheet1!B2)",
    "=tbl[Price]*C3",
    "=LET(x,A1,x*B2)",
    "=1E5+2e3*E5+{1,2}",
    "=- A1 %+(B2)",
    "=12",
)
REFUSED = ("=A1:INDEX(B1:B9,2)", "=RC5", "=A1#", "=A1+", "=(A1,B2)", "=A1 B2", "=$ABCD$1", "=A0+B0:C1", "A1", "=Jan:A1!B2")


def cells(text: str) -> list[object]:
    """What a formula refers to, read by itself."""
    return [meant(node, []) for node in walk(parse(text)) if isinstance(node, CellRef | RangeRef | NameRef | TableRef)]


def meant(node: CellRef | RangeRef | NameRef | TableRef, corners: list[tuple[int, int]]) -> object:
    match node:
        case CellRef():
            return node.sheet, *(corners[0] if corners else (node.row, node.column))
        case RangeRef():
            rows, columns = (
                zip(*corners, strict=True) if corners else ((node.first_row, node.last_row), (node.first_column, node.last_column))
            )
            return node.sheet, min(rows), min(columns), max(rows), max(columns)
        case NameRef():
            return node.sheet, node.name
        case TableRef():
            return node.table, node.columns, node.area


@pytest.mark.parametrize("text", FORMULAS)
def test_a_shape_with_its_cells_refers_to_what_the_formula_does(text: str) -> None:
    shape, places = read(text, "")
    pairs = zip(shape.references, shape.cells, strict=True)
    assert [meant(node, [places[number] for number in numbers]) for node, numbers in pairs] == cells(text)


@pytest.mark.parametrize("text", REFUSED)
def test_what_the_grammar_refuses_is_refused_in_the_same_words(text: str) -> None:
    with pytest.raises(FormulaError) as alone:
        parse(text, "Sheet1!Z9")
    with pytest.raises(FormulaError) as shaped:
        read(text, "Sheet1!Z9")
    assert str(shaped.value) == str(alone.value)


def test_formulas_that_differ_only_in_their_cells_share_one_tree() -> None:
    (first, _), (second, places) = read("=IF(C18=0,1,D18/$C$18)", ""), read("=IF(AB7=0,1,D9/$C$1)", "")
    assert first.expression is second.expression
    assert places == [(7, 28), (9, 4), (1, 3)]


def test_a_text_that_looks_like_a_cell_belongs_to_the_formula() -> None:
    (first, _), (second, _) = read('="A1"&B2', ""), read('="A2"&B2', "")
    assert first.expression != second.expression
