"""The witness is sworn in before it is heard."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.support.libreoffice import recalculate, render

pytestmark = pytest.mark.libreoffice


def workbook(path: Path, formula: str) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "表"
    book.active["A1"], book.active["B1"] = 2, formula
    book.save(path)
    return path


def test_formulas_are_computed_from_nothing_and_errors_are_their_texts(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    right, wrong = workbook(tmp_path / "book.xlsx", "=A1^3"), workbook(tmp_path / "b" / "book.xlsx", "=A1/0")
    assert recalculate([right, wrong]) == {right: {"表!A1": 2, "表!B1": 8}, wrong: {"表!A1": 2, "表!B1": "#DIV/0!"}}


def test_a_page_comes_out_as_a_picture(tmp_path: Path) -> None:
    (picture,) = render(workbook(tmp_path / "book.xlsx", "=A1"), tmp_path / "out")
    assert picture.read_bytes().startswith(b"\x89PNG")
