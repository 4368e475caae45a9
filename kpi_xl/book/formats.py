"""How a number looks, by its unit: rates in %, large money in 億 or millions, counts without decimals, factors as times.

Knows units as people type them. Does not know cells.
"""

from __future__ import annotations

import unicodedata

from kpi_xl.labels import Label, Lang
from kpi_xl.model.kpi import is_rate

RATE = "0.0#%"
# A format has room for two conditions. One goes to the minus sign: some programs drop it in a last part that is also for negative numbers.
COUNT = "[>=100]#,##0;[<0]-#,##0.0#;0.0#"
PLAIN = "[>=1000]#,##0;[<0]-#,##0.0#;0.0#"
WHOLE = "#,##0"
TIMES = Label(ja='#,##0.0#"倍"', en='#,##0.0#"x"')

# The point is a literal: `,,` leaves millions, and a hundred of them are one 億.
YEN = '[>=100000000]0\\.00,,"億円";[<0]-#,##0"円";#,##0"円"'
MONEY = '[>=100000000]"{0}"#,##0.0,,"M";[<0]-"{0}"#,##0;"{0}"#,##0'

SIGNS = {"¥": ("円", "yen", "jpy"), "$": ("ドル", "usd"), "€": ("ユーロ", "eur"), "£": ("ポンド", "gbp")}
CURRENCIES = {word: sign for sign, words in SIGNS.items() for word in (sign, *words)}
FACTORS = frozenset(("倍", "x", "×", "times"))
COUNTED_JA = frozenset("人名社件回個台本店組口通枚冊")
COUNTED_EN = frozenset(("visitors", "visits", "customers", "companies", "people", "leads", "meetings", "orders", "units", "items", "users"))
COUNTED = COUNTED_JA | COUNTED_EN


def number_format(unit: str, lang: Lang) -> str:
    """Return the Excel number format for values in a unit; the part after a slash (人/月, JPY/year) does not count.

    Examples
    --------
    >>> number_format("%", "ja"), number_format("人/月", "ja"), number_format("倍", "ja")
    ('0.0#%', '[>=100]#,##0;[<0]-#,##0.0#;0.0#', '#,##0.0#"倍"')
    """
    what = unicodedata.normalize("NFKC", unit).casefold().partition("/")[0].strip()
    if is_rate(unit):
        return RATE
    if what in CURRENCIES:
        return YEN if lang == "ja" and CURRENCIES[what] == "¥" else MONEY.format(CURRENCIES[what])
    if what in FACTORS:
        return TIMES.say(lang)
    return COUNT if what in COUNTED else PLAIN
