"""What becomes of a KPI over time: whether its months add up, are levels, or are averaged, and how many months its unit is about.

A tree in 円/年 that is evaluated for a month gives an annual rate: the month itself brings one twelfth of it. Knows units. Does not know
KPIs nor calendars.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.labels import Label
from kpi_xl.model.dimension import PERIODS, dimension
from kpi_xl.model.kpi import is_rate
from kpi_xl.model.units import FACTORS

Over = Literal["flow", "stock", "rate"]

OVERS: Mapping[Over, Label] = {
    "flow": Label(ja="合計", en="flow"),
    "stock": Label(ja="期末", en="stock"),
    "rate": Label(ja="平均", en="rate"),
}
"""What a longer time shows: the sum of its months, its last month, or their mean."""

TYPED = Label(ja="「集計」列の指定どおり", en="as the column Over time says")
TYPED_MONTHLY = Label(
    ja="「集計」列の指定により合計。単位に期間がないため、1か月の量とみなしました",
    en="a flow, as the column Over time says; its unit names no period, so it counts as one per month",
)
PER_PERIOD = Label(ja="単位に期間があるため合計", en="a flow, since its unit names a period")
SHARE = Label(ja="割合・倍率のため平均", en="a rate, since it is a share or a factor")
RATIO = Label(ja="何かあたりの値のため平均", en="a rate, since its unit is an amount per something")
DURATION = Label(ja="期間の長さのため平均", en="a rate, since its unit is a length of time")
LEVEL = Label(
    ja="単位に期間がないため期末の値。1か月の量なら単位を「/月」付きにするか「集計」列を「合計」に",
    en="a stock, since its unit names no period; where it is an amount per month, write /month or set Over time to flow",
)
UNKNOWN = Label(
    ja="単位から判断できないため期末の値。「集計」列で指定できます",
    en="a stock, since its unit does not tell; the column Over time can say it",
)


@dataclass(frozen=True, slots=True)
class Period:
    """How a KPI's months make up a longer time.

    Attributes
    ----------
    over
        flow: the months add up; stock: the last month stands for all; rate: they are averaged.
    months
        How many months its unit is about: 12 for 円/年; 1 for whatever is no flow.
    reason
        Why, in words.
    """

    over: Over
    months: float
    reason: Label

    def amount(self, value: float) -> float:
        """Return what one month shows where the tree says `value`: one twelfth of a flow in 円/年, and any other value itself."""
        return value / self.months

    def pace(self, amount: float) -> float:
        """Return what the tree says in a month that shows `amount`: the other way round."""
        return amount * self.months

    def figure(self, values: Floats) -> Floats:
        """Return in the KPI's own unit what months come to, the last axis being time: their mean, or the last one of a stock.

        A goal on a period is about this: twelve flat months of 3億円/年 are 3億円/年.
        """
        return np.asarray(values[..., -1] if self.over == "stock" else values.mean(axis=-1))

    def total(self, values: Floats) -> Floats:
        """Return what months add up to where they are a flow: twelve of 3億円/年 are 3億円, three are 0.75億円; else their figure."""
        return np.asarray(values.sum(axis=-1) / self.months) if self.over == "flow" else self.figure(values)


def period_of(unit: str, typed: Over | None = None) -> Period:
    """Return what a unit says about time, unless somebody typed it.

    Examples
    --------
    >>> period = period_of("円/年")
    >>> period.over, period.months, period.amount(3e8)
    ('flow', 12.0, 25000000.0)
    """
    months = months_in(unit)
    if typed == "flow":
        return Period("flow", months or 1.0, TYPED if months else TYPED_MONTHLY)
    if typed:
        return Period(typed, 1.0, TYPED)
    if months:
        return Period("flow", months, PER_PERIOD)
    over, reason = _without_period(unit)
    return Period(over, 1.0, reason)


def months_in(unit: str) -> float | None:
    """Return how many months of a flow a unit counts together: 12 for 円/年, 1 for 人/月; None where it names no period below the line."""
    parts = re.sub(r"[()\s]", "", unicodedata.normalize("NFKC", unit).casefold().replace(" per ", "/")).split("/")[1:]
    found = [PERIODS[word] for part in parts for word in re.split("[・·*×]", part) if word in PERIODS]
    return found[0] if len(found) == 1 else None


def _without_period(unit: str) -> tuple[Over, Label]:
    measured = dimension(unit)
    if is_rate(unit) or unicodedata.normalize("NFKC", unit).strip().casefold() in FACTORS:
        return "rate", SHARE
    if measured is None:
        return "stock", UNKNOWN
    if "/" in unicodedata.normalize("NFKC", unit):
        return "rate", RATIO
    return ("rate", DURATION) if measured.time > 0 and len(measured.powers) == 1 else ("stock", LEVEL)
