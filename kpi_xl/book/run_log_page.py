"""The page that keeps a row per run and scenario, newest first, with room for notes.

Knows entries and how they are shown. Does not know where they come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from kpi_xl import labels
from kpi_xl.book.brief import Brief, hidden
from kpi_xl.book.identity import absolute
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.page import Choices, Name, Page, PageCell
from kpi_xl.book.run_entry import entries
from kpi_xl.book.run_log import COLUMNS, MOST, PLACES, RUN_LOG, Entry, kept
from kpi_xl.book.scenario_table import TEXT
from kpi_xl.calc.cells import Address, column_letters
from kpi_xl.labels import Label, run_log

HEADS: Mapping[str, tuple[Label, float, str]] = {
    "at": (run_log.AT, 18.0, "computed"),
    "scenario": (labels.SCENARIO, 16.0, "computed_text"),
    "goals": (run_log.GOALS, 30.0, "computed_wrap"),
    "outcome": (labels.scenario.OUTCOME, 23.0, "computed_text"),
    "today": (run_log.TODAY, 16.0, "computed"),
    "reached": (run_log.REACHED, 16.0, "computed"),
    "moved": (run_log.MOVED, 12.0, "computed"),
    "strategy": (labels.STRATEGY, 15.0, "computed_text"),
    "change": (run_log.CHANGES, 50.0, "computed_wrap"),
    "note": (labels.scenario.TAB_NOTE, 36.0, "input_wrap"),
    "version": (run_log.VERSION, 12.0, "computed_text"),
}
"""The columns people see, in the order of an entry: header, width and style. The others are hidden."""

MOMENT = Label(ja="yyyy/m/d h:mm", en="yyyy-mm-dd h:mm")
MONEY = ("today", "reached")
HEADER = 5
ROWS_ON_A_PAGE = 25


def run_log_page(briefs: Sequence[Brief], earlier: Sequence[Entry], now: datetime, version: str) -> Page:
    """Return the page with this run on top of the earlier ones.

    Parameters
    ----------
    briefs
        This run's answers.
    earlier
        The rows that stand there.
    now
        The time of this run, local.
    version
        What solved it.
    """
    brief, before = briefs[0], kept(earlier)
    rows = kept([*entries(briefs, before, now, version), *before])
    sheet, last = brief.say(PAGE_SHEETS[RUN_LOG]), column_letters(len(HEADS))
    cells = {
        (1, 1): PageCell(sheet, style="title"),
        (2, 1): PageCell(brief.say(run_log.HOW), style="note"),
        (3, 1): PageCell(brief.say(run_log.KEPT, most=MOST), style="note"),
    }
    for column, (label, _, _) in enumerate(HEADS.values(), 1):
        cells[HEADER, column] = PageCell(brief.say(label), style="header")
    for row, entry in enumerate(rows, HEADER + 1):
        cells |= {(row, column): cell for column, cell in enumerate(_row(brief, entry), 1)}
    return Page(
        key=RUN_LOG,
        sheet=sheet,
        cells=cells,
        lang=brief.lang,
        widths={column: width for column, (_, width, _) in enumerate(HEADS.values(), 1)},
        heights={1: 34.0, HEADER: 38.0},
        merges=(f"A2:{last}2", f"A3:{last}3"),
        choices=(_notes(brief),),
        names=tuple(_names(sheet)),
        frozen=f"B{HEADER + 1}",
        hidden_columns=tuple(range(len(HEADS) + 1, len(COLUMNS) + 1)),
        title_rows=f"{HEADER}:{HEADER}",
        one_page=len(rows) <= ROWS_ON_A_PAGE,
    )


def _row(brief: Brief, entry: Entry) -> Iterator[PageCell]:
    formats = {"at": MOMENT.say(brief.lang), "note": TEXT, "moved": "0"}
    formats |= dict.fromkeys(MONEY, brief.number_format(str(entry.unit or "")))
    for key in COLUMNS:
        value = getattr(entry, key)
        yield PageCell(value, style=HEADS[key][2], format=formats.get(key)) if key in HEADS else hidden(value)


def _names(sheet: str) -> Iterator[Name]:
    for column, key in enumerate(COLUMNS, 1):
        yield Name(PLACES[key], absolute(Address(sheet, HEADER, column)), hidden=True)


def _notes(brief: Brief) -> Choices:
    """Return what the notes say where somebody types, for every row there may ever be."""
    letters = column_letters(1 + COLUMNS.index("note"))
    area = f"{letters}{HEADER + 1}:{letters}{HEADER + MOST}"
    return Choices(area, None, brief.say(labels.scenario.TAB_NOTE), brief.say(run_log.NOTE_PROMPT))
