"""The live looks of the action plan: what is not covered, what is late, what came of a task; a symbol stands beside every colour.

Knows columns by their letters. Does not know rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpi_xl.book.action_layout import EFFECT_KINDS, STATUSES
from kpi_xl.book.calculated import text
from kpi_xl.book.formats import RATE
from kpi_xl.book.page import Rule
from kpi_xl.book.scenario_table import SYMBOLS

WARNINGS = (("⚠", "bad"), ("…", "poor"))
CLOSED = ("完了", "中止", "done", "dropped")


def rules(letters: Mapping[str, str], rows: tuple[int, int], formats: Mapping[str, str], said: str) -> Iterator[Rule]:
    """Yield every rule of the table.

    Parameters
    ----------
    letters
        Where the columns stand, by key.
    rows
        The first row, and the last one that may ever be filled.
    formats
        How numbers in each unit look.
    said
        The cell above the table that says what is to be done.
    """
    first, last = rows

    def area(key: str, to: str = "") -> str:
        return f"{letters[key]}{first}:{letters[to or key]}{last}"

    def cell(key: str) -> str:
        return f"${letters[key]}{first}"

    yield Rule(said, f'{said}<>""', "poor")
    for key in ("covered", "covered_stretch"):
        yield Rule(area(key), f'AND({cell("kpi")}<>"",{cell("first")}=0)', "faded", stop=True)
        yield from _by_symbol(area(key), cell(key))
    repeated = f'AND({cell("kpi")}<>"",{cell("first")}=0)'
    yield Rule(area("uncovered"), repeated, "faded")
    yield Rule(area("uncovered"), f"{cell('short')}=1", "bad")
    yield Rule(area("gap"), repeated, "faded")
    for key in ("timing", "verdict"):
        yield from _by_symbol(area(key), cell(key))
    timing = cell("timing")
    yield Rule(area("timing"), "OR(" + ",".join(f'{timing}="{word}"' for word in CLOSED) + ")", "faded")
    slack = cell("slack")
    yield Rule(area("slack"), f"AND(ISNUMBER({slack}),N({slack})<0)", "bad")
    yield Rule(area("slack"), f"AND(ISNUMBER({slack}),N({slack})=0)", "poor")
    dropped = STATUSES["dropped"]
    yield Rule(area("task", "task"), f'OR({cell("status")}="{dropped.ja}",{cell("status")}="{dropped.en}")', "off")
    share = EFFECT_KINDS["share"]
    for key in ("effect", "measured"):
        yield Rule(area(key), f'OR({cell("kind")}="{share.ja}",{cell("kind")}="{share.en}")', format=RATE)
    for key in ("gap", "uncovered", "effect", "measured"):
        for unit, number in formats.items():
            yield Rule(area(key), f"{cell('unit')}={text(unit)}", format=number)


def _by_symbol(area: str, cell: str) -> Iterator[Rule]:
    for symbol, look in (*SYMBOLS, *WARNINGS):
        yield Rule(area, f'LEFT({cell})="{symbol}"', look)
