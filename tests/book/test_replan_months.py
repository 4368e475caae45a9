"""The months of a new plan on its page: they say what the plan says, and follow the actuals and the new ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from kpi_xl import jobs
from kpi_xl.book import replan_page
from kpi_xl.book.actuals_sheet import read_actuals
from kpi_xl.book.layout import PAGE_SHEETS, WAYS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import open_book, read_book
from kpi_xl.book.replan_canvas import FIRST_MONTH, LABEL, NEW
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.calc.compile import evaluate_cells
from kpi_xl.labels import LANGS, Lang
from kpi_xl.plan.month import Month
from kpi_xl.plan.monthly import Plan, monthly
from tests.support.every_workbook import example, replanned
from tests.support.workbooks import SHOP, workbook

NOW = datetime(2026, 8, 10)
JULY = Month(2026, 7)


def planned_again(book: OpenpyxlBook) -> jobs.Replan:
    return jobs.replan(book, JULY, now=NOW)


def grid(book: OpenpyxlBook, done: jobs.Replan, scenario: int = 0) -> dict[str, dict[int, Address]]:
    """Where each KPI's months stand, by its name: the rows whose label and first month are as the plan says, below the heading."""
    lang, tree = done.reading.lang, done.reading.tree
    sheet, contents = PAGE_SHEETS["replan"].say(lang), book.contents()
    said = {"ja": "：新計画の各月（すべてのKPI）", "en": ": the new plan, every KPI by month"}[lang]
    heading = next(at for at, content in contents.items() if content == done.revised[scenario].brief.sheet + said)
    found: dict[str, dict[int, Address]] = {}
    for number, name in enumerate(tree.depths):
        row = heading.row + 3 + number
        assert contents[Address(sheet, row, LABEL)] == tree.kpis[name].shown
        found[name] = {place: Address(sheet, row, FIRST_MONTH + place) for place in range(len(done.revised[0].done.after.months))}
    return found


def shown(book: OpenpyxlBook, places: dict[str, dict[int, Address]]) -> dict[str, list[float]]:
    """What the cells come to when they are calculated now."""
    cells = open_book(book).cells
    every = [place for months in places.values() for place in months.values()]
    made = evaluate_cells(cells, [place for place in every if isinstance(cells.contents.get(place), Formula)])
    return {name: [float(str(made.get(place, cells.contents.get(place)))) for place in months.values()] for name, months in places.items()}


def same(found: dict[str, list[float]], plan: Plan) -> None:
    for name, months in found.items():
        assert months == pytest.approx(plan.amounts(name).tolist(), rel=1e-9, abs=1e-12), name


@pytest.mark.parametrize("lang", LANGS)
def test_every_month_of_every_kpi_is_what_the_plan_says(tmp_path: Path, lang: Lang) -> None:
    book = OpenpyxlBook.open(replanned(tmp_path, lang))
    done = planned_again(book)
    for scenario in range(2):
        same(shown(book, grid(book, done, scenario)), done.revised[scenario].done.after)


def conditioned(folder: Path) -> OpenpyxlBook:
    """The example with a season, a delay, a geometric way and a lag, an effect of one lever on another, and actuals of three months."""
    path = example(folder, "ja")
    book = OpenpyxlBook.open(path)
    jobs.plan(book, now=datetime(2026, 4, 1))
    book.save(path)
    raw = openpyxl.load_workbook(path)
    sheet = raw[WAYS.sheet.ja]
    for month in range(1, 13):
        sheet.cell(8, 6 + month).value = 0.5 + month / 12
    for row, typed in enumerate((("訪問者数", None, None, 1, 2, "新規顧客数"), ("商談転換率", None, "geometric", None, None, None)), 9):
        for column, value in enumerate(typed, 1):
            sheet.cell(row, column).value = value
    raw.save(path)
    book = OpenpyxlBook.open(path)
    lines = ["KPI,2026-04,2026-05,2026-06,2026-07", "訪問者数,6000,6100,6200,6300", "リード転換率,2.1%,2.0%,2.2%,"]
    jobs.actuals(book, jobs.Export("\n".join(lines).encode("utf-8-sig"), "data.csv"), date(2026, 8, 10))
    return book


def test_seasons_delays_lags_and_ways_are_in_the_months(tmp_path: Path) -> None:
    book = conditioned(tmp_path)
    done = planned_again(book)
    after = done.revised[0].done.after
    assert not done.revised[0].done.holds
    assert after.course.lags
    assert any(after.course.way(name).weights for name in after.course.tree.levers)
    same(shown(book, grid(book, done)), after)


def test_the_months_follow_an_actual_that_is_mended_and_an_end_that_is_changed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "shop.xlsx", SHOP["ja"], (), {"start": "2026-04"})
    book = OpenpyxlBook.open(path)
    lines = ["KPI,2026-04,2026-05,2026-06,2026-07", "訪問者数,4000,4100,4200,4300", "転換率,2%,2%,2%,2%", "客単価,10000,10000,10000,10000"]
    jobs.actuals(book, jobs.Export("\n".join(lines).encode("utf-8-sig"), "data.csv"), date(2026, 8, 10))
    done = planned_again(book)
    after, places = done.revised[0].done.after, grid(book, done)
    sheet = read_actuals(read_book(book), Month.of(NOW))
    cell = sheet.address("訪問者数", JULY)
    book.set_cell(cell.sheet, cell.row, cell.column, 4600.0)
    page = PAGE_SHEETS["replan"].ja
    end = next(
        place
        for place, content in book.contents().items()
        if place.sheet == page and place.column == NEW and content == after.ends["訪問者数"]
    )
    book.set_cell(page, end.row, end.column, 8000.0)
    past = {name: values.copy() for name, values in after.course.past.items()}
    past["訪問者数"][3], past["売上"][3] = 4600.0, 4600.0 * 0.02 * 10_000.0
    expected = monthly(replace(after.course, past=past), {**after.ends, "訪問者数": 8000.0})
    assert not np.allclose(expected.values["売上"][3:], after.values["売上"][3:])
    same(shown(book, places), expected)


def test_a_row_of_actuals_that_came_to_stand_elsewhere_is_not_taken_for_another_kpi(tmp_path: Path) -> None:
    path = workbook(tmp_path / "shop.xlsx", SHOP["ja"], (), {"start": "2026-04"})
    book = OpenpyxlBook.open(path)
    lines = ["KPI,2026-04", "訪問者数,4000", "転換率,1%"]
    jobs.actuals(book, jobs.Export("\n".join(lines).encode("utf-8-sig"), "data.csv"), date(2026, 8, 10))
    done = jobs.replan(book, Month(2026, 4), now=NOW)
    places = grid(book, done)
    sheet = read_actuals(read_book(book), Month.of(NOW))
    for column in (sheet.columns["name"], sheet.months[Month(2026, 4)]):
        first, second = (Address("実績", sheet.rows[name], column) for name in ("訪問者数", "転換率"))
        one, other = (book.contents().get(place) for place in (first, second))
        for place, content in ((first, other), (second, one)):
            assert isinstance(content, float | str)
            book.set_cell(place.sheet, place.row, place.column, content)
    found = shown(book, places)
    assert found["訪問者数"][0] == pytest.approx(float(done.revised[0].done.planned.amounts("訪問者数")[0]))


def test_a_tree_of_very_many_kpis_shows_every_lever_but_not_every_month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replan_page, "MOST_KPIS", 3)
    path = workbook(tmp_path / "shop.xlsx", SHOP["ja"], (), {"start": "2026-04"})
    book = OpenpyxlBook.open(path)
    jobs.actuals(book, jobs.Export("KPI,2026-04\n訪問者数,4000".encode("utf-8-sig"), "data.csv"), date(2026, 8, 10))
    done = jobs.replan(book, Month(2026, 4), now=NOW)
    contents = book.contents()
    said = [content for at, content in contents.items() if at.sheet == PAGE_SHEETS["replan"].ja]
    assert "必達目標：KPIごとの差" in said
    assert "必達目標：新計画の各月（すべてのKPI）" not in said
    assert done.revised[0].done.after.ends["訪問者数"] in said
