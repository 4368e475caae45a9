"""The sheet that shows what the add-in's functions can do, each beside its answer.

Knows formulas of an example. Does not know the functions themselves: without the add-in the cells say so.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl.book.calculated import text
from kpi_xl.book.example import Example
from kpi_xl.book.formats import RATE, number_format
from kpi_xl.book.layout import KPI_KGI, KPIS
from kpi_xl.book.page import Page, PageCell
from kpi_xl.book.tabs import width_of
from kpi_xl.labels import Label, Lang
from kpi_xl.labels import functions as words

HEADER = 5
WIDTHS = {2: 74.0, 3: 24.0}
SPARE = 1.25
"""The room of a question, as a share of what it needs."""

HEIGHTS = {1: 34.0, 3: 34.0, 4: 6.0}
TREE = f"{KPIS.name}[#All]"


def functions_page(example: Example, lang: Lang) -> Page:
    """Return the sheet; it is the user's from the moment it stands."""
    cells = {
        (1, 1): PageCell(words.TITLE.say(lang), style="title"),
        (2, 1): PageCell(words.SENTENCE.say(lang), style="subtitle"),
        (3, 1): PageCell(words.INSTALL.say(lang), style="note"),
    }
    for column, head in enumerate((words.WHAT, words.FORMULA, words.ANSWER), 1):
        cells[HEADER, column] = PageCell(head.say(lang), style="header")
    missing = words.NOT_INSTALLED.say(lang)
    for row, (what, formula, number) in enumerate(_rows(example, lang), HEADER + 1):
        cells[row, 1] = PageCell(what.say(lang), style="label")
        cells[row, 2] = PageCell(f"={formula}", style="formula_text")
        cells[row, 3] = PageCell(missing, f"=IFERROR({formula},{text(missing)})", style="computed", format=number)
    return Page(
        key="functions",
        sheet=words.TITLE.say(lang),
        cells=cells,
        lang=lang,
        widths=WIDTHS | {1: SPARE * max(width_of(what.say(lang)) for what, _, _ in _rows(example, lang))},
        heights=HEIGHTS,
        merges=("A3:C3",),
        frozen=f"A{HEADER + 1}",
        tab="tab_other",
        title_rows=f"{HEADER}:{HEADER}",
        one_page=True,
        ours=False,
    )


def _rows(example: Example, lang: Lang) -> Iterator[tuple[Label, str, str | None]]:
    """Yield a question, the formula that answers it, and how its answer looks."""
    kgi = example.kpis[0]
    lever = next(row for row in example.kpis if not isinstance(row.baseline, str) and not row.locked)
    said = {"kgi": kgi.label, "lever": lever.label}
    money, plain = (number_format(row.unit.say(lang), lang) for row in (kgi, lever))
    thrice, name = text({"ja": "3倍", "en": "x3"}[lang]), text(lever.name.say(lang))
    more = float(lever.baseline) * 1.5
    yield words.NOW.fill(**said), f"KPI_VALUE({TREE},{KPI_KGI})", money
    yield words.TARGET.fill(**said), f"KPI_TARGET({TREE},{name},{thrice})", plain
    yield words.CHANGED.fill(**said), f"KPI_VALUE({TREE},{KPI_KGI},{{{name},{more:g}}})", money
    yield words.CHANCE.fill(**said), f"KPI_PROBABILITY({TREE},{thrice})", RATE
    yield words.STATUS, "KPI_STATUS(75,100)", None
    yield words.GROWTH, "KPI_GROWTH(1,3,3)", RATE
