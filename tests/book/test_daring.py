"""How unreasonable each target is, on the pages: the live band says what the data says, and the sentences encourage."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import jobs
from kpi_xl.book.daring import explained, judged, rule, sentence
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.past import known, past
from kpi_xl.book.reader import read_book
from kpi_xl.book.templates import template_path
from kpi_xl.insight.unreasonable import BANDS
from kpi_xl.labels import LANGS, Lang
from kpi_xl.labels import unreasonable as words
from kpi_xl.plan.month import Month
from tests.support.every_workbook import both, goal, solved
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, changed, workbook

COLUMN, NAME = 12, 13


def bands(path: Path, sheet: str) -> dict[str, str]:
    """Name of a row to the band that stands there."""
    rows = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)
    return {str(row[NAME - 1]): str(row[COLUMN - 1]) for row in rows if row[NAME - 1] and row[COLUMN - 1]}


def made(folder: Path, lang: Lang) -> Path:
    """The shop with an industry value, a lower-is-better goal beside, and bounds."""
    _, visitors, rate, price = (str(row["name"]) for row in SHOP[lang])
    rows = changed(SHOP[lang], **{visitors: {"industry": 2000.0}, rate: {"high": 0.05}, price: {"high": 10_900.0}})
    return solved(workbook(folder / f"{lang}.xlsx", rows, both(lang, goal(lang, 3, "times", 1.05, scenario="S")), None, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_the_live_band_says_what_the_data_says(lang: Lang, tmp_path: Path) -> None:
    path = made(tmp_path, lang)
    for brief in jobs.solve(OpenpyxlBook.open(path)).briefs:
        found = {
            name: words.SHOWN.fill(stars=words.STARS[each.band], band=words.BANDS[each.band]).say(lang)
            for name, each in judged(brief).items()
        }
        assert bands(path, brief.sheet) == found
        assert found


@pytest.mark.libreoffice
def test_libreoffice_agrees_and_the_band_follows_what_is_typed(tmp_path: Path) -> None:
    path = made(tmp_path, "en")
    book = openpyxl.load_workbook(path)
    sheet = book["Must-achieve"]
    rows = {str(sheet.cell(row, NAME).value): row for row in range(1, sheet.max_row + 1)}
    sheet.cell(rows["rate"], 4).value = 0.021  # 1.05 times today, a thirtieth of its room
    book.save(typed := tmp_path / "typed.xlsx")
    values = recalculate([path, typed])
    ours = bands(path, "Must-achieve")
    assert {name: values[path][f"Must-achieve!L{rows[name]}"] for name in ours} == ours
    assert (ours["visitors"], ours["rate"]) == ("★★★ unreasonable", "★★☆ daring")
    assert values[typed][f"Must-achieve!L{rows['rate']}"] == "★☆☆ ordinary"


def test_the_wording_encourages_and_is_precise() -> None:
    stretch = {lang: jobs.solve(OpenpyxlBook.open(template_path(lang, "example"))).briefs[1] for lang in LANGS}
    assert sentence(stretch["ja"]) == (
        "年間売上を今の3.00倍に。堂々の「非常識」です。でも動かす9件は、常識4・挑戦5・非常識0。どれも話し合える大きさです。"
    )
    assert sentence(stretch["en"]) == (
        "Annual revenue at 3.00 times today is proudly unreasonable. "
        "The 9 levers behind it are not: 4 ordinary, 5 daring, each of a size to talk about."
    )
    first, second, *_ = explained(stretch["ja"])
    assert (first, second) == (
        "年間売上：★★★ 非常識（今の3.00倍）",
        "ウェブサイト訪問者数：★★☆ 挑戦（今の1.24倍、伸びしろの4.8%）",
    )
    assert len(list(explained(stretch["en"]))) == 5


@pytest.mark.parametrize("lang", LANGS)
def test_levers_that_are_unreasonable_are_named_as_where_to_start(lang: Lang, tmp_path: Path) -> None:
    (*_, last) = jobs.solve(OpenpyxlBook.open(made(tmp_path, lang))).briefs
    visitors = SHOP[lang][1]["label"]
    assert (f"非常識1（{visitors}）" if lang == "ja" else f"1 unreasonable ({visitors}): start there") in sentence(last)


def test_the_rule_stands_beside_with_its_limits(tmp_path: Path) -> None:
    path = made(tmp_path, "en")
    (brief, *_) = jobs.solve(OpenpyxlBook.open(path)).briefs
    said = rule(brief)
    assert re.findall(r"\d[\d.]*%?", said) == ["1.1", "2", "50%", "90%", "1", "2"]
    assert said in [cell.value for cell in openpyxl.load_workbook(path)["Must-achieve"]["A"]]


def test_a_history_from_the_actuals_is_a_yardstick(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHOP["en"], both("en"), lang="en")
    book, now = OpenpyxlBook.open(path), datetime(2026, 11, 20)
    figures = (4000, 4100, 4050, 4200, 4350, 4300, 4500, 4600)
    months = [f"2026-{number:02}" for number in range(3, 11)]
    export = tmp_path / "past.csv"
    export.write_text("\n".join(["KPI," + ",".join(months), "visitors," + ",".join(map(str, figures))]), encoding="utf-8")
    jobs.actuals(book, jobs.Export(export.read_bytes(), "past.csv"), now.date())
    assert past(known(read_book(book), Month(2026, 11)))["visitors"] == figures
    (must, _) = jobs.solve(book, now=now).briefs
    assert set(judged(must)["visitors"].figures) == {"today", "history"}
    assert judged(must)["visitors"].band in BANDS
    assert "standard deviations" in next(said for said in explained(must) if said.startswith("Visitors"))


def test_a_guardrail_asks_for_nothing_and_is_not_judged(tmp_path: Path) -> None:
    cac = {"label": "CAC", "name": "cac", "baseline": "=5000000/sales", "unit": "JPY", "better": "lower"}
    line = {"role": "guardrail", "kpi": "cac", "kind": "times", "amount": 1.0}
    book = OpenpyxlBook.open(workbook(tmp_path / "a.xlsx", (*SHOP["en"], cac), [*both("en"), line], {"kgi": "sales"}, "en"))
    (_, stretch) = jobs.solve(book).briefs
    assert stretch.solution.values["cac"] == pytest.approx(5.0 / 3.0, rel=1e-6)
    assert "sales" in judged(stretch)
    assert "cac" not in judged(stretch)
