"""What people draw and set up in their own sheets, a row each, as XlsxWriter writes it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import xlsxwriter

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
Book = xlsxwriter.Workbook
Sheet = xlsxwriter.Workbook.worksheet_class
Draw = Callable[[Book, Sheet, Path], object]


def picture(folder: Path) -> str:
    """A picture of one dot."""
    (folder / "dot.png").write_bytes(PNG)
    return str(folder / "dot.png")


def chart(*kinds: str, sheet: bool = False) -> Draw:
    """Charts of some kinds over the figures, or one on a sheet of its own."""

    def draw(book: Book, report: Sheet, _: Path) -> None:
        for place, kind in enumerate(kinds):
            made = book.add_chart({"type": kind})
            made.add_series({"values": "=報告!$F$1:$F$3", "categories": "=報告!$F$1:$F$3", "name": "=報告!$A$1"})
            made.set_title({"name": "売上の推移"})
            if sheet:
                book.add_chartsheet("図").set_chart(made)
            else:
                report.insert_chart(place * 16, 8, made)

    return draw


def rules(book: Book, sheet: Sheet, _: Path) -> None:
    """Conditional formats old and new, that share looks and numbers with nothing of ours."""
    bold = book.add_format({"bold": True, "bg_color": "#FFEEDD", "num_format": '0.0"個"'})
    sheet.conditional_format("F1:F3", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("F1:F3", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.conditional_format("F1:F3", {"type": "3_color_scale"})
    sheet.conditional_format("F1:F3", {"type": "cell", "criteria": ">", "value": 2, "format": bold})
    sheet.conditional_format("F1:F3", {"type": "formula", "criteria": "=$F1>売上", "format": book.add_format({"font_color": "red"})})


def looks(book: Book, sheet: Sheet, _: Path) -> None:
    """Cells that look like nothing of ours, dates and times among them."""
    sheet.write(
        "K1", 1.5, book.add_format({"font_name": "MS 明朝", "font_size": 14, "italic": True, "num_format": "#,##0.000;[Red]-#,##0.000"})
    )
    sheet.write("K2", "斜", book.add_format({"diag_type": 1, "rotation": 45, "border": 5, "border_color": "#00AA88", "pattern": 4}))
    sheet.write_datetime("K3", datetime(2026, 4, 1, 9, 30), book.add_format({"num_format": "yyyy年m月d日"}))
    sheet.write_blank("K4", None, book.add_format({"bg_color": "#123456", "locked": False, "hidden": True}))
    sheet.write_boolean("K5", True)
    sheet.write_formula("K6", "=1/0", None, "#DIV/0!")


def outline(_: Book, sheet: Sheet, __: Path) -> None:
    """Groups, frozen panes, widths, page set-up."""
    sheet.set_column("N:P", 3, None, {"level": 1, "hidden": True})
    sheet.set_row(40, 30, None, {"level": 1, "collapsed": True})
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.print_area("A1:K30")
    sheet.set_h_pagebreaks([20])
    sheet.set_tab_color("#AA0000")
    sheet.set_zoom(80)


def hidden(book: Book, _: Sheet, __: Path) -> None:
    """Sheets that nobody sees, and one that is locked."""
    book.add_worksheet("隠し").hide()
    (very := book.add_worksheet("極秘")).very_hidden()
    very.write_formula("A1", "=売上*2", None, 2000000)
    book.add_worksheet("保護").protect("pw")


def arrays(_: Book, sheet: Sheet, __: Path) -> None:
    """Formulas over areas, old and new."""
    sheet.write_array_formula("M1:M3", "{=F1:F3*2}", None, 6)
    sheet.write_dynamic_array_formula("D1:D3", "=SORT(F1:F3)", None, 1)
    sheet.write_dynamic_array_formula("D5", "=LET(x,F1,LAMBDA(y,y+x)(1))", None, 4)


def table(_: Book, sheet: Sheet, __: Path) -> None:
    """A table of the user's, with a column that fills itself in, and a total."""
    columns = [{"header": "甲", "total_string": "計"}, {"header": "乙", "formula": "=[@甲]*2", "total_function": "sum"}]
    sheet.add_table(
        "R1:S4", {"name": "tbl_user", "columns": columns, "data": [[1], [2]], "total_row": True, "style": "Table Style Medium 9"}
    )


def properties(book: Book, _: Sheet, __: Path) -> None:
    """Document properties, the user's own too."""
    book.set_properties({"title": "年間計画", "author": "田中", "company": "例", "comments": "社外秘"})
    book.set_custom_property("部門", "営業")


DRAWN: Mapping[str, Draw] = {
    "charts": chart("line", "bar", "pie", "scatter", "area", "radar"),
    "a chart": chart("line"),
    "a chart sheet": chart("column", sheet=True),
    "an image": lambda _, sheet, folder: sheet.insert_image("H20", picture(folder), {"url": "https://example.com/"}),
    "an image in a cell": lambda _, sheet, folder: sheet.embed_image("G1", picture(folder)),
    "a text box": lambda _, sheet, __: sheet.insert_textbox("H30", "図形"),
    "a button": lambda _, sheet, __: sheet.insert_button("H40", {"caption": "実行", "macro": "run"}),
    "notes": lambda _, sheet, __: [sheet.write_comment(cell, f"メモ{cell}", {"x_scale": 2}) for cell in ("A2", "F3")],
    "sparklines": lambda _, sheet, __: sheet.add_sparkline("E1", {"range": "報告!F1:F3", "type": "column"}),
    "rules": rules,
    "looks": looks,
    "groups": outline,
    "hidden sheets": hidden,
    "arrays": arrays,
    "a table": table,
    "properties": properties,
    "a header picture": lambda _, sheet, folder: sheet.set_header("&L&G", {"image_left": picture(folder)}),
    "a background": lambda _, sheet, folder: sheet.set_background(picture(folder)),
    "an unlocked range": lambda _, sheet, __: sheet.unprotect_range("A1"),
    "a checkbox": lambda _, sheet, __: sheet.insert_checkbox("C1", True),
    "rich text": lambda book, sheet, __: sheet.write_rich_string("B3", "普通 ", book.add_format({"bold": True}), "太字"),
    "validation": lambda _, sheet, __: sheet.data_validation("B1", {"validate": "list", "source": "=隠す先"}),
    "links": lambda _, sheet, __: [sheet.write_url("B2", "https://example.com/?a=1&b=2", string="外"), sheet.write_url("B4", "internal:後!A1")],
    "a filter": lambda _, sheet, __: [sheet.autofilter("U1:V3"), sheet.filter_column("U", "x > 1")],
    "ignored errors": lambda _, sheet, __: sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"}),
    "names": lambda book, _, __: [book.define_name(name, text) for name, text in (("隠す先", "=報告!$F$1:$F$3"), ("報告!訪問", "=訪問者数*2"), ("定数", "=0.1"))],
    "read-only": lambda book, _, __: book.read_only_recommended(),
    "a window": lambda book, _, __: [book.set_size(1200, 800), book.set_tab_ratio(50), book.set_calc_mode("manual")],
}  # fmt: skip
