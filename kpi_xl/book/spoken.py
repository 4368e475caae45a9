"""Live sentences: parts of formulas that say, in whatever program calculates them, what `amounts` says of today's numbers.

Knows how a number is said, as a formula. Does not know which numbers a sentence is about.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter

from kpi_xl.book.amounts import RATE_DIGITS, SCALES, TENTH, amount, bare, times
from kpi_xl.calc.values import general
from kpi_xl.labels import Label, Lang
from kpi_xl.model.kpi import is_rate
from kpi_xl.model.units import CURRENCIES

LONGEST_TEXT = 255
"""Characters Excel allows in a text inside a formula."""

THOUSAND = 1000
"""From here on a number without a unit of its own is said in whole numbers."""

PLAIN_DIGITS = 6
"""To how many digits a number without a unit is said."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A part of a sentence: the part of a formula that says it, and the words it comes to as things are."""

    formula: str
    words: str


def quoted(words: str) -> Spoken:
    """Return words that never change."""
    parts = [words[start : start + LONGEST_TEXT].replace('"', '""') for start in range(0, len(words), LONGEST_TEXT)]
    return Spoken("&".join(f'"{part}"' for part in parts or [""]), words)


def joined(parts: Iterable[Spoken]) -> Spoken:
    """Return parts one after the other."""
    said = list(parts)
    return Spoken("&".join(part.formula for part in said), "".join(part.words for part in said))


def sentence(label: Label, lang: Lang, **parts: Spoken) -> Spoken:
    """Return a label with its {placeholders} spoken."""
    said = []
    for literal, field, _, _ in Formatter().parse(label.say(lang)):
        said += [quoted(literal)] if literal else []
        said += [parts[field]] if field else []
    return joined(said)


def either(test: str, holds: bool, yes: Spoken, no: Spoken) -> Spoken:
    """Return one sentence or another, as a test comes out; `holds` says how it does as things are."""
    return Spoken(f"IF({test},{yes.formula},{no.formula})", yes.words if holds else no.words)


def number(cell: str, value: float, unit: str, lang: Lang) -> Spoken:
    """Return a cell's number as `amounts.bare` says it."""
    return Spoken(_bare(cell, unit, lang), bare(value, unit, lang))


def exact(cell: str, value: float, unit: str, lang: Lang) -> Spoken:
    """Return a cell's number as arithmetic needs it: money and rates as ever, anything else with enough digits to check a product."""
    if is_rate(unit) or unit.partition("/")[0].casefold() in CURRENCIES:
        return number(cell, value, unit, lang)
    words = f"{value:,.0f}" if abs(value) >= THOUSAND else general(float(f"{value:.{RATE_DIGITS}g}"))
    return Spoken(f'IF(ABS({cell})>={THOUSAND},FIXED({cell},0),{_significant(cell)})&""', words)


def suffix(unit: str, lang: Lang) -> str:
    """Return what `amounts.amount` adds to the bare number."""
    return amount(1.0, unit, lang).removeprefix(bare(1.0, unit, lang))


def full(cell: str, value: float, unit: str, lang: Lang) -> Spoken:
    """Return a cell's number as `amounts.amount` says it, with its unit."""
    said = number(cell, value, unit, lang)
    return joined([said, quoted(suffix(unit, lang))]) if suffix(unit, lang) else said


def ratio(part: str, value: float, lang: Lang) -> Spoken:
    """Return how many times a formula's value is, as `amounts.times` says it."""
    digits = f"FIXED({part},IF(ABS({part})>=100,1,2))"
    return Spoken(f'{digits}&"倍"' if lang == "ja" else f'"x"&{digits}', times(value, lang))


def share(cell: str, value: float) -> Spoken:
    """Return a cell's share in percent, with the digits that were typed."""
    return Spoken(f'ROUND({cell}*100,4)&"%"', general(round(value * 100.0, 4)) + "%")


def factor(cell: str, value: float) -> Spoken:
    """Return a cell's number with the digits that were typed."""
    return Spoken(f"ROUND({cell},4)", general(round(value, 4)))


def unnamed(cell: str, value: float) -> Spoken:
    """Return the number of a cell that has no unit; whatever else it may hold one day is said as it is."""
    digits = f'IF({cell}=INT({cell}),FIXED({cell},0),ROUND({cell},{PLAIN_DIGITS - 1}-INT(LOG10(ABS({cell}))))&"")'
    whole = math.isfinite(value) and value == math.floor(value)
    return Spoken(f'IF(ISNUMBER({cell}),{digits},{cell}&"")', f"{value:,.0f}" if whole else general(float(f"{value:.{PLAIN_DIGITS}g}")))


def in_brackets(said: Spoken) -> Spoken:
    """Return a number, in brackets where it is negative."""
    words = f"({said.words})" if said.words.startswith("-") else said.words
    return Spoken(f'IF(LEFT({said.formula})="-","("&{said.formula}&")",{said.formula})', words)


def _bare(cell: str, unit: str, lang: Lang) -> str:
    if is_rate(unit):
        return _significant(f"({cell}*100)") + '&"%"'
    what = unit.partition("/")[0]
    said = _decimals(cell)
    if what.casefold() in CURRENCIES:
        for size, word in reversed(SCALES[lang]):
            said = f'IF(ABS({cell})>={size:.0f},FIXED({cell}/{size:.0f},2)&"{word}",{said})'
        return f'{said}&"{what}"' if lang == "ja" else said
    return said


def _significant(part: str) -> str:
    return f"IF({part}=0,0,ROUND({part},{RATE_DIGITS - 1}-INT(LOG10(ABS({part})))))"


def _decimals(cell: str) -> str:
    few = f"IF(OR({cell}=0,ABS({cell})>={TENTH:g}),2,1-INT(LOG10(ABS({cell}))))"
    return f"FIXED({cell},IF(ABS({cell})>=100,0,IF(ABS({cell})>=10,1,{few})))"
