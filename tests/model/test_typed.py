"""Numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.model.typed import number, times


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("5", 5.0),
        ("１０，０００", 10_000.0),
        ("1,234,567.5", 1_234_567.5),
        ("５０％", 0.5),
        ("2.5 %", 0.025),
        ("3億円", 3e8),
        ("１．５億", 1.5e8),
        ("250万", 2.5e6),
        ("250 百万円", 2.5e8),
        ("2千", 2e3),
        ("1兆", 1e12),
        ("¥1,000", 1_000.0),
        ("￥１，０００", 1_000.0),
        ("△2.5", -2.5),
        ("▲１，２３４", -1_234.0),
        ("−3", -3.0),
        ("－３", -3.0),
        ("-3", -3.0),
        ("+3", 3.0),
        (".5", 0.5),
        ("1e3", 1_000.0),
        ("120人", 120.0),
        (" 12 件 ", 12.0),
        ("3倍", 3.0),
        ("about 5", None),
        ("1,23", None),
        ("12-5", None),
        ("", None),
        ("％", None),
        ("∞", None),
        ("nan", None),
    ],
)
def test_a_number_is_understood_or_left_alone(text: str, meant: float | None) -> None:
    assert number(text) == (None if meant is None else pytest.approx(meant, rel=1e-15))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3倍", 3.0),
        ("３倍", 3.0),
        ("x3", 3.0),
        ("X１．５", 1.5),
        ("×3", 3.0),
        ("3x", 3.0),
        ("1.5 倍", 1.5),
        ("300%", None),
        ("3", None),
        ("x", None),
    ],
)
def test_times_are_understood_or_left_alone(text: str, meant: float | None) -> None:
    assert times(text) == meant


@given(st.floats(-1e15, 1e15).filter(lambda value: value == 0.0 or abs(value) > 1e-4))
def test_a_printed_number_reads_back_the_same(value: float) -> None:
    wide = f"{value:,.4f}".translate(str.maketrans("0123456789,.-", "０１２３４５６７８９，．－"))
    assert number(wide) == pytest.approx(round(value, 4), rel=1e-15)


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    assert number(text) is None or isinstance(number(text), float)
    assert times(text) is None or isinstance(times(text), float)
