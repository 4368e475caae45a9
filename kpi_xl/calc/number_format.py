"""Write a number in one of Excel's formats, as TEXT does.

Knows digits, thousands, percent, exponents, conditions, dates and literal text. Does not know colours, fractions or locales.
"""

from __future__ import annotations

import operator
import re
from decimal import ROUND_HALF_UP, Context, Decimal

from kpi_xl.calc.cells import VALUE, ExcelError, Value
from kpi_xl.calc.dates import calendar_date
from kpi_xl.calc.values import as_number, general

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(E[+-]0+)|([0#?.,]+)|(%)|(General)|(.)', re.IGNORECASE | re.DOTALL)
_DATE_WORD = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|(y+|m+|d+|h+|s+|a{3,4}|AM/PM)|(.)', re.IGNORECASE | re.DOTALL)
_IS_DATE = re.compile(r'^(?:"[^"]*"|\\.|[^"\\])*?[ymdhs]', re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
_COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne}
MOST_DECIMALS = 127  # Excel's limit
EXACT = Context(prec=800)
"""Enough for the longest number that a format can spell out."""
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
JAPANESE_DAYS = "月火水木金土日"


def formatted(value: Value, code: str) -> Value:
    """Return a value in a format; a text that is no number goes through @ or stays as it is."""
    number = as_number(value)
    sections = _sections(code)
    if isinstance(number, ExcelError):
        return (sections[3] if len(sections) > 3 else "@").replace("@", str(value)) if isinstance(value, str) else number
    section, number = _section(sections, number)
    if re.search("general", section, re.IGNORECASE) is None and _IS_DATE.match(section):
        return _dated(number, section)
    return _numbered(number, section)


def fixed(number: float, decimals: float = 2.0, plain: bool = False) -> Value:
    """Return a number with so many decimals, with thousands separated unless `plain`."""
    places = int(decimals)
    if abs(places) > MOST_DECIMALS:
        return VALUE
    scaled = _rounded(Decimal(repr(number)), places)
    return f"{scaled:{'' if plain else ','}.{max(places, 0)}f}"


def _sections(code: str) -> list[str]:
    return re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)', code) or [code]


def _section(sections: list[str], number: float) -> tuple[str, float]:
    """Return the part of a format for a number's sign or size; a part of its own for negatives carries the sign itself."""
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        fits = (_COMPARE[each[1]](number, float(each[2])) if each else True for each in conditions)
        section = next((section for section, fit in zip(sections, fits, strict=True) if fit), sections[-1])
        return section, abs(number) if re.sub(r"\[[^\]]*\]", "", section).startswith("-") else number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    return (sections[2] if number == 0 and len(sections) > 2 else sections[0]), number


def _numbered(number: float, section: str) -> str:
    tokens = [match.groups() for match in _TOKEN.finditer(section)]
    pattern = "".join(digits or "" for _, _, _, digits, *_ in tokens)
    percents = sum(bool(percent) for *_, percent, _, _ in tokens)
    exponent = next((power for _, _, power, *_ in tokens if power), "")
    trailing = len(pattern) - len(pattern.rstrip(","))
    amount = Decimal(repr(abs(number))) * (100**percents) / (Decimal(1000) ** trailing)
    whole_pattern, _, part_pattern = pattern.rstrip(",").partition(".")
    power = 0
    if exponent and amount:
        power = amount.adjusted() - max(whole_pattern.count("0") + whole_pattern.count("#") - 1, 0)
        amount = amount.scaleb(-power)
    digits = _digits(amount, whole_pattern, part_pattern, "." in pattern)
    sign = "-" if number < 0 and any(digit in "123456789" for digit in digits) else ""
    return sign + _assembled(tokens, number, digits, f"{power:+0{len(exponent) - 1}d}" if exponent else "", exponent)


def _assembled(tokens: list[tuple[str, ...]], number: float, digits: str, power: str, exponent: str) -> str:
    parts, pieces = [], iter(_shared(digits, [place for _, _, _, place, *_ in tokens if place]))
    for quoted, escaped, scientific, place, percent, plain, other in tokens:
        if place:
            parts.append(next(pieces))
        elif scientific:
            parts.append("E" + (power if exponent[1] == "+" or power[0] == "-" else power[1:]))
        elif plain:
            parts.append(general(abs(number)))
        else:
            parts.append(quoted or escaped or percent or ("" if other in (None, "@") else other) or "")
    return "".join(parts)


def _shared(digits: str, runs: list[str]) -> list[str]:
    """Share digits out to runs of placeholders with literal text between them, from the right; after a point nothing is shared."""
    if any("." in run for run in runs):
        return [digits, *[""] * (len(runs) - 1)]
    pieces: list[str] = []
    for run in reversed(runs[1:]):
        places = len(re.sub("[^0#?]", "", run))
        pieces.append(digits[max(len(digits) - places, 0) :])
        digits = digits[: max(len(digits) - places, 0)]
    return [digits, *reversed(pieces)]


def _digits(amount: Decimal, whole_pattern: str, part_pattern: str, point: bool) -> str:
    places = len(re.sub("[^0#?]", "", part_pattern))
    least = len(re.sub("[^0?]", "", part_pattern))
    whole, _, part = f"{_rounded(amount, places):f}".partition(".")
    part = part[:least] + part[least:].rstrip("0")
    whole = whole.lstrip("0").rjust(whole_pattern.count("0"), "0")
    if "," in whole_pattern:
        whole = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ",", whole)
    return whole + ("." if point else "") + part


def _rounded(amount: Decimal, places: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)


def _dated(number: float, section: str) -> Value:
    found = calendar_date(number)
    if found is None:
        return VALUE
    seconds = round(number % 1 * 86400)
    year, month, day = found
    monday = (int(number // 1) - 2) % 7
    twelve = "am/pm" in section.lower()
    hour = seconds // 3600 % 24
    clock = {"h": (hour % 12 or 12) if twelve else hour, "s": seconds % 60}
    parts, after_hours = [], False
    words = list(_DATE_WORD.finditer(section))
    for place, match in enumerate(words):
        quoted, escaped, word, other = match.groups()
        if not word:
            parts.append(quoted or escaped or other or "")
            continue
        letter, length = word[0].lower(), len(word)
        before_seconds = next((w[3][0].lower() for w in words[place + 1 :] if w[3]), "") == "s"
        if word.lower() == "am/pm":
            parts.append("AM" if hour < 12 else "PM")
        elif letter == "m" and (after_hours or before_seconds):
            parts.append(str(seconds // 60 % 60).rjust(length, "0"))
        else:
            parts.append(_date_word(letter, length, (year, month, day), monday, clock))
        after_hours = letter == "h"
    return "".join(parts)


def _date_word(letter: str, length: int, day: tuple[int, int, int], monday: int, clock: dict[str, int]) -> str:
    if letter == "y":
        return f"{day[0]:04d}" if length > 2 else f"{day[0] % 100:02d}"
    if letter == "a":
        return JAPANESE_DAYS[monday] + ("曜日" if length > 3 else "")
    if letter in clock:
        return str(clock[letter]).rjust(length, "0")
    number, names = (day[1], MONTHS) if letter == "m" else (day[2], DAYS)
    name = names[monday] if letter == "d" else names[number - 1]
    return [str(number), f"{number:02d}", name[:3], name, name[0]][min(length, 5) - 1]
