"""Read the settings table: a row per choice that holds for the whole workbook.

Knows the settings table. Does not know what the choices lead to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from kpi_xl import errors, labels
from kpi_xl.book import entry
from kpi_xl.book.formats import AUTOMATIC, CHOICES
from kpi_xl.book.layout import LANGUAGES, YES_NO
from kpi_xl.book.rows import Sheet
from kpi_xl.calc.cells import Address
from kpi_xl.labels import Label, Lang
from kpi_xl.solve.strategies import STRATEGIES

STRATEGY_LABELS = {key: strategy.label for key, strategy in STRATEGIES.items()}


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the settings: its key, its word, its help, what it may be, and what a new workbook says."""

    key: str
    label: Label
    help: Label
    choices: Mapping[str, Label]
    is_number: bool = False


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
    language: Lang | None = None
    cells: Mapping[str, Address] = field(default_factory=dict)


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
                value = entry.text(sheet.value(row, "value"))
                cells[setting.key] = sheet.address(row, "value")
                if setting.is_number:
                    found |= _number(sheet, row, setting)
                    continue
                chosen = entry.one_of(value, setting.choices) if setting.choices else value
                if value and chosen is None:
                    choices = entry.listed(setting.choices)
                    sheet.problems.append(errors.NotAChoice(where=cells[setting.key], value=value, column=setting.label, choices=choices))
                elif value and chosen:
                    found[setting.key] = chosen
    return TypeAdapter(Settings).validate_python({**found, "cells": cells})


def _number(sheet: Sheet, row: int, setting: Setting) -> dict[str, object]:
    """Take a row's value as a number; one that is none is a problem."""
    typed = replace(sheet.table.column("value"), label=setting.label)
    try:
        return {setting.key: entry.number(sheet.value(row, "value"), typed, sheet.address(row, "value"))}
    except errors.NotANumber as problem:
        sheet.problems.append(problem)
        return {}
