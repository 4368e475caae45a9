"""What is wrong with the rows of a tree before anything is calculated: every problem of every row.

Knows rows. Does not know formulas.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from numbers import Real

from kpi_xl import errors
from kpi_xl.calc.operands import Operand
from kpi_xl.labels import P10, P90, Label
from kpi_xl.model import names
from kpi_xl.model.kpi import HIGH, LOW, Kpi, default_bounds

KGI = Label(ja="KGIの設定", en="The KGI setting")
NUMBERS = ("baseline", "low", "high", "stated", "effort", "order", "industry", "last_year", "p10", "p90", "cost", "cost_growth")


def faults(rows: Sequence[Kpi]) -> Iterator[errors.KpiXlError]:
    """Yield every problem that can be seen in the rows themselves."""
    first: dict[str, Kpi] = {}
    for row in rows:
        yield from _name_faults(row, first)
        yield from _number_faults(row)
        yield from _bound_faults(row)
    known = {row.name.casefold() for row in rows}
    for row in rows:
        yield from _spread_faults(row, known)
        if row.parent and row.parent.casefold() not in known:
            yield errors.UnknownParent(where=row.where or row.name, parent=row.parent)


def dropped_defaults(row: Kpi) -> Iterator[errors.Note]:
    """Yield a note for each default bound that the baseline has already crossed."""
    if not row.is_lever or row.baseline is None:
        return
    start = float(row.baseline)
    low, high = default_bounds(row.unit, start)
    if row.low is None and low is not None and start < low:
        yield errors.DefaultBoundDropped(
            where=row.where or row.name, lever=row.shown, baseline=shown(start, row), bound=LOW, limit=shown(low, row)
        )
    if row.high is None and high is not None and start > high:
        yield errors.DefaultBoundDropped(
            where=row.where or row.name, lever=row.shown, baseline=shown(start, row), bound=HIGH, limit=shown(high, row)
        )


def shown(value: float, row: Kpi) -> str:
    """Return a number as its row's unit shows it."""
    return f"{value * 100:.10g}%" if row.is_rate else f"{value:,.10g}"


def _name_faults(row: Kpi, first: dict[str, Kpi]) -> Iterator[errors.KpiXlError]:
    where = row.where or "KPI"
    if not row.name:
        yield errors.MissingName(where=where, row=row.label, suggestion=names.suggest(row.label))
        return
    reason = names.fault(row.name)
    if reason:
        yield errors.IllegalName(where=where, name=row.name, reason=reason, suggestion=names.suggest(row.name))
    twin = first.setdefault(row.name.casefold(), row)
    if twin is not row:
        yield errors.DuplicateName(where=where, name=row.name, other=twin.where or twin.name)


def _number_faults(row: Kpi) -> Iterator[errors.KpiXlError]:
    for field in NUMBERS:
        value = getattr(row, field)
        if isinstance(value, float) and not math.isfinite(value):
            yield errors.NumberNotFinite(where=row.where or row.name, lever=row.shown, value=value)
    if row.effort <= 0.0:
        yield errors.BadEffort(where=row.where or row.name, lever=row.shown, effort=f"{row.effort:g}")
    if row.cost is not None and row.cost < 0.0:
        yield errors.NegativeCost(where=row.where or row.name, lever=row.shown, cost=f"{row.cost:,.12g}")
    if row.cost_growth is not None and row.cost_growth < 1.0:
        yield errors.BadGrowth(where=row.where or row.name, lever=row.shown, growth=f"{row.cost_growth:g}")
    elif row.cost_growth not in (None, 1.0) and row.cost_per == "unit":
        yield errors.GrowthPerUnit(where=row.where or row.name, lever=row.shown, growth=f"{row.cost_growth:g}")


def _bound_faults(row: Kpi) -> Iterator[errors.KpiXlError]:
    where = row.where or row.name
    if row.low is not None and row.high is not None and row.low > row.high:
        yield errors.BadBounds(where=where, lever=row.shown, low=shown(row.low, row), high=shown(row.high, row))
    elif row.is_lever and row.baseline is not None:
        start = float(row.baseline)
        if row.low is not None and start < row.low:
            yield _outside(row, start, LOW, row.low)
        if row.high is not None and start > row.high:
            yield _outside(row, start, HIGH, row.high)


def _spread_faults(row: Kpi, known: Collection[str]) -> Iterator[errors.KpiXlError]:
    """Yield what is wrong with how far a row may miss its target, and with whom it does."""
    where = row.where or row.name
    if (row.p10 is None) != (row.p90 is None):
        there, missing = (P10, P90) if row.p90 is None else (P90, P10)
        yield errors.HalfASpread(where=where, lever=row.shown, there=there, missing=missing)
    elif row.p10 is not None and row.p90 is not None and row.p10 >= row.p90:
        yield errors.BadSpread(where=where, lever=row.shown, p10=shown(row.p10, row), p90=shown(row.p90, row))
    if bool(row.moves_with) != (row.correlation is not None):
        yield errors.HalfACorrelation(where=where, lever=row.shown)
    elif row.moves_with and (names.same(row.moves_with, row.name) or row.moves_with.casefold() not in known):
        yield errors.MovesWithNobody(where=where, lever=row.shown, other=row.moves_with)
    elif row.correlation is not None and not -1.0 <= row.correlation <= 1.0:
        yield errors.BadCorrelation(where=where, lever=row.shown, correlation=f"{row.correlation:g}")


def _outside(row: Kpi, start: float, bound: object, limit: float) -> errors.KpiXlError:
    return errors.BaselineOutsideBounds(
        where=row.where or row.name, lever=row.shown, baseline=shown(start, row), bound=bound, limit=shown(limit, row)
    )


def value_faults(row: Kpi, result: Operand) -> Iterator[errors.KpiXlError]:
    """Yield what is wrong with the value of a row that depends on no lever."""
    if row.is_formula and isinstance(result, str):
        yield errors.TextBaseline(where=row.where or row.name, kpi=row.shown, value=result)


def kgi(chosen: str | None, rows: Sequence[Kpi], parents: Mapping[str, str | None], problems: list[errors.KpiXlError]) -> str:
    """Return the KGI: the chosen one, else the only KPI at the top that is computed; note a problem where neither says."""
    if chosen:
        for row in rows:
            if names.same(chosen, row.name) or names.same(chosen, row.label):
                return row.name
        problems.append(errors.UnknownKpi(where=KGI, kpi=chosen, suggestion=Label(ja="", en="")))
        return chosen
    roots = [row.name for row in rows if parents[row.name] is None]
    computed = [row.name for row in rows if parents[row.name] is None and row.is_formula] or roots
    if len(computed) != 1:
        problems.append(errors.NoKgi(where=KGI, roots=", ".join(computed)))
    return computed[0] if computed else rows[0].name


def number(name: str, value: object) -> float:
    """Return a lever's value as a Python user gave it, or say what is wrong with it."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise errors.NotANumber(where="levers", value=value, column=name)
    if not math.isfinite(float(value)):
        raise errors.NumberNotFinite(where="levers", lever=name, value=value)
    return float(value)
