"""A page that uses everything a page can have, in either language, and the ways to paint, save and look at it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import openpyxl

from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Choices, ColumnGroup, Name, Page, PageCell, PageTable, Rule
from kpi_xl.labels import Label, Lang

HEAD = 9


class Row(NamedTuple):
    label: Label
    name: str
    now: float
    then: float
    format: str
    formula: str = ""
    depth: int = 0


ROWS = (
    Row(Label("売上高", "Sales"), "sales", 300_000_000, 900_000_000, "#,##0", "=D11*D14", 0),
    Row(Label("顧客数", "Customers"), "customers", 10_000, 21_000, "#,##0", "=D12*D13", 1),
    Row(Label("訪問者数", "Visitors"), "visitors", 500_000, 700_000, "#,##0", depth=2),
    Row(Label("成約率", "Conversion rate"), "rate", 0.02, 0.03, "0.0%", depth=2),
    Row(Label("平均単価", "Average price"), "price", 30_000, 42_857, "#,##0", depth=1),
)
COLUMNS = tuple(
    Label(*pair)
    for pair in (
        ("KPI", "KPI"),
        ("名前", "Name"),
        ("現状値", "Baseline"),
        ("目標", "Target"),
        ("合意値", "Agreed"),
        ("状態", "Status"),
        ("備考", "Note"),
        ("計算式", "Formula"),
    )
)
WORDS = {
    "sheet": Label("必達目標", "Must-achieve"),
    "title": Label("必達目標：3倍を達成する", "Must-achieve: reach three times"),
    "subtitle": Label("負担最小で逆算 ― 2026年度", "Backsolved with least effort - fiscal 2026"),
    "help": Label("黄色のセルだけ入力してください。白いセルは計算結果です。", "Type only in the yellow cells; white cells are computed."),
    "kgi": Label("KGI（売上高）", "KGI (sales)"),
    "gap": Label("不足額", "Gap"),
    "result": Label("届きます。顧客数が2.1倍、単価が1.4倍です。", "Within reach: 2.1 times the customers at 1.4 times the price."),
    "fresh": Label("最新", "Up to date"),
    "agreed": Label("合意値", "Agreed value"),
    "prompt": Label("合意した値を入力", "Type what was agreed"),
    "choose": Label("一覧から選んでください", "Choose from the list"),
    "note": Label("=担当と合意済み", "=agreed with the owner"),
}


def sample(lang: Lang = "ja", key: str = "must_achieve") -> Page:
    """Five rows of a driver tree with cards above them."""
    word = {name: label.say(lang) for name, label in WORDS.items()}
    titles = tuple(label.say(lang) for label in COLUMNS)
    last = HEAD + len(ROWS)
    return Page(
        key,
        word["sheet"],
        {**cards(word, lang), **table(word, titles, lang)},
        lang,
        widths={1: 2, 2: 28, 3: 14, 4: 16, 5: 16, 6: 14, 7: 10, 8: 30, 9: 24},
        heights={2: 32, 5: 18, 6: 36, 7: 20, HEAD: 30},
        merges=("B4:H4", "E6:G6", "B7:G7"),
        rules=(
            Rule(f"G10:G{last}", '$G10="◎"', "good", stop=True),
            Rule(f"G10:G{last}", '$G10="○"', "fair"),
            Rule(f"G10:G{last}", '$G10="△"', "poor"),
            Rule(f"G10:G{last}", '$G10="×"', "bad"),
            Rule("D10:E11", "ABS(D10)>=1000000", format="#,##0,," + {"ja": '"百万"', "en": '"M"'}[lang]),
            Rule("H6", "TRUE", "fresh"),
        ),
        choices=(
            Choices(f"C10:C{last}", "=lst_kpi", error=word["choose"]),
            Choices(f"G10:G{last}", ("◎", "○", "△", "×")),
            Choices(f"F10:F{last}", None, word["agreed"], word["prompt"]),
        ),
        names=(Name("sales", f"'{word['sheet']}'!$D$10", hidden=True), Name("rate", f"'{word['sheet']}'!$D$13", comment="%")),
        tables=(
            PageTable(
                f"tbl_{key}", HEAD, 2, last, titles, {titles[7]: f'=IFERROR(_xlfn.FORMULATEXT(tbl_{key}[[#This Row],[{titles[2]}]]),"")'}
            ),
        ),
        frozen="D10",
        groups=(ColumnGroup(9, 9),),
        hidden_columns=(3,),
        title_rows="1:9",
        print_area=f"A1:I{last}",
        zoom=90,
    )


def cards(word: dict[str, str], lang: Lang) -> dict[tuple[int, int], PageCell]:
    """What stands above the table."""
    return {
        (2, 2): PageCell(word["title"], style="title"),
        (3, 2): PageCell(word["subtitle"], style="subtitle"),
        (4, 2): PageCell(word["help"], style="help"),
        (5, 2): PageCell(word["kgi"], style="card_label_strong"),
        (6, 2): PageCell(9e8, "=E10", "card_value_strong", '#,##0,,"M"'),
        (5, 4): PageCell(word["gap"], style="card_label"),
        (6, 4): PageCell(6e8, "=E10-D10", "card_value", '#,##0,,"M"'),
        **{(5, column): PageCell(style="card_label") for column in (5, 6, 7)},
        (6, 5): PageCell(word["result"], style="card_text"),
        (6, 8): PageCell(word["fresh"], f'=IF(E10>D10,"{word["fresh"]}","")', "computed_text"),
        (7, 2): PageCell("⚠ " + word["help"], style="warning"),
        (7, 8): PageCell("KGI", style="link", link="B10"),
    }


def table(word: dict[str, str], titles: tuple[str, ...], lang: Lang) -> dict[tuple[int, int], PageCell]:
    """The rows and their header."""
    cells = {(HEAD, 2 + at): PageCell(title, style="header") for at, title in enumerate(titles)}
    for at, row in enumerate(ROWS, HEAD + 1):
        strong = "_strong" if row.depth == 0 else ""
        computed = PageCell(row.now, row.formula, "computed" + strong, row.format)
        cells |= {
            (at, 2): PageCell(row.label.say(lang), style="label" + strong, indent=row.depth),
            (at, 3): PageCell(row.name, style="label"),
            (at, 4): computed if row.formula else PageCell(row.now, style="input", format=row.format),
            (at, 5): PageCell(row.then, style="computed" + strong, format=row.format),
            (at, 6): PageCell(style="input", format=row.format),
            (at, 7): PageCell("◎○△××"[at - HEAD - 1], style="symbol"),
            (at, 8): PageCell(word["note"] if row.depth == 1 else "", style="input_text"),
            (at, 9): PageCell(row.formula, f'=IFERROR(_xlfn.FORMULATEXT(D{at}),"")', "computed_text"),
        }
    return cells


STAMP = dt.datetime(2026, 4, 1)
WHOLE = HEAD + len(ROWS)


def painted(*pages: Page, lang: Lang = "ja") -> OpenpyxlBook:
    """A new workbook with pages."""
    book = OpenpyxlBook.new(lang, "計画")
    book.write(pages)
    book.define("lst_kpi", f"'{pages[0].sheet}'!$C$10:$C${WHOLE}")
    return book


def saved(book: OpenpyxlBook, path: Path) -> Path:
    """The path a workbook is saved at."""
    book.save(path, STAMP)
    return path


def seen(path: Path, **how: bool) -> openpyxl.Workbook:
    """A file as somebody else's program sees it."""
    return openpyxl.load_workbook(path, **how)
