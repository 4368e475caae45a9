"""The manual below the guide's first screen: five steps, what each sheet is for, what colours and symbols mean, where to get help.

Knows words, and which sheets there are. Does not know what is in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kpi_xl import labels
from kpi_xl.book.board import Board
from kpi_xl.book.layout import EFFECTS, GOALS, KPIS, SETTINGS
from kpi_xl.book.page import PageCell, Rule
from kpi_xl.book.scenario_table import SYMBOLS, THRESHOLDS
from kpi_xl.calc.cells import quoted_sheet
from kpi_xl.labels import Label, guide, listed
from kpi_xl.model.scenario import Role

STEPS: Mapping[str, tuple[Label, Label]] = {
    KPIS.name: (guide.TYPE, guide.TYPE_HOW),
    GOALS.name: (guide.SET, guide.SET_HOW),
    "": (guide.SOLVE, guide.SOLVE_HOW),
    "scenario": (guide.AGREE, guide.AGREE_HOW),
    "run_log": (guide.REVIEW, guide.REVIEW_HOW),
}
"""The five steps, by the sheet that each leads to: a table's, the first scenario's, a page's, or none."""

INPUTS: Mapping[str, Label] = {
    KPIS.name: guide.TREE_SHEET,
    GOALS.name: guide.GOALS_SHEET,
    EFFECTS.name: labels.effects.EFFECTS_SHEET,
    SETTINGS.name: guide.SETTINGS_SHEET,
}
SCENARIOS: Mapping[Role, Label] = {
    "must_achieve": guide.MUST_ACHIEVE_SHEET,
    "stretch": guide.STRETCH_SHEET,
    "other": guide.OTHER_SHEET,
}
PAGES: Mapping[str, Label] = {
    "compare": guide.COMPARE_SHEET,
    "simulator": guide.SIMULATOR_SHEET,
    "sensitivity": guide.SENSITIVITY_SHEET,
    "contribution": guide.CONTRIBUTION_SHEET,
    "probability": guide.PROBABILITY_SHEET,
    "cost": labels.cost.SHEET,
    "tree": guide.TREE_DRAWING_SHEET,
    "rationale": guide.RATIONALE_SHEET,
    "plan": labels.plan.GUIDE_TEXT,
    "run_log": guide.RUN_LOG_SHEET,
    "actions": labels.actions.SHEET_PURPOSE,
    "ahead": labels.ahead.SHEET_PURPOSE,
}
"""What each page is for, by its key."""

CELLS = (
    (guide.INPUT_CELL, guide.INPUT_MEANS, "input_text"),
    (guide.COMPUTED_CELL, guide.COMPUTED_MEANS, "computed_text"),
    (guide.LOCKED_CELL, guide.LOCKED_MEANS, "off"),
)
HELP = (
    (guide.CHECK, guide.CHECK_HOW),
    (guide.PROMPTS, guide.PROMPTS_HOW),
    (guide.ADDIN, guide.ADDIN_HOW),
    (guide.NO_ADDIN, guide.NO_ADDIN_HOW),
)
SECTION, GAP = 24.0, 12.0


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets a workbook has, by their names on the tabs.

    Attributes
    ----------
    inputs
        By the name of the table that stands there.
    scenarios
        With the role of each.
    pages
        By their keys.
    """

    inputs: Mapping[str, str]
    scenarios: Mapping[str, Role]
    pages: Mapping[str, str]

    @property
    def named(self) -> dict[str, str]:
        """The sheets that steps lead to."""
        return {**self.inputs, **self.pages, **({"scenario": next(iter(self.scenarios))} if self.scenarios else {})}

    def purposes(self) -> Iterator[tuple[str, Label]]:
        """Yield every sheet with what it is for."""
        yield from ((sheet, INPUTS[table]) for table, sheet in self.inputs.items() if table in INPUTS)
        yield from ((sheet, SCENARIOS[role]) for sheet, role in self.scenarios.items())
        yield from ((sheet, PAGES[key]) for key, sheet in self.pages.items() if key in PAGES)


@dataclass
class Manual:
    """The manual as it comes about on a board, from a row on."""

    board: Board
    row: int
    sheets: Sheets

    def build(self) -> None:
        """Write every section."""
        self._section(guide.HOW_TO)
        for number, (place, (step, how)) in enumerate(STEPS.items(), 1):
            head = guide.NUMBERED.fill(number=number, step=step)
            self._line(self._head(head, self.sheets.named.get(place)), self._filled(how))
        self._section(guide.TABS)
        for sheet, purpose in self.sheets.purposes():
            self._line(PageCell(sheet, style="guide_link", link=_top(sheet)), purpose.say(self.board.lang))
        self._section(guide.COLOURS)
        for word, means, style in CELLS:
            self._line(PageCell(word.say(self.board.lang), style=style), means.say(self.board.lang))
        for symbol, means in self._symbols():
            self._line(PageCell(symbol, style="symbol"), means.say(self.board.lang))
        self._line(PageCell(style="guide_text"), guide.ACHIEVEMENT.say(self.board.lang))
        self._section(guide.HELP)
        for head, how in HELP:
            self._line(self._head(head), how.say(self.board.lang))

    def rules(self) -> Iterator[Rule]:
        """Yield the looks of the symbols, which are those they have elsewhere."""
        rows = [row for (row, column), cell in self.board.cells.items() if column == 1 and cell.style == "symbol"]
        for symbol, look in SYMBOLS:
            yield Rule(f"A{min(rows)}:A{max(rows)}", f'$A{min(rows)}="{symbol}"', look)

    def _symbols(self) -> Iterator[tuple[str, Label]]:
        (met, _), *middle, (bad, _) = SYMBOLS
        yield met, guide.MET_MEANS
        for place, (symbol, _) in enumerate(middle):
            said = [guide.OF_ROLES.fill(roles=roles, share=f"{shares[place]:.0%}") for shares, roles in _scales()]
            thresholds = Label(listed((each.ja for each in said), "ja"), listed((each.en for each in said), "en"))
            yield symbol, guide.FROM_ON.fill(thresholds=thresholds)
        yield bad, guide.BAD_MEANS

    def _section(self, words: Label) -> None:
        self.board.heights[self.row] = GAP
        self.row += 1
        self.board.put(self.row, 1, self.board.last, PageCell(words.say(self.board.lang), style="section"))
        self.board.heights[self.row] = SECTION
        self.row += 1

    def _line(self, head: PageCell, text: str) -> None:
        self.board.line(self.row, head, PageCell(text, style="guide_text"))
        self.row += 1

    def _head(self, words: Label, sheet: str | None = None) -> PageCell:
        return PageCell(words.say(self.board.lang), style="guide_link" if sheet else "guide_head", link=_top(sheet) if sheet else None)

    def _filled(self, words: Label) -> str:
        tree, goals = (self.sheets.inputs.get(table.name, table.sheet) for table in (KPIS, GOALS))
        log = self.sheets.pages.get("run_log", labels.RUN_LOG)
        return words.fill(tree=tree, goals=goals, log=log, agreed=labels.scenario.AGREED).say(self.board.lang)


def _scales() -> list[tuple[tuple[float, float], Label]]:
    """Return every scale with the roles that share it."""
    found: dict[tuple[float, float], list[Label]] = {}
    for role, shares in THRESHOLDS.items():
        found.setdefault(shares, []).append(guide.ROLE_WORDS[role])
    return [
        (shares, Label("・".join(role.ja for role in roles), " and ".join(role.en for role in roles))) for shares, roles in found.items()
    ]


def _top(sheet: str) -> str:
    return f"{quoted_sheet(sheet)}!A1"
