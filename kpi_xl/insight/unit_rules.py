"""Rules that read units: rates beyond 100%, sums of unlike things, conversions missing or too many.

Knows units and what formulas are measured in. Does not know who is calculated from whom.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from kpi_xl import labels
from kpi_xl.formula.expression import walk
from kpi_xl.insight.formula_rules import durations_beside_rates
from kpi_xl.insight.inspected import Inspected, Remark
from kpi_xl.insight.measure import Measure, converted
from kpi_xl.labels import linter as words
from kpi_xl.model.check import shown
from kpi_xl.model.dimension import YEAR, Dimension, dimension
from kpi_xl.model.kpi import Kpi

WHOLE = 1.0 + 1e-9
"""100%, and what rounding may add to it."""


def rates(seen: Inspected) -> Iterator[Remark]:
    """Yield typed rates above 100%, unless a high bound says that they may be, and rates that make 1-rate negative."""
    for kpi in seen.tree.kpis.values():
        allowed = max(kpi.high or 0.0, WHOLE)
        for label, value in ((labels.BASELINE, kpi.baseline), (labels.STATED, kpi.stated)):
            if kpi.is_rate and isinstance(value, float | int) and value > allowed:
                facts = {"what": label, "value": shown(float(value), kpi)}
                yield Remark((kpi,), words.RATE_SAID, words.RATE_REMEDY, facts)
    for name, formula in seen.formulas.items():
        for rate in dict.fromkeys(each.name for each in seen.rests(formula, name)):
            kpi, value = seen.tree.kpis[rate], seen.tree.baseline[rate]
            if kpi.is_rate and value > WHOLE and (kpi.is_formula or kpi.high is not None):
                facts = {"rate": rate, "value": shown(1.0 - value, kpi), "shown": kpi.shown}
                yield Remark((seen.tree.kpis[name], kpi), words.REST_SAID, words.REST_REMEDY, facts)


def mixed_units(seen: Inspected) -> Iterator[Remark]:
    """Yield sums and differences of money and counts, shares and durations."""
    yield from _clashes(seen, periods=False)


def mixed_periods(seen: Inspected) -> Iterator[Remark]:
    """Yield sums and differences of figures of a month and figures of a year, and durations in years beside what happens each month."""
    yield from _clashes(seen, periods=True)
    for name, period, rate in durations_beside_rates(seen):
        length, each = dimension(period.unit), dimension(rate.unit)
        if length and each and each.time == -1 and not math.isclose(length.scale * each.scale, 1.0):
            facts = {"period": period.shown, "one": period.unit, "rate": rate.shown, "other": rate.unit}
            yield Remark((seen.tree.kpis[name], period, rate), words.BESIDE_SAID, words.BESIDE_REMEDY, facts)


def _clashes(seen: Inspected, periods: bool) -> Iterator[Remark]:
    said, remedy = (words.PERIODS_SAID, words.PERIODS_REMEDY) if periods else (words.MIXED_SAID, words.MIXED_REMEDY)
    for clash in seen.measurer.clashes:
        if clash.periods is periods:
            kpi = seen.kpi_at.get(clash.cell) or seen.user_of(clash.cell)
            cell = "" if clash.cell in seen.kpi_at else str(clash.cell)
            yield Remark((kpi,), said, remedy, dict(zip(("one", "other"), clash.parts, strict=True)), cell)


def missing_conversions(seen: Inspected) -> Iterator[Remark]:
    """Yield rows whose formula ends in months where the unit says years, or in yen where it says thousands of yen."""
    for kpi, measure, unit in _comparable(seen):
        ratio = measure.unit.scale / unit.scale
        if not converted(ratio, measure):
            yield _conversion(seen, kpi, ratio, words.MISSING_SAID, words.MISSING_REMEDY)


def needless_conversions(seen: Inspected) -> Iterator[Remark]:
    """Yield rows whose formula converts months to years though both sides are months."""
    for kpi, measure, unit in _comparable(seen):
        kept = math.prod(factor for factor in measure.factors if math.isclose(abs(math.log(abs(factor) or 1.0)), math.log(YEAR)))
        if unit.time and math.isclose(measure.unit.scale, unit.scale) and not math.isclose(kept, 1.0):
            yield _conversion(seen, kpi, kept, words.TOO_MANY_SAID, words.TOO_MANY_REMEDY)


def _comparable(seen: Inspected) -> Iterator[tuple[Kpi, Measure, Dimension]]:
    """Yield computed rows whose formula and unit are of one kind, so that only their scales can differ."""
    for name in seen.formulas:
        kpi, measure = seen.tree.kpis[name], seen.measurer.formula(seen.tree.addresses[name])
        unit = dimension(kpi.unit)
        if measure and unit and not measure.literal and (measure.unit.time, measure.unit.money) == (unit.time, unit.money):
            yield kpi, measure, unit


def _conversion(seen: Inspected, kpi: Kpi, ratio: float, said: labels.Label, remedy: labels.Label) -> Remark:
    used = dict.fromkeys(each.name for node in walk(seen.formulas[kpi.name]) if (each := seen.referred(node, kpi.name)))
    dated = [each for each in map(seen.tree.kpis.__getitem__, used) if (unit := dimension(each.unit)) and (unit.time or unit.money)]
    units = ", ".join(f"{each.shown} [{each.unit}]" for each in dated)
    factor = f"*{ratio:.4g}" if ratio >= 1.0 else f"/{1.0 / ratio:.4g}"
    facts = {"unit": kpi.unit, "factor": factor, "used": words.USING.fill(units=units) if units else ""}
    return Remark((kpi, *dated), said, remedy, facts)
