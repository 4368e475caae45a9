"""Read the settings table: a row per choice that holds for the whole workbook.

Knows the settings table. Does not know what the choices lead to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pydantic import TypeAdapter

from kpi_xl import errors, labels
from kpi_xl.book import entry
from kpi_xl.book.formats import AUTOMATIC, CHOICES
from kpi_xl.book.layout import LANGUAGES, YES_NO
from kpi_xl.book.rows import Sheet
from kpi_xl.calc.cells import Address
from kpi_xl.labels import Label, Lang
from kpi_xl.labels import plan as planning
from kpi_xl.model import typed
from kpi_xl.plan.curve import CURVES
from kpi_xl.plan.month import APRIL, IN_A_YEAR, JANUARY, Month, months
from kpi_xl.plan.total import MEANINGS, Meaning
from kpi_xl.solve.strategies import STRATEGIES

STRATEGY_LABELS = {key: strategy.label for key, strategy in STRATEGIES.items()}
CURVE_LABELS = {key: planning.CURVE_LABELS[key] for key in CURVES}
MEANING_LABELS = {str(key): label for key, label in MEANINGS.items()}
BEGINNINGS = {str(month): label for month, label in enumerate(planning.MONTH_NAMES, 1)}
FISCAL_STARTS: Mapping[Lang, int] = {"ja": APRIL, "en": JANUARY}
"""The month with which a fiscal year begins, unless somebody says otherwise."""

USUAL_FAIR = {"fair": "90%", "stretch_fair": "70%"}
"""From which achievement a KPI counts as ○ in a new workbook."""

MOST_MONTHS = 36
EPOCH = date(1899, 12, 30)
"""The day that Excel calls 0."""

SERIAL = range(10_000, 100_000)
"""Numbers that mean a day: Excel makes one of 2026-04 when somebody types it."""


def month(said: str, where: Address) -> Month:
    """Take a text as a month."""
    if said.isdecimal() and int(said) in SERIAL:
        return Month.of(EPOCH + timedelta(int(said)))
    return Month.parse(said, str(where))


def count(said: str, where: Address) -> int:
    """Take a text as how many months are planned."""
    meant = typed.number(said)
    if meant is None or meant != int(meant) or not 1 <= meant <= MOST_MONTHS:
        raise errors.BadMonthCount(where=where, value=said, most=MOST_MONTHS)
    return int(meant)


def share(said: str, where: Address) -> float:
    """Take a text as a share: 90% or 0.9."""
    meant = typed.number(said)
    if meant is None or not 0.0 < meant <= 1.0:
        raise errors.NotAShare(where=where, value=said)
    return meant


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the settings: its key, its word, its help, what it may be: one of its choices, a KPI, or what `take` makes of it."""

    key: str
    label: Label
    help: Label
    choices: Mapping[str, Label]
    is_number: bool = False
    take: Callable[[str, Address], object] | None = None


SETTINGS = (
    Setting(
        "kgi", labels.KGI, Label(ja="最終目標のKPI。ここを変えると逆算の対象が変わります。", en="The KPI that everything leads to."), {}
    ),
    Setting(
        "strategy",
        labels.STRATEGY,
        Label(
            ja="負担最小＝合計の負担が最小／均等倍率＝同じ倍率／伸びしろ比例＝上下限まで同じ割合／個別目標へ＝個別目標まで同じ割合／優先順位＝順に1つずつ／費用最小＝合計の費用が最小／予算内で最大＝予算内でKGIが最大",
            en="Least effort: smallest total. Equal ratio: one factor. Headroom, Toward stated: one share of every way. In order: in turn. "
            "Cheapest: least cost. Within budget: the most KGI for the budget.",
        ),
        STRATEGY_LABELS,
    ),
    Setting(
        "budget",
        labels.BUDGET,
        Label(
            ja="逆算方法「予算内で最大」で使ってよい金額の合計（現状から数えます）。KPIツリーの「費用」と同じ通貨単位で入力します。",
            en="What may be spent in all, counted from today, with the strategy Within budget; in the money of the cost column.",
        ),
        {},
        is_number=True,
    ),
    Setting(
        "stretch_builds",
        labels.STRETCH_BUILDS,
        Label(
            ja="はい＝挑戦目標では、どのKPIも必達目標の値より後退させません。",
            en="yes: no lever of a stretch goal falls back behind what it becomes for the must-achieve goal.",
        ),
        YES_NO,
    ),
    Setting(
        "practical",
        labels.PRACTICAL,
        Label(
            ja="はい＝目標を満たす範囲で、件数は1、率は0.1ポイント（小さい率は値の1%）、金額は3桁に丸めます。",
            en="yes: counts to 1, rates to 0.1 point (small ones to 1% of themselves), money to 3 digits; the goals still hold.",
        ),
        YES_NO,
    ),
    Setting(
        "display_unit",
        labels.DISPLAY_UNIT,
        Label(
            ja="金額をどの単位で見せるか。この単位に満たない金額は円のまま表示します。計算は変わりません。",
            en="In which unit money is shown; amounts below one of it stay as they are. Nothing is calculated differently.",
        ),
        CHOICES,
    ),
    Setting("start", planning.START, planning.START_HELP, {}, take=month),
    Setting("months", planning.MONTHS, planning.MONTHS_HELP, {}, take=count),
    Setting("curve", planning.CURVE, planning.CURVE_HELP, CURVE_LABELS),
    Setting("meaning", planning.MEANING, planning.MEANING_HELP, MEANING_LABELS),
    Setting("fiscal_start", planning.FISCAL_START, planning.FISCAL_START_HELP, BEGINNINGS),
    Setting("fair", labels.review.FAIR, labels.review.FAIR_HELP, {}, take=share),
    Setting("stretch_fair", labels.review.STRETCH_FAIR, labels.review.STRETCH_FAIR_HELP, {}, take=share),
    Setting("language", labels.LANGUAGE, Label(ja="結果とメッセージの言語", en="Language of results and messages"), LANGUAGES),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a workbook has chosen, None where it leaves a choice to us; and the cell each choice stands in."""

    kgi: str | None = None
    strategy: str | None = None
    budget: float | None = None
    stretch_builds: bool = True
    practical: bool = False
    display_unit: str = AUTOMATIC
    start: Month | None = None
    months: int | None = None
    curve: str = "linear"
    meaning: Meaning = "run_rate"
    fiscal_start: int | None = None
    fair: float | None = None
    stretch_fair: float | None = None
    language: Lang | None = None
    cells: Mapping[str, Address] = field(default_factory=dict)

    def begins(self, lang: Lang) -> int:
        """Return the month, 1 to 12, with which a fiscal year begins."""
        return self.fiscal_start or FISCAL_STARTS[lang]

    def planned(self, lang: Lang, now: Month) -> tuple[Month, ...]:
        """Return the months that are planned: from the chosen one on, else from the first of the fiscal year in which it is now."""
        first = self.start or Month(now.fiscal_year(self.begins(lang)), self.begins(lang))
        return months(first, self.months or IN_A_YEAR)


def read_settings(sheet: Sheet) -> Settings:
    """Return the settings; a word that is no choice is noted as a problem, and a table without its columns says nothing."""
    if sheet.problems:
        return Settings()
    found: dict[str, object] = {}
    cells: dict[str, Address] = {}
    for row in sheet.rows():
        said = entry.text(sheet.value(row, "setting"))
        for setting in SETTINGS:
            if entry.one_of(said, {setting.key: setting.label}):
                cells[setting.key] = sheet.address(row, "value")
                if setting.is_number:
                    found |= _number(sheet, row, setting)
                else:
                    _take(sheet, setting, entry.text(sheet.value(row, "value")), cells[setting.key], found)
    return TypeAdapter(Settings).validate_python({**found, "cells": cells})


def _number(sheet: Sheet, row: int, setting: Setting) -> dict[str, object]:
    """Take a row's value as a number; one that is none is a problem."""
    typed = replace(sheet.table.column("value"), label=setting.label)
    try:
        return {setting.key: entry.number(sheet.value(row, "value"), typed, sheet.address(row, "value"))}
    except errors.NotANumber as problem:
        sheet.problems.append(problem)
        return {}


def _take(sheet: Sheet, setting: Setting, value: str, where: Address, found: dict[str, object]) -> None:
    """Note what a setting says, or what is wrong with it; a blank one says nothing."""
    if not value:
        return
    try:
        found[setting.key] = chosen(setting, value, where)
    except errors.KpiXlError as problem:
        sheet.problems.append(problem)


def chosen(setting: Setting, value: str, where: Address) -> object:
    """Return what a setting's text means.

    Raises
    ------
    NotAChoice, BadMonth, BadMonthCount
        If it means nothing.
    """
    if setting.take:
        return setting.take(value, where)
    key = entry.one_of(value, setting.choices) if setting.choices else value
    if key is None:
        raise errors.NotAChoice(where=where, value=value, column=setting.label, choices=entry.listed(setting.choices))
    return key
