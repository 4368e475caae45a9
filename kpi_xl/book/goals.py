"""Read the goals table: each active row is a goal or a guardrail, rows of one scenario hold together.

Knows the goals table. Does not know the tree, so it cannot say whether a KPI exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from pydantic import TypeAdapter

from kpi_xl import errors
from kpi_xl.book import entry
from kpi_xl.book.layout import FORBIDDEN_IN_SHEETS, LONGEST_SHEET, PAGE_SHEETS, RESERVED_SHEETS, ROLE_SHEETS
from kpi_xl.book.rows import TAKES, Sheet
from kpi_xl.calc.cells import Address
from kpi_xl.labels import AMOUNT, KIND, LANGS, Label, Lang, listed
from kpi_xl.model.goal import Goal, Kind
from kpi_xl.model.scenario import Asked, Role, Scenario

SUSPICIOUS_SHARE = 10.0
"""From here on a percentage of last year is questioned: 150 typed for 150% would be 15,000%."""

USUAL = {"must_achieve": 150.0, "stretch": 300.0}
"""What the KGI has to become when nobody says: percent of last year, by role."""

GOAL = TypeAdapter(Goal)
A_KIND = Label(ja="比較の種類", en="what to compare with")
A_NUMBER = Label(ja="数値", en="a number")
TOO_LONG = Label(ja="31文字を超えています", en="longer than 31 characters")
RESERVED = Label(ja="Excelの予約語です", en="a word Excel reserves")
FORBIDDEN = Label(ja=r"\ / ? * [ ] : ' は使えません", en=r"\ / ? * [ ] : ' cannot be used")
A_PAGE = Label(ja="自動で作るページの名前です", en="the name of a page that is made for you")
TAKEN = Label(ja="入力用のシートの名前です", en="the name of a sheet with inputs")


def usual_scenarios(kgi: str, lang: Lang) -> list[Scenario]:
    """Return the scenarios a workbook has when nobody typed a goal: must-achieve 150%, stretch 300% of last year."""
    return [
        Scenario(ROLE_SHEETS[role].say(lang), cast(Role, role), (Goal(kgi, percent=percent),), (None,)) for role, percent in USUAL.items()
    ]


def read_goals(sheet: Sheet, kgi: str, lang: Lang, taken: Sequence[str]) -> list[Scenario]:
    """Return the scenarios of the active rows, in the order in which they first appear.

    A guardrail makes no scenario: it holds in the one it names, or in all; where nobody typed a goal, in the usual ones.

    Parameters
    ----------
    kgi
        What a row with a blank KPI is about.
    taken
        Sheets that no scenario may be called after.
    """
    found: dict[str, Scenario] = {}
    guards: list[Guard] = []
    for row in sheet.rows(ignoring=("result",)):
        if sheet.read(row, "active", entry.choice) == "no":
            continue
        goal = _goal(sheet, row, kgi)
        asked = cast(Asked, sheet.read(row, "role", entry.choice) or "other")
        if asked == "guardrail":
            guards += [Guard(replace(goal, guard=True), row)] if goal else []
            continue
        role: Role = asked
        name = entry.text(sheet.value(row, "scenario")) or (
            ROLE_SHEETS[role].say(lang) if role in ROLE_SHEETS else goal.kpi if goal else ""
        )
        reason = unfit(name, taken)
        if reason:
            sheet.problems.append(errors.BadScenario(where=_cell(sheet, row, "scenario"), scenario=name, reason=reason))
        elif goal:
            before = found.get(name.casefold(), Scenario(name, role, ()))
            found[name.casefold()] = Scenario(before.name, before.role, (*before.goals, goal), (*before.rows, row))
    if guards and not found:
        found = {scenario.name.casefold(): scenario for scenario in usual_scenarios(kgi, lang)}
    return _guarded(sheet, list(found.values()), guards, lang)


class Guard(NamedTuple):
    """A guardrail and its row."""

    goal: Goal
    row: int


def _guarded(sheet: Sheet, scenarios: list[Scenario], guards: list[Guard], lang: Lang) -> list[Scenario]:
    """Return the scenarios with their guardrails behind their goals; a guardrail of a scenario without a goal is noted as a problem."""
    names = {scenario.name.casefold() for scenario in scenarios}
    for goal, row in guards:
        name = entry.text(sheet.value(row, "scenario"))
        if name and name.casefold() not in names:
            where, known = _cell(sheet, row, "scenario"), listed((scenario.name for scenario in scenarios), lang)
            sheet.problems.append(errors.GuardWithoutGoal(where=where, kpi=goal.kpi, scenario=name, scenarios=known))
        scenarios = [
            replace(each, goals=(*each.goals, goal), rows=(*each.rows, row)) if name.casefold() in ("", each.name.casefold()) else each
            for each in scenarios
        ]
    return scenarios


def unfit(name: str, taken: Sequence[str]) -> Label | None:
    """Say why a scenario's name cannot be the name of a sheet, or None where it can."""
    if len(name) > LONGEST_SHEET:
        return TOO_LONG
    if any(character in FORBIDDEN_IN_SHEETS for character in name):
        return FORBIDDEN
    if name.casefold() in RESERVED_SHEETS:
        return RESERVED
    if name.casefold() in {page.say(lang).casefold() for page in PAGE_SHEETS.values() for lang in LANGS}:
        return A_PAGE
    return TAKEN if name.casefold() in {sheet.casefold() for sheet in taken} else None


def _goal(sheet: Sheet, row: int, kgi: str) -> Goal | None:
    """Return a row's goal, or None where the row's problems are noted."""
    before = len(sheet.problems)
    kind = cast("Kind | None", sheet.read(row, "kind", entry.choice))
    amount = cast("float | None", sheet.read(row, "amount", TAKES["amount"]))
    if len(sheet.problems) > before:
        return None
    sheet.problems += _missing(sheet, row, kind, amount)
    if kind is None or amount is None:
        return None
    if kind == "percent" and amount >= SUSPICIOUS_SHARE:
        sheet.problems.append(
            errors.LooksLikePercent(
                where=_cell(sheet, row, "amount"), amount=f"{amount:g}", percent=f"{amount:,.0%}", meant=f"{amount:g}%", times=f"{amount:g}"
            )
        )
        return None
    name = entry.text(sheet.value(row, "kpi")) or kgi
    said = {"percent": amount * 100.0} if kind == "percent" else {str(kind): amount}
    return GOAL.validate_python({"kpi": name, "where": str(_cell(sheet, row, "kpi")), **said})


def _missing(sheet: Sheet, row: int, kind: Kind | None, amount: float | None) -> Iterator[errors.SheetProblem]:
    if kind is None:
        yield errors.MissingCell(where=_cell(sheet, row, "kind"), column=KIND, expected=A_KIND)
    if amount is None:
        yield errors.MissingCell(where=_cell(sheet, row, "amount"), column=AMOUNT, expected=A_NUMBER)


def _cell(sheet: Sheet, row: int, key: str) -> Address:
    """Return where a cell stands; a missing column's problems are shown at the row's first cell."""
    return sheet.address(row, key) if key in sheet.columns else Address(sheet.area.sheet, row, sheet.area.first_column)
