"""What Excel asks of whoever paints a page, in a file or in an open workbook.

Knows Excel's limits and numbers. Does not know any adapter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from kpi_xl.book.calculated import text
from kpi_xl.book.page import Choices, Page, Paper
from kpi_xl.book.styles import ROW_HEIGHT, SIZE, STYLES, Look
from kpi_xl.calc.cells import TableArea
from kpi_xl.errors import SheetTaken, TableTaken

LITERALS, TITLE, PROMPT, ERROR = 255, 32, 255, 225
"""The longest list of words, title, prompt and error text of a drop-down: beyond, Excel refuses it, or repairs the file."""

PAPERS: Mapping[Paper, int] = {"A4": 9, "A3": 8}
"""Excel's number of each paper."""

MARGINS: Mapping[str, float] = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.6, "header": 0.3, "footer": 0.3}
"""In inches."""


def check_choices(choices: Choices) -> None:
    """Refuse literal words that Excel would not take."""
    words = choices.source if isinstance(choices.source, tuple) else ()
    if any("," in word for word in words) or len(",".join(words)) > LITERALS:
        raise ValueError(f"{choices.area}: literal choices must be without commas and together within {LITERALS} characters; use a name")


def marker_text(page: Page) -> str:
    """Return what the name that marks a page of ours refers to: a text, in quotes."""
    return text(f"{page.key}|{page.sheet}")


def check_free(
    pages: Sequence[Page],
    tabs: Iterable[str],
    sheets: Collection[str],
    tables: Mapping[str, TableArea],
    marker: Callable[[str], tuple[str, str] | None],
    adopt: bool,
) -> None:
    """Refuse to paint on a sheet, or with the name of a table, that is not ours.

    Parameters
    ----------
    tabs, sheets
        Every tab there is, chart sheets among them; and those of them that hold cells.
    marker
        What a sheet's marker says.

    Raises
    ------
    SheetTaken, TableTaken
        For the first page that cannot be painted.
    """
    ours = {page.sheet for page in pages}
    elsewhere = {area.name.casefold(): area.sheet for area in tables.values() if area.sheet not in ours}
    there = {title.casefold(): title for title in tabs}  # Excel does not tell Plan from PLAN
    for page in pages:
        title = there.get(page.sheet.casefold(), "")
        if title and not (title == page.sheet and title in sheets and (adopt or marker(title) == (page.key, title))):
            raise SheetTaken(where=title)
        for table in page.tables:
            if table.name.casefold() in elsewhere:
                raise TableTaken(table=table.name, where=elsewhere[table.name.casefold()])


def natural_heights(page: Page) -> dict[int, float]:
    """Return the height of every row by its tallest letters; rows with text that wraps are left to the program that shows them."""
    looks: dict[int, list[Look]] = {}
    for (row, _), cell in page.cells.items():
        looks.setdefault(row, []).append(STYLES[cell.style])
    plain = {row: max(look.size for look in row_looks) for row, row_looks in looks.items() if not any(look.wrap for look in row_looks)}
    return {row: round(size / SIZE * ROW_HEIGHT[page.lang], 2) for row, size in plain.items()}
