"""What people type into cells that are meant for numbers, and the number they mean.

Knows full-width digits, percent signs, thousands separators, 万 and 億, x3 and 3倍. Does not know which cell it is.
"""

from __future__ import annotations

import re
import unicodedata

UNITS = {"": 1.0, "千": 1e3, "万": 1e4, "百万": 1e6, "億": 1e8, "兆": 1e12}
_NUMBER = re.compile(
    r"(?P<sign>[-+△▲])?[¥$€]?\s*(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?P<power>e[-+]?\d+)?\s*"
    r"(?P<unit>百万|[千万億兆])?\s*(?P<tail>%|円|倍|人|件|社|年|か月|ヶ月|回|個)?",
    re.IGNORECASE,
)
_TIMES = re.compile(r"[x×*]\s*(?P<after>.+)|(?P<before>.+?)\s*[x×倍]", re.IGNORECASE)


def number(text: str) -> float | None:
    """Return the number a person meant, or None where the text is no number.

    Examples
    --------
    >>> number("１０，０００"), number("５０％"), number("3億円"), number("△2.5"), number("about 5")
    (10000.0, 0.5, 300000000.0, -2.5, None)
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    match = _NUMBER.fullmatch(plain)
    if not match:
        return None
    size = float(match["digits"].replace(",", "") + (match["power"] or "")) * UNITS[match["unit"] or ""]
    if match["tail"] == "%":
        size /= 100.0
    return -size if match["sign"] in ("-", "△", "▲") else size


def times(text: str) -> float | None:
    """Return how many times is meant by 3倍, x3, ×3 or 3x, or None where the text says no such thing.

    Examples
    --------
    >>> times("３倍"), times("x1.5"), times("300%")
    (3.0, 1.5, None)
    """
    match = _TIMES.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return number(match["after"] or match["before"]) if match else None
