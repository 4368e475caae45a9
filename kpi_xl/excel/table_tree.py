"""Read a table's values as a KPI tree, with the sentences a workbook would get.

Knows `tbl_kpi[#All]` and nothing else of the workbook: no settings, no defined names. Does not know what will be asked of the tree.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kpi_xl import errors, labels
from kpi_xl.book import entry
from kpi_xl.book.identity import Row
from kpi_xl.book.layout import GOALS, KPIS
from kpi_xl.book.rows import Sheet, open_table, read_kpis
from kpi_xl.calc.cells import Address, Cells, Formula, Value
from kpi_xl.errors.excel import FirstAtTheTop, NoFormulas, NotAsShown, TextAsNumber
from kpi_xl.excel.cache import remembered
from kpi_xl.excel.outside import reaching_outside
from kpi_xl.excel.table_cells import Placed, placed
from kpi_xl.excel.table_values import TableValues, table_values
from kpi_xl.labels import Label, Lang
from kpi_xl.model.check import shown
from kpi_xl.model.tree import KpiTree

TREES = 8
"""How many trees are remembered: the cells of a sheet ask about one or two, but a large one takes room."""

CLOSE = 1e-6
"""How far, as a share, what a cell shows may be from what its row comes to: programs differ in the last digits only."""

TINY = 1e-9
"""A difference of nearly equal numbers may be off by this much."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table says; two are equal where the same is calculated, whatever the rows are labelled."""

    key: bytes
    lang: Lang = field(compare=False)
    tree: KpiTree = field(compare=False)
    notes: tuple[errors.Note, ...] = field(compare=False)


def read_tree(given: object) -> Reading:
    """Read what was passed as a tree; the same table is read once.

    Raises
    ------
    Problems
        With everything that is wrong with the table at once.
    """
    return _read(table_values(KPIS, given))


@remembered(TREES)
def _read(values: TableValues) -> Reading:
    table = placed(values)
    outside = dict(_settle_outside(values, table))
    sheet, rows = _rows(table)
    problems: list[errors.KpiXlError] = [*sheet.problems, *outside.values()]
    if rows and not problems and not any(isinstance(content, Formula) for content in table.contents.values()):
        problems.append(_no_formulas())
    contents = {**table.contents, **sheet.corrections}
    cells = replace(sheet.cells, contents=contents, known={row.name: address for row, address in rows if row.name})
    try:
        first = rows[0][0].name if rows else None  # any name will do: which KPI is the KGI, the formulas have to say first
        tree = KpiTree.from_cells([row for row, _ in rows], [address for _, address in rows], cells, first)
    except errors.Problems as found:
        told = {str(cell) for cell in outside}
        raise errors.Problems([*problems, *(problem for problem in found.problems if problem.where not in told)]) from None
    if problems := problems or list(_not_as_shown(tree)):
        raise errors.Problems(problems)
    tops = [name for name, kpi in tree.kpis.items() if kpi.is_formula and tree.parents[name] is None] or list(tree.kpis)
    notes = (*_said_otherwise(sheet), *_first_of(tops), *tree.notes)
    return Reading(values.key_without("label"), values.lang, replace(tree, kgi=tops[0]), notes)


def _rows(table: Placed) -> tuple[Sheet, list[Row]]:
    """Open the table as the reader of workbooks does, and read its rows."""
    cells = Cells(table.contents, tables={table.area.name: table.area}, sheets=frozenset({table.area.sheet}))
    sheet = open_table(KPIS, table.area, cells)
    return sheet, read_kpis(sheet)


def _settle_outside(values: TableValues, table: Placed) -> Iterator[tuple[Address, errors.KpiXlError]]:
    """Take a formula that reaches outside as what it shows, and yield a problem for it unless its row is locked."""
    name, locked = values.columns["name"], values.columns.get("locked")
    names = [entry.text(table.shown(row, name)) for row in range(table.height)]
    for cell, problem in list(reaching_outside(table, names)):
        row = cell.row - table.area.first_row
        is_locked = locked is not None and _is_yes(table.shown(row, locked))
        shown = table.shown(row, values.columns["baseline"])
        if is_locked or isinstance(shown, float):
            table.contents[cell] = shown
        if not is_locked:
            yield cell, problem


def _is_yes(said: Value) -> bool:
    return said is True or (isinstance(said, str) and entry.one_of(said, {"yes": labels.YES}) is not None)


def _no_formulas() -> NoFormulas:
    """Say what the column of formulas has to hold, as Excel shows it."""
    column, baseline = KPIS.column("formula").label, KPIS.column("baseline").label
    formula = Label(*(f'=IFERROR(FORMULATEXT([@{header}]),"")' for header in (baseline.ja, baseline.en)))
    return NoFormulas(where=KPIS.name, column=column, formula=formula)


def _not_as_shown(tree: KpiTree) -> Iterator[NotAsShown]:
    """Yield a problem for each row whose cell shows another number than the rows of the table make it."""
    for name, kpi in tree.kpis.items():
        content, computed = tree.cells.contents.get(tree.addresses[name]), tree.baseline[name]
        before = content.cached if isinstance(content, Formula) else None
        if isinstance(before, float) and not math.isclose(before, computed, rel_tol=CLOSE, abs_tol=TINY):
            yield NotAsShown(where=kpi.where, kpi=kpi.shown, shown=shown(before, kpi), computed=shown(computed, kpi))


def _said_otherwise(sheet: Sheet) -> Iterator[errors.Note]:
    """Yield what the reader noted; a cell function saves nothing, so a text stays a text in its cell."""
    for note in sheet.notes:
        facts = note.facts
        yield (
            TextAsNumber(where=facts["where"], text=facts["text"], value=facts["value"]) if isinstance(note, errors.UnderstoodAs) else note
        )


def _first_of(tops: Sequence[str]) -> Iterator[errors.Note]:
    if len(tops) > 1:
        yield FirstAtTheTop(where=KPIS.name, roots=", ".join(tops), kgi=tops[0], table=GOALS.name)
