"""Numbers in sentences: 9.00億円, 12,416人/月, 2.48%, x3.0.

Knows units and languages. Does not know cells; how a number looks in a cell is said in `formats`.
"""

from __future__ import annotations

from kpi_xl.book.formats import CURRENCIES
from kpi_xl.labels import Lang
from kpi_xl.model.kpi import is_rate

SCALES = {"ja": ((1e12, "兆"), (1e8, "億"), (1e4, "万")), "en": ((1e12, "T"), (1e9, "B"), (1e6, "M"))}


def amount(value: float, unit: str, lang: Lang) -> str:
    """Return a value with its unit as people say it.

    Examples
    --------
    >>> amount(9e8, "円/年", "ja"), amount(0.0248, "%", "ja"), amount(9e8, "JPY/year", "en")
    ('9.00億円/年', '2.48%', '900.00M JPY/year')
    """
    if is_rate(unit):
        return f"{value * 100:,.4g}%"
    what, slash, period = unit.partition("/")
    if what.casefold() in CURRENCIES:
        for size, word in SCALES[lang]:
            if abs(value) >= size:
                return f"{value / size:,.2f}{word}{_joined(what + slash + period, lang)}"
    return f"{value:,.{_decimals(value)}f}{_joined(unit, lang)}"


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
    return 0 if abs(value) >= 100.0 else 1 if abs(value) >= 10.0 else 2
