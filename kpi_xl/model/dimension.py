"""Units as arithmetic: what 円/年 times 社/月 is a unit of, and how many months or yen one of it stands for.

Knows words for money, time and things in both languages. Does not know KPIs nor formulas. A word it cannot place makes the unit unknown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kpi_xl.model.units import CURRENCIES, FACTORS

TIME = "time"
YEAR, MONTH = 12.0, 1.0
PERIOD_WORDS = {
    YEAR: "年 年間 年度 か年 ヶ年 カ年 year years yr yrs y annum",
    6.0: "半年 半期",
    3.0: "四半期 quarter quarters qtr",
    MONTH: "月 か月 ヶ月 カ月 ケ月 ヵ月 箇月 月間 month months mo",
    YEAR / 52.0: "週 週間 week weeks wk",
    YEAR / 365.0: "日 日間 day days",
    YEAR / 8760.0: "時間 hour hours hr",
}
PERIODS = {word: months for months, words in PERIOD_WORDS.items() for word in words.split()}
"""Each word for a stretch of time, and how many months it is."""

LIKE_A_PERIOD = re.compile("[年月週日期時分秒]|year|month|week|day|quarter|hour|minute|second")
MULTIPLES = {"千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "億": 1e8, "十億": 1e9, "兆": 1e12}
MONEY = re.compile(f"({'|'.join(sorted(MULTIPLES, key=len, reverse=True))})?(.+)")

THING_WORDS = {
    "person": "人 名 people person visitor visitors customer customers user users member members",
    "company": "社 company companies",
    "item": "件 個 回 本 口 通 枚 冊 lead leads meeting meetings order orders unit units item items visit visits",
    "place": "店 店舗 台 組 store stores shop shops",
}
THINGS = {word: group for group, words in THING_WORDS.items() for word in words.split()}
"""Each word for what is counted, and what counts as the same: a customer is a person in Japanese units."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a unit is made of.

    Parameters
    ----------
    powers
        Time, currencies and things with their exponents: 円/年 has ¥ to the 1 and time to the -1. A rate and a factor have none.
    scale
        How many of the base units (a month, one yen) one of it is: 千円 is 1000, 円/年 is 1/12.
    """

    powers: Mapping[str, int]
    scale: float = 1.0

    def __mul__(self, other: Dimension) -> Dimension:
        return self._joined(other, 1)

    def __truediv__(self, other: Dimension) -> Dimension:
        return self._joined(other, -1)

    def _joined(self, other: Dimension, sign: int) -> Dimension:
        words = (*self.powers, *(word for word in other.powers if word not in self.powers))
        powers = {word: self.powers.get(word, 0) + sign * other.powers.get(word, 0) for word in words}
        return Dimension({word: power for word, power in powers.items() if power}, self.scale * other.scale**sign)

    @property
    def time(self) -> int:
        """The exponent of time: -1 for what happens per month or per year."""
        return self.powers.get(TIME, 0)

    @property
    def money(self) -> dict[str, int]:
        """The currencies and their exponents."""
        return {word: power for word, power in self.powers.items() if word in CURRENCIES}

    @property
    def things(self) -> dict[str, int]:
        """What is counted, with exponents; a word of nobody's list stands for itself."""
        return {word: power for word, power in self.powers.items() if word != TIME and word not in CURRENCIES}


PURE = Dimension({})
"""A number without a unit: a rate, a factor."""


@lru_cache(maxsize=1024)
def dimension(unit: str) -> Dimension | None:
    """Read a unit; None where it is blank or may hide a period that we do not know.

    Examples
    --------
    >>> dimension("円/年") == Dimension({"¥": 1, "time": -1}, 1 / 12)
    True
    >>> dimension("人月") is None
    True
    """
    plain = unicodedata.normalize("NFKC", unit).casefold().replace(" per ", "/")
    above, *below = re.sub(r"[()\s]", "", plain).split("/")
    if not above:
        return None
    found = PURE
    for part, sign in [(above, 1), *((part, -1) for part in below)]:
        for word in re.split("[・·*×]", part) if part not in FACTORS else [part]:
            each = _word(word)
            if each is None:
                return None
            found = found * each if sign > 0 else found / each
    return found


def _word(word: str) -> Dimension | None:
    if word in PERIODS:
        return Dimension({TIME: 1}, PERIODS[word])
    if not word or LIKE_A_PERIOD.search(word):
        return None
    if word in FACTORS or "%" in word:
        return PURE
    match = MONEY.fullmatch(word)
    if match and match[2] in CURRENCIES:
        return Dimension({CURRENCIES[match[2]]: 1}, MULTIPLES.get(match[1] or "", 1.0))
    return Dimension({THINGS.get(word, word): 1})
