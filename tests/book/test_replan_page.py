"""Planning again in a workbook: what the page says, what it keeps of every plan, and that planning twice changes nothing more."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import errors, jobs
from kpi_xl.book.actuals_sheet import read_actuals
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import read_book
from kpi_xl.book.snapshots import read_history
from kpi_xl.labels import LANGS, Lang
from kpi_xl.labels import replan as words
from kpi_xl.plan.month import Month
from tests.support.workbooks import SHOP, workbook

NOW = datetime(2026, 8, 3)
GOALS: dict[Lang, list[dict]] = {
    "ja": [{"active": "はい", "role": "必達", "kind": "現状比（倍）", "amount": 2.0}],
    "en": [{"active": "yes", "role": "must_achieve", "kind": "times", "amount": 2.0}],
}
START = {"start": "2026-04"}


def shop(folder: Path, lang: Lang, **settings: str) -> Path:
    return workbook(folder / "plan.xlsx", SHOP[lang], GOALS[lang], START | settings, lang)


def stood_still(path: Path, months: int = 4, **factors: float) -> None:
    """Type as actuals what each lever is today, times a factor."""
    book = OpenpyxlBook.open(path)
    jobs.actuals(book, today=date(2026, 8, 3))
    reading = read_book(book)
    sheet = read_actuals(reading, Month(2026, 8))
    for name, lever in reading.tree.levers.items():
        for place in range(months):
            cell = sheet.address(name, Month(2026, 4) + place)
            book.set_cell(cell.sheet, cell.row, cell.column, lever.start * factors.get(name, 1.0))
    book.save(path)


def again(path: Path, last: Month | None = None) -> jobs.Replan:
    book = OpenpyxlBook.open(path)
    done = jobs.replan(book, last, now=NOW)
    book.save(path)
    return done


def said(done: jobs.Replan) -> list[str]:
    return [sentence for each in done.revised for sentence in each.sentences(done.reading.settings.meaning)]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (
            "ja",
            "○ 2026-07の月間売上は100.00万円/月で、計画の128.31万円/月に届いていません。今いるところから残りの月を逆算し直しました。"
            "最後の月は200.00万円/月（目標 200.00万円/月）です。",
        ),
        (
            "en",
            "○ In 2026-07 Sales was 1.00M JPY/month, behind the planned 1.28M JPY/month. The rest was solved again from there: "
            "the last month brings 2.00M JPY/month (goal 2.00M JPY/month).",
        ),
    ],
)
def test_it_says_how_far_behind_and_that_the_rest_was_solved_again(tmp_path: Path, lang: Lang, sentence: str) -> None:
    # Each of three levers is to be 2^(1/3) of today after twelve months; after four it is planned at 1 + 0.26 / 3, and the product at 1.283.
    path = shop(tmp_path, lang)
    stood_still(path)
    done = again(path)
    assert (done.last, done.number, done.holds, done.all_reached) == (Month(2026, 7), 2, False, True)
    assert said(done) == [sentence]


@pytest.mark.parametrize("lang", LANGS)
def test_every_plan_is_kept_and_planning_again_from_the_same_months_changes_nothing(tmp_path: Path, lang: Lang) -> None:
    path = shop(tmp_path, lang)
    stood_still(path)
    done = again(path)
    plans = read_history(read_book(OpenpyxlBook.open(path))).plans
    assert [(plan.number, plan.last) for plan in plans] == [(1, None), (2, Month(2026, 7))]
    assert plans[1].ends == {each.brief.sheet: pytest.approx(each.done.after.ends) for each in done.revised}
    once = path.read_bytes()
    twice = again(path)
    assert (twice.holds, twice.number) == (True, 2)
    sheet = words.REPLAN.say(lang)
    before, after = (
        openpyxl.load_workbook(at, data_only=True)[sheet]
        for at in (path.with_name("once.xlsx"), path)
        if at == path or at.write_bytes(once)
    )
    history = [
        [cell.value for cell in row]
        for page in (before, after)
        for row in page.iter_rows(max_col=7)
        if row[4].value in done.reading.tree.levers
    ]
    assert len(history) == 6
    assert history[:3] == history[3:]


def test_a_month_that_came_since_is_judged_by_the_plan_in_force(tmp_path: Path) -> None:
    path = shop(tmp_path, "ja")
    stood_still(path, 3)
    first = again(path)
    stood_still(path, 4)
    second = again(path)
    assert (first.number, second.number) == (2, 3)
    planned, actual = (plan.values["売上"][3] for plan in (second.revised[0].done.planned, second.revised[0].done.before))
    assert planned == pytest.approx(first.revised[0].done.after.values["売上"][3])
    assert actual == pytest.approx(1_000_000.0)


def test_months_ahead_of_the_plan_leave_it_alone(tmp_path: Path) -> None:
    path = shop(tmp_path, "ja")
    stood_still(path, 4, 訪問者数=1.5)
    done = again(path)
    assert done.holds
    assert said(done) == ["◎ いまの計画のまま目標に届く見込みです。計画は変えていません。"]


@pytest.mark.parametrize("lang", LANGS)
def test_without_actuals_it_says_where_to_type_them(tmp_path: Path, lang: Lang) -> None:
    sentences = {
        "ja": "実績：実績がまだありません。シート「実績」に毎月の実績を入力するか、kpi-xl actuals ファイル名 data.csv で取り込んでください。",
        "en": "Actuals: there are no actuals yet. Type each month's figures on the sheet Actuals, or import them: kpi-xl actuals FILE data.csv",
    }
    with pytest.raises(errors.NoActualsYet) as caught:
        jobs.replan(OpenpyxlBook.open(shop(tmp_path, lang)), now=NOW)
    assert caught.value.sentence(lang) == sentences[lang]


def test_a_sheet_of_the_users_is_never_painted_over(tmp_path: Path) -> None:
    path = shop(tmp_path, "ja")
    stood_still(path)
    book = openpyxl.load_workbook(path)
    book.create_sheet("計画差分")["A1"] = "わたしの表"
    book.save(path)
    with pytest.raises(errors.Problems) as caught:
        again(path)
    assert [type(problem) for problem in caught.value.problems] == [errors.SheetTaken]
    assert openpyxl.load_workbook(path)["計画差分"]["A1"].value == "わたしの表"
