"""Months: arithmetic over year ends and leap days, fiscal years, and how people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.errors import BadMonth
from kpi_xl.labels import LANGS, Lang
from kpi_xl.plan.month import APRIL, Month, months

MONTHS = st.builds(Month, st.integers(1950, 2150), st.integers(1, 12))
SHIFTS = st.integers(-400, 400)


def test_months_go_over_the_end_of_a_year() -> None:
    assert [str(month) for month in months(Month(2026, 11), 4)] == ["2026-11", "2026-12", "2027-01", "2027-02"]


@pytest.mark.parametrize(("month", "days"), [("2026-02", 28), ("2028-02", 29), ("2100-02", 28), ("2000-02", 29), ("2026-04", 30)])
def test_february_has_29_days_in_leap_years(month: str, days: int) -> None:
    found = Month.parse(month)
    assert found.days == days
    assert found.last == found.first + timedelta(days - 1)


@given(MONTHS, SHIFTS)
def test_going_back_undoes_going_forward(month: Month, shift: int) -> None:
    assert month + shift - shift == month
    assert (month + shift) - month == shift
    assert ((month + shift) > month) == (shift > 0)


@given(MONTHS)
def test_the_next_month_begins_the_day_after_the_last_day(month: Month) -> None:
    assert month.last + timedelta(1) == (month + 1).first
    assert Month.of(month.last) == Month.of(month.first) == month


@pytest.mark.parametrize(
    ("month", "year", "quarter"),
    [("2026-03", 2025, 4), ("2026-04", 2026, 1), ("2026-12", 2026, 3), ("2027-03", 2026, 4), ("2027-04", 2027, 1)],
)
def test_a_fiscal_year_that_begins_in_april_ends_in_march(month: str, year: int, quarter: int) -> None:
    found = Month.parse(month)
    assert (found.fiscal_year(APRIL), found.quarter(APRIL)) == (year, quarter)


@given(MONTHS, st.integers(1, 12))
def test_a_fiscal_year_has_twelve_months_and_each_quarter_three(month: Month, begins: int) -> None:
    around = months(month - 12, 25)
    same = [each for each in around if each.fiscal_year(begins) == month.fiscal_year(begins)]
    assert len(same) == 12
    assert same[0].month == begins
    assert [each.quarter(begins) for each in same] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]


@given(MONTHS)
def test_a_month_reads_back_as_it_was_written(month: Month) -> None:
    assert Month.parse(str(month)) == month


@pytest.mark.parametrize(
    "text",
    [
        "2026-04",
        "2026/4",
        "2026.04",
        "2026年4月",
        "２０２６－０４",
        " 2026 年 04 月 ",
        "2026-04-15",
        "2026/4/1",
        "2026年4月1日",
        "2026-04-01 00:00:00",
    ],
)
def test_a_month_is_understood_however_it_is_written(text: str) -> None:
    assert Month.parse(text) == Month.of(date(2026, 4, 30))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("text", ["2026-13", "0026-04", "April", "", "04-2026", "2026", "2026-0"])
def test_what_is_no_month_is_said(text: str, lang: Lang) -> None:
    said = {
        "en": f"実績!C4: '{text}' is no month. Type the year and the month, such as 2026-04.",
        "ja": f"実績!C4：「{text}」は年月として読めません。2026-04のように年と月を入力してください。",
    }
    with pytest.raises(BadMonth) as caught:
        Month.parse(text, "実績!C4")
    assert caught.value.sentence(lang) == said[lang]
