"""Milestones and assumptions as people typed them, and what a review asks about the assumptions.

Knows both tables. Does not know how the page looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kpi_xl import errors
from kpi_xl.book.action_plan import dated
from kpi_xl.book.ahead_layout import ASSUMPTIONS, FILLED, MILESTONES, OUTLOOKS, TOUCHED
from kpi_xl.book.kpi_names import KpiNames
from kpi_xl.book.typed_rows import TypedRow, TypedTable, read_typed, spelled
from kpi_xl.calc.cells import Cells
from kpi_xl.errors.ahead import NotAYear, YearsOutOfOrder
from kpi_xl.labels import Lang, listed
from kpi_xl.labels import ahead as words
from kpi_xl.model.tree import KpiTree

CHECK_AGAIN = 90.0
"""After so many days an assumption that is likely to change is asked about again: a quarter."""

MOST_ASKED = 5
FIRST_YEAR, LAST_YEAR = 1900.0, 9999.0


@dataclass(frozen=True, slots=True)
class Outlook:
    """What stands on the page; what is wrong is kept as it was typed."""

    milestones: TypedTable
    assumptions: TypedTable
    problems: tuple[errors.KpiXlError, ...] = ()


def read_outlook(cells: Cells, tree: KpiTree) -> Outlook:
    """Return what stands in a workbook; empty tables where it has none."""
    milestones, table = (read_typed(cells, each, FILLED) for each in (MILESTONES, ASSUMPTIONS))
    names = KpiNames(table, tree)
    rows = tuple(_resolved(row, names) for row in table.rows)
    problems = (*milestones.problems, *_years(milestones), *table.problems, *names.problems)
    return Outlook(milestones, replace(table, rows=rows), problems)


def due(row: TypedRow, today: float) -> bool:
    """Whether an assumption is to be checked: nobody has, it is shaky, or it is likely to change and a quarter has passed."""
    if not row.text("assumption") or row.text("state") == "fell":
        return False
    checked = row.number("checked")
    return checked is None or row.text("state") == "shaky" or (row.text("outlook") == "likely" and today - checked > CHECK_AGAIN)


def questions(outlook: Outlook, tree: KpiTree, today: float, lang: Lang) -> list[str]:
    """Return what a review asks: first what fell and which KPIs are to be looked at again, then what is to be checked, longest ago first.

    Parameters
    ----------
    today
        The day of the review, as Excel counts days.
    """
    rows = outlook.assumptions.rows
    fallen = [_fallen(row, tree, lang) for row in rows if row.text("assumption") and row.text("state") == "fell"]
    asked = sorted((row for row in rows if due(row, today)), key=lambda row: row.number("checked") or 0.0)
    return [*fallen, *(_ask(row, tree, lang) for row in asked)][:MOST_ASKED]


def _fallen(row: TypedRow, tree: KpiTree, lang: Lang) -> str:
    facts = {"assumption": row.text("assumption"), "kpis": _touched(row, tree, lang), "response": row.text("response")}
    return words.HAS_FALLEN.fill(**facts).say(lang).strip()


def _ask(row: TypedRow, tree: KpiTree, lang: Lang) -> str:
    checked = row.number("checked")
    return words.ASK.fill(
        assumption=row.text("assumption"),
        outlook=OUTLOOKS.get(row.text("outlook"), words.LIKELY),
        checked=words.NEVER if checked is None else dated(checked, lang),
        kpis=_touched(row, tree, lang),
    ).say(lang)


def _touched(row: TypedRow, tree: KpiTree, lang: Lang) -> str:
    names = [row.text(key) for key in TOUCHED if row.text(key)]
    shown = [tree.kpis[name].shown if name in tree.kpis else name for name in names]
    return listed(shown, lang) or words.NO_KPIS.say(lang)


def _resolved(row: TypedRow, names: KpiNames) -> TypedRow:
    return spelled(row, **{key: names.name(row, key, f"seen_{key}", f"home_{key}") for key in TOUCHED})


def _years(table: TypedTable) -> Iterator[errors.KpiXlError]:
    before: float | None = None
    for row in table.rows:
        year, where = row.number("year"), table.address(row, "year")
        if year is None or year != int(year) or not FIRST_YEAR <= year <= LAST_YEAR:
            if "year" in row.contents and year is None:
                continue  # that it is no number has been said
            yield NotAYear(where=where, value="" if year is None else f"{year:g}")
            continue
        if before is not None and year <= before:
            yield YearsOutOfOrder(where=where, year=f"{year:.0f}", before=f"{before:.0f}")
        before = year
