"""Our rows are those openpyxl would write, with results in them."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from kpi_xl.book.openpyxl_write import written
from kpi_xl.book.package import Cached, Package
from kpi_xl.calc.cells import Address

SHEET = "xl/worksheets/sheet1.xml"
CONTENTS = (1.0, 0.1, -2.5e-7, 1e21, True, False, "文字", " space ", 'a<b>&"c"\'', "two\nlines", '=A1&"<"', "=1+1", None)


def book() -> openpyxl.Workbook:
    """Every kind of cell, with and without a look; a link, a note, an empty row with a height."""
    made = openpyxl.Workbook()
    for row, content in enumerate(CONTENTS, 1):
        made.active.cell(row, 1, content)
        made.active.cell(row, 28, content).font = Font(bold=True)
    made.active["A1"].hyperlink = "#Sheet!B2"
    made.active["A2"].comment = Comment("確認", "誰か")
    made.active.row_dimensions[40].height = 30
    return made


def parts(package: Package) -> dict[str, bytes]:
    """What a package holds."""
    return {name: package.read(name) for name in package.namelist() if name != "docProps/core.xml"}


def test_without_results_every_part_is_the_one_openpyxl_writes() -> None:
    theirs = io.BytesIO()
    book().save(theirs)
    assert parts(written(book(), {}, {"Sheet"})) == parts(zipfile.ZipFile(theirs))


@pytest.mark.parametrize(
    ("result", "said"),
    [(2.0, "><f>1+1</f><v>2</v>"), ("<&>", ' t="str"><f>1+1</f><v>&lt;&amp;&gt;</v>'), (True, ' t="b"><f>1+1</f><v>1</v>')],
)
def test_a_result_stands_beside_its_formula_and_nothing_else_changes(result: float | str | bool, said: str) -> None:
    plain = parts(written(book(), {}, {"Sheet"}))
    made = parts(written(book(), {Address("Sheet", 12, 1): Cached.of(result), Address("Nowhere", 1, 1): Cached.of(1.0)}, {"Sheet"}))
    cell = '<c r="A12"><f>1+1</f><v /></c>'
    assert made == plain | {SHEET: plain[SHEET].decode().replace(cell, f'<c r="A12"{said}</c>').encode()} != plain


def test_of_sheets_that_are_not_wanted_only_the_rows_are_left_out() -> None:
    whole, without = parts(written(book(), {}, {"Sheet"})), parts(written(book(), {}, set()))
    assert set(without) < set(whole)
    assert re.search(rb"<sheetData></sheetData>", without[SHEET])
