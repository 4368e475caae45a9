"""Nothing of the user's is touched: our pages are put into the workbook as it is, and every other part stays byte for byte."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl import jobs
from kpi_xl.book.cell_graft import Content, with_cells
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.package import Cached, sheet_parts
from kpi_xl.book.page import Page, PageCell
from kpi_xl.book.port import MARKER
from kpi_xl.book.splice import Splice
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.errors import Problems, SheetTaken
from tests.book.sample import painted, sample, saved
from tests.support.compared import changes
from tests.support.libreoffice import recalculate
from tests.support.packages import loaded, parts, related, settled, shop, write

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NAMED = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/calcChain.xml"}
TAB = "必達目標"
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it says what it does not carry


def part_of(path: Path, sheet: str) -> bytes:
    """The part of a sheet."""
    with zipfile.ZipFile(path) as package:
        return package.read(sheet_parts(package)[sheet])


def solved(path: Path) -> Path:
    """Solve a workbook in place."""
    book = OpenpyxlBook.open(path)
    jobs.solve(book)
    book.save(path)
    return path


@pytest.mark.parametrize("make", [shop, loaded], ids=["drawn", "with parts only Excel makes"])
def test_every_part_that_is_not_ours_is_byte_for_byte_what_it_was(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx")
    before = parts(path)
    after = parts(solved(path))
    assert {name: after.get(name) for name in before if name not in NAMED} == {
        name: content for name, content in before.items() if name not in NAMED
    }
    assert "xl/calcChain.xml" not in after
    assert changes(before, after) == []


def test_what_was_there_opens_with_the_same_values_and_so_do_our_pages(tmp_path: Path) -> None:
    path = loaded(tmp_path / "a.xlsx")
    before = OpenpyxlBook.open(path).contents()
    solved(path)
    after = OpenpyxlBook.open(path)
    assert {place: content for place, content in after.contents().items() if place.sheet in ("報告", "KPIツリー", "目標", "後")} == before
    theirs = ["報告", "KPIツリー", "目標", "図", "後"]
    assert [sheet for sheet in openpyxl.load_workbook(path).sheetnames if sheet in theirs] == theirs
    assert [after.marker(sheet) for sheet in (TAB, "挑戦目標")] == [("scenario", TAB), ("scenario", "挑戦目標")]
    assert seen_look(path, TAB) == seen_look(solved(shop(tmp_path / "plain.xlsx", full=False)), TAB)


def seen_look(path: Path, tab: str) -> list[tuple[object, ...]]:
    """How every cell of a page looks."""
    sheet = openpyxl.load_workbook(path)[tab]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    looks = [
        (cell.coordinate, cell.font.b, cell.font.color and cell.font.color.rgb, cell.fill.fgColor.rgb, cell.number_format) for cell in cells
    ]
    rules = [
        (str(area.sqref), rule.dxf and rule.dxf.fill and rule.dxf.fill.bgColor.rgb)
        for area in sheet.conditional_formatting
        for rule in area.rules
    ]
    return [*looks, *rules]


@pytest.mark.libreoffice
def test_libreoffice_computes_what_stands_in_the_file(tmp_path: Path) -> None:
    path = solved(shop(tmp_path / "a.xlsx", full=False))
    theirs, ours = recalculate([path])[path], openpyxl.load_workbook(path, data_only=True)
    formulas = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    for cell in formulas:
        shown = ours[cell.parent.title][cell.coordinate].value
        expected = pytest.approx(shown, rel=1e-9, abs=1e-12) if isinstance(shown, int | float) else shown or None
        assert (theirs.get(f"{cell.parent.title}!{cell.coordinate}") or None) == (expected if shown else None), cell.coordinate


def test_ten_runs_change_nothing_and_add_nothing_twice(tmp_path: Path) -> None:
    path = solved(loaded(tmp_path / "a.xlsx"))
    first = settled(path)
    for _ in range(9):
        solved(path)
    assert settled(path) == first


def test_a_workbook_nobody_changed_is_saved_as_it_was(tmp_path: Path) -> None:
    path = loaded(tmp_path / "a.xlsx")
    assert OpenpyxlBook.open(path).to_bytes() == path.read_bytes()


def test_a_page_between_others_shifts_what_counts_tabs(tmp_path: Path) -> None:
    path = loaded(tmp_path / "a.xlsx")
    made = parts(path)
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(b"<workbookView ", b'<workbookView activeTab="4" ')
    book = OpenpyxlBook.open(write(path, made))
    book.write([sample("ja")], place=1)
    book.save(path)
    workbook = parts(path)["xl/workbook.xml"].decode()
    assert openpyxl.load_workbook(path).sheetnames == ["報告", TAB, "KPIツリー", "目標", "図", "後"]
    assert '<definedName name="末尾" localSheetId="5">' in workbook
    assert '<definedName name="手元" localSheetId="0">' in workbook
    assert 'activeTab="5"' in workbook
    assert OpenpyxlBook.open(path).marker(TAB) == ("must_achieve", TAB)


def test_a_copied_or_renamed_page_is_the_users_and_never_overwritten(tmp_path: Path) -> None:
    path = solved(shop(tmp_path / "a.xlsx", full=False))
    made = parts(path)
    book = made["xl/workbook.xml"].decode()
    made["xl/workbook.xml"] = book.replace(f'<sheet name="{TAB}"', '<sheet name="控え"').encode()
    old = part_of(path, TAB)
    solved(write(path, made))
    assert part_of(path, "控え") == old
    assert OpenpyxlBook.open(path).marker("控え") == ("scenario", TAB)
    assert OpenpyxlBook.open(path).marker(TAB) == ("scenario", TAB)


def test_a_sheet_of_the_users_with_a_pages_name_stops_the_run(tmp_path: Path) -> None:
    path = shop(tmp_path / "a.xlsx", full=False)
    made = parts(path)
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace('<sheet name="後"'.encode(), f'<sheet name="{TAB}"'.encode())
    before = write(path, made).read_bytes()
    with pytest.raises(Problems) as caught:
        solved(path)
    assert [type(problem) for problem in caught.value.problems] == [SheetTaken]
    assert path.read_bytes() == before


ROWS = (
    '<row r="2" spans="1:3"><c r="A2" s="3"><v>1</v></c><c r="C2" s="4"><f t="shared" ref="C2:C3" si="0">A2*2</f><v>2</v></c></row>'
    '<row r="3"><c r="C3"><f t="shared" si="0"/><v>4</v></c></row><row r="5"/><row r="7"><c r="A7" t="str"><f>"x"</f><v>x</v></c></row>'
)
SHEET = '<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:z="urn:z" z:y="1"><x:sheetData>{}</x:sheetData><z:more/></x:worksheet>'


def prefixed(rows: str) -> bytes:
    """A sheet as programs write it that prefix every element."""
    for tag in ("row", "c", "f", "v", "is", "t"):
        for old, new in ((f"<{tag} ", f"<x:{tag} "), (f"<{tag}>", f"<x:{tag}>"), (f"</{tag}>", f"</x:{tag}>")):
            rows = rows.replace(old, new)
    return SHEET.format(rows).encode()


@pytest.mark.parametrize(
    ("place", "content", "old", "new"),
    [
        ((2, 1), Content(2.5), '<c r="A2" s="3"><v>1</v></c>', '<c r="A2" s="3"><v>2.5</v></c>'),
        (
            (2, 1),
            Content("a<b"),
            '<c r="A2" s="3"><v>1</v></c>',
            '<c r="A2" s="3" t="inlineStr"><is><t xml:space="preserve">a&lt;b</t></is></c>',
        ),
        ((2, 1), Content(None, "=1+1", Cached("n", "2")), '<c r="A2" s="3"><v>1</v></c>', '<c r="A2" s="3"><f>1+1</f><v>2</v></c>'),
        ((7, 1), Content(True), '<c r="A7" t="str"><f>"x"</f><v>x</v></c>', '<c r="A7" t="b"><v>1</v></c>'),
        ((7, 1), Content(None), '<c r="A7" t="str"><f>"x"</f><v>x</v></c>', '<c r="A7"></c>'),
        (
            (2, 2),
            Content(9.0),
            '<row r="2" spans="1:3"><c r="A2" s="3"><v>1</v></c>',
            '<row r="2"><c r="A2" s="3"><v>1</v></c><c r="B2"><v>9</v></c>',
        ),
        ((3, 4), Content(9.0), "<v>4</v></c></row>", '<v>4</v></c><c r="D3"><v>9</v></c></row>'),
        ((5, 1), Content(9.0), '<row r="5"/>', '<row r="5"><c r="A5"><v>9</v></c></row>'),
        ((6, 1), Content(9.0), '<row r="7">', '<row r="6"><c r="A6"><v>9</v></c></row><row r="7">'),
        ((8, 1), Content(9.0), "<v>x</v></c></row>", '<v>x</v></c></row><row r="8"><c r="A8"><v>9</v></c></row>'),
        (
            (2, 3),
            Content(5.0),
            ROWS[ROWS.index('<c r="C2"') : ROWS.index('<row r="5"')],
            '<c r="C2" s="4"><v>5</v></c></row><row r="3"><c r="C3"><f>A3*2</f><v>4</v></c></row>',
        ),
    ],
)
def test_one_cell_changes_and_no_other_byte(place: tuple[int, int], content: Content, old: str, new: str) -> None:
    assert ROWS.count(old) == 1
    assert with_cells(prefixed(ROWS), {place: content}, {}, lambda _: "=A3*2") == prefixed(ROWS.replace(old, new))


def test_a_result_changes_and_its_formula_stays_as_it_is_written() -> None:
    results = {(2, 1): Cached("n", "8"), (2, 3): Cached("n", "9"), (7, 1): Cached("e", "#N/A")}
    expected = ROWS.replace("<v>2</v>", "<v>9</v>").replace('t="str"><f>"x"</f><v>x</v>', 't="e"><f>"x"</f><v>#N/A</v>')
    assert with_cells(prefixed(ROWS), {}, results, lambda _: None) == prefixed(expected)


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.tuples(st.integers(1, 9), st.integers(1, 6)), st.floats(-1e6, 1e6) | st.text("aあ<&\"' ", min_size=1, max_size=4), max_size=8
    )
)
def test_whatever_cells_change_the_sheet_holds_them_in_order_beside_the_others(changes: dict[tuple[int, int], float | str]) -> None:
    xml = with_cells(prefixed(ROWS), {place: Content(value) for place, value in changes.items()}, {}, lambda _: "=1")
    root = ElementTree.fromstring(xml)
    rows = [int(row.get("r", "")) for row in root.iter(f"{MAIN}row")]
    assert rows == sorted(set(rows))
    found: dict[tuple[int, int], object] = {}
    for row in root.iter(f"{MAIN}row"):
        columns = [ord(cell.get("r", "")[0]) - 64 for cell in row]
        assert columns == sorted(set(columns))
        for column, cell in zip(columns, row, strict=True):
            text = cell.findtext(f"{MAIN}is/{MAIN}t")
            found[int(row.get("r", "")), column] = text if text is not None else cell.findtext(f"{MAIN}v")
    before = {(2, 1): "1", (2, 3): "2", (3, 3): "4", (7, 1): "x"}
    assert set(found) == set(before) | set(changes)
    for place, shown in found.items():
        expected = changes.get(place, before.get(place))
        assert (float(str(shown)) if isinstance(expected, float) else shown) == expected


def test_a_run_mends_cells_names_and_tables_of_the_users_sheets_and_leaves_the_rest_of_them(tmp_path: Path) -> None:
    path = loaded(tmp_path / "a.xlsx")
    before = parts(path)
    book = OpenpyxlBook.open(path)
    book.set_cell("報告", 1, 2, 7.0)
    book.define("売上", "=報告!$A$1")
    book.undefine("客単価")
    book.resize_table("tbl_goals", 2)
    book.cache({Address("報告", 1, 1): 750000.0, Address("報告", 2, 1): 1 / 3})
    book.save(path)
    after = parts(path)
    sheet = before["xl/worksheets/sheet1.xml"].decode()
    row = sheet[sheet.index('<row r="1"') : sheet.index('<row r="2"')]
    assert "<v>500000</v>" in row
    changed = after["xl/worksheets/sheet1.xml"].decode()
    assert changed[: sheet.index('<row r="1"')] == sheet[: sheet.index('<row r="1"')]
    assert changed[changed.index('<row r="2"') :] == sheet[sheet.index('<row r="2"') :]
    again = OpenpyxlBook.open(path)
    assert again.contents()[Address("報告", 1, 1)] == Formula("=売上/2", 750000.0)
    assert again.contents()[Address("報告", 1, 2)] == 7.0
    assert again.names()[None, "売上"] == "報告!$A$1"
    assert (None, "客単価") not in again.names()
    assert again.tables()["tbl_goals"].last_row == 2
    assert {name for name in before if after.get(name) != before[name]} == {
        "xl/worksheets/sheet1.xml",
        "xl/tables/table3.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "xl/calcChain.xml",
    }


def test_a_workbook_without_styles_names_or_content_of_any_kind_takes_a_page(tmp_path: Path) -> None:
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = MAIN[1:-1]
    bare = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    }
    book = f'<w:workbook xmlns:w="{main}"><w:sheets><w:sheet name="S" sheetId="1" q:id="rIdX0" xmlns:q="{office}"/></w:sheets></w:workbook>'
    made = related(bare, "", "xl/workbook.xml", f"{office}/officeDocument", book.encode(), f"{types}.sheet.main+xml")
    made = related(
        made,
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        f"{office}/worksheet",
        f'<worksheet xmlns="{main}"><sheetData/></worksheet>'.encode(),
        f"{types}.worksheet+xml",
    )
    path = write(tmp_path / "a.xlsx", made)
    opened = OpenpyxlBook.open(path)
    opened.write([sample("ja")])
    opened.set_cell("S", 2, 2, 5.0)
    opened.save(path)
    again = OpenpyxlBook.open(path)
    assert (again.sheets(), again.marker(TAB)) == (("S", TAB), ("must_achieve", TAB))
    assert again.contents()[Address("S", 2, 2)] == 5.0
    assert seen_look(path, TAB) == seen_look(saved(painted(sample("ja")), tmp_path / "b.xlsx"), TAB)


def test_a_part_in_other_letters_is_read_in_utf_8() -> None:
    for text in ('<?xml version="1.0" encoding="utf-16"?><a><b/>語</a>', '<?xml version="1.0" encoding="Shift_JIS"?><a><b/>語</a>'):
        part = Splice.of(text.encode("utf-16" if "16" in text else "shift_jis"))
        part.insert(part.root.children[0].end, "<c/>")
        assert ElementTree.fromstring(part.done()).find("c").tail == "語"  # type: ignore[union-attr]


def test_an_adopted_sheet_keeps_its_place_and_its_part(tmp_path: Path) -> None:
    path = loaded(tmp_path / "a.xlsx")
    book = OpenpyxlBook.open(path)
    book.write([Page("x", "報告", {(1, 1): PageCell("新")})], adopt=True)
    book.save(path)
    again = OpenpyxlBook.open(path)
    assert again.sheets()[0] == "報告"
    assert {place: value for place, value in again.contents().items() if place.sheet == "報告"} == {Address("報告", 1, 1): "新"}
    assert MARKER in parts(path)["xl/workbook.xml"].decode()
    assert "xl/slicers/slicer1.xml" not in parts(path)
