"""What people hang on a page of ours is there after it was painted anew; what would not be is named beforehand."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import errors
from kpi_xl.book.lost import lost_words
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.package import relations, sheet_parts
from kpi_xl.book.page_graft import settled as places
from kpi_xl.book.page_graft import with_moved_notes
from kpi_xl.book.refusal import check_in_place
from kpi_xl.book.templates import template_path
from kpi_xl.labels import Label
from tests.book.test_nothing_touched import solved
from tests.support.added import ADDED, Made, ext, related
from tests.support.hung import BOXES, CHART, IMAGE, NOTES, PERSONS, TALK, noted, pictured
from tests.support.libreoffice import recalculate
from tests.support.packages import foremost, parts, settled, write

MUST, COMPARE = "必達目標", "比較"
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it says what it does not carry


def example(folder: Path) -> Path:
    path = folder / "a.xlsx"
    shutil.copy(template_path("ja", "example"), path)
    return solved(path)


def page(path: Path, sheet: str) -> str:
    with zipfile.ZipFile(path) as package:
        return sheet_parts(package)[sheet]


def hung(path: Path, hang: Callable[[Made, str, Path], Made], sheet: str) -> Path:
    return write(path, hang(parts(path), page(path, sheet), path.parent))


def charts(path: Path, sheet: str) -> list[str]:
    """The charts a sheet shows."""
    with zipfile.ZipFile(path) as package:
        drawings = [part for kind, part in relations(package, sheet_parts(package)[sheet]).values() if kind == "drawing"]
        return sorted(part for drawing in drawings for kind, part in relations(package, drawing).values() if kind == "chart")


@pytest.mark.parametrize("sheet", [MUST, COMPARE], ids=["on a page without charts", "beside a chart of ours"])
def test_pictures_shapes_and_charts_stay_on_a_page_and_our_chart_is_drawn_once(sheet: str, tmp_path: Path) -> None:
    path = hung(example(tmp_path), pictured, sheet)
    before, shown = parts(path), charts(path, sheet)
    assert lost_words(path) == ()
    for _ in range(2):
        after = settled(solved(path))
        assert (after[CHART], after[IMAGE]) == (before[CHART], before[IMAGE])
        assert charts(path, sheet) == shown
        assert sum(b"\xe5\x9b\xb3\xe5\xbd\xa2" in part for name, part in after.items() if "drawings/" in name) == 1
        assert {name for name in after if name not in before} == set()
    assert settled(solved(path)) == after


def test_notes_and_conversations_stay_as_they_are_while_their_rows_stay(tmp_path: Path) -> None:
    path = hung(example(tmp_path), lambda made, part, folder: noted(made, part, folder, "D21", "A1"), MUST)
    before = parts(path)
    assert lost_words(path) == ()
    for _ in range(2):
        after = parts(solved(path))
        assert {name: after.get(name) for name in (BOXES, NOTES, TALK, PERSONS)} == {
            name: before[name] for name in (BOXES, NOTES, TALK, PERSONS)
        }
        assert openpyxl.load_workbook(path)[MUST]["D21"].comment.text.endswith("メモD21")


def test_a_note_goes_where_its_kpi_goes_box_and_conversation_too(tmp_path: Path) -> None:
    path = example(tmp_path)
    names = OpenpyxlBook.open(path).names()
    cell = {name: text.rpartition("!")[2].replace("$", "") for (sheet, name), text in names.items() if sheet == MUST}
    hung(path, lambda made, part, folder: noted(made, part, folder, cell["解約率"], cell["訪問者数"]), MUST)
    book = openpyxl.load_workbook(path)  # only to swap two rows of the tree as people do, by sorting
    rows = {book["KPIツリー"].cell(row, 2).value: row for row in range(1, book["KPIツリー"].max_row + 1)}
    edited = OpenpyxlBook.open(path)
    for column in range(1, book["KPIツリー"].max_column + 1):
        one, other = (book["KPIツリー"].cell(rows[name], column).value for name in ("解約率", "クロスセル率"))
        if not (isinstance(one, str) and one.startswith("=")):
            edited.set_cell("KPIツリー", rows["解約率"], column, other)
            edited.set_cell("KPIツリー", rows["クロスセル率"], column, one)
    for name, row in (("解約率", rows["クロスセル率"]), ("クロスセル率", rows["解約率"])):
        edited.define(name, f"KPIツリー!$C${row}")
    edited.save(path)
    solved(path)
    now = {
        name: text.rpartition("!")[2].replace("$", "") for (sheet, name), text in OpenpyxlBook.open(path).names().items() if sheet == MUST
    }
    assert now["解約率"] == cell["クロスセル率"] != cell["解約率"]
    after = parts(path)
    assert re.findall(rb'<comment ref="(\w+)"', after[NOTES]) == [now["訪問者数"].encode(), now["解約率"].encode()]
    assert f'ref="{now["解約率"]}"'.encode() in after[TALK]
    assert {int(row) + 1 for row in re.findall(rb"<x:Row>(\d+)", after[BOXES])} == {int(now[name][1:]) for name in ("訪問者数", "解約率")}


def test_a_note_on_a_row_nobody_knows_stays_or_makes_room() -> None:
    notes = b'<comments><commentList><comment ref="D20"/><comment ref="D21"/><comment ref="E30"/></commentList></comments>'
    assert places({20: 21, 30: 31}, notes) == {20: 21, 21: 22, 30: 31}
    assert places({}, notes) == {}
    assert with_moved_notes("comments", notes, {20: 21, 21: 22}).count(b'ref="D22"') == 1


def test_what_is_set_up_in_a_page_and_would_go_is_named_and_stops_a_run_in_place(tmp_path: Path) -> None:
    path = example(tmp_path)
    made = ext(parts(path), page(path, MUST), "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}", "")
    made = related(made, page(path, COMPARE), "xl/slicers/slicer1.xml", "x/slicer", b"<slicers/>", "application/vnd.ms-excel.slicer+xml")
    before = write(path, related(made, "", "_xmlsignatures/origin.sigs", "x/origin", b"", "x/sigs")).read_bytes()
    assert set(lost_words(path)) == {
        Label("スパークライン", "sparklines"),
        Label("スライサー", "slicers"),
        Label("デジタル署名", "digital signatures"),
    }
    with pytest.raises(errors.PartsWouldBeLost) as found:
        check_in_place(path)
    assert "スパークライン" in found.value.sentence("ja")
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["macros", "threads", "a pivot table"])
def test_what_hangs_on_sheets_of_the_users_stops_nobody(name: str, tmp_path: Path) -> None:
    path = example(tmp_path)
    assert lost_words(write(path, ADDED[name](foremost(path, "KPIツリー")))) == ()


@pytest.mark.libreoffice
def test_a_page_with_all_that_opens_with_the_same_values(tmp_path: Path) -> None:
    path = hung(example(tmp_path), lambda made, part, folder: noted(pictured(made, part, folder), part, folder, "D21"), MUST)
    before = recalculate([path])[path]
    after = recalculate([solved(path)])[path]
    assert {at: value for at, value in after.items() if at.startswith((MUST, COMPARE))} == {
        at: value for at, value in before.items() if at.startswith((MUST, COMPARE))
    }
