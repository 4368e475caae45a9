"""What a person passes to a cell function, one argument at a time.

Knows numbers, words and pairs as they are typed in cells. Does not know what is calculated from them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from kpi_xl import labels
from kpi_xl.book import entry
from kpi_xl.calc.cells import Value
from kpi_xl.errors.excel import BadArgument
from kpi_xl.excel.arrays import Rows, as_rows, single, value, without_blank_end
from kpi_xl.labels import Label
from kpi_xl.model import typed


def argument(name: str) -> Label:
    """Return how messages call an argument."""
    return labels.cells.ARGUMENT.fill(name=name)


def number(given: object, name: str) -> float:
    """Take a number: typed as one, or as a text that means one.

    Raises
    ------
    BadArgument
        If it is blank, an error, a logical value or a text that means no number.
    """
    held = single(given)
    found = _number(held)
    if found is None:
        raise BadArgument(where=argument(name), value=shown(held), expected=labels.cells.A_NUMBER)
    return found


def optional_number(given: object, name: str, otherwise: float) -> float:
    """Take a number, or what holds where the argument is left out."""
    return otherwise if single(given) is None else number(given, name)


def whole_number(given: object, name: str, otherwise: int, low: int, high: int) -> int:
    """Take a whole number between two others."""
    found = optional_number(given, name, float(otherwise))
    if not found.is_integer() or not low <= found <= high:
        expected = labels.cells.A_WHOLE_NUMBER.fill(low=f"{low:,}", high=f"{high:,}")
        raise BadArgument(where=argument(name), value=f"{found:g}", expected=expected)
    return int(found)


def choice(given: object, name: str, choices: Mapping[str, Label], otherwise: str) -> str:
    """Take the key of a choice, said in either language or by its key."""
    held = single(given)
    found = otherwise if held is None else entry.one_of(entry.text(held), choices)
    if found is None:
        raise BadArgument(where=argument(name), value=shown(held), expected=labels.cells.ONE_OF.fill(choices=entry.listed(choices)))
    return found


def text(given: object) -> str:
    """Take a text; a number is written as one."""
    return entry.text(single(given))


def numbers(given: object, name: str) -> list[float]:
    """Take a column or a row of numbers; blanks at its end do not count."""
    cells = [cell for row in as_rows(given) for cell in row]
    return [number(cell, name) for (cell,) in without_blank_end([[cell] for cell in cells])]


def pairs(given: object, name: str, is_name: Callable[[str], bool]) -> dict[str, float]:
    """Take two columns of names and numbers; blank rows do not count, nor does a first row of headers, which names nothing."""
    rows: Rows = [row for row in as_rows(given) if any(value(cell) is not None for cell in row)]
    if any(len(row) != 2 for row in rows):
        raise BadArgument(where=argument(name), value=shown(single(given)), expected=labels.cells.A_PAIR)
    if rows and _number(value(rows[0][1])) is None and not is_name(text(rows[0][0])):
        rows = rows[1:]
    return {text(row[0]): number(row[1], name) for row in rows}


def shown(held: Value) -> str:
    """Return a value as messages quote it."""
    return entry.text(held)


def _number(held: Value) -> float | None:
    found = typed.number(held) if isinstance(held, str) else held
    return found if isinstance(found, float) and math.isfinite(found) else None
