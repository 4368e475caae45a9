"""Workbooks full of what people have in theirs, and packages opened and put together by hand."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter

from kpi_xl.book.layout import GOALS, KPIS, Table
from tests.support.workbooks import SHOP, Row

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
Made = Mapping[str, bytes]

TARGETS: tuple[Row, ...] = (
    {"scenario": "必達目標", "kpi": "売上", "kind": "現状比（倍）", "amount": 1.5},
    {"scenario": "挑戦目標", "kpi": "売上", "kind": "現状比（倍）", "amount": 2},
)


def shop(path: Path, full: bool = True) -> Path:
    """The shop of four rows as XlsxWriter writes it, between sheets of the user's with nearly everything that program can draw."""
    with xlsxwriter.Workbook(path) as book:
        report = book.add_worksheet("報告")
        tree, goals = table(book, KPIS, SHOP["ja"]), table(book, GOALS, TARGETS)
        column = [each.key for each in KPIS.columns].index("baseline")
        for number, row in enumerate(SHOP["ja"], start=2):
            book.define_name(str(row["name"]), f"='{tree.name}'!${chr(65 + column)}${number}")
        report.write_formula("A1", "=売上/2", None, 500000)
        report.write_formula("A2", "=1/3", None, 0.33333333333333331)
        report.write_formula("A3", '=IF(A1>0,"良","否")', None, "良")
        if full:
            adorn(book, report, path.parent)
        goals.set_selection("B2")
        book.add_worksheet("後").write("A1", "最後")
        book.define_name("報告!手元", "=報告!$A$1")
        book.define_name("後!末尾", "=後!$A$1")
    return path


def table(book: xlsxwriter.Workbook, kind: Table, rows: tuple[Row, ...]) -> xlsxwriter.Workbook.worksheet_class:
    """One of our input tables on a sheet of its own."""
    sheet = book.add_worksheet(kind.sheet.ja)
    values = [[row.get(column.key) for column in kind.columns] for row in rows]
    columns = [{"header": column.label.ja} for column in kind.columns]
    sheet.add_table(0, 0, len(rows), len(columns) - 1, {"name": kind.name, "columns": columns, "autofilter": False})
    for at, row in enumerate(values, start=1):
        for place, value in enumerate(row):
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(at, place, value, None, 1000000)
            elif value is not None:
                sheet.write(at, place, value)
    return sheet


def adorn(book: xlsxwriter.Workbook, sheet: xlsxwriter.Workbook.worksheet_class, folder: Path) -> None:
    """Draw what the file library would lose."""
    (folder / "dot.png").write_bytes(PNG)
    picture = str(folder / "dot.png")
    bold = book.add_format({"bold": True, "bg_color": "#FFEEDD", "num_format": '0.0"個"'})
    sheet.write_column("F1", [3, 1, 2], bold)
    charts = [book.add_chart({"type": kind}) for kind in ("line", "bar")]
    for chart in charts:
        chart.add_series({"values": "=報告!$F$1:$F$3"})
    sheet.insert_chart("H1", charts[0])
    book.add_chartsheet("図").set_chart(charts[1])
    sheet.insert_image("H20", picture)
    sheet.embed_image("G1", picture)
    sheet.insert_textbox("H30", "図形")
    sheet.insert_button("H40", {"caption": "実行"})
    sheet.write_comment("A2", "メモ")
    sheet.add_sparkline("E1", {"range": "報告!F1:F3"})
    sheet.conditional_format("F1:F3", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("F1:F3", {"type": "cell", "criteria": ">", "value": 2, "format": bold})
    sheet.write_dynamic_array_formula("D1:D3", "=SORT(F1:F3)", None, 1)
    sheet.set_header("&L&G", {"image_left": picture})
    sheet.set_background(picture)
    sheet.unprotect_range("A1")
    sheet.insert_checkbox("C1", True)
    sheet.write_rich_string("B3", "普通 ", bold, "太字")
    sheet.data_validation("B1", {"validate": "list", "source": ["1", "2"]})
    sheet.write_url("B2", "https://example.com/", string="外")
    book.set_custom_property("部門", "営業")


def parts(path: Path | str) -> dict[str, bytes]:
    """Every part of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def write(path: Path, made: Made) -> Path:
    """A package from its parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in made.items():
            package.writestr(name, content)
    return path


def related(made: Made, owner: str, target: str, kind: str, content: bytes, content_type: str) -> dict[str, bytes]:
    """A package in which one part points at one more."""
    folder, _, name = owner.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    before = made.get(rels, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>')
    number = f"rIdX{before.count(b'<Relationship ')}"
    relation = f'<Relationship Id="{number}" Type="{kind}" Target="/{target}"/></Relationships>'.encode()
    override = f'<Override PartName="/{target}" ContentType="{content_type}"/></Types>'.encode()
    types = made["[Content_Types].xml"].replace(b"</Types>", override)
    return {**made, target: content, rels: before.replace(b"</Relationships>", relation), "[Content_Types].xml": types}


EXTRAS = (  # owner, part, type of the relation, content, content type
    (
        "xl/workbook.xml",
        "xl/vbaProject.bin",
        f"{MICROSOFT}/2006/relationships/vbaProject",
        b"\xd0\xcf\x11\xe0 macros",
        "application/vnd.ms-office.vbaProject",
    ),
    ("xl/workbook.xml", "customXml/item1.xml", f"{OFFICE}/customXml", b"<DataMashup/>", "application/xml"),
    (
        "xl/workbook.xml",
        "xl/slicerCaches/slicerCache1.xml",
        f"{MICROSOFT}/2007/relationships/slicerCache",
        b"<slicerCacheDefinition/>",
        "application/vnd.ms-excel.slicerCache+xml",
    ),
    (
        "xl/workbook.xml",
        "xl/persons/person.xml",
        f"{MICROSOFT}/2017/10/relationships/person",
        b"<personList/>",
        "application/vnd.ms-excel.person+xml",
    ),
    (
        "xl/workbook.xml",
        "xl/connections.xml",
        f"{OFFICE}/connections",
        b"<connections/>",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml",
    ),
    ("xl/workbook.xml", "xl/inventedNextYear.xml", "http://example.com/next", b"<next/>", "application/next+xml"),
    (
        "xl/worksheets/sheet1.xml",
        "xl/slicers/slicer1.xml",
        f"{MICROSOFT}/2007/relationships/slicer",
        b"<slicers/>",
        "application/vnd.ms-excel.slicer+xml",
    ),
    (
        "xl/worksheets/sheet1.xml",
        "xl/threadedComments/threadedComment1.xml",
        f"{MICROSOFT}/2017/10/relationships/threadedComment",
        b"<ThreadedComments/>",
        "application/vnd.ms-excel.threadedcomments+xml",
    ),
    (
        "",
        "xl/webextensions/taskpanes.xml",
        f"{MICROSOFT}/2011/relationships/webextensiontaskpanes",
        b"<taskpanes/>",
        "application/vnd.ms-office.webextensiontaskpanes+xml",
    ),
    ("", "customUI/customUI14.xml", f"{MICROSOFT}/2007/relationships/ui/extensibility", b"<customUI/>", "application/xml"),
)
CHAIN = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A1" i="1"/></calcChain>'


def loaded(path: Path) -> Path:
    """The shop with all of that, and with parts that only Excel or an add-in makes."""
    made: Made = parts(shop(path))
    for owner, target, kind, content, content_type in EXTRAS:
        made = related(made, owner, target, kind, content, content_type)
    chain = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    return write(path, related(made, "xl/workbook.xml", "xl/calcChain.xml", f"{OFFICE}/calcChain", CHAIN, chain))
