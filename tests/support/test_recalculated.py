"""A stored value that another program does not compute is told, and so is an error."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.book.templates import template_path
from tests.support.every_workbook import example
from tests.support.packages import parts, write
from tests.support.recalculated import by_formualizer, differences, formulas, same

RESULT = re.compile(rb"(</f><v>)(?=[1-9])")  # of a number


def test_formualizer_computes_names_of_columns_and_tables_in_names(tmp_path: Path) -> None:
    path = example(tmp_path, "ja")
    assert sum("kpi_looks" in formula for _, formula in formulas(path)) > 0
    assert differences(path, by_formualizer(path)) == []


def test_a_wrong_stored_value_is_told(tmp_path: Path) -> None:
    made = parts(template_path("en", "blank"))
    sheet = next(name for name, content in made.items() if name.startswith("xl/worksheets/") and RESULT.search(content))
    path = write(tmp_path / "a.xlsx", {**made, sheet: RESULT.sub(rb"\g<1>7", made[sheet], count=1)})
    assert any(": stored 7" in each for each in differences(path, by_formualizer(path)))


def test_an_error_is_told_even_where_both_agree(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.load_workbook(template_path("en", "blank"))
    book["KPI Tree"]["C9"] = "=1/0"
    book.save(path)
    assert any("#DIV/0!" in each for each in differences(path, by_formualizer(path)))


@pytest.mark.parametrize(("one", "other"), [(1, 1.0), (1.0, 1 + 1e-12), (None, ""), (True, 1), ("a", "a")])
def test_two_values_are_the_same(one: object, other: object) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), [(1, 1.0001), (None, 0), ("1", 1), ("a", None)])
def test_two_values_are_not_the_same(one: object, other: object) -> None:
    assert not same(one, other)
