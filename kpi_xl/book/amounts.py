"""Numbers in sentences: 9.00億円, 12,416人/月, 2.48%, x3.0.

Knows units and languages. Does not know cells; how a number looks in a cell is said in `formats`.
"""

from __future__ import annotations

import math
import re

from kpi_xl import labels
from kpi_xl.labels import Lang
from kpi_xl.model.kpi import is_rate
from kpi_xl.model.units import CURRENCIES

RATE_DIGITS = 4
CLOSE = 1e-9
"""A value so close to a step, as a share of it, is taken to lie on it."""

TENTH = 0.1
"""Below it a number keeps two digits that are not zero."""

WHOLE_POINTS = 0.02
"""From here on a rate is thought of in whole points."""

ZEROS = re.compile(r"(?P<kept>\.\d*?)0+(?!\d)")
"""Zeros at the end of a decimal fraction."""

SCALES: dict[str, tuple[tuple[float, str], ...]] = {
    "ja": ((1e12, "兆"), (1e8, "億"), (1e4, "万")),
    "en": ((1e12, "T"), (1e9, "B"), (1e6, "M")),
}


def amount(value: float, unit: str, lang: Lang) -> str:
    """Return a value with its unit as people say it.

    Examples
    --------
    >>> amount(9e8, "円/年", "ja"), amount(0.0248, "%", "ja"), amount(9e8, "JPY/year", "en")
    ('9.00億円/年', '2.48%', '900.00M JPY/year')
    """
    if is_rate(unit):
        return f"{value * 100:,.{RATE_DIGITS}g}%"
    what, slash, period = unit.partition("/")
    if what.casefold() in CURRENCIES:
        for size, word in SCALES[lang]:
            if abs(value) >= size:
                return f"{value / size:,.2f}{word}{_joined(what + slash + period, lang)}"
    return f"{value:,.{_decimals(value)}f}{_joined(unit, lang)}"


def outward(value: float, unit: str, lang: Lang, up: bool) -> float:
    """Return the nearest value that `amount` shows in full, not below the given one (not above it, if not `up`)."""
    step = _step(value, unit, lang)
    steps = value / step
    close = CLOSE * max(1.0, abs(steps) / 1000.0)  # a large value comes out of a search with as many digits, not with as many decimals
    return (math.ceil(steps - close) if up else math.floor(steps + close)) * step


def _step(value: float, unit: str, lang: Lang) -> float:
    """Return by how much two neighbouring values differ, as `amount` shows them."""
    if is_rate(unit):
        leading = math.floor(math.log10(abs(value) * 100)) if value else 0
        return 10.0 ** (leading - RATE_DIGITS + 1) / 100
    if unit.partition("/")[0].casefold() in CURRENCIES:
        for size, _ in SCALES[lang]:
            if abs(value) >= size:
                return size / 100
    return 10.0 ** -_decimals(value)


def about(value: float) -> float:
    """Return a value to two digits, as people say a rough figure."""
    return float(f"{value:.1e}")


def unit_step(value: float, unit: str) -> float:
    """Return the step in which people think about values of a size: a point or a tenth of one for rates, else a power of ten."""
    if is_rate(unit):
        return 0.01 if abs(value) >= WHOLE_POINTS else 0.001
    return 10.0 ** math.floor(math.log10(abs(value) / 10.0)) if value else 1.0


def change(value: float, unit: str, lang: Lang) -> str:
    """Return by how much a value changes as people say it, without digits that say nothing: 1 point, 3,000万円/年.

    Examples
    --------
    >>> change(0.01, "%", "ja"), change(3e7, "円/年", "ja"), change(0.005, "%", "en")
    ('1ポイント', '3,000万円/年', '0.5 points')
    """
    if is_rate(unit):
        said = f"{value * 100:,.{RATE_DIGITS}g}"
        return (labels.scenario.POINT if said == "1" else labels.scenario.POINTS).fill(number=said).say(lang)
    return ZEROS.sub(lambda found: found["kept"].rstrip("."), amount(value, unit, lang))


def bare(value: float, unit: str, lang: Lang) -> str:
    """Return a value as people say it where its unit stands elsewhere: 9.00億円, 12,416, 2.48%, 900.00M."""
    what = unit.partition("/")[0]
    kept = what if is_rate(unit) or (lang == "ja" and what.casefold() in CURRENCIES) else ""
    said = amount(value, kept or unit, lang)
    return said if kept else said.removesuffix(_joined(unit, lang))


def times(ratio: float, lang: Lang) -> str:
    """Return a ratio as people say it: 3.00倍, x3.00."""
    said = f"{ratio:,.1f}" if abs(ratio) >= 100.0 else f"{ratio:,.2f}"
    return f"{said}倍" if lang == "ja" else f"x{said}"


def share(value: float) -> str:
    """Return a share in percent, with as many digits as matter."""
    if value >= 1.0 or value == 0.0:
        return f"{value * 100:,.0f}%"
    return f"{value * 100:.1f}%" if value >= 0.01 else f"{value * 100:.2g}%"


def _joined(unit: str, lang: Lang) -> str:
    return unit if lang == "ja" or not unit else " " + unit


def _decimals(value: float) -> int:
    if value == 0.0 or abs(value) >= TENTH:
        return 0 if abs(value) >= 100.0 else 1 if abs(value) >= 10.0 else 2
    return 1 - math.floor(math.log10(abs(value)))
