"""The sheet of plan conditions as it is laid out the first time: one row for all KPIs, and empty ones.

Knows what stands where. Does not know what people will type; once the sheet stands, it is theirs.
"""

from __future__ import annotations

from kpi_xl import labels
from kpi_xl.book.input_table import FIRST, HEADER, InputTable
from kpi_xl.book.layout import WAYS
from kpi_xl.book.page import Page, PageCell
from kpi_xl.labels import Lang

ROWS = 10
TALL, LOW = 34.0, 4.0


def ways_page(lang: Lang) -> Page:
    """Return the sheet."""
    table = InputTable(WAYS, lang, ROWS)
    everyone = {"kpi": PageCell(labels.plan.ALL.say(lang), style="input_text")}
    cells = {**table.head(), **table.body([everyone, *({} for _ in range(ROWS - 1))])}
    cells |= {
        (1, 1): PageCell(WAYS.sheet.say(lang), style="title"),
        (2, 1): PageCell(labels.plan.WAYS_SENTENCE.say(lang), style="subtitle"),
        (3, 1): PageCell(labels.plan.WAYS_NOTE.say(lang), style="note"),
    }
    return Page(
        key=WAYS.name,
        sheet=WAYS.sheet.say(lang),
        cells=cells,
        lang=lang,
        widths=table.widths,
        heights={1: TALL, 4: LOW, 5: LOW},
        merges=("A3:L3",),
        choices=tuple(table.choices()),
        tables=(table.page_table,),
        frozen=f"B{FIRST}",
        tab="tab_input",
        title_rows=f"{HEADER}:{HEADER}",
        ours=False,
    )
