"""How a number looks, by its unit: rates in %, money in the unit people read it in, counts without decimals, factors as times.

Knows units as people type them. Does not know cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi_xl import labels
from kpi_xl.labels import Label, Lang
from kpi_xl.model.kpi import is_rate
from kpi_xl.model.units import COUNTED, CURRENCIES, FACTORS, what

RATE = "0.0#%"
# A format has room for two conditions. One goes to the minus sign: some programs drop it in a last part that is also for negative numbers.
COUNT = "[>=100]#,##0;[<0]-#,##0.0#;0.0#"
PLAIN = "[>=1000]#,##0;[<0]-#,##0.0#;0.0#"
WHOLE = "#,##0"
TIMES = Label(ja='#,##0.0#"倍"', en='#,##0.0#"x"')


@dataclass(frozen=True, slots=True)
class Display:
    """A unit in which money is read: from which amount on, its digits in Excel's format, and the word behind them.

    A comma behind the digits leaves thousands. Where a unit lies between two of them its point is a literal: `0\\.00,,` leaves millions,
    and a hundred of them are one 億.
    """

    label: Label
    size: float
    digits: str
    word: Label


DISPLAYS: Mapping[str, Display] = {
    "one": Display(labels.ONES, 1.0, "#,##0", Label(ja="", en="")),
    "thousand": Display(labels.THOUSANDS, 1e3, "#,##0,", Label(ja="千", en="K")),
    "ten_thousand": Display(labels.TEN_THOUSANDS, 1e4, "0\\.0,", Label(ja="万", en=" x10K")),
    "million": Display(labels.MILLIONS, 1e6, "#,##0.0,,", Label(ja="百万", en="M")),
    "hundred_million": Display(labels.HUNDRED_MILLIONS, 1e8, "0\\.00,,", Label(ja="億", en=" x100M")),
}
AUTOMATIC = "automatic"
USUAL: Mapping[Lang, str] = {"ja": "hundred_million", "en": "million"}
LARGE = 1e8
"""From here on money is shown in the language's usual unit, unless the workbook has chosen one."""

CHOICES = {AUTOMATIC: labels.AUTOMATIC} | {key: display.label for key, display in DISPLAYS.items()}
"""What the setting for the display unit may be."""


def number_format(unit: str, lang: Lang, display: str = AUTOMATIC) -> str:
    """Return the Excel number format for values in a unit; the part after a slash (人/月, JPY/year) does not count.

    Money from one `display` unit on is shown in that unit.

    Examples
    --------
    >>> number_format("%", "ja"), number_format("人/月", "ja"), number_format("倍", "ja")
    ('0.0#%', '[>=100]#,##0;[<0]-#,##0.0#;0.0#', '#,##0.0#"倍"')
    """
    measured = what(unit)
    if is_rate(unit):
        return RATE
    if measured in CURRENCIES:
        return _money(CURRENCIES[measured], lang, display)
    if measured in FACTORS:
        return TIMES.say(lang)
    return COUNT if measured in COUNTED else PLAIN


def axis_format(unit: str, lang: Lang, size: float, display: str = AUTOMATIC) -> str:
    """Return the Excel number format for the axis of a chart, on which every number has the same step: that of values of this size."""
    currency = CURRENCIES.get(what(unit))
    spoken = _spoken(currency, lang)
    shown, least = _display(spoken, display)
    if currency is None or size < least:
        return number_format(unit, lang, display)
    nothing = _around("0", currency, spoken, shown if spoken == "ja" else DISPLAYS["one"])
    return f"[=0]{nothing};{_around(shown.digits, currency, spoken, shown)}"


def _money(currency: str, lang: Lang, display: str) -> str:
    spoken, one = _spoken(currency, lang), DISPLAYS["one"]
    shown, least = _display(spoken, display)
    plain = _around(one.digits, currency, spoken, one)
    if shown is one:
        return f"[<0]-{plain};{plain}"
    return f"[>={least:.0f}]{_around(shown.digits, currency, spoken, shown)};[<0]-{plain};{plain}"


def _spoken(currency: str | None, lang: Lang) -> Lang:
    """Return the language in which a currency is read: dollars are not counted in 億."""
    return lang if currency == "¥" else "en"


def _display(lang: Lang, display: str) -> tuple[Display, float]:
    """Return the unit in which money is shown, and from which amount on."""
    if display == AUTOMATIC:
        return DISPLAYS[USUAL[lang]], LARGE
    return DISPLAYS[display], DISPLAYS[display].size


def _around(digits: str, currency: str, lang: Lang, shown: Display) -> str:
    """Return digits with the currency and the unit's word around them: 1.20億円, ¥120.0M."""
    if lang == "ja":
        return f'{digits}"{shown.word.ja}円"'
    word = shown.word.en
    return f'"{currency}"{digits}' + (f'"{word}"' if word else "")
