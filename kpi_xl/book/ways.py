"""Read the sheet of plan conditions: how single KPIs go, what takes time, what becomes of their months.

Knows the table of ways. Does not know a plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from kpi_xl import errors, labels
from kpi_xl.book import entry
from kpi_xl.book.layout import WAYS
from kpi_xl.book.reader import Reading
from kpi_xl.book.rows import TAKES, Sheet, last_row, open_table
from kpi_xl.calc.cells import Address, TableArea, Value
from kpi_xl.model.kpi import Kpi
from kpi_xl.plan.course import Course
from kpi_xl.plan.lag import Lag, lags_of
from kpi_xl.plan.month import IN_A_YEAR, Month
from kpi_xl.plan.period import Over, months_in
from kpi_xl.plan.way import Way

ALL = "all"
WEIGHTS = tuple(f"weight_{month}" for month in range(1, IN_A_YEAR + 1))
FREE: frozenset[str] = frozenset({"curve", "delay", *WEIGHTS})
"""Columns that say something of a KPI that goes a way of its own."""

OF_ONE = ("over", "lag", "into")
"""Columns that say something of one KPI only."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the sheet says, by KPI, and where it says it.

    Attributes
    ----------
    area
        Where the table stands, with every row that belongs to it; None where there is none.
    columns
        Where its columns stand, by key.
    whole, general
        The row about every KPI without a row of its own, and how these go.
    own
        The row of each KPI that has one: the one that says how it goes, else its first.
    typed
        What every cell of it that is filled shows.
    corrections
        Cells in which a text was understood as a number.
    """

    ways: dict[str, Way] = field(default_factory=dict)
    lags: tuple[Lag, ...] = ()
    over: dict[str, Over] = field(default_factory=dict)
    area: TableArea | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    whole: int | None = None
    general: Way = field(default_factory=Way)
    own: Mapping[str, int] = field(default_factory=dict)
    typed: Mapping[Address, Value] = field(default_factory=dict)
    corrections: frozenset[Address] = frozenset()


def course_of(reading: Reading, now: Month) -> Course:
    """Return the course that a workbook's settings and conditions describe.

    Raises
    ------
    Problems
        With every cell of the conditions that makes no sense.
    """
    return course_under(reading, read_ways(reading), now)


def course_under(reading: Reading, found: Conditions, now: Month) -> Course:
    """Return the course that a workbook's settings describe under some conditions."""
    usual = Way(reading.settings.curve)
    lags = lags_of(reading.tree, found.lags)
    return Course(reading.tree, reading.settings.planned(reading.lang, now), found.ways, usual, lags, found.over)


def ways_area(reading: Reading) -> TableArea | None:
    """Return where the table of ways stands."""
    return next((area for name, area in reading.tree.cells.tables.items() if name.casefold() == WAYS.name), None)


def is_for_all(kpi: Kpi) -> bool:
    """Whether what is said of all KPIs holds for this one: a lever whose months add up, which is what a season is usually about."""
    return kpi.is_lever and months_in(kpi.unit) is not None


def read_ways(reading: Reading) -> Conditions:
    """Read the table; a workbook without it has no conditions.

    Raises
    ------
    Problems
        With every bad cell at once.
    """
    area, cells = ways_area(reading), reading.tree.cells
    if area is None:
        return Conditions()
    whole = TableArea(area.name, area.sheet, area.header_row, area.first_row, last_row(WAYS, area, cells), area.first_column, area.columns)
    return _Reader(reading, Way(reading.settings.curve), open_table(WAYS, whole, cells)).read()


@dataclass
class _Reader:
    """The table as it is read."""

    reading: Reading
    usual: Way
    sheet: Sheet
    rows: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    whole: list[int] = field(default_factory=list)
    general: Way | None = None
    ways: dict[str, Way] = field(default_factory=dict)
    over: dict[str, Over] = field(default_factory=dict)

    def read(self) -> Conditions:
        rows = [] if self.sheet.problems else sorted(self.sheet.rows(), key=lambda row: not self._is_whole(row))
        lags = [lag for row in rows for lag in self._row(row)]
        try:
            lags_of(self.reading.tree, lags)
        except errors.Problems as found:
            self.sheet.problems += found.problems
        if self.sheet.problems:
            raise errors.Problems(self.sheet.problems)
        return Conditions(
            self.ways,
            tuple(lags),
            self.over,
            self.sheet.area,
            self.sheet.columns,
            next(iter(self.whole), None),
            self.general or self.usual,
            {**self.first, **self.rows},
            dict(self._typed()),
            frozenset(self.sheet.corrections),
        )

    def _typed(self) -> Iterator[tuple[Address, Value]]:
        for row, key in ((row, key) for row in self.sheet.rows() for key in self.sheet.columns):
            if (value := self.sheet.value(row, key)) not in (None, ""):
                yield self.sheet.address(row, key), value

    def _is_whole(self, row: int) -> bool:
        """Whether a row is about all KPIs that have no row of their own; these rows come first."""
        said = entry.text(self.sheet.value(row, "kpi"))
        return not said or bool(entry.one_of(said, {ALL: labels.plan.ALL}))

    def _row(self, row: int) -> Iterator[Lag]:
        """Take in a row, and yield its lag."""
        said, whole = entry.text(self.sheet.value(row, "kpi")), self._is_whole(row)
        says = any(entry.text(self.sheet.value(row, key)) for key in self.sheet.columns if key != "kpi")
        try:
            kpis = self._all() if whole else [self.reading.tree.kpi(said, str(self.sheet.address(row, "kpi")))]
        except errors.UnknownKpi as problem:
            self.sheet.problems += [problem] if says else []
            return
        if whole:
            self.whole.append(row)
        else:
            self.first.setdefault(kpis[0].name, row)
        over = cast("Over | None", self.sheet.read(row, "over", entry.choice))
        self._way(row, kpis, whole)
        if whole:
            for key in OF_ONE:
                if value := entry.text(self.sheet.value(row, key)):
                    self.sheet.problems.append(errors.ForOneKpiOnly(where=self.sheet.address(row, key), value=value))
            return
        name = kpis[0].name
        if over:
            self.over[name] = over
        lag, into = self._months(row, "lag") or 0, entry.text(self.sheet.value(row, "into"))
        if lag:
            yield Lag(name, lag, into or None, str(self.sheet.address(row, "lag")))

    def _all(self) -> list[Kpi]:
        return [kpi for kpi in self.reading.tree.kpis.values() if is_for_all(kpi)]

    def _way(self, row: int, kpis: list[Kpi], whole: bool) -> None:
        """Take in how some KPIs go; what one row says of a KPI wins over what a row says of all."""
        before = len(self.sheet.problems)
        curve = cast("str | None", self.sheet.read(row, "curve", entry.choice))
        delay, weights = self._months(row, "delay"), self._weights(row)
        if len(self.sheet.problems) > before or not (curve or delay is not None or weights):
            return
        if whole and self.general is None:  # of several rows about all, the first that says something holds
            self.general = Way(curve or self.usual.curve, delay or 0, weights)
            self.whole.insert(0, row)
        for kpi in kpis:
            if not kpi.is_lever:
                self.sheet.problems.append(errors.NotMovedByWay(where=self.sheet.address(row, "kpi"), kpi=kpi.shown))
            elif kpi.name in self.rows and not whole:
                self.sheet.problems.append(errors.WayTwice(where=self.sheet.address(row, "kpi"), kpi=kpi.shown, other=self.rows[kpi.name]))
            elif whole:
                self.ways.setdefault(kpi.name, Way(curve or self.usual.curve, delay or 0, weights))
            else:
                general = self.ways.get(kpi.name, self.usual)
                later = general.delay if delay is None else delay
                self.ways[kpi.name] = Way(curve or general.curve, later, weights or general.weights)
                self.rows[kpi.name] = row

    def _months(self, row: int, key: str) -> int | None:
        """Take a cell as a number of months; a blank is None."""
        found = cast("float | None", self.sheet.read(row, key, TAKES["number"]))
        if found is not None and (found < 0.0 or found != int(found)):
            self.sheet.problems.append(errors.BadWay(where=self.sheet.address(row, key), value=f"{found:g}"))
            return None
        return None if found is None else int(found)

    def _weights(self, row: int) -> tuple[float, ...]:
        found = [cast("float | None", self.sheet.read(row, key, TAKES["number"])) for key in WEIGHTS]
        typed = tuple(weight for weight in found if weight is not None)
        if typed and len(typed) < IN_A_YEAR:
            self.sheet.problems.append(errors.SomeWeights(where=self.sheet.address(row, WEIGHTS[0]), count=len(typed)))
            return ()
        try:
            Way(weights=typed)
        except errors.BadWeights:
            said = ", ".join(f"{weight:g}" for weight in typed)
            self.sheet.problems.append(errors.BadWeights(where=self.sheet.address(row, WEIGHTS[0]), count=len(typed), weights=said))
            return ()
        return typed
