"""Numbers in sentences, in both languages; a number that has to be enough is enough as it is shown."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.book.amounts import about, amount, bare, change, outward, share, times, unit_step
from kpi_xl.labels import LANGS, Lang
from kpi_xl.model import typed


@pytest.mark.parametrize(
    ("value", "unit", "ja", "en"),
    [
        (9e8, "円/年", "9.00億円/年", "900.00M 円/年"),
        (9e8, "JPY/year", "9.00億JPY/year", "900.00M JPY/year"),
        (24_000_000, "円", "2,400.00万円", "24.00M 円"),
        (500, "円", "500円", "500 円"),
        (12416.2, "人/月", "12,416人/月", "12,416 人/月"),
        (1.2416, "年", "1.24年", "1.24 年"),
        (0.02483, "%", "2.483%", "2.483%"),
        (-0.5, "%", "-50%", "-50%"),
        (0, "", "0.00", "0.00"),
        (0.5, "人", "0.50人", "0.50 人"),
        (0.0123, "倍", "0.012倍", "0.012 倍"),
        (-0.0004, "円", "-0.00040円", "-0.00040 円"),
    ],
)
def test_a_value_is_said_with_its_unit(value: float, unit: str, ja: str, en: str) -> None:
    assert (amount(value, unit, "ja"), amount(value, unit, "en")) == (ja, en)


def test_where_the_unit_stands_elsewhere_only_the_number_is_said() -> None:
    assert [bare(9e8, "円/年", "ja"), bare(9e8, "JPY/year", "en"), bare(12416.2, "人/月", "ja"), bare(0.05, "%", "en")] == [
        "9.00億円",
        "900.00M",
        "12,416",
        "5%",
    ]


def test_ratios_and_shares() -> None:
    assert [times(3, "ja"), times(321.6288, "en"), share(0.1918812), share(0.0708), share(0.0042), share(1.5), share(0)] == [
        "3.00倍",
        "x321.6",
        "19.2%",
        "7.1%",
        "0.42%",
        "150%",
        "0%",
    ]


@pytest.mark.parametrize(
    ("value", "unit", "ja", "en"),
    [
        (0.01, "%", "1ポイント", "1 point"),
        (0.001, "%", "0.1ポイント", "0.1 points"),
        (0.0231, "%", "2.31ポイント", "2.31 points"),
        (3e7, "円/年", "3,000万円/年", "30M 円/年"),
        (2.4e8, "JPY/year", "2.4億JPY/year", "240M JPY/year"),
        (100, "人/月", "100人/月", "100 人/月"),
        (1.0, "件", "1件", "1 件"),
        (0.05, "件", "0.05件", "0.05 件"),
        (1000, "円", "1,000円", "1,000 円"),
    ],
)
def test_a_change_is_said_without_digits_that_say_nothing(value: float, unit: str, ja: str, en: str) -> None:
    assert (change(value, unit, "ja"), change(value, unit, "en")) == (ja, en)


@pytest.mark.parametrize(
    ("value", "unit", "step"),
    [
        (0.15, "%", 0.01),
        (0.02, "%", 0.01),
        (0.005, "%", 0.001),
        (7500.0, "人", 100.0),
        (12.0, "件", 1.0),
        (3.0, "件", 0.1),
        (0.0, "件", 1.0),
    ],
)
def test_a_bound_moves_in_steps_that_suit_its_size(value: float, unit: str, step: float) -> None:
    assert unit_step(value, unit) == pytest.approx(step, rel=1e-12)


def test_a_rough_figure_has_two_digits() -> None:
    assert [about(value) for value in (298_765_432.0, 0.03149, 60_000.0)] == [300_000_000.0, 0.031, 60_000.0]


def test_what_a_search_leaves_behind_the_last_digit_does_not_push_a_bound_to_the_next_number() -> None:
    assert outward(31_250.000000001564, "件", "ja", up=True) == 31_250.0
    assert outward(31_250.0001, "件", "ja", up=True) == 31_251.0


def read(shown: str) -> float:
    found = typed.number(shown.replace("M", "e6").replace("B", "e9").replace("T", "e12"))
    assert found is not None, shown
    return found


@given(st.floats(1e-4, 1e13), st.sampled_from(["円", "人", "%", "JPY"]), st.sampled_from(LANGS), st.booleans())
def test_a_bound_rounded_outward_is_enough_as_it_is_shown(value: float, unit: str, lang: Lang, up: bool) -> None:
    bound = outward(value, unit, lang, up)
    shown = read(amount(bound, unit, lang).removesuffix("JPY").removesuffix("円").removesuffix("人").strip())
    assert math.isclose(shown, bound, rel_tol=1e-9, abs_tol=1e-9)
    assert shown >= value * (1 - 1e-8) - 1e-9 if up else shown <= value * (1 + 1e-8) + 1e-9
    assert math.isclose(shown, value, rel_tol=0.02, abs_tol=0.02)
