"""Read the sheet of actuals: which row is which KPI, which column which month, and what every cell between them says.

Knows the table of actuals. Does not know a plan, nor what will be done with the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from kpi_xl import errors
from kpi_xl.book import entry
from kpi_xl.book.export_shape import month_of
from kpi_xl.book.layout import ACTUALS, Column
from kpi_xl.book.reader import Reading
from kpi_xl.book.rows import Sheet, last_row, open_table
from kpi_xl.calc.cells import NA, Address, Cells, Formula, TableArea, Value
from kpi_xl.labels import Label, listed
from kpi_xl.model.kpi import Kpi, is_rate
from kpi_xl.model.tree import KpiTree
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.month import Month

NOTHING = frozenset(("", "-", "ー", "―", "—", "–", "n/a", "#n/a", "na", "null", "なし", "(blank)"))
"""What people and programs write where there is no figure."""


FOLLOWING = ("label", "unit", "entry")
"""Columns that follow the KPI tree: nobody types there."""


@dataclass(frozen=True)
class ActualsSheet:
    """The table of actuals as it stands in a workbook.

    Attributes
    ----------
    area
        Where it stands; None where there is none yet.
    columns
        Where the columns stand that are not months, by key.
    months
        Where the months stand.
    rows
        The row of each KPI.
    actuals
        What is typed, months still to come left out.
    corrections
        Cells in which a text was understood as a number, and that number.
    notes
        What is worth saying but stops nobody.
    """

    area: TableArea | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[Month, int] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    actuals: Actuals = field(default_factory=Actuals)
    corrections: Mapping[Address, float] = field(default_factory=dict)
    notes: tuple[errors.Note, ...] = ()

    def address(self, kpi: str, month: Month) -> Address:
        """Return where a figure stands."""
        return Address(self.area.sheet if self.area else "", self.rows[kpi], self.months[month])


def read_actuals(reading: Reading, today: Month) -> ActualsSheet:
    """Read what people typed as actuals.

    Parameters
    ----------
    reading
        The workbook, read.
    today
        The month it is: what is typed for a later one is kept, and not used.

    Raises
    ------
    Problems
        With every cell that cannot be read, every KPI with two rows and every month with two columns.
    """
    cells = reading.tree.cells
    area = table_of(cells)
    return _Reader(reading, today, _whole(area, cells)).read() if area else ActualsSheet()


def table_of(cells: Cells) -> TableArea | None:
    """Return where the table of actuals stands."""
    return next((area for name, area in cells.tables.items() if name.casefold() == ACTUALS.name), None)


def _whole(area: TableArea, cells: Cells) -> TableArea:
    """Return the table with the rows right below it and the months right beside it: only Excel takes them in by itself."""
    headers = list(area.columns)
    while isinstance(said := cells.contents.get(Address(area.sheet, area.header_row, area.first_column + len(headers))), str):
        if month_of(said) is None:
            break
        headers.append(said)
    wide = replace(area, columns=tuple(headers))
    return replace(wide, last_row=last_row(ACTUALS, wide, cells))


@dataclass
class _Reader:
    """The table as it is read."""

    reading: Reading
    today: Month
    area: TableArea
    problems: list[errors.KpiXlError] = field(default_factory=list)
    notes: list[errors.Note] = field(default_factory=list)

    @property
    def tree(self) -> KpiTree:
        return self.reading.tree

    def read(self) -> ActualsSheet:
        months = self._months()
        sheet = self._sheet
        if sheet.problems:
            raise errors.Problems(sheet.problems)
        rows = self._rows()
        values = {name: dict(self._series(self.tree.kpis[name], row, months)) for name, row in rows.items()}
        problems = [*self.problems, *sheet.problems]
        if problems:
            raise errors.Problems(problems)
        actuals = Actuals({name: series for name, series in values.items() if series})
        self.notes += [*sheet.notes, *self._holes(actuals, rows)]
        return ActualsSheet(
            self.area, open_table(ACTUALS, self.area, self.tree.cells).columns, months, rows, actuals, sheet.corrections, tuple(self.notes)
        )

    @cached_property
    def _sheet(self) -> Sheet:
        """The table with a column of numbers for each header that is a month."""
        dated = tuple(Column(header, Label(header, header), "number", Label("", "")) for header in self.area.columns if month_of(header))
        sheet = open_table(replace(ACTUALS, columns=(*ACTUALS.columns, *dated)), self.area, self.tree.cells)
        return replace(sheet, columns={key: column for key, column in sheet.columns.items() if key not in FOLLOWING})

    def _months(self) -> dict[Month, int]:
        found: dict[Month, int] = {}
        for column, header in enumerate(self.area.columns, self.area.first_column):
            if (month := month_of(header)) is not None:
                if month in found:
                    first, again = (Address(self.area.sheet, self.area.header_row, at) for at in (found[month], column))
                    self.problems.append(errors.MonthTwice(where=again, month=month, other=first))
                found.setdefault(month, column)
        return found

    def _rows(self) -> dict[str, int]:
        """Return the row of each KPI; a row that is no KPI's is told."""
        known = {entry.plain(name): name for name in self.tree.kpis}
        found: dict[str, int] = {}
        for row in self._sheet.rows(FOLLOWING):
            said = entry.text(self._sheet.value(row, "name"))
            name, where = known.get(entry.plain(said)), self._sheet.address(row, "name")
            if name is None:
                self.notes.append(errors.ActualsWithoutKpi(where=where, name=said))
            elif name in found:
                self.problems.append(errors.ActualsTwice(where=where, kpi=name, other=self._sheet.address(found[name], "name")))
            else:
                found[name] = row
        return found

    def _series(self, kpi: Kpi, row: int, months: Mapping[Month, int]) -> Iterator[tuple[Month, float]]:
        """Yield a KPI's figures."""
        for month, column in months.items():
            header = self.area.columns[column - self.area.first_column]
            value = self._sheet.read(row, header, _figure)
            if not isinstance(value, float):
                continue
            where = Address(self.area.sheet, row, column)
            if month > self.today:
                self.notes.append(errors.MonthAhead(where=where, kpi=kpi.shown, month=month, value=f"{value:,.12g}"))
            elif above(kpi, value, self.tree):
                self.problems.append(points(kpi, value, month, where))
            else:
                yield month, value

    def _holes(self, actuals: Actuals, rows: Mapping[str, int]) -> Iterator[errors.Note]:
        for name, months in actuals.holes().items():
            said = Label(*(listed((str(month) for month in months), lang) for lang in ("ja", "en")))
            where = Address(self.area.sheet, rows[name], self._sheet.columns["name"])
            yield errors.FigureMissing(where=where, kpi=self.tree.kpis[name].shown, months=said)


def renamed_rows(cells: Cells, renamed: Mapping[str, str]) -> Iterator[tuple[Address, str]]:
    """Yield each cell that names a KPI by its old name, and the new one."""
    area = table_of(cells)
    column = open_table(ACTUALS, area, cells).columns.get("name") if area else None
    if area is None or column is None:
        return
    names = {entry.plain(old): new for old, new in renamed.items()}
    for place in (Address(area.sheet, row, column) for row in range(area.first_row, area.last_row + 1)):
        if (new := names.get(entry.plain(entry.text(plain_value(cells, place))))) is not None:
            yield place, new


def above(kpi: Kpi, value: float, tree: KpiTree) -> bool:
    """Whether a rate's figure is above all that the rate can be, so that percent was probably meant."""
    known = (1.0, tree.baseline[kpi.name], kpi.high or 0.0, kpi.stated or 0.0)
    return is_rate(kpi.unit) and value > max(known)


def points(kpi: Kpi, value: float, month: Month, where: object) -> errors.LooksLikePoints:
    """Return the problem of such a figure."""
    shown, percent = f"{value:,.12g}", f"{value * 100:,.12g}%"
    return errors.LooksLikePoints(where=where, kpi=kpi.shown, month=month, value=shown, percent=percent, meant=f"{shown}%")


def _figure(value: Value, column: Column, where: Address) -> float | None:
    """Take a cell as a figure; what people write where there is none is a blank."""
    if value == NA or (isinstance(value, str) and entry.plain(value) in NOTHING):
        return None
    return entry.number(value, column, where)


def plain_value(cells: Cells, place: Address) -> Value:
    """Return what a cell without a formula holds."""
    content = cells.contents.get(place)
    return None if isinstance(content, Formula) else content


def holds_formula(cells: Cells, place: Address) -> bool:
    """Whether a cell holds a formula."""
    return isinstance(cells.contents.get(place), Formula)
