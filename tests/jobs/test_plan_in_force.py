"""Looking back compares with the plan in force, says which one that is, and notices when it was made of other figures."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from kpi_xl import jobs
from kpi_xl.book.actuals_sheet import read_actuals
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import open_book, read_book
from kpi_xl.book.review_head import PERIOD_ROW, PLAN_ROW
from kpi_xl.book.snapshots import read_history
from kpi_xl.calc.cells import Address
from kpi_xl.calc.compile import evaluate_cells
from kpi_xl.labels import LANGS, Lang
from kpi_xl.labels import review as words
from kpi_xl.plan.month import Month
from kpi_xl.plan.track import Stretch
from tests.support.workbooks import SHOP, workbook

NOW = datetime(2026, 9, 3)
APRIL = Month(2026, 4)
GOALS: dict[Lang, list[dict]] = {
    "ja": [
        {"active": "はい", "role": "必達", "kind": "現状比（倍）", "amount": 1.5},
        {"active": "はい", "role": "挑戦", "kind": "現状比（倍）", "amount": 3.0},
    ],
    "en": [
        {"active": "yes", "role": "must_achieve", "kind": "times", "amount": 1.5},
        {"active": "yes", "role": "stretch", "kind": "times", "amount": 3.0},
    ],
}


def shop(folder: Path, lang: Lang = "ja", months: int = 4, **settings: str) -> OpenpyxlBook:
    """The shop, with actuals: every lever stood still for some months."""
    path = workbook(folder / "shop.xlsx", SHOP[lang], GOALS[lang], {"start": "2026-04"} | settings, lang)
    book = OpenpyxlBook.open(path)
    jobs.actuals(book, today=NOW.date())
    stood_still(book, months)
    return book


def stood_still(book: OpenpyxlBook, months: int, factor: float = 1.0) -> None:
    reading = read_book(book)
    sheet = read_actuals(reading, Month.of(NOW))
    for row in SHOP[reading.lang][1:]:
        for place in range(months):
            cell = sheet.address(str(row["name"]), APRIL + place)
            book.set_cell(cell.sheet, cell.row, cell.column, float(str(row["baseline"])) * factor)


def review(book: OpenpyxlBook, month: str | None = None, quarter: bool = False) -> jobs.Reviewed:
    return jobs.review(book, Month.parse(month) if month else None, quarter, NOW.date())


def typed(book: OpenpyxlBook, kpi: str, value: float) -> None:
    """Type another baseline."""
    place = read_book(book).tree.addresses[kpi]
    book.set_cell(place.sheet, place.row, place.column, value)


def plan_said(book: OpenpyxlBook, lang: Lang = "ja") -> object:
    return book.contents()[Address(PAGE_SHEETS["review"].say(lang), PLAN_ROW, 2)]


def flag(book: OpenpyxlBook, lang: Lang = "ja") -> object:
    place = Address(PAGE_SHEETS["review"].say(lang), PERIOD_ROW, 3)
    return evaluate_cells(open_book(book).cells, [place])[place]


@pytest.mark.parametrize("meaning", ["期末時点で到達", "期間累計で到達"])
def test_inputs_that_change_later_leave_the_monthly_plan_as_it_was_made(tmp_path: Path, meaning: str) -> None:
    book = shop(tmp_path, meaning=meaning)
    made = jobs.plan(book, now=NOW).spreads
    before = review(book).review
    typed(book, "訪問者数", 7000.0)
    typed(book, "転換率", 0.01)
    after = review(book).review
    for number, spread in enumerate(made):
        for name in before.tree.kpis:
            expected = pytest.approx(spread.plan.values[name], rel=1e-9)
            assert before.plans[number][1].shown.values[name] == expected
            assert after.plans[number][1].shown.values[name] == expected
    assert plan_said(book) == "「月次計画」（作成したときの現状値と目標のまま）"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "いまの入力から逆算した計画（「月次計画」を作っておくと、そのときの計画と比べます）"),
        ("en", "a plan made from today's inputs (make a monthly plan, and it is compared with that)"),
    ],
)
def test_without_a_monthly_plan_it_says_that_the_plan_is_of_todays_inputs(tmp_path: Path, lang: Lang, said: str) -> None:
    book = shop(tmp_path, lang)
    review(book)
    assert plan_said(book, lang) == said


@pytest.mark.parametrize(
    ("lang", "said", "sentence"),
    [
        ("ja", "計画1（当初の計画）、2026-07 からは計画2（2026-06 まで実績で確定）", "2026-07の月間売上は100.00万円で、必達目標の計画2（"),
        (
            "en",
            "plan 1 (the first plan); from 2026-07 on plan 2 (fixed at actuals up to 2026-06)",
            "2026-07: Sales came to 1.00M JPY, 95% of plan 2 for Must-achieve (",
        ),
    ],
)
def test_after_planning_again_each_month_is_compared_with_the_plan_in_force_in_it(
    tmp_path: Path, lang: Lang, said: str, sentence: str
) -> None:
    book = shop(tmp_path, lang)
    done = jobs.replan(book, Month(2026, 6), now=NOW)
    found = review(book, "2026-07")
    assert plan_said(book, lang) == said
    must = done.revised[0].done
    shown, name = found.review.base.values, found.review.tree.kgi
    assert shown[name][:3] == pytest.approx(must.planned.values[name][:3], rel=1e-9)
    assert shown[name][3:] == pytest.approx(must.after.values[name][3:], rel=1e-9)
    assert found.sentences[0].startswith(sentence)


def test_a_quarter_of_two_plans_names_both(tmp_path: Path) -> None:
    book = shop(tmp_path)
    jobs.replan(book, Month(2026, 5), now=NOW)
    found = review(book, "2026-06", quarter=True)
    assert found.review.numbers == (1, 2)
    assert "の計画1、計画2（" in found.sentences[0]
    whole = found.review.track("売上").gap(found.review.months)
    assert found.review.split.gap == pytest.approx(whole, rel=1e-9)
    assert sum(found.review.split.effects.values()) + found.review.split.rest == pytest.approx(whole, rel=1e-9)


def test_what_is_over_counts_as_it_was_for_the_plan_that_was_made_of_it(tmp_path: Path) -> None:
    """By plan 2 four months brought 1,000,000 each: whoever is on it since then is on his way to the goal."""
    book = shop(tmp_path, months=4, meaning="期間累計で到達")
    done = jobs.replan(book, Month(2026, 7), now=NOW)
    after = done.revised[0].done.after
    reading = read_book(book)
    sheet = read_actuals(reading, Month.of(NOW))
    for name in reading.tree.levers:
        place = sheet.address(name, Month(2026, 8))
        book.set_cell(place.sheet, place.row, place.column, float(after.amounts(name)[4]))
    found = review(book, "2026-08").review
    ahead = found.ahead("売上", found.months.last)
    assert ahead.gap(Stretch(0, 4)) == pytest.approx(0.0, abs=1e-3)
    assert ahead.by_shape(4) == pytest.approx(18_000_000.0, rel=1e-8)
    assert ahead.end == pytest.approx(18_000_000.0, rel=1e-8)


@pytest.mark.parametrize("lang", LANGS)
def test_another_actual_turns_the_flag_and_looking_back_again_turns_it_back(tmp_path: Path, lang: Lang) -> None:
    book = shop(tmp_path, lang)
    review(book)
    assert flag(book, lang) == words.FRESH.say(lang)
    sheet = read_actuals(read_book(book), Month.of(NOW))
    name = str(SHOP[lang][1]["name"])
    first, blank = sheet.address(name, APRIL), sheet.address(name, APRIL + 4)
    for place in (first, blank):
        before = book.contents().get(place)
        book.set_cell(place.sheet, place.row, place.column, 4321.0)
        assert flag(book, lang) == words.STALE.say(lang)
        book.set_cell(place.sheet, place.row, place.column, before if isinstance(before, float) else None)
        assert flag(book, lang) == words.FRESH.say(lang)
    book.set_cell(blank.sheet, blank.row, blank.column, 4321.0)
    review(book)
    assert flag(book, lang) == words.FRESH.say(lang)


def test_solving_again_for_another_goal_turns_the_flag_of_a_monthly_plan(tmp_path: Path) -> None:
    book = shop(tmp_path)
    jobs.plan(book, now=NOW)
    review(book)
    assert flag(book) == words.FRESH.ja
    goals = next(place for place, content in book.contents().items() if place.sheet == "目標" and content == 1.5)
    book.set_cell(goals.sheet, goals.row, goals.column, 1.8)
    assert flag(book) == words.FRESH.ja  # the plan as it was made is what counts
    jobs.solve(book, now=NOW)
    assert flag(book) == words.STALE.ja


def test_planning_again_brings_a_review_that_stands_up_to_the_new_plan(tmp_path: Path) -> None:
    book = shop(tmp_path)
    review(book, "2026-07")
    jobs.replan(book, Month(2026, 6), now=NOW)
    assert "計画2" in str(plan_said(book))
    assert book.contents()[Address("振り返り", PERIOD_ROW, 2)] == "2026-07"
    assert flag(book) == words.FRESH.ja


def test_plans_of_another_year_are_kept_and_say_nothing_about_this_one(tmp_path: Path) -> None:
    book = shop(tmp_path)
    jobs.replan(book, Month(2026, 7), now=NOW)
    start = next(place for place, content in book.contents().items() if content == "2026-04" and place.sheet == "設定")
    book.set_cell(start.sheet, start.row, start.column, "2026-06")
    typed(book, "訪問者数", 6000.0)
    done = jobs.replan(book, Month(2026, 7), now=NOW)
    plans = read_history(read_book(book)).plans
    assert [(plan.number, str(plan.first), plan.last and str(plan.last)) for plan in plans] == [
        (1, "2026-04", None),
        (2, "2026-04", "2026-07"),
        (3, "2026-06", None),
        (4, "2026-06", "2026-07"),
    ]
    sheet = done.revised[0].brief.sheet
    assert plans[1].ends[sheet]["訪問者数"] == pytest.approx(5000.0 * 1.5 ** (1 / 3), rel=1e-6)
    assert plans[2].ends[sheet]["訪問者数"] == pytest.approx(6000.0 * 1.5 ** (1 / 3), rel=1e-6)


def test_what_was_agreed_after_the_plan_was_made_makes_a_new_one(tmp_path: Path) -> None:
    book = shop(tmp_path)
    jobs.solve(book, now=NOW)
    stood_still(book, 4, 1.2)
    assert jobs.replan(book, Month(2026, 7), now=NOW).holds
    name = next(
        place for place, content in book.contents().items() if place.sheet == "必達目標" and content == "客単価" and place.column < 12
    )
    agreed = next(place.column for place, content in book.contents().items() if place.sheet == "必達目標" and content == "合意値")
    book.set_cell("必達目標", name.row, agreed, 12_000.0)
    done = jobs.replan(book, Month(2026, 7), now=NOW)
    assert done.revised[0].done.after.ends["客単価"] == 12_000.0
    assert not done.holds


def test_a_goal_that_was_raised_after_the_plan_was_made_makes_a_new_one(tmp_path: Path) -> None:
    book = shop(tmp_path)
    stood_still(book, 4, 1.2)
    assert jobs.replan(book, Month(2026, 7), now=NOW).holds
    goal = next(place for place, content in book.contents().items() if place.sheet == "目標" and content == 1.5)
    book.set_cell(goal.sheet, goal.row, goal.column, 2.5)
    done = jobs.replan(book, Month(2026, 7), now=NOW)
    assert done.revised[0].done.after.values["売上"][-1] == pytest.approx(2_500_000.0, rel=1e-8)


def test_the_day_of_a_review_is_no_part_of_it(tmp_path: Path) -> None:
    book = shop(tmp_path)
    first = review(book, "2026-07").sentences
    again = jobs.review(book, Month(2026, 7), False, date(2026, 12, 24)).sentences
    assert first == again
