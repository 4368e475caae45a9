"""How an export is laid out: which of its cells are months, which say the KPI, which are figures.

Knows the three shapes that exports have. Does not know the tree, nor what a figure's text means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_xl.book import entry
from kpi_xl.book.export import Row
from kpi_xl.calc.cells import column_letters
from kpi_xl.errors import BadMonth, NoMonths
from kpi_xl.plan.month import Month

SEARCHED = 50
"""In so many lines the headers are looked for: exports begin with a title and a period."""

KPI_WORDS = frozenset(("kpi", "kpi名", "指標", "項目", "名前", "名称", "科目", "metric", "name", "item", "measure"))
VALUE_WORDS = frozenset(("value", "値", "実績", "実績値", "数値", "金額", "数量", "actual", "actuals", "amount", "result"))
ENGLISH = dict(zip(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], range(1, 13), strict=True))
DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})?")
NAMED = re.compile(r"([a-z]{3})[a-z]*\.?[\s-]*(\d{4}|\d{2})")
DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}.*|\d{8}")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an export.

    Attributes
    ----------
    kpi
        What the export calls it.
    month
        When; `day` tells that the export says a day.
    text
        As it is written.
    where
        The cell, as a spreadsheet would call it.
    """

    kpi: str
    month: Month
    day: bool
    text: str
    where: str


def figures(rows: Sequence[Row], where: str) -> list[Figure]:
    """Return every figure that is not blank, in any of three shapes.

    Long: a month, a KPI and a value in each row. Wide: a row for each KPI, months across. By column: a row for each month or day, KPIs
    across.

    Raises
    ------
    NoMonths
        If no months are found, so that nothing can be said of any figure.
    """
    for least in (2, 1):  # one month alone above others may be the period that a title says
        for place, row in enumerate(rows[:SEARCHED]):
            across = {column: month for column, cell in enumerate(row) if column and (month := month_of(cell))}
            if len(across) >= least and not month_of(row[0]) and len(across) == sum(map(bool, row[min(across) : max(across) + 1])):
                return [*_wide(rows, place, across, where)]
            down = next((column for column, cell in enumerate(row) if month_of(cell) and _goes_on(rows, place, column)), None)
            if down is not None and place:
                head = next((above for above in range(place - 1, -1, -1) if _may_head(rows[above], column=down)), place)
                return [*_down(rows, head, down, where)]
    raise NoMonths(where=where)


def _may_head(row: Row, column: int) -> bool:
    """Whether a line may hold the headers: above months stands a word, and what begins like a date is a month that nobody can read."""
    return any(row) and not unicodedata.normalize("NFKC", row[column] if column < len(row) else "")[:1].isdigit()


def _goes_on(rows: Sequence[Row], place: int, column: int) -> bool:
    """Whether most of the lines that follow have a month in the same column."""
    below = [row for row in rows[place : place + SEARCHED] if any(row)]
    return 2 * sum(column < len(row) and month_of(row[column]) is not None for row in below) > len(below)


def month_of(text: str) -> Month | None:
    """Return the month that a text means, in the ways exports write it; None where it means none.

    Examples
    --------
    >>> [str(month_of(text)) for text in ("2026年4月", "202604", "2026-04-30", "Apr-26", "4月")]
    ['2026-04', '2026-04', '2026-04', '2026-04', 'None']
    """
    said = unicodedata.normalize("NFKC", text).strip().removesuffix("分").removesuffix("度")
    if found := DIGITS.fullmatch(said):
        said = f"{found[1]}-{found[2]}"
    elif (found := NAMED.fullmatch(said.casefold())) and found[1] in ENGLISH:
        said = f"{int(found[2]) + (2000 if len(found[2]) == 2 else 0)}-{ENGLISH[found[1]]}"
    try:
        return Month.parse(said)
    except BadMonth:
        return None


def _wide(rows: Sequence[Row], head: int, across: dict[int, Month], where: str) -> Iterator[Figure]:
    """Months across: the last text before them says the KPI."""
    for line, row in enumerate(rows[head + 1 :], head + 2):
        named = [cell for cell in row[: min(across)] if cell]
        for column, month in across.items():
            if named and column < len(row) and row[column]:
                yield Figure(_name(rows[head], row, min(across)), month, False, row[column], _cell(where, line, column))


def _name(heads: Row, row: Row, end: int) -> str:
    """Return which of the cells before the months says the KPI: the one below such a word, else the first."""
    said = [column for column in range(end) if column < len(heads) and entry.plain(heads[column]) in KPI_WORDS and row[column]]
    return row[said[0]] if said else next(cell for cell in row[:end] if cell)


def _down(rows: Sequence[Row], head: int, down: int, where: str) -> Iterator[Figure]:
    """Months below each other: with a column for the KPI and one for the value, else with a column for each KPI."""
    heads = rows[head]
    kpi, value = _long(rows, head, down)
    for line, row in enumerate(rows[head + 1 :], head + 2):
        month = month_of(row[down]) if down < len(row) else None
        if month is None:
            continue
        day = DAY.fullmatch(unicodedata.normalize("NFKC", row[down])) is not None
        for column in [value] if kpi is not None else [place for place in range(len(heads)) if place != down]:
            name = heads[column] if kpi is None else row[kpi]
            if column < len(row) and row[column] and name:
                yield Figure(name, month, day, row[column], _cell(where, line, column))


def _long(rows: Sequence[Row], head: int, down: int) -> tuple[int | None, int]:
    """Return the column of the KPI and that of the value, None for the first where every KPI has a column."""
    heads = rows[head]
    said = {entry.plain(cell): column for column, cell in enumerate(heads) if column != down}
    kpi = next((column for word, column in said.items() if word in KPI_WORDS), None)
    value = next((column for word, column in said.items() if word in VALUE_WORDS), None)
    others = [column for column in range(len(heads)) if column != down]
    if kpi is None and len(others) == 2:
        words = [column for column in others if all(_is_word(row[column]) for row in rows[head + 1 :] if column < len(row) and row[column])]
        kpi = words[0] if len(words) == 1 else None
    if kpi is not None and value is None:
        value = next((column for column in others if column != kpi), None)
    return (kpi, value) if kpi is not None and value is not None else (None, 0)


def _is_word(text: str) -> bool:
    return not any(letter.isdigit() for letter in unicodedata.normalize("NFKC", text).lstrip("-+△▲¥$(")[:1])


def _cell(where: str, line: int, column: int) -> str:
    return f"{where} {column_letters(column + 1)}{line}"
