"""How a number looks, by its unit: rates in %, large money in 億 or millions, counts without decimals, factors as times.

Knows units as people type them. Does not know cells.
"""

from __future__ import annotations

from kpi_xl.labels import Label, Lang
from kpi_xl.model.kpi import is_rate
from kpi_xl.model.units import COUNTED, CURRENCIES, FACTORS, what

RATE = "0.0#%"
# A format has room for two conditions. One goes to the minus sign: some programs drop it in a last part that is also for negative numbers.
COUNT = "[>=100]#,##0;[<0]-#,##0.0#;0.0#"
PLAIN = "[>=1000]#,##0;[<0]-#,##0.0#;0.0#"
WHOLE = "#,##0"
TIMES = Label(ja='#,##0.0#"倍"', en='#,##0.0#"x"')

# The point is a literal: `,,` leaves millions, and a hundred of them are one 億.
OKU = '[=0]0"億円";0\\.00,,"億円"'
YEN = '[>=100000000]0\\.00,,"億円";[<0]-#,##0"円";#,##0"円"'
MONEY = '[>=100000000]"{0}"#,##0.0,,"M";[<0]-"{0}"#,##0;"{0}"#,##0'


HUNDRED_MILLION = 1e8


def axis_format(unit: str, lang: Lang, size: float) -> str:
    """Return the Excel number format for the axis of a chart, on which every number has the same step: that of values of this size."""
    currency = CURRENCIES.get(what(unit))
    if currency is None or size < HUNDRED_MILLION:
        return number_format(unit, lang)
    return OKU if lang == "ja" and currency == "¥" else f'[=0]"{currency}"0;"{currency}"#,##0.0,,"M"'


def number_format(unit: str, lang: Lang) -> str:
    """Return the Excel number format for values in a unit; the part after a slash (人/月, JPY/year) does not count.

    Examples
    --------
    >>> number_format("%", "ja"), number_format("人/月", "ja"), number_format("倍", "ja")
    ('0.0#%', '[>=100]#,##0;[<0]-#,##0.0#;0.0#', '#,##0.0#"倍"')
    """
    measured = what(unit)
    if is_rate(unit):
        return RATE
    if measured in CURRENCIES:
        return YEN if lang == "ja" and CURRENCIES[measured] == "¥" else MONEY.format(CURRENCIES[measured])
    if measured in FACTORS:
        return TIMES.say(lang)
    return COUNT if measured in COUNTED else PLAIN
