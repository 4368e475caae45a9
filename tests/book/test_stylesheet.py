"""A workbook whose style sheet counts otherwise than the file library does comes back whole."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.stylesheet import in_order, renumbered
from kpi_xl.book.templates import template_path
from tests.support.libreoffice import convert

SHEET = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellStyleXfs count="4"><xf numFmtId="0"/><xf numFmtId="1"/>'
    '<xf numFmtId="2"/><xf numFmtId="3"/></cellStyleXfs><cellXfs count="{count}">{cells}</cellXfs><cellStyles>{names}</cellStyles></styleSheet>'
)


def sheet(names: dict[str, int], cells: list[int]) -> bytes:
    return SHEET.format(
        count=len(cells),
        cells="".join(f'<xf xfId="{number}"/>' for number in cells),
        names="".join(f'<cellStyle name="{name}" xfId="{number}"/>' for name, number in names.items()),
    ).encode()


def points(path: Path) -> tuple[set[int], int]:
    """The style numbers that cells have, and how many there are."""
    with zipfile.ZipFile(path) as package:
        styles = package.read("xl/styles.xml").decode()
    cells = re.search(r"<cellXfs.*?</cellXfs>", styles, re.DOTALL)
    formats = re.search(r"<cellStyleXfs.*?</cellStyleXfs>", styles, re.DOTALL)
    assert cells
    assert formats
    return {int(number) for number in re.findall(r'xfId="(\d+)"', cells[0])}, len(re.findall(r"<xf ", formats[0]))


def test_unnamed_styles_between_named_ones_are_counted_out() -> None:
    after = renumbered(sheet({"Normal": 0, "Mine": 3}, [0, 3, 2])).decode()
    assert re.findall(r'<cellStyle name="(\w+)" xfId="(\d)"', after) == [("Normal", "0"), ("Mine", "1")]
    assert re.findall(r'<xf xfId="(\d)"', after) == ["0", "1", "0"]
    assert re.findall(r'<xf numFmtId="(\d)"', after) == ["0", "3"]


def test_a_style_sheet_that_is_in_order_is_left_alone() -> None:
    before = sheet({"Normal": 0, "A": 1, "B": 2, "C": 3}, [0, 3])
    assert renumbered(before) is before
    content = template_path("ja", "example").read_bytes()
    assert in_order(content) is content


@pytest.mark.libreoffice
def test_a_workbook_from_libreoffice_is_solved_without_a_cell_that_points_nowhere(tmp_path: Path) -> None:
    (saved,) = convert([template_path("ja", "example")], "xlsx:Calc MS Excel 2007 XML", tmp_path)
    book = OpenpyxlBook.open(saved)
    jobs.solve(book)
    book.save(tmp_path / "solved.xlsx")
    numbers, count = points(tmp_path / "solved.xlsx")
    assert max(numbers) < count
    before, after = (openpyxl.load_workbook(path)["KPIツリー"] for path in (saved, tmp_path / "solved.xlsx"))
    assert after["C10"].fill.fgColor.rgb == before["C10"].fill.fgColor.rgb
