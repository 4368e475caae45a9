"""A number looks like what it is: a rate, money, a count, a factor."""

from __future__ import annotations

import pytest

from kpi_xl.book.formats import CHOICES, axis_format, number_format
from kpi_xl.calc.number_format import formatted
from kpi_xl.labels import Lang


@pytest.mark.parametrize(
    ("unit", "lang", "value", "shown"),
    [
        ("円/年", "ja", 299_999_998.42, "3.00億円"),
        ("円/年", "ja", 99_999_999.0, "99,999,999円"),
        ("円/年", "ja", -310_000_000.0, "-310,000,000円"),
        ("円/社", "ja", 10_967_173.0, "10,967,173円"),
        ("￥", "ja", -5.0, "-5円"),
        ("JPY/year", "en", 299_999_998.42, "¥300.0M"),
        ("JPY/year", "en", -5.0, "-¥5"),
        ("USD/年", "ja", 2.5e9, "$2,500.0M"),
        ("%", "ja", 0.02, "2.0%"),
        ("％", "ja", 0.02483, "2.48%"),
        ("人/月", "ja", 12_416.22, "12,416"),
        ("visitors/month", "en", 24.0, "24.0"),
        ("社/年", "ja", -0.5, "-0.5"),
        ("年", "ja", 1.2416, "1.24"),
        ("点", "ja", 150.25, "150.25"),
        ("", "en", 1_234.5, "1,235"),
        ("倍", "ja", 0.9775, "0.98倍"),
        ("x", "en", 3.0, "3.0x"),
    ],
)
def test_a_number_shows_by_its_unit(unit: str, lang: Lang, value: float, shown: str) -> None:
    assert formatted(value, number_format(unit, lang)) == shown


@pytest.mark.parametrize(
    ("display", "lang", "value", "shown"),
    [
        ("one", "ja", 9e8, "900,000,000円"),
        ("thousand", "ja", 9e8, "900,000千円"),
        ("ten_thousand", "ja", 12_345_678.0, "1234.6万円"),
        ("million", "ja", 9e8, "900.0百万円"),
        ("hundred_million", "ja", 9e8, "9.00億円"),
        ("hundred_million", "ja", 12_345_678.0, "12,345,678円"),
        ("million", "ja", 980.0, "980円"),
        ("thousand", "en", 9e8, "¥900,000K"),
        ("million", "en", 12_345_678.0, "¥12.3M"),
    ],
)
def test_money_shows_in_the_unit_the_workbook_has_chosen(display: str, lang: Lang, value: float, shown: str) -> None:
    assert formatted(value, number_format("円/年", lang, display)) == shown
    assert formatted(0.05, number_format("%", lang, display)) == "5.0%"


@pytest.mark.parametrize("display", CHOICES)
def test_every_number_on_an_axis_has_the_same_unit(display: str) -> None:
    shown = [str(formatted(value, axis_format("円", "ja", 9e8, display))) for value in (0.0, 2e8, 9e8)]
    assert len({text.lstrip("0123456789,.") for text in shown}) == 1


@pytest.mark.parametrize("display", CHOICES)
@pytest.mark.parametrize("unit", ["円", "JPY", "人", "年", "倍", "%", ""])
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("size", [0.5, 5.0, 5e3, 5e9])
def test_a_negative_number_never_loses_its_sign(unit: str, lang: Lang, size: float, display: str) -> None:
    assert str(formatted(-size, number_format(unit, lang, display))).startswith("-")
