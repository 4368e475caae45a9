"""The page of merged copies shows each cell with its place, what everybody says of it, and what stands there now."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.book.merge_job import merge_copies
from kpi_xl.book.merge_page import Mail
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.labels import LANGS, Lang
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, TOP, workbook

SHEETS: dict[Lang, tuple[str, str]] = {"ja": ("KPIツリー", "統合結果"), "en": ("KPI Tree", "Merge")}
STATED, OWNER = 8, 22
HEADERS: dict[Lang, tuple[str, ...]] = {
    "ja": ("セル", "対象", "項目", "元の値", "コピーの値", "ファイル", "今の値", "採用"),
    "en": ("Cell", "Row", "Column", "Base", "Copy says", "File", "Now", "Take"),
}
NAMES: dict[Lang, tuple[str, str]] = {"ja": ("佐藤.xlsx", "田中.xlsx"), "en": ("sato.xlsx", "tanaka.xlsx")}


@pytest.fixture(params=LANGS)
def lang(request: pytest.FixtureRequest) -> Lang:
    return request.param


@pytest.fixture
def made(tmp_path: Path, lang: Lang) -> Path:
    """Both change the visitors' stated target; one also the rate's, and gives the price an owner; one deletes nothing but scribbles."""
    path = workbook(tmp_path / "plan.xlsx", SHOP[lang], (), None, lang)
    copies = {}
    for name, visitors in zip(NAMES[lang], (7000.0, 12000.0), strict=True):
        book = openpyxl.load_workbook(path)
        sheet = book[SHEETS[lang][0]]
        sheet.cell(TOP + 2, STATED).value = visitors
        if visitors > 10000:
            sheet.cell(TOP + 3, STATED).value, sheet.cell(TOP + 4, OWNER).value, sheet["B30"] = 0.03, "田中", 5.0
        book.save(tmp_path / name)
        copies[name] = OpenpyxlBook.open(tmp_path / name)
    book = OpenpyxlBook.open(path)
    merge_copies(book, copies, Mail("plan.xlsx", list(copies), "plan-merged.xlsx"))
    book.save(tmp_path / "plan-merged.xlsx")
    return tmp_path / "plan-merged.xlsx"


def table(sheet, first: int) -> list[tuple[object, ...]]:
    """The lines below a header row."""
    rows = sheet.iter_rows(min_row=first + 1, max_col=8, values_only=True)
    return list(itertools.takewhile(lambda row: row[0] is not None, rows))


def test_conflicts_come_first_then_what_was_taken_then_what_was_not(made: Path, lang: Lang) -> None:
    sheet = openpyxl.load_workbook(made, data_only=True)[SHEETS[lang][1]]
    tree, (one, other) = SHEETS[lang][0], NAMES[lang]
    heads = [cell.row for cell in sheet["A"] if cell.value == HEADERS[lang][0]]
    assert tuple(cell.value for cell in sheet[heads[0]]) == HEADERS[lang]
    quoted = tree if lang == "ja" else f"'{tree}'"
    stated, owner = {"ja": ("個別目標（逆算前）", "担当者"), "en": ("Stated target", "Owner")}[lang]
    visitors, rate, price = (row["label"] for row in SHOP[lang][1:])
    blank = {"ja": "（空欄）", "en": "(blank)"}[lang]
    assert table(sheet, heads[0]) == [
        (f"{quoted}!H5", visitors, stated, 9000, 7000, one, 9000, None),
        (f"{quoted}!H5", visitors, stated, 9000, 12000, other, 9000, None),
    ]
    assert table(sheet, heads[1]) == [
        (f"{quoted}!H6", rate, stated, 0.04, 0.03, other, 0.03, None),
        (f"{quoted}!V7", price, owner, blank, "田中", other, "田中", None),
    ]
    assert table(sheet, heads[2])[0][0] == f"{quoted}!B30"
    assert table(sheet, heads[2])[0][5] == other


def test_every_place_is_a_link_to_its_cell(made: Path, lang: Lang) -> None:
    sheet = openpyxl.load_workbook(made)[SHEETS[lang][1]]
    cells = [cell for cell in sheet["A"] if cell.value and re.search(r"![A-Z]+\d+$", str(cell.value))]
    assert len(cells) == 5
    assert all(cell.hyperlink.location == cell.value for cell in cells)


def test_numbers_wear_the_unit_of_their_row(made: Path, lang: Lang) -> None:
    sheet = openpyxl.load_workbook(made)[SHEETS[lang][1]]
    formats = {cell.value: cell.number_format for row in sheet.iter_rows() for cell in row if isinstance(cell.value, float | int)}
    assert formats[0.03] == "0.0#%"
    assert formats[7000] == "[>=100]#,##0;[<0]-#,##0.0#;0.0#"


def test_a_japanese_page_holds_no_english(made: Path, lang: Lang) -> None:
    if lang == "en":
        return
    sheet = openpyxl.load_workbook(made, data_only=True)["統合結果"]
    told = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    kept = re.sub(r"kpi-xl merge \S+|--take|\S*\.xlsx|KPI|[A-Z]+\d+", "", told)
    assert not re.findall(r"[A-Za-z]{2,}", kept)


def test_money_is_shown_in_the_unit_the_workbook_has_chosen(tmp_path: Path, lang: Lang) -> None:
    chosen = {"ja": "千円", "en": "thousands"}[lang]
    path = workbook(tmp_path / "plan.xlsx", SHOP[lang], (), {"display_unit": chosen}, lang)
    copy = openpyxl.load_workbook(path)
    copy[SHEETS[lang][0]].cell(TOP + 4, STATED).value = 25000.0
    copy.save(tmp_path / "copy.xlsx")
    book = OpenpyxlBook.open(path)
    merge_copies(book, {"copy.xlsx": OpenpyxlBook.open(tmp_path / "copy.xlsx")}, Mail("plan.xlsx", ["copy.xlsx"], "merged.xlsx"))
    book.save(tmp_path / "merged.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "merged.xlsx")[SHEETS[lang][1]]
    formats = {cell.value: cell.number_format for row in sheet.iter_rows() for cell in row if isinstance(cell.value, float | int)}
    assert (
        formats[25000] == {"ja": '[>=1000]#,##0,"千円";[<0]-#,##0"円";#,##0"円"', "en": '[>=1000]"¥"#,##0,"K";[<0]-"¥"#,##0;"¥"#,##0'}[lang]
    )


@pytest.mark.libreoffice
def test_what_stands_there_now_is_what_libreoffice_finds(made: Path, lang: Lang) -> None:
    values = recalculate([made])[made]
    formulas, cached = (openpyxl.load_workbook(made, data_only=only)[SHEETS[lang][1]] for only in (False, True))
    live = [cell for row in formulas.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(live) == 4
    for cell in live:
        assert values[f"{SHEETS[lang][1]}!{cell.coordinate}"] == cached[cell.coordinate].value


def test_where_nothing_changed_the_page_says_so(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", SHOP["en"], (), None, "en")
    book = OpenpyxlBook.open(path)
    merge_copies(book, {"a.xlsx": OpenpyxlBook.open(path)}, Mail("plan.xlsx", ["a.xlsx"], "plan-merged.xlsx"))
    told = [content for place, content in sorted(book.contents().items()) if place.sheet == "Merge"]
    assert told[2] == "Cells taken: 0 · conflicts: 0 (undecided: 0) · not taken: 0"
    assert told.count("None.") == 3
