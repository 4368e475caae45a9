"""Live looks and choices of a page: conditional formats and what a cell accepts.

Knows that Excel reads a formula from the selected cell. Does not know which cells they are about.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import xlwings as xw

from kpi_xl.book.excel_rules import ERROR, PROMPT, TITLE
from kpi_xl.book.page import Choices, Rule
from kpi_xl.book.styles import LOOKS
from kpi_xl.book.xlwings_members import ANY_VALUE, BETWEEN, DECIMAL, LIST, STOP
from kpi_xl.book.xlwings_native import call, first, put
from kpi_xl.book.xlwings_text import live


def add_rules(sheet: xw.Sheet, rules: Sequence[Rule]) -> None:
    """Add conditional formats. Each new one becomes the first, so the last comes first."""
    for area, alike in groupby(reversed(rules), key=lambda rule: rule.area):
        target = sheet.range(area.replace(" ", ","))
        sheet.range(first_cell(area)).select()
        for rule in alike:
            look = LOOKS[rule.look]
            target.conditional_formats.add_custom(
                "=" + live(rule.formula.removeprefix("=")),
                fill_color="#" + look.fill if look.fill else None,
                font_color="#" + look.colour if look.colour else None,
                font_bold=True if look.bold else None,
                stop_if_true=rule.stop,
            )
            if rule.format:
                put(first(target.api, "rules"), "rule format", rule.format)


def add_choices(sheet: xw.Sheet, several: Sequence[Choices]) -> None:
    """Say what cells accept: a drop-down, two ends of a number, or a prompt alone."""
    for choices in several:
        target = sheet.range(choices.area.replace(" ", ","))
        sheet.range(first_cell(choices.area)).select()
        call(target.api, "choices", **accepted(choices))
        values = {
            "ignore blank": True,
            "prompt title": choices.prompt_title[:TITLE],
            "prompt": choices.prompt[:PROMPT],
            "show prompt": bool(choices.prompt or choices.prompt_title),
            "error": choices.error[:ERROR],
            "show error": bool(choices.error),
        }
        for key, value in values.items():
            put(target.api, key, value)


def accepted(choices: Choices) -> dict[str, object]:
    """What Excel is told that a cell accepts."""
    if choices.between:
        low, high = (f"{end:g}" for end in choices.between)
        return {"type": DECIMAL, "alert_style": STOP, "operator": BETWEEN, "formula1": low, "formula2": high}
    if choices.source is None:
        return {"type": ANY_VALUE, "alert_style": STOP}
    source = ",".join(choices.source) if isinstance(choices.source, tuple) else "=" + choices.source.removeprefix("=")
    return {"type": LIST, "alert_style": STOP, "formula1": source}


def first_cell(area: str) -> str:
    """The cell from which the formulas of an area are read."""
    return area.split(" ")[0].split(",")[0].split(":")[0]
