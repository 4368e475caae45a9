"""Give every formula its result before it is written, so that a reader that does not calculate sees numbers too.

Knows pages, and the workbook they will stand in. Does not know how a result is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.page import Page, PageCell
from kpi_xl.book.port import Book
from kpi_xl.calc.cells import Address, Cells, ExcelError, Formula, Value
from kpi_xl.calc.compile import evaluate_cells


@collector_at_rest()
def cells_with(book: Book, pages: Sequence[Page]) -> Cells:
    """Return what formulas will see once the pages are painted."""
    ours = {page.sheet for page in pages}
    contents: dict[Address, Value | Formula] = {at: content for at, content in book.contents().items() if at.sheet not in ours}
    names = {key: text for key, text in book.names().items() if key[0] not in ours}
    tables = book.tables()
    for page in pages:
        tables |= {table.name: table.area(page.sheet) for table in page.tables}
        names |= {(page.sheet, name.name): name.refers_to for name in page.names}
        for (row, column), cell in page.cells.items():
            content = Formula(cell.formula, cell.value) if cell.formula else cell.value
            if content not in (None, ""):
                contents[Address(page.sheet, row, column)] = content
    return Cells(contents, names, tables, sheets=frozenset(book.sheets()) | ours)


def valued(pages: Iterable[Page], cells: Cells) -> list[Page]:
    """Return the pages with a result beside every formula."""
    pages = list(pages)
    value_all(pages, cells)
    return pages


@collector_at_rest()
def value_all(pages: list[Page], cells: Cells) -> None:
    """Put results beside every formula of the pages in a list, page after page: those of a large tree stand in memory once."""
    wanted = [Address(page.sheet, *place) for page in pages for place, cell in page.cells.items() if cell.formula]
    results = evaluate_cells(cells, wanted)
    for number, page in enumerate(pages):
        pages[number] = replace(
            page,
            cells={
                place: _valued(cell, results[at]) if cell.formula and (at := Address(page.sheet, *place)) in results else cell
                for place, cell in page.cells.items()
            },
        )


def _valued(cell: PageCell, result: Value) -> PageCell:
    """A formula with its result; one that cannot be calculated here keeps the value it came with."""
    value = result.code if isinstance(result, ExcelError) else "" if result is None else result
    return PageCell(value, cell.formula, cell.style, cell.format, cell.link, cell.indent)


def page_with_results(book: Book, pages: Sequence[Page], key: str) -> Page:
    """Return one of the pages that were painted, with its results: a workbook that calculates was given none."""
    page = next(page for page in pages if page.key == key)
    return valued([page], cells_with(book, pages))[0] if book.calculates else page


def refresh(book: Book) -> None:
    """Give every formula of a workbook its result anew, unless the workbook calculates."""
    if not book.calculates:
        book.cache(refreshed(cells_with(book, []), [], inputs_changed=True))


@collector_at_rest()
def refreshed(cells: Cells, pages: Sequence[Page], inputs_changed: bool) -> dict[Address, Value]:
    """Return a result for every formula of the user's that has none, shows an error, or looks at something this run changes.

    Every other result stays as the program that calculated it left it. Where inputs changed, any formula may look at them.
    """
    ours = {page.sheet for page in pages}
    sheets = {sheet.casefold() for sheet in ours}
    users = {at: content for at, content in cells.contents.items() if isinstance(content, Formula) and at.sheet not in ours}
    wanted = [
        at
        for at, content in users.items()
        if inputs_changed
        or content.cached is None
        or isinstance(content.cached, ExcelError)
        or any(sheet in content.text.casefold() for sheet in sheets)
    ]
    return evaluate_cells(cells, wanted)
