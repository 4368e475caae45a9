"""Results stand beside formulas byte for byte, and a file is replaced whole or not at all."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.package import Aside, Cached, pack, read_aside, replace_file, sheet_parts
from kpi_xl.book.page import Page, PageCell
from kpi_xl.calc.cells import NA, Address, Formula, Value
from kpi_xl.errors import NotWritable

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def package(rows: str, texts: str = "") -> zipfile.ZipFile:
    """A package as another program might have written it."""
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.title = "表 & 1"
    book.save(buffer)
    with zipfile.ZipFile(buffer) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/worksheets/sheet1.xml"] = SHEET.format(rows).encode()
    if texts:
        relation = b'<Relationship Id="rIdS" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        rels = "xl/_rels/workbook.xml.rels"
        parts[rels] = parts[rels].replace(b"</Relationships>", relation)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{texts}</sst>'.encode()
    return zipfile.ZipFile(io.BytesIO(pack(parts)))


@pytest.mark.parametrize(
    ("cell", "cached", "value"),
    [
        ('<c r="B2"><f>1/3</f><v>0.33333333333333331</v></c>', Cached("n", "0.33333333333333331"), 1 / 3),
        ('<c r="B2" t="n"><f>A1</f><v>2</v></c>', Cached("n", "2"), 2.0),
        ('<c r="B2" t="str"><f>A1</f><v>文 &amp;</v></c>', Cached("str", "文 &"), "文 &"),
        ('<c r="B2" t="str"><f>A1</f><v></v></c>', Cached("str", ""), ""),
        ('<c r="B2" t="b"><f>A1</f><v>1</v></c>', Cached("b", "1"), True),
        ('<c r="B2" t="e"><f>A1</f><v>#N/A</v></c>', Cached("e", "#N/A"), NA),
        ('<c r="B2" t="s"><f>A1</f><v>0</v></c>', Cached("str", "共有"), "共有"),
    ],
)
def test_every_kind_of_result_is_read_as_the_file_spells_it(cell: str, cached: Cached, value: Value) -> None:
    found = read_aside(package(f'<row r="2">{cell}</row>', "<si><t>共有</t></si>")).cached
    assert found == {Address("表 & 1", 2, 2): cached}
    assert found[Address("表 & 1", 2, 2)].value == value


@pytest.mark.parametrize(
    "cell",
    ['<c r="B2"><f>1/3</f></c>', '<c r="B2"><f>1/3</f><v/></c>', '<c r="B2"><v>1</v></c>', '<c r="B2" t="s"><v>0</v></c>', '<c r="B2"/>'],
)
def test_a_formula_never_calculated_has_no_result(cell: str) -> None:
    assert read_aside(package(f'<row r="2">{cell}</row>', "<si><t>共有</t></si>")) == Aside()


def test_cells_that_do_not_say_where_they_stand_follow_the_one_before() -> None:
    rows = '<row><c><f>1</f><v>1</v></c><c r="D1"><f>1</f><v>2</v></c><c><f>1</f><v>3</v></c></row><row><c><f>1</f><v>4</v></c></row>'
    assert [(place.row, place.column) for place in read_aside(package(rows)).cached] == [(1, 1), (1, 4), (1, 5), (2, 1)]


@pytest.mark.parametrize(
    ("value", "cached"),
    [
        (2.0, Cached("n", "2")),
        (0.1, Cached("n", "0.1")),
        (-1e300, Cached("n", "-1e+300")),
        (123456789012345680.0, Cached("n", "1.2345678901234568e+17")),
        (3, Cached("n", "3")),
        (True, Cached("b", "1")),
        (False, Cached("b", "0")),
        ("文", Cached("str", "文")),
        ("#DIV/0!", Cached("e", "#DIV/0!")),
        (NA, Cached("e", "#N/A")),
        ("#1", Cached("str", "#1")),
    ],
)
def test_every_kind_of_result_is_spelled_as_excel_would(value: float | str | bool, cached: Cached) -> None:
    assert Cached.of(value) == cached


def test_signs_xml_forbids_are_escaped_in_results(tmp_path: Path) -> None:
    book = OpenpyxlBook.new("ja")
    book.write([Page("x", "X", {(1, 1): PageCell('a\x01"<', "=CHAR(1)")})])
    book.save(tmp_path / "a.xlsx")
    assert OpenpyxlBook.open(tmp_path / "a.xlsx").contents() == {Address("X", 1, 1): Formula("=CHAR(1)", 'a_x0001_"<')}


def test_sheets_are_found_by_the_names_on_their_tabs() -> None:
    assert sheet_parts(package("")) == {"表 & 1": "xl/worksheets/sheet1.xml"}


def test_packing_does_not_depend_on_the_order_of_arrival() -> None:
    assert pack({"a": b"1", "[Content_Types].xml": b"2"}) == pack({"[Content_Types].xml": b"2", "a": b"1"})


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError("disk full")

    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, step, fails)
    with pytest.raises(OSError, match="disk full"):
        replace_file(path, b"new")
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"old", [path])


def test_a_save_that_is_not_allowed_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise PermissionError

    book = OpenpyxlBook.new("ja")
    book.write([Page("x", "X", {})])
    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(NotWritable) as caught:
        book.save(tmp_path / "a.xlsx")
    path = tmp_path / "a.xlsx"
    assert (
        caught.value.sentence("ja")
        == f"{path}：ファイルに書き込めません。書き込みを許可するか、使用中のプログラムを閉じるか、別の保存先を指定してください。"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither modes nor links of this kind")
def test_a_replaced_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.xlsx", tmp_path / "link.xlsx"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_file(link, b"new")
    assert (real.read_bytes(), real.stat().st_mode & 0o777, link.is_symlink()) == (b"new", 0o640, True)
