"""What cannot be read on a drawn page is found, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.every_workbook import example
from tests.support.rendering import unreadable

pytestmark = [pytest.mark.libreoffice, pytest.mark.fonts]
LONG = "目標から逆算したKPIの一覧をここに表示します"
WRAPPED, CENTRED = Alignment(wrap_text=True), Alignment(horizontal="center")


def page(path: Path, paint: Callable[[Worksheet], object]) -> Path:
    """A sheet fitted to its paper, with a narrow first column."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.column_dimensions["A"].width = 12
    sheet["A1"] = "題"
    paint(sheet)
    book.save(path)
    return path


def beside(sheet: Worksheet) -> None:
    sheet["A2"], sheet["B2"] = LONG, "x"


def centred(sheet: Worksheet) -> None:
    sheet["A2"], sheet["B2"], sheet["A2"].alignment = "centred between two", "x", CENTRED


def too_wide(sheet: Worksheet) -> None:
    sheet["A2"], sheet["A2"].number_format = 1234567890123.5, "#,##0.00"


def too_low(sheet: Worksheet) -> None:
    sheet["A2"], sheet["A2"].alignment, sheet.row_dimensions[2].height = LONG, WRAPPED, 16


def half_hidden(sheet: Worksheet) -> None:
    sheet["A2"], sheet.row_dimensions[2].height = "tall", 6


def folded(sheet: Worksheet) -> None:
    sheet["D2"], sheet["E2"] = "folded away and too long", "x"
    sheet.column_dimensions["D"].outlineLevel, sheet.column_dimensions["D"].hidden = 1, True


def overflowing(sheet: Worksheet) -> None:
    sheet["A2"] = LONG


def wrapping(sheet: Worksheet) -> None:
    sheet["A2"], sheet["B2"], sheet["A2"].alignment = LONG + " ◎", "x", WRAPPED


def hidden(sheet: Worksheet) -> None:
    sheet["D2"], sheet["E2"] = "for formulas alone, not for people", "x"
    sheet.column_dimensions["D"].hidden = True


def hidden_and_shown(sheet: Worksheet) -> None:
    """What stands in a hidden column is a part of what everybody sees."""
    hidden(sheet)
    sheet["A2"] = "not for people"
    sheet["D2"] = "people"


def too_low_beside_the_same_hidden(sheet: Worksheet) -> None:
    """A word that is missed stands in a hidden column as well."""
    too_low(sheet)
    hidden(sheet)
    sheet["A2"] = "all formulas that are drawn over many more lines than there is room for people"


@pytest.mark.parametrize(
    ("paint", "fault"),
    [
        (beside, "表!A2: not written whole"),
        (centred, "表!A2: cut off"),
        (too_wide, "表!: a number is too wide for its column"),
        (too_low, "表!A2: not seen at all"),
        (half_hidden, "表!A2: cut off"),
        (folded, "表!D2: "),
        (too_low_beside_the_same_hidden, "表!A2: not seen at all"),
    ],
    ids=lambda case: getattr(case, "__name__", None),
)
def test_what_cannot_be_read_is_found(paint: Callable[[Worksheet], object], fault: str, tmp_path: Path) -> None:
    path = page(tmp_path / "a.xlsx", paint)
    assert any(found.startswith(fault) for found in unreadable([path])[path])


@pytest.mark.parametrize("paint", [overflowing, wrapping, hidden, hidden_and_shown])
def test_what_can_be_read_is_not_found(paint: Callable[[Worksheet], object], tmp_path: Path) -> None:
    path = page(tmp_path / "a.xlsx", paint)
    assert unreadable([path])[path] == []


def test_half_the_width_is_too_little_for_a_page_of_ours(tmp_path: Path) -> None:
    path = example(tmp_path, "ja")
    assert len(unreadable([path], 2.0)[path]) > 20
