"""When each task must begin at the latest: the critical path method over tasks that wait for others.

Knows how long tasks take, what waits for what, and by when each must be done. Does not know calendars, KPIs, nor a workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.calc.order import in_order
from kpi_xl.errors.actions import CircularTasks

SAME = 1e-9
"""Two times that differ by less are the same."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task.

    Attributes
    ----------
    key
        Who it is.
    days
        How long it takes.
    after
        The tasks that have to be finished before it begins; one that is not among the tasks holds nobody up.
    begin
        The time before which it does not begin.
    end
        By when it has to be finished; None is as late as the last task of all can be finished.
    """

    key: str
    days: float
    after: tuple[str, ...] = ()
    begin: float = 0.0
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """When a task can begin and finish at the earliest, and when it must at the latest."""

    earliest_start: float
    earliest_finish: float
    latest_start: float
    latest_finish: float

    @property
    def slack(self) -> float:
        """How much later than at the earliest it may begin; negative where the end cannot be met any more."""
        return self.latest_start - self.earliest_start

    @property
    def critical(self) -> bool:
        """Whether any delay of it delays the end."""
        return self.slack <= SAME


def schedule(tasks: Sequence[Task]) -> dict[str, Timing]:
    """Return the timing of every task, in the tasks' order.

    Forward, a task begins when all that it waits for are finished; backward, it is finished before any that waits for it begins.

    Raises
    ------
    CircularTasks
        If tasks wait for each other in a circle.

    Notes
    -----
    The critical path method (J. E. Kelley and M. R. Walker, 1959, "Critical-path planning and scheduling").

    Examples
    --------
    >>> [timing.latest_start for timing in schedule([Task("build", 3.0), Task("test", 2.0, ("build",), end=10.0)]).values()]
    [5.0, 8.0]
    """
    known = {task.key: task for task in tasks}
    order, found = _ordered({task.key: task.after for task in tasks})
    if found:
        raise CircularTasks(where=found[0][0], tasks=" → ".join([*found[0], found[0][0]]))
    finish: dict[str, float] = {}
    for key in order:
        finish[key] = known[key].days + max([known[key].begin, *(finish[before] for before in known[key].after if before in known)])
    whole = max(finish.values(), default=0.0)
    later: dict[str, float] = {}
    for key in reversed(order):
        own = known[key].end
        latest = min([whole if own is None else own, *(later[each.key] for each in tasks if key in each.after)])
        later[key] = latest - known[key].days
    return {key: Timing(finish[key] - task.days, finish[key], later[key], later[key] + task.days) for key, task in known.items()}


def circles(after: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the circles in which tasks wait for each other, each as the tasks along it."""
    return _ordered(after)[1]


def longest_chain(after: Mapping[str, Sequence[str]]) -> int:
    """Return how many tasks the longest chain of tasks that wait for each other has; tasks in a circle count once."""
    order, _ = _ordered(after)
    lengths: dict[str, int] = {}
    for key in order:
        lengths[key] = 1 + max((lengths.get(before, 0) for before in after[key]), default=0)
    return max(lengths.values(), default=0)


def tightest_chain(tasks: Sequence[Task], timings: Mapping[str, Timing]) -> list[str]:
    """Return one chain of the tasks with the least slack, in the order in which they are done: where that is 0, a critical path."""
    least = min((timing.slack for timing in timings.values()), default=0.0)
    tight = {key for key, timing in timings.items() if timing.slack <= least + SAME}
    waits = {task.key: [before for before in task.after if before in tight] for task in tasks}
    last = max(tight, key=lambda key: timings[key].latest_finish, default=None)
    path: list[str] = []
    while last is not None:
        path.append(last)
        last = max(waits[last], key=lambda key: timings[key].latest_finish, default=None)
    return path[::-1]


def _ordered(after: Mapping[str, Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Return the tasks, what is waited for first, and the circles among them."""
    found: list[list[str]] = []
    return list(in_order(after, lambda key: [before for before in after[key] if before in after], found.append)), found
