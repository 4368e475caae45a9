"""What is merged: the tables people fill in and the scenarios' tabs, and for each how a row is known again in another copy.

Knows columns and identities. Does not know a workbook; a row is asked for what its cells show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kpi_xl import labels
from kpi_xl.book import entry
from kpi_xl.book.action_layout import ACTIONS, FILLED
from kpi_xl.book.agreements import AGREED
from kpi_xl.book.ahead_layout import ASSUMPTIONS, MILESTONES
from kpi_xl.book.ahead_layout import FILLED as FORESEEN
from kpi_xl.book.layout import ACTUALS, EFFECTS, GOALS, KPIS, ROLE_SHEETS, ROLES, SETTINGS, WAYS, Column, Table
from kpi_xl.book.settings import SETTINGS as CHOICES
from kpi_xl.labels import LANGS, Label

Who = tuple[str, ...]
"""Who a row is, wherever it stands: its name, say, and which of several rows of that name it is."""

Says = Callable[[str], str]
"""What a row's cell of a column shows, as text."""

TABS = Table("", labels.SCENARIO, (AGREED, Column("note", labels.scenario.TAB_NOTE, "text", Label("", ""))))
"""The input columns of a scenario's tab, which is no table of Excel's."""


CHOSEN = {choice.key: choice.choices for choice in CHOICES}
"""What each setting may be; nothing where it may be anything."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table that is merged.

    Attributes
    ----------
    identify
        Who a row is.
    title
        The column that says so to people.
    ours
        Columns that are not merged: the workbook fills them itself, or they are who the row is.
    grows
        Whether a row that only a copy has is added.
    by_place
        Whether rows that nobody else is may be taken for each other where they stand at the same place.
    """

    table: Table
    identify: Callable[[Says], Who]
    title: str
    ours: frozenset[str] = frozenset()
    grows: bool = False
    by_place: bool = False

    def column(self, key: str, header: str, who: Who) -> Column:
        """Return a column by its key; one that is the user's own holds any text, and what a setting may be depends on the row."""
        known = {column.key: column for column in self.table.columns}
        column = known.get(key) or Column(key, Label(header, header), "text", Label("", ""))
        choices = CHOSEN.get(who[0]) if self.table is SETTINGS and key == "value" else None
        return replace(column, sort="choice", choices=choices) if choices else column


def scenario_key(said: str) -> str:
    """Return a scenario's name as it is compared: the usual two are the same in both languages."""
    usual = [role for role, sheet in ROLE_SHEETS.items() if entry.plain(said) in {entry.plain(sheet.say(lang)) for lang in LANGS}]
    return usual[0] if usual else entry.plain(said)


def _kpi(says: Says) -> Who:
    return (entry.plain(says("name")),)


def _goal(says: Says) -> Who:
    role = entry.one_of(says("role"), ROLES) or ""
    return scenario_key(says("scenario")) or role, entry.plain(says("kpi"))


def _effect(says: Says) -> Who:
    return entry.plain(says("cause")), entry.plain(says("affected"))


def _way(says: Says) -> Who:
    """A condition is its KPI, which may have a row for each KPI that it reaches late; "all" is the same in both languages."""
    said = says("kpi")
    return entry.one_of(said, {"all": labels.plan.ALL}) or entry.plain(said), entry.plain(says("into"))


def _setting(says: Says) -> Who:
    return (entry.one_of(says("setting"), {choice.key: choice.label for choice in CHOICES}) or entry.plain(says("setting")),)


def _action(says: Says) -> Who:
    """A task is its number; a row that somebody added has none yet, and is its KPI and what is done."""
    return (number,) if (number := entry.plain(says("number"))) else ("", entry.plain(says("kpi")), entry.plain(says("task")))


def _year(says: Says) -> Who:
    return (entry.plain(says("year")),)


def _assumption(says: Says) -> Who:
    """An assumption is its words; one that is still blank is what it will be about."""
    return (said,) if (said := entry.plain(says("assumption"))) else ("", entry.plain(says("area")), entry.plain(says("outlook")))


PARTS = (
    Part(KPIS, _kpi, "name", frozenset({"name", "formula", "cell"}), grows=True),
    Part(GOALS, _goal, "scenario", frozenset({"result"}), grows=True, by_place=True),
    Part(EFFECTS, _effect, "affected", frozenset({"result"}), grows=True, by_place=True),
    Part(ACTUALS, _kpi, "name", frozenset({"name", "label", "unit", "entry"}), grows=True),
    Part(WAYS, _way, "kpi", grows=True, by_place=True),
    Part(SETTINGS, _setting, "setting", frozenset({"setting", "help"})),
    Part(MILESTONES, _year, "year", FORESEEN, grows=True),
    Part(ASSUMPTIONS, _assumption, "assumption", FORESEEN, grows=True, by_place=True),
    Part(ACTIONS, _action, "task", FILLED, grows=True, by_place=True),
)
"""Every table of ours that people fill in; one more is one more row here."""

TAB = Part(TABS, _kpi, "name", frozenset({"name"}))
