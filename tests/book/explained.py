"""Workbooks whose numbers the page of reasons explains, and what it says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import openpyxl

from kpi_xl import jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Page
from kpi_xl.book.rationale_page import rationale_page
from kpi_xl.book.scenario_page import scenario_page
from kpi_xl.book.tabs import Tab
from kpi_xl.book.valued import cells_with, valued
from kpi_xl.labels import Lang
from tests.book.test_scenario_page import edited
from tests.support.workbooks import SHOP, Row, workbook

SHEET = {"ja": "算出根拠", "en": "Rationale"}
WORDS = {
    "ja": {
        "must": "必達",
        "dare": "挑戦",
        "times": "現状比（倍）",
        "percent": "前年比",
        "times_industry": "業界平均比",
        "value": "数値指定",
    },
    "en": {kind: kind for kind in ("times", "percent", "times_industry", "value")} | {"must": "must_achieve", "dare": "stretch"},
}
LONG_NAME = "It is a name of 31 characters !"


def goal(lang: Lang, kind: str, amount: float, role: str = "must", **more: object) -> Row:
    return {"role": WORDS[lang][role], "kind": WORDS[lang][kind], "amount": amount, **more}


def explained(
    path: Path, lang: Lang, goals: Iterable[Row], rows: Sequence[Row] | None = None, prepare: Callable | None = None, **settings: str
) -> tuple[Path, Page, jobs.Solved]:
    """A solved workbook with its page of reasons, the page with its values, and what was solved."""
    source = workbook(path / f"{lang}.xlsx", rows or SHOP[lang], list(goals), settings or None, lang)
    if prepare:
        source = edited(source, "prepared", prepare)
    book = OpenpyxlBook.open(source)
    solved = jobs.solve(book)
    page = rationale_page([Tab(brief, scenario_page(brief)) for brief in solved.briefs])
    (page,) = valued([page], cells_with(book, [page]))
    book.write([page])
    book.save(path / f"{lang}-explained.xlsx")
    return path / f"{lang}-explained.xlsx", page, solved


def lines(page: Page) -> list[tuple[str, str]]:
    """Every line's heading and sentence, from the first scenario on."""
    rows = sorted({row for row, column in page.cells if column <= 2 and row >= 5})
    shown = [[page.cells[row, column].value if (row, column) in page.cells else None for column in (1, 2)] for row in rows]
    return [(str(head or ""), str(said or "")) for head, said in shown]


def said(page: Page, head: str) -> list[str]:
    return [sentence for heading, sentence in lines(page) if heading == head]


def hard_tree(lang: Lang) -> tuple[Row, ...]:
    """A tree whose formulas have functions, cells that are no KPIs, negative numbers, a lever at 0 and a share of less is better."""
    unit = {"ja": ("円/月", "円", "人/月"), "en": ("JPY/month", "JPY", "visitors/month")}[lang]
    yes, lower = {"ja": ("はい", "小さいほど良い"), "en": ("yes", "lower")}[lang]
    return (
        {
            "label": "KGI 1",
            "name": "kgi",
            "baseline": "=SUM(C5:C7)-cost*(1-cut)^2+IF(cut>=10%,fee,0)+MIN(a,b)/1000",
            "unit": unit[0],
            "last_year": 3e6,
        },
        {"label": "A", "name": "a", "baseline": "=guests*price", "unit": unit[0], "industry": 4.5e6},
        {"label": "B", "name": "b", "baseline": "=others*price*Inputs!B2", "unit": unit[0]},
        {"label": "C", "name": "c_", "baseline": "=-Inputs!B3*guests+Inputs!B4", "unit": unit[0]},
        {"label": "Guests", "name": "guests", "baseline": 1000.0, "unit": unit[2], "high": 1200.0},
        {"label": "Others", "name": "others", "baseline": 0.0, "unit": unit[2], "high": 900.0},
        {"label": "Price", "name": "price", "baseline": 5000.0, "unit": unit[1], "high": 5100.0},
        {"label": "Cut", "name": "cut", "baseline": 0.1, "unit": "%", "better": lower, "low": 0.02},
        {"label": "Cost", "name": "cost", "baseline": 1e6, "unit": unit[0], "locked": yes},
        {"label": "Fee", "name": "fee", "baseline": 500.0, "unit": unit[0], "locked": yes},
    )


def inputs(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("Inputs")
    sheet["B2"], sheet["B3"], sheet["B4"], sheet["C3"] = 1.25, "=C3*2", "=guests*2", -1.5


def hard(path: Path, lang: Lang) -> tuple[Path, Page, jobs.Solved]:
    goals = [
        goal(lang, "value", 9e7, "dare", why="Why. " * 100, future='A "quoted" future'),
        goal(lang, "times", 1.13, due="Later"),
        goal(lang, "times_industry", 1.2, kpi="a", scenario=LONG_NAME),
        goal(lang, "percent", 1.6, kpi="kgi", scenario=LONG_NAME),
    ]
    return explained(path, lang, goals, hard_tree(lang), inputs)
