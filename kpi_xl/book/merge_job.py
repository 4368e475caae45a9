"""Merge copies that came back into the workbook that was mailed, or write what a reader of its page decided.

Knows the order of the work. Does not know files, nor who asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kpi_xl import errors
from kpi_xl.book.identity import absolute, described
from kpi_xl.book.layout import KPIS
from kpi_xl.book.merge import Merged, merge
from kpi_xl.book.merge_formula import normal
from kpi_xl.book.merge_marks import Line, lines
from kpi_xl.book.merge_page import Mail, merge_page
from kpi_xl.book.merge_rows import Content, Roster, read_roster, shown
from kpi_xl.book.port import Book
from kpi_xl.book.upkeep import unfilled
from kpi_xl.book.valued import cells_with, refresh, refreshed, valued
from kpi_xl.calc.cells import Address, ExcelError, Formula


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a reader's marks: how many values were written, and how many conflicts nobody has decided."""

    taken: int
    open: int


def merge_copies(book: Book, copies: Mapping[str, Book], mail: Mail, take: str | None = None, adopt: bool = False) -> Merged:
    """Merge copies into the workbook as it was mailed, and paint the page that says what was done.

    Scenarios are not solved again; their tabs then say that inputs have changed.

    Parameters
    ----------
    book
        The workbook as it was mailed, changed in memory.
    copies
        What came back, by a name people know each copy by.
    mail
        What the page calls everything.
    take
        The copy that is right where copies disagree.
    adopt
        Whether a sheet of the user's that has the page's name may be painted over.

    Raises
    ------
    Problems
        With everything that is wrong with any of the workbooks; nothing is changed then.
    """
    base, rosters = _rosters(book, copies, mail)
    merged = merge(base, rosters, take)
    page = merge_page(merged, mail, base.lang, base.display_unit)
    book.write([page], adopt=adopt)
    for change in merged.changes:
        if change.taken is not None:
            _put(book, change.place, change.taken.content)
    _grow(book, base, merged)
    cells = cells_with(book, [page])
    book.write(valued([page], cells))
    book.cache(refreshed(cells, [page], inputs_changed=True))
    return merged


def decide(book: Book) -> Decided:
    """Write the values that are marked on the page of merged copies.

    Raises
    ------
    Problems
        With each cell for which different values are marked.
    """
    found = lines(book)
    marked: dict[Address, Content] = {}
    problems: list[errors.KpiXlError] = []
    for line in (line for line in found if line.marked):
        if not _alike(marked.setdefault(line.place, line.says), line.says):
            problems.append(errors.TakenTwice(where=line.place))
    if problems:
        raise errors.Problems(problems)
    for place, content in marked.items():
        _put(book, place, content)
    refresh(book)
    return Decided(len(marked), _undecided(book, found, set(marked)))


def _undecided(book: Book, found: list[Line], marked: set[Address]) -> int:
    """Return how many cells still say what they did, with no mark beside them."""
    contents = book.contents()
    return len({line.place for line in found if line.place not in marked and _alike(contents.get(line.place), line.before)})


def _alike(one: Content, other: Content) -> bool:
    if isinstance(one, Formula) and isinstance(other, Formula):
        return normal(one.text) == normal(other.text)
    return one == other


def _rosters(book: Book, copies: Mapping[str, Book], mail: Mail) -> tuple[Roster, dict[str, Roster]]:
    """Read every workbook, or raise what is wrong with any of them."""
    problems: list[errors.KpiXlError] = []
    found: list[Roster] = []
    for name, each in ((mail.base, book), *copies.items()):
        try:
            found.append(read_roster(each))
        except errors.Problems as wrong:
            problems += [in_file(name, problem) for problem in wrong.problems]
    if problems:
        raise errors.Problems(problems)
    return found[0], dict(zip(copies, found[1:], strict=True))


def in_file(name: str, problem: errors.KpiXlError) -> errors.BadCopy:
    """Return a problem with the file it is in."""
    return errors.BadCopy(where=name, problem=problem.label)


def _put(book: Book, place: Address, content: Content) -> None:
    if isinstance(content, Formula):
        book.set_cell(place.sheet, place.row, place.column, None, content.text)
    else:
        book.set_cell(place.sheet, place.row, place.column, content.code if isinstance(content, ExcelError) else content)


def _grow(book: Book, base: Roster, merged: Merged) -> None:
    """Let the tables hold their new rows: their size, the names of their KPIs, the columns that fill themselves."""
    grids = {key: base.grids[key] for key in {each.key for each, _ in merged.rows}}
    for key, grid in grids.items():
        last = max(row for each, row in merged.rows if each.key == key)
        book.resize_table(grid.area.name, last)
    said = {change.place: shown(change.options[0].content) for change in merged.changes}
    sheet, columns = base.kpis.area.sheet, base.kpis.columns
    for row in (row for each, row in merged.rows if each.key == KPIS.name):
        name, label, unit = (said.get(Address(sheet, row, columns.get(key, 0)), "") for key in ("name", "label", "unit"))
        book.define(name, absolute(Address(sheet, row, columns["baseline"])), comment=described(label or name, unit, base.lang))
    areas = {key: replace(grid.area, last_row=book.tables()[grid.area.name].last_row) for key, grid in grids.items()}
    for address, formula in list(unfilled(cells_with(book, []), areas, {key: grid.columns for key, grid in grids.items()})):
        book.set_cell(address.sheet, address.row, address.column, None, formula)
