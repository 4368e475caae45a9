"""What a unit says about its numbers: money, things that are counted, factors. And the step in which people work with such numbers.

Knows words for units in both languages. Does not know how a number is shown.
"""

from __future__ import annotations

import math
import unicodedata

from kpi_xl.model.kpi import is_rate

SIGNS = {"¥": ("円", "yen", "jpy"), "$": ("ドル", "usd"), "€": ("ユーロ", "eur"), "£": ("ポンド", "gbp")}
CURRENCIES = {word: sign for sign, words in SIGNS.items() for word in (sign, *words)}
FACTORS = frozenset(("倍", "x", "×", "times"))
COUNTED_JA = frozenset("人名社件回個台本店組口通枚冊")
COUNTED_EN = frozenset(("visitors", "visits", "customers", "companies", "people", "leads", "meetings", "orders", "units", "items", "users"))
COUNTED = COUNTED_JA | COUNTED_EN

TENTH_OF_A_POINT = -3
"""The exponent of ten of the coarsest step of a rate."""

DIGITS = 3
"""To how many digits people plan what is neither a rate nor counted."""


def what(unit: str) -> str:
    """Return what is measured, without the period: 人 for 人/月."""
    return unicodedata.normalize("NFKC", unit).casefold().partition("/")[0].strip()


def step_exponent(value: float, unit: str, baseline: float) -> int:
    """Return the power of ten that is the step of a practical value.

    Counts go by 1, as long as today's value is whole; rates by 0.1 point or by the power of ten next below 1% of the value, whichever is
    finer; everything else, money among it, to three digits.

    Examples
    --------
    >>> step_exponent(12416.4, "人/月", 10000.0), step_exponent(0.0248, "%", 0.02), step_exponent(1.2345e8, "円", 1e8)
    (0, -4, 6)
    """
    leading = math.floor(math.log10(abs(value))) if value else 0
    if is_rate(unit):
        return min(TENTH_OF_A_POINT, leading - 2)
    if what(unit) in COUNTED and baseline == math.floor(baseline):
        return 0
    return leading - DIGITS + 1
