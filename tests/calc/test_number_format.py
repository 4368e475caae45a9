"""TEXT writes a number as Excel does: conditions choose the part, literal text stands between digits."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl.calc.number_format import formatted
from tests.support.libreoffice import recalculate

CASES = [
    (299_999_998.0, '[>=100000000]0\\.00,,"億円";[<0]-#,##0"円";#,##0"円"', "3.00億円"),
    (12_345.0, '[>=100000000]0\\.00,,"億円";[<0]-#,##0"円";#,##0"円"', "12,345円"),
    (-12_345.0, '[>=100000000]0\\.00,,"億円";[<0]-#,##0"円";#,##0"円"', "-12,345円"),
    (1_234_567_890.0, '[>=100000000]0\\.00,,"億円"', "12.35億円"),
    (1_500_000.0, '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "1.5M"),
    (1_500.0, '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "1.5K"),
    (7.0, '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "7"),
    (2.0, '[=1]"one";[<>1]"many"', "many"),
    (1_234.0, "00-00", "12-34"),
    (5.0, "000-00", "000-05"),
    (-3.0, "0.0;-0.0", "-3.0"),
]


@pytest.mark.parametrize(("value", "code", "shown"), CASES)
def test_a_number_in_a_format(value: float, code: str, shown: str) -> None:
    assert formatted(value, code) == shown


@pytest.mark.libreoffice
def test_libreoffice_writes_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row, (value, code, _) in enumerate(CASES, 1):
        quoted = code.replace('"', '""')
        book.active.cell(row, 1, f'=TEXT({value},"{quoted}")')
    book.save(tmp_path / "formats.xlsx")
    (shown,) = recalculate([tmp_path / "formats.xlsx"]).values()
    assert [shown[f"Sheet!A{row}"] for row in range(1, len(CASES) + 1)] == [text for *_, text in CASES]
