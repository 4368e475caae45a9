"""What a save would lose is named; what is not named is there after the save."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from kpi_xl.book.lost import LostPart, lost_parts
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.calc.cells import Address
from kpi_xl.labels import Label
from tests.book.sample import sample
from tests.support.libreoffice import convert

Make = Callable[[xlsxwriter.Workbook, xlsxwriter.Workbook.worksheet_class, Path], object]
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")


def picture(folder: Path) -> str:
    (folder / "dot.png").write_bytes(PNG)
    return str(folder / "dot.png")


def chart(book: xlsxwriter.Workbook, sheet: xlsxwriter.Workbook.worksheet_class, _: Path) -> None:
    made = book.add_chart({"type": "line"})
    made.add_series({"values": "=S!$A$1:$A$3"})
    sheet.insert_chart("C1", made)


LOST: dict[str, tuple[Make, Label]] = {
    "chart": (chart, Label("グラフ", "charts")),
    "image": (lambda book, sheet, folder: sheet.insert_image("C1", picture(folder)), Label("画像", "images")),
    "image in a cell": (
        lambda book, sheet, folder: sheet.embed_image("C1", picture(folder)),
        Label("動的配列・データ型", "dynamic arrays and data types"),
    ),
    "textbox": (lambda book, sheet, folder: sheet.insert_textbox("C1", "x"), Label("図形", "shapes")),
    "button": (lambda book, sheet, folder: sheet.insert_button("C1", {"caption": "x"}), Label("フォーム コントロール", "form controls")),
    "sparkline": (lambda book, sheet, folder: sheet.add_sparkline("C1", {"range": "S!A1:A3"}), Label("スパークライン", "sparklines")),
    "data bar": (
        lambda book, sheet, folder: sheet.conditional_format("A1:A3", {"type": "data_bar", "data_bar_2010": True}),
        Label("条件付き書式（拡張）", "extended conditional formats"),
    ),
    "spill": (
        lambda book, sheet, folder: sheet.write_dynamic_array_formula("C1:C3", "=SORT(A1:A3)"),
        Label("動的配列・データ型", "dynamic arrays and data types"),
    ),
    "header picture": (
        lambda book, sheet, folder: sheet.set_header("&L&G", {"image_left": picture(folder)}),
        Label("ヘッダー・フッターの画像", "pictures in headers and footers"),
    ),
    "background": (lambda book, sheet, folder: sheet.set_background(picture(folder)), Label("シートの背景", "sheet backgrounds")),
    "read-only": (
        lambda book, sheet, folder: book.read_only_recommended(),
        Label("書き込みパスワード・読み取り専用の推奨", "the password to modify, or read-only recommended"),
    ),
    "unlocked range": (lambda book, sheet, folder: sheet.unprotect_range("A1"), Label("範囲の編集許可", "ranges allowed for editing")),
    "checkbox": (lambda book, sheet, folder: sheet.insert_checkbox("C1", True), Label("セル内チェックボックス", "checkboxes in cells")),
}


def made(folder: Path, make: Make) -> Path:
    path = folder / "made.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        sheet.write_column("A1", [3, 1, 2])
        make(book, sheet, folder)
    return path


@pytest.mark.parametrize("what", LOST)
def test_what_would_be_lost_is_named_in_words(what: str, tmp_path: Path) -> None:
    make, word = LOST[what]
    lost = lost_parts(made(tmp_path, make))
    assert word in [part.word for part in lost if not part.minor]
    assert all(part.word.en.startswith("other") is False for part in lost)


def with_part(folder: Path, name: str, content: bytes = b"<x/>") -> Path:
    path = made(folder, lambda *_: None)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("name", "word", "minor"),
    [
        ("xl/pivotTables/pivotTable1.xml", Label("ピボットテーブル", "pivot tables"), False),
        ("xl/slicers/slicer1.xml", Label("スライサー", "slicers"), False),
        ("xl/slicerCaches/slicerCache1.xml", Label("スライサー", "slicers"), False),
        ("xl/timelines/timeline1.xml", Label("タイムライン", "timelines"), False),
        ("xl/threadedComments/threadedComment1.xml", Label("スレッド コメント", "threaded comments"), False),
        ("xl/connections.xml", Label("外部データ接続", "external data connections"), False),
        ("xl/vbaProject.bin", Label("マクロ", "macros"), False),
        ("xl/webextensions/webextension1.xml", Label("Web 拡張", "web extensions"), False),
        ("customUI/customUI14.xml", Label("リボンのカスタマイズ", "ribbon customisation"), False),
        ("customXml/item1.xml", Label("カスタム XML（Power Query など）", "custom XML (such as Power Query)"), False),
        ("docMetadata/LabelInfo.xml", Label("秘密度ラベル", "sensitivity labels"), False),
        ("xl/printerSettings/printerSettings1.bin", Label("プリンター固有の設定", "printer settings"), True),
        (
            "xl/inventedNextYear/part1.xml",
            Label("その他の部品（xl/inventedNextYear/part1.xml）", "other parts (xl/inventedNextYear/part1.xml)"),
            False,
        ),
    ],
)
def test_a_part_nobody_promised_to_carry_counts_as_lost(name: str, word: Label, minor: bool, tmp_path: Path) -> None:
    assert lost_parts(with_part(tmp_path, name)) == (LostPart(name, word, minor),)


def test_macros_are_carried_in_the_file_that_may_hold_them(tmp_path: Path) -> None:
    path = with_part(tmp_path, "xl/vbaProject.bin")
    assert lost_parts(path.rename(tmp_path / "made.xlsm")) == ()


def everything_plain(book: xlsxwriter.Workbook, sheet: xlsxwriter.Workbook.worksheet_class, _: Path) -> None:
    """All that we say is carried."""
    bold = book.add_format({"bold": True, "bg_color": "#FFEEDD", "num_format": "0.0%"})
    sheet.write_comment("A1", "メモ")
    sheet.write_url("B1", "https://example.com/", string="外")
    sheet.write_url("B2", "internal:S!A1", string="内")
    sheet.write_rich_string("B3", "普通 ", book.add_format({"bold": True, "color": "red"}), "太字")
    sheet.add_table("D1:E3", {"name": "tbl", "columns": [{"header": "甲"}, {"header": "乙", "formula": "=[@甲]*2"}]})
    sheet.data_validation("A1", {"validate": "list", "source": ["1", "2"], "input_message": "選ぶ"})
    sheet.conditional_format("A1:A3", {"type": "cell", "criteria": ">", "value": 1, "format": bold})
    sheet.merge_range("G1:H1", "合", bold)
    sheet.freeze_panes(1, 1)
    sheet.set_column("A:A", 30, bold, {"level": 1})
    sheet.set_row(5, 40)
    sheet.protect("pw")
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.set_header("&C題")
    sheet.set_h_pagebreaks([20])
    sheet.autofilter("J1:K3")
    sheet.write_array_formula("L1:L3", "{=A1:A3*2}", None, 6)
    book.define_name("総計", "=S!$A$3")
    book.set_custom_property("部門", "営業")
    book.add_worksheet("隠し").hide()


PLAIN: dict[str, Callable[[openpyxl.Workbook], object]] = {
    "note": lambda book: book["S"]["A1"].comment.text,
    "link": lambda book: book["S"]["B1"].hyperlink.target,
    "inner link": lambda book: book["S"]["B2"].hyperlink.location,
    "table": lambda book: [
        (c.name, c.calculatedColumnFormula and c.calculatedColumnFormula.attr_text) for c in book["S"].tables["tbl"].tableColumns
    ],
    "validation": lambda book: [(v.formula1, v.prompt, str(v.sqref)) for v in book["S"].data_validations.dataValidation],
    "conditional format": lambda book: [
        (str(area.sqref), rule.operator, rule.dxf.font.b) for area in book["S"].conditional_formatting for rule in area.rules
    ],
    "merge": lambda book: str(book["S"].merged_cells),
    "freeze": lambda book: book["S"].freeze_panes,
    "widths": lambda book: [(d.width, d.outlineLevel) for d in book["S"].column_dimensions.values()],
    "height": lambda book: book["S"].row_dimensions[6].height,
    "protection": lambda book: (book["S"].protection.sheet, book["S"].protection.password),
    "paper": lambda book: (
        book["S"].page_setup.orientation,
        book["S"].print_title_rows,
        book["S"].oddHeader.center.text,
        len(book["S"].row_breaks),
    ),
    "filter": lambda book: book["S"].auto_filter.ref,
    "array": lambda book: (book["S"]["L1"].value.ref, book["S"]["L1"].value.text, book["S"]["L2"].value),
    "names": lambda book: {name: made.attr_text for name, made in book.defined_names.items()},
    "properties": lambda book: [(prop.name, prop.value) for prop in book.custom_doc_props],
    "hidden sheet": lambda book: book["隠し"].sheet_state,
    "look": lambda book: (book["S"]["G1"].fill.fgColor.rgb, book["S"]["G1"].number_format),
    "rich text": lambda book: [str(run) for run in book["S"]["B3"].value],
}


@pytest.mark.parametrize("what", PLAIN)
def test_what_we_say_is_carried_is_there_after_a_save(what: str, tmp_path: Path) -> None:
    path = made(tmp_path, everything_plain)
    assert [part for part in lost_parts(path) if not part.minor] == []
    before = PLAIN[what](openpyxl.load_workbook(path, rich_text=True))
    book = OpenpyxlBook.open(path)
    book.save(path)
    assert PLAIN[what](openpyxl.load_workbook(path, rich_text=True)) == before


def test_furigana_is_carried(tmp_path: Path) -> None:
    text = '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>'
    path = made(tmp_path, lambda book, sheet, _: sheet.write_column("B1", ["@@", "@@"]))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(b"<t>@@</t>", text.encode())
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    book = OpenpyxlBook.open(path)
    book.set_cell("S", 2, 2, "大阪")
    book.save(path)
    with zipfile.ZipFile(path) as package:
        assert package.read("xl/sharedStrings.xml") == parts["xl/sharedStrings.xml"]
    assert OpenpyxlBook.open(path).contents()[Address("S", 2, 2)] == "大阪"


def test_our_own_files_lose_nothing(tmp_path: Path) -> None:
    book = OpenpyxlBook.new("ja")
    book.write([sample("ja")])
    book.save(tmp_path / "a.xlsx")
    assert lost_parts(tmp_path / "a.xlsx") == ()


@pytest.mark.libreoffice
def test_files_saved_by_libreoffice_lose_nothing_that_matters(tmp_path: Path) -> None:
    book = OpenpyxlBook.new("ja")
    book.write([sample("ja")])
    book.save(tmp_path / "a.xlsx")
    paths = [tmp_path / "a.xlsx", made(tmp_path, everything_plain)]
    for path in convert(paths, "xlsx:Calc MS Excel 2007 XML", tmp_path / "room"):
        assert [part for part in lost_parts(path) if not part.minor] == []
        again = OpenpyxlBook.open(path)
        assert again.uncached() == ()
        again.save(path)
        assert OpenpyxlBook.open(path).contents() == again.contents()
