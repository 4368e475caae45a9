"""The action plan as people typed it: every row understood as far as it can be, and everything that is wrong with it.

Knows the plan's columns, and the tree whose KPIs it names. Does not know how the page looks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kpi_xl import errors
from kpi_xl.book.action_layout import ACTIONS, FILLED
from kpi_xl.book.kpi_names import KpiNames
from kpi_xl.book.typed_rows import TypedRow, TypedTable, free_numbers, read_typed, spelled
from kpi_xl.calc.cells import Address, Cells
from kpi_xl.calc.dates import calendar_date
from kpi_xl.errors.actions import (
    CircularTasks,
    DueBeforeStart,
    NotATaskNumber,
    RowWithoutKpi,
    SameTaskNumber,
    UnknownTask,
    WaitsForItself,
)
from kpi_xl.labels import Label, Lang
from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.schedule import Task, circles

CLOSED = ("done", "dropped")
LISTED = re.compile(r"[\s,、，;；・/]+")
"""What may stand between the numbers of tasks."""

MOST_KNOWN = 12
"""How many numbers a sentence lists."""

NO_NUMBERS = Label(ja="まだ番号がありません", en="there are none yet")


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """What stands in the table of actions.

    Attributes
    ----------
    table
        The rows; a KPI that was renamed has its new name, and texts that mean numbers or dates are such.
    problems
        Everything that is wrong, with its cell; what is wrong is kept as it was typed all the same.
    """

    table: TypedTable
    problems: tuple[errors.KpiXlError, ...] = ()

    @property
    def rows(self) -> tuple[TypedRow, ...]:
        """The rows that say something, from top to bottom."""
        return self.table.rows

    @property
    def waits(self) -> dict[str, list[str]]:
        """For each numbered task the tasks that it waits for."""
        return {name: after for row in self.rows if (name := numbered(row)) for after in [awaited(row)]}


def read_actions(cells: Cells, tree: KpiTree) -> ActionPlan:
    """Return the plan that stands in a workbook, an empty one where there is none."""
    table = read_typed(cells, ACTIONS, FILLED)
    names = KpiNames(table, tree)
    table = replace(table, rows=tuple(spelled(row, kpi=names.name(row, "kpi"), after=", ".join(awaited(row))) for row in table.rows))
    nameless = [RowWithoutKpi(where=table.address(row, "kpi")) for row in table.rows if not row.text("kpi")]
    problems = [*table.problems, *names.problems, *nameless, *_numbers(table), *_waiting(table), *_dates(table)]
    return ActionPlan(table, tuple(problems))


def extended(plan: ActionPlan, movers: Iterable[str], tree: KpiTree) -> ActionPlan:
    """Return the plan with a row more for every KPI that has to move and has none, and a number for every row without one.

    Rows that are there keep their order and everything that was typed.
    """
    there = {row.text("kpi").casefold() for row in plan.rows}
    missing = [name for name in movers if name.casefold() not in there]
    fresh = [TypedRow(None, {}, {"kpi": name, "owner": tree.kpis[name].owner, "status": "todo"}) for name in missing]
    used = {int(number) for row in plan.rows if (number := row.number("number")) is not None}
    numbers = free_numbers(used)
    rows = [row if "number" in row.contents else spelled(row, number=float(next(numbers))) for row in (*plan.rows, *fresh)]
    return replace(plan, table=replace(plan.table, rows=tuple(rows)))


def numbered(row: TypedRow) -> str:
    """Return a row's number as other rows write it, an empty text where it has none."""
    number = row.number("number")
    return "" if number is None else f"{number:g}"


def awaited(row: TypedRow) -> list[str]:
    """Return the numbers of the tasks that a row waits for, each once."""
    said = unicodedata.normalize("NFKC", row.text("after"))
    return list(dict.fromkeys(re.sub(r"\.0$", "", word) for word in LISTED.split(said) if word))


def is_closed(row: TypedRow) -> bool:
    """Whether nothing is to be done any more."""
    return row.text("status") in CLOSED


def tasks(plan: ActionPlan, ends: Mapping[str, float | None], today: float) -> list[Task]:
    """Return the open tasks as the critical path method wants them; times are days as Excel counts them, a day's end being the next day.

    Parameters
    ----------
    ends
        For each KPI the day by which it has to be there.
    today
        When a task without a start can begin at the earliest.
    """
    found = []
    for row in plan.rows:
        if not is_closed(row) and row.text("task") and numbered(row):
            start, due = row.number("start"), row.number("due")
            days = max(due - start + 1.0, 1.0) if start is not None and due is not None else 1.0
            end = ends.get(row.text("kpi"))
            found.append(
                Task(numbered(row), days, tuple(awaited(row)), today if start is None else start, None if end is None else end + 1.0)
            )
    return found


def _numbers(table: TypedTable) -> Iterator[errors.KpiXlError]:
    seen: dict[float, Address] = {}
    for row in table.rows:
        number, where = row.number("number"), table.address(row, "number")
        if number is not None and (number < 1.0 or number != int(number)):
            yield NotATaskNumber(where=where, value=f"{number:g}")
        elif number is not None and number in seen:
            yield SameTaskNumber(where=where, number=f"{number:g}", other=seen[number])
        elif number is not None:
            seen[number] = where


def _waiting(table: TypedTable) -> Iterator[errors.KpiXlError]:
    """Yield what is wrong with what waits for what: numbers that are none, a task that waits for itself, circles."""
    by_number = {numbered(row): row for row in table.rows if numbered(row)}
    known = ", ".join(list(by_number)[:MOST_KNOWN]) + (" …" if len(by_number) > MOST_KNOWN else "")
    for row in table.rows:
        for after in awaited(row):
            if after not in by_number:
                yield UnknownTask(where=table.address(row, "after"), said=after, known=known or NO_NUMBERS)
            elif after == numbered(row):
                yield WaitsForItself(where=table.address(row, "after"), number=after)
    waits = {number: [after for after in awaited(row) if after != number] for number, row in by_number.items()}
    for circle in circles(waits):
        path = [*circle, circle[0]]
        yield CircularTasks(where=table.address(by_number[circle[0]], "after"), tasks=" → ".join(path))


def _dates(table: TypedTable) -> Iterator[errors.KpiXlError]:
    for row in table.rows:
        start, due = row.number("start"), row.number("due")
        if start is not None and due is not None and due < start:
            where, other = table.address(row, "due"), table.address(row, "start")
            yield DueBeforeStart(where=where, due=day(due), start=day(start), other=other)


def day(serial: float) -> Label:
    """Return a day as people write it."""
    year, month, number = calendar_date(serial) or (0, 0, 0)
    return Label(ja=f"{year}/{month}/{number}", en=f"{year}-{month:02}-{number:02}")


def dated(serial: float, lang: Lang) -> str:
    """Return a day in one language."""
    return day(serial).say(lang)


def chosen(movers: Sequence[str], most: int, order: Mapping[str, int]) -> tuple[list[str], int]:
    """Return those of the KPIs, sorted by what they count, that get a row, in the order of the tree; and how many are left out."""
    return sorted(movers[:most], key=lambda name: order[name]), max(len(movers) - most, 0)
