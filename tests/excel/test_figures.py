"""The cell functions about plain numbers: what is typed, what comes out, and what is an Excel error."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kpi_xl.errors.excel import BadArgument
from kpi_xl.excel import figures, udfs
from kpi_xl.excel.sentinels import NUM, VALUE
from kpi_xl.labels.cells import CURVES
from kpi_xl.plan import curve, funnel, growth, pace, standing

NOT_NUMBERS = [None, "", "about 5", "#N/A", True, [[None], [None]], "#DIV/0!"]


@pytest.mark.parametrize("given", [90.0, 90, "90", "９０", " ９０ ", "90件", [[90.0]], [[90.0], [None]]])
def test_a_number_may_be_typed_in_any_width_and_come_as_a_range(given: object) -> None:
    assert udfs.KPI_GAP(given, 100.0) == -10.0


@pytest.mark.parametrize("given", NOT_NUMBERS)
def test_what_is_no_number_is_a_value_error_everywhere(given: object) -> None:
    calls = {
        udfs.KPI_GAP: [90.0, 100.0],
        udfs.KPI_STATUS: [90.0, 100.0],
        udfs.KPI_PACE: [1.0, 2.0, 3.0, 4.0],
        udfs.KPI_PLAN: [1.0, 2.0, 3.0],
        udfs.KPI_GROWTH: [1.0, 2.0, 3.0],
    }
    for function, arguments in calls.items():
        for place in range(len(arguments)):
            assert function(*arguments[:place], given, *arguments[place + 1 :]) == VALUE
    assert udfs.KPI_FUNNEL(given, [[0.5]]) == VALUE


@pytest.mark.parametrize("better", ["lower", "小さいほど良い", "LOWER", "小さいほど良い "])
def test_lower_may_be_better(better: str) -> None:
    assert udfs.KPI_GAP(90.0, 100.0, better) == 10.0
    assert udfs.KPI_STATUS(90.0, 100.0, better) == "◎"
    assert udfs.KPI_GAP(90.0, 100.0, "") == udfs.KPI_GAP(90.0, 100.0, "大きいほど良い") == -10.0
    assert udfs.KPI_GAP(90.0, 100.0, "少ない") == udfs.KPI_STATUS(90.0, 100.0, 5.0) == VALUE


@pytest.mark.parametrize(("actual", "symbol"), [(100.0, "◎"), (90.0, "○"), (70.0, "△"), (69.0, "×")])
def test_the_status_is_the_standings(actual: float, symbol: str) -> None:
    assert udfs.KPI_STATUS(actual, 100.0) == symbol == standing.status(actual, 100.0)
    assert udfs.KPI_STATUS(95.0, 100.0, None, "98%") == "△"


def test_the_pace_is_four_values_side_by_side() -> None:
    found = pace.pace(9500.0, 20000.0, 8.0, 20.0)
    assert udfs.KPI_PACE(9500.0, 20000.0, 8.0, 20.0) == [[found.expected, found.gap, found.landing, found.required]]
    assert udfs.KPI_PACE(9500.0, 20000.0, 20.0, 20.0)[0][3] is None
    assert udfs.KPI_PACE(9500.0, 20000.0, 21.0, 20.0) == VALUE


@pytest.mark.parametrize("key", curve.CURVES)
def test_a_plan_may_name_its_curve_in_either_language(key: str) -> None:
    expected = [curve.plan(100.0, 800.0, 12, key)]
    assert set(CURVES) == set(curve.CURVES)
    assert udfs.KPI_PLAN(100.0, 800.0, 12.0, key) == expected
    assert udfs.KPI_PLAN(100.0, 800.0, "12", CURVES[key].ja) == udfs.KPI_PLAN(100.0, 800.0, 12.0, CURVES[key].en) == expected


@pytest.mark.parametrize("periods", [0.0, -1.0, 2.5, 1e9])
def test_a_plan_has_a_whole_number_of_periods_that_a_sheet_can_show(periods: float) -> None:
    assert udfs.KPI_PLAN(1.0, 2.0, periods) == VALUE
    assert udfs.KPI_PLAN(1.0, 2.0, 3.0, "zigzag") == VALUE


def test_a_funnel_stands_as_its_rates_do() -> None:
    column = [[needed] for needed in funnel.funnel(20.0, [0.4, 0.2])]
    assert udfs.KPI_FUNNEL(20.0, [[0.4], ["20%"], [None], [""]]) == column
    assert udfs.KPI_FUNNEL(20.0, [[0.4, 0.2]]) == [funnel.funnel(20.0, [0.4, 0.2])]
    assert udfs.KPI_FUNNEL(20.0, [[0.4], [None], [0.2]]) == udfs.KPI_FUNNEL(20.0, [[0.0]]) == VALUE
    assert udfs.KPI_FUNNEL(20.0, None) == [[20.0]]


def test_growth_is_the_yearly_rate_and_a_number_too_large_for_a_cell_is_a_num_error() -> None:
    assert udfs.KPI_GROWTH(3e8, 9e8, 3.0) == growth.growth(3e8, 9e8, 3.0) == pytest.approx(3 ** (1 / 3) - 1)
    assert udfs.KPI_GROWTH(0.0, 9e8, 3.0) == VALUE
    assert udfs.KPI_GAP(1.7e308, -1.7e308) == NUM


@pytest.mark.parametrize(
    ("work", "ja", "en"),
    [
        (
            lambda: figures.gap("多い", 1.0),
            "引数 actual：「多い」は使えません。数値を指定してください。",
            "argument actual: '多い' cannot be used here. Give a number.",
        ),
        (
            lambda: figures.gap(1.0, 1.0, "up"),
            "引数 better：「up」は使えません。大きいほど良い・小さいほど良いのどれかを指定してください。",
            "argument better: 'up' cannot be used here. Give one of higher, lower.",
        ),
        (
            lambda: figures.plan(1.0, 2.0, 2.5),
            "引数 periods：「2.5」は使えません。1以上16,384以下の整数を指定してください。",
            "argument periods: '2.5' cannot be used here. Give a whole number from 1 to 16,384.",
        ),
    ],
)
def test_python_is_told_in_words_which_argument_is_wrong(work: Callable[[], object], ja: str, en: str) -> None:
    with pytest.raises(BadArgument) as caught:
        work()
    assert (caught.value.sentence("ja"), caught.value.sentence("en")) == (ja, en)
