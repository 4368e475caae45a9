"""Formulas of the user's that point into a page by address, at a row that is about to be another's.

A page is painted anew, so no program moves such an address along. Whoever points at a KPI by name is always right.

Knows formulas, and which row of a page is which KPI's. Does not know why a row moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl import errors
from kpi_xl.book.identity import target
from kpi_xl.book.own_pages import is_page
from kpi_xl.book.page import Page
from kpi_xl.book.port import MARKER
from kpi_xl.calc.cells import Address, Cells, Formula, column_letters, quoted_sheet
from kpi_xl.errors.pointing import PointsAtMovingRow
from kpi_xl.formula.expression import CellRef, RangeRef, walk
from kpi_xl.formula.grammar import parse
from kpi_xl.labels import Label
from kpi_xl.labels import pointing as words
from kpi_xl.model.tree import KpiTree

OWN_NAMES = ("_", "kpi_", "lst_")
"""How the workbook's names begin that every run sets anew."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Which KPI's row is which on one page, and the cells that its names stand for."""

    kpis: Mapping[int, str]
    named: Mapping[str, Address]


def check_pointing(tree: KpiTree, pages: Sequence[Page]) -> None:
    """Refuse to paint pages from under formulas that point at their rows by address.

    Parameters
    ----------
    tree
        The tree as it was read, with all cells and names of the workbook as it is.
    pages
        What will be painted.

    Raises
    ------
    Problems
        With each formula and each name of the user's that would read another KPI than it does.
    """
    marks = own_sheets(tree.cells)
    ours = [page for page in pages if page.sheet in marks]
    before = {page.sheet.casefold(): rows_before(page.sheet, tree) for page in ours}
    after = {page.sheet.casefold(): rows_after(page, tree) for page in ours}
    moving = {sheet for sheet in before if any(after[sheet].kpis.get(row) != kpi for row, kpi in before[sheet].kpis.items())}
    if not moving:
        return
    found = [
        problem
        for where, text in formulas(tree.cells, marks | {page.sheet for page in pages})
        if any(sheet.replace("'", "''") in text.casefold() for sheet in moving)
        for problem in astray(where, text, before, after, tree)
    ]
    if found:
        raise errors.Problems(found)


def own_sheets(cells: Cells) -> set[str]:
    """The sheets that are pages of ours."""
    return {sheet for (sheet, name), text in cells.names.items() if sheet is not None and name == MARKER and is_page(text, sheet)}


def formulas(cells: Cells, painted: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of every formula of the user's, and of every name."""
    for address, content in cells.contents.items():
        if isinstance(content, Formula) and address.sheet not in painted:
            yield str(address), content.text
    for (sheet, name), text in cells.names.items():
        if sheet not in painted and not name.startswith(OWN_NAMES):
            yield (f"{quoted_sheet(sheet)}!{name}" if sheet else name), "=" + text.removeprefix("=")


def rows_before(sheet: str, tree: KpiTree) -> Rows:
    """The rows of a page as it stands."""
    names = {name: text for (scope, name), text in tree.cells.names.items() if scope == sheet}
    texts = {}
    for address, content in tree.cells.contents.items():
        if address.sheet == sheet and address.column == 1:
            texts[address.row] = content.cached if isinstance(content, Formula) else content
    return known_rows(names, texts, tree)


def rows_after(page: Page, tree: KpiTree) -> Rows:
    """The rows of a page as it will stand."""
    texts = {row: cell.value for (row, column), cell in page.cells.items() if column == 1}
    return known_rows({name.name: name.refers_to for name in page.names}, texts, tree)


def known_rows(names: Mapping[str, str], texts: Mapping[int, object], tree: KpiTree) -> Rows:
    """Which KPI's row is which: by the page's own names, and on a page that has none for KPIs by what stands first in the row."""
    spelled = {name.casefold(): name for name in tree.kpis}
    places = {spelled.get(name.casefold(), name): place for name, text in names.items() if (place := target(text))}
    named = {name: place for name, place in places.items() if name in tree.kpis}
    if not named:
        shown = Counter(kpi.shown for kpi in tree.kpis.values())
        labelled = {kpi.shown: name for name, kpi in tree.kpis.items() if shown[kpi.shown] == 1}
        return Rows({row: labelled[str(text)] for row, text in texts.items() if str(text) in labelled}, {})
    columns = {place.column for place in named.values()}
    gone = {place.row: name for name, place in places.items() if place.column in columns}  # names of KPIs the tree has no more
    return Rows(gone | {place.row: name for name, place in named.items()}, named)


def astray(where: str, text: str, before: Mapping[str, Rows], after: Mapping[str, Rows], tree: KpiTree) -> Iterator[PointsAtMovingRow]:
    """Yield a problem for each reference that loses a KPI it reads; one that loses several speaks of the first."""
    try:
        nodes = list(walk(parse(text)))
    except errors.KpiXlError:
        return  # what cannot be read is reported where it is computed
    for node in nodes:
        if isinstance(node, CellRef | RangeRef) and node.sheet is not None and (sheet := node.sheet.casefold()) in before:
            lost = lost_row(node, before[sheet], after[sheet], tree)
            if lost is not None:
                kpi, new = before[sheet].kpis[lost.row], after[sheet].kpis.get(lost.row)
                yield PointsAtMovingRow(
                    where=where,
                    formula=text,
                    cell=lost,
                    old=kpi,
                    new=words.ANOTHER_KPI.fill(kpi=new) if new else words.SOMETHING_ELSE,
                    remedy=remedy(lost, kpi, after[sheet], tree),
                )


def lost_row(node: CellRef | RangeRef, before: Rows, after: Rows, tree: KpiTree) -> Address | None:
    """The first cell of a reference that holds a KPI today which the reference will not hold any more."""
    first, last, column = (
        (node.row, node.row, node.column) if isinstance(node, CellRef) else (node.first_row, node.last_row, node.first_column)
    )
    old, new = ({row: kpi for row, kpi in rows.kpis.items() if first <= row <= last} for rows in (before, after))
    stays = set(new.values())
    lost = [row for row, kpi in sorted(old.items()) if kpi not in stays and not renamed(kpi, new.get(row), before, tree)]
    return Address(str(node.sheet), lost[0], column) if lost else None


def renamed(old: str, new: str | None, before: Rows, tree: KpiTree) -> bool:
    """Whether a row only got another name: the old one is nobody's now, and the new one was nobody's."""
    return old not in tree.kpis and new in tree.kpis and new not in before.kpis.values()


def remedy(cell: Address, kpi: str, after: Rows, tree: KpiTree) -> Label:
    """How to point at the same thing so that it is found wherever its row stands."""
    if kpi not in tree.kpis:
        return words.GONE.fill(kpi=kpi)
    sheet, letters = quoted_sheet(cell.sheet), column_letters(cell.column)
    row = f"ROW({sheet}!{kpi})" if kpi in after.named else f'MATCH("{tree.kpis[kpi].shown}",{sheet}!$A:$A,0)'
    direct = kpi in after.named and after.named[kpi].column == cell.column
    return words.BY_NAME.fill(formula=f"{sheet}!{kpi}" if direct else f"INDEX({sheet}!${letters}:${letters},{row})")
