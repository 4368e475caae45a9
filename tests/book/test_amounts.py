"""Numbers in sentences, in both languages; a number that has to be enough is enough as it is shown."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.book.amounts import amount, bare, outward, share, times
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
