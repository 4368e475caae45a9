"""A goal as a timetable: where every lever has to be in which month, solved and spread in one call.

Knows goals, ways and months. Does not know workbooks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.errors import NoPeriods
from kpi_xl.model.goal import Goal
from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.course import Course
from kpi_xl.plan.lag import Lag, lags_of
from kpi_xl.plan.month import IN_A_YEAR, Month, months
from kpi_xl.plan.monthly import Plan, monthly
from kpi_xl.plan.period import Over
from kpi_xl.plan.total import Meaning, ends_for_total
from kpi_xl.plan.way import STRAIGHT, Way
from kpi_xl.solve.backsolve import backsolve
from kpi_xl.solve.solution import Solution


@dataclass(frozen=True, eq=False)
class Timetable(Plan):
    """A plan, and the solution that says where its levers end.

    Attributes
    ----------
    solution
        With its outcome: a goal out of reach is an answer here as well, and the plan then leads to the best there is.
    """

    solution: Solution


def monthly_plan(
    tree: KpiTree,
    goals: Goal | Sequence[Goal],
    start: str | Month,
    count: int = IN_A_YEAR,
    *,
    meaning: Meaning = "run_rate",
    strategy: str = "least_effort",
    ways: Way | Mapping[str, Way] = STRAIGHT,
    lags: Sequence[Lag] = (),
    over: Mapping[str, Over] | None = None,
) -> Timetable:
    """Solve goals and spread every KPI over the months, calculated by the tree itself.

    Parameters
    ----------
    start, count
        The first month, such as "2026-04", and how many there are.
    meaning
        run_rate: the last month runs at the goal; total: all months together meet it, within 1e-9, so that the end is higher.
    ways
        How every lever goes, or how single ones do and the others straight: curve, delay, seasonal weights.
    lags
        What takes time: leads of March close in May.
    over
        What becomes of a KPI's months where its unit does not tell: flow, stock or rate.

    Raises
    ------
    BadMonth, NoPeriods, UnknownKpi, Problems
        If a month, a KPI, a way or a lag makes no sense; and what `backsolve` raises.

    Examples
    --------
    >>> from kpi_xl import Goal, KpiTree, Lever
    >>> shop = KpiTree.from_formulas({"sales": "=visitors*10"}, [Lever("visitors", 1000)], units={"sales": "円/月"})
    >>> plan = monthly_plan(shop, Goal("sales", times=2), "2026-04", 4)
    >>> plan.amounts("visitors").round().tolist(), round(plan.total("sales"))
    ([1250.0, 1500.0, 1750.0, 2000.0], 65000)
    """
    wanted = [goals] if isinstance(goals, Goal) else list(goals)
    first = start if isinstance(start, Month) else Month.parse(start, "start")
    usual, single = (ways, {}) if isinstance(ways, Way) else (STRAIGHT, ways)
    named = {tree.kpi(name, "ways").name: way for name, way in single.items()}
    typed = {tree.kpi(name, "over").name: each for name, each in (over or {}).items()}
    if count < 1:
        raise NoPeriods(where="monthly_plan", periods=count)
    course = Course(tree, months(first, count), named, usual, lags_of(tree, lags), typed)
    solution = ends_for_total(course, wanted, strategy=strategy) if meaning == "total" else backsolve(tree, goals=wanted, strategy=strategy)
    plan = monthly(course, {name: lever.target for name, lever in solution.levers.items()})
    return Timetable(plan.course, plan.ends, plan.values, solution)
