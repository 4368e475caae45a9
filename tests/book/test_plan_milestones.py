"""Milestones of three years ahead beside the monthly plan, and the monthly plan beside the milestones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kpi_xl import jobs, labels
from kpi_xl.book.ahead_layout import MILESTONES
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.plan_columns import FIRST, LABEL
from kpi_xl.book.templates import template_path
from kpi_xl.calc.cells import Address
from kpi_xl.labels import LANGS, Lang
from tests.book.foreseen import shown
from tests.book.test_charts import C, drawn, said
from tests.support.every_workbook import NOVEMBER, both
from tests.support.workbooks import SHOP, workbook

each_language = pytest.mark.parametrize("lang", LANGS)


def looked(folder: Path, lang: Lang, first: str = "plan", **settings: str) -> tuple[Path, jobs.Monthly]:
    """The shop with both pages, the one or the other made first."""
    path = workbook(folder / "shop.xlsx", SHOP[lang], both(lang), settings or None, lang)
    book = OpenpyxlBook.open(path)
    if first == "ahead":
        jobs.ahead(book, now=NOVEMBER)
    planned = jobs.plan(book, now=NOVEMBER)
    if first == "plan":
        jobs.ahead(book, now=NOVEMBER)
    book.save(path)
    return path, planned


def row(path: Path, lang: Lang, label: str) -> Iterator[object]:
    """What the plan's page shows in a row of the KGI, from the first month on."""
    contents = {at: getattr(each, "cached", each) for at, each in OpenpyxlBook.open(path).contents().items()}
    sheet = PAGE_SHEETS["plan"].say(lang)
    place = min(at.row for at, each in contents.items() if at.sheet == sheet and at.column == LABEL and each == label)
    last = max(at.column for at in contents if at.sheet == sheet and at.row == place)
    return (contents.get(Address(sheet, place, column)) for column in range(FIRST, last + 1))


@each_language
@pytest.mark.parametrize("first", ["plan", "ahead"])
def test_the_plan_of_a_year_is_what_its_months_bring(first: str, lang: Lang, tmp_path: Path) -> None:
    path, planned = looked(tmp_path, lang, first, start="2026-01" if lang == "en" else "2026-04", months="24")
    rows, kgi = shown(path, lang, MILESTONES), planned.solved.reading.tree.kgi
    for key, spread in zip(("plan", "plan_above"), planned.spreads, strict=True):
        # The shop's sales are an amount a month, so a year's figure is the mean of its months.
        years = [spread.plan.values[kgi][first : first + 12].mean() for first in (0, 12)]
        end = spread.plan.values[kgi][-1]
        assert [each[key] for each in rows] == pytest.approx([*years, end, end], rel=1e-9)


def test_a_yearly_amount_is_the_sum_of_the_year_and_a_year_planned_in_part_is_brought_up_to_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "example.xlsx"
    path.write_bytes(template_path("ja", "example").read_bytes())
    book = OpenpyxlBook.open(path)
    jobs.ahead(book, now=NOVEMBER)
    settings = next(at for at, each in book.contents().items() if each == labels.plan.START.ja)
    book.set_cell(settings.sheet, settings.row, settings.column + 1, "2026-10")
    plan = jobs.plan(book, now=NOVEMBER).spreads[0].plan
    book.save(path)
    first = plan.amounts("年間売上")[:6].sum() * 12 / 6
    second = plan.amounts("年間売上")[6:].sum() * 12 / 6
    end = plan.values["年間売上"][-1]
    assert [each["plan"] for each in shown(path, "ja", MILESTONES)] == pytest.approx([first, second, end, end], rel=1e-9)


@each_language
def test_milestones_stand_beside_the_monthly_plan_and_make_up_their_years(lang: Lang, tmp_path: Path) -> None:
    path, _ = looked(tmp_path, lang, start="2026-01" if lang == "en" else "2026-04", months="24")
    found = list(row(path, lang, labels.plan.MILESTONE.say(lang)))
    milestones = [each["milestone"] for each in shown(path, lang, MILESTONES)]
    assert found[:24] == pytest.approx([*[milestones[0]] * 12, *[milestones[1]] * 12])
    whole, first, second = found[24:27]
    assert [first, second] == pytest.approx([12 * milestones[0], 12 * milestones[1]])
    assert whole == pytest.approx(first + second)  # type: ignore[operator]


@each_language
def test_the_chart_draws_plans_milestones_and_actuals(lang: Lang, tmp_path: Path) -> None:
    path, _ = looked(tmp_path, lang)
    book = OpenpyxlBook.open(path)
    jobs.actuals(book, jobs.Export(f"KPI,2026-04\n{SHOP[lang][0]['name']},900000".encode(), "data.csv"), NOVEMBER.date())
    jobs.solve(book, now=datetime(2026, 11, 24))
    book.save(path)
    title = labels.plan.TITLE.fill(kpi=SHOP[lang][0]["label"]).say(lang)
    (chart,) = [each for each in drawn(path) if title in "".join(each.itertext())]
    names = [said(series, f"{C}tx//{C}v") for series in chart.iter(f"{C}ser")]
    scenarios = [labels.plan.OF_SCENARIO.fill(scenario=each).say(lang) for each in (labels.MUST_ACHIEVE, labels.STRETCH)]
    assert names == [[each] for each in (*scenarios, labels.plan.MILESTONE.say(lang), labels.plan.ACTUAL.say(lang))]


@each_language
def test_a_workbook_without_milestones_has_no_row_for_them(lang: Lang, tmp_path: Path) -> None:
    path = workbook(tmp_path / "shop.xlsx", SHOP[lang], both(lang), None, lang)
    book = OpenpyxlBook.open(path)
    jobs.plan(book, now=NOVEMBER)
    assert labels.plan.MILESTONE.say(lang) not in book.contents().values()
