"""The KPI tab of Excel's ribbon: a row per button, drawn only where its job exists.

Knows buttons, groups and words. Does not know what a job does, nor how an add-in is packed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from kpi_xl import labels
from kpi_xl.book.settings import STRATEGY_LABELS
from kpi_xl.labels import Label
from kpi_xl.labels import ribbon as words

NAMESPACE = "http://schemas.microsoft.com/office/2006/01/customui"
RELATIONSHIP = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
"""The two belong together: Excel 2007 and later read this pair, Excel for Mac as well."""

TAB = "tab"
STRATEGY = "strategy"
OWN = frozenset({"language"})
"""Buttons that the add-in answers itself, without Python."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button: the job it asks for, the group it stands in, its words, Office's name of its picture, and whether it is large."""

    job: str
    group: str
    label: Label
    tip: Label
    image: str
    large: bool = False


GROUPS = {
    "start": words.START,
    "solve": words.SOLVE_GROUP,
    "understand": words.UNDERSTAND,
    "run": words.RUN_GROUP,
    "share": words.SHARE_GROUP,
    "help": words.HELP_GROUP,
}
BUTTONS = (
    Button("new", "start", words.NEW, words.NEW_TIP, "FileNew", large=True),
    Button("example", "start", words.EXAMPLE, words.EXAMPLE_TIP, "FileOpen", large=True),
    Button("solve", "solve", words.SOLVE, words.SOLVE_TIP, "GoalSeek", large=True),
    Button("check", "solve", words.CHECK, words.CHECK_TIP, "ErrorChecking"),
    Button("restore", "solve", words.RESTORE, words.RESTORE_TIP, "Undo"),
    Button("compare", "understand", labels.COMPARE, words.COMPARE_TIP, "ChartInsert", large=True),
    Button("simulator", "understand", labels.SIMULATOR, words.SIMULATOR_TIP, "WhatIfAnalysisMenu", large=True),
    Button("tree", "understand", labels.TREE, words.TREE_TIP, "TraceDependents"),
    Button("sensitivity", "understand", words.SENSITIVITY, words.SENSITIVITY_TIP, "ChartTypeBarInsertGallery"),
    Button("contribution", "understand", labels.contribution.CONTRIBUTION, words.CONTRIBUTION_TIP, "ChartTypeColumnInsertGallery"),
    Button("probability", "understand", labels.probability.PROBABILITY, words.PROBABILITY_TIP, "ChartTypeAreaInsertGallery"),
    Button("rationale", "understand", labels.RATIONALE, words.RATIONALE_TIP, "FunctionWizard"),
    Button("actions", "run", labels.actions.BUTTON, labels.actions.BUTTON_TIP, "TaskList", large=True),
    Button("ahead", "run", labels.ahead.BUTTON, labels.ahead.BUTTON_TIP, "ViewGoForward"),
    Button("plan", "run", labels.plan.PLAN, labels.plan.TIP, "ChartTypeLineInsertGallery", large=True),
    Button("actuals", "run", labels.actuals.ACTUALS, words.ACTUALS_TIP, "TableInsertDialog", large=True),
    Button("review", "run", labels.review.REVIEW, words.REVIEW_TIP, "ReviewTrackChanges", large=True),
    Button("replan", "run", labels.replan.REPLAN, labels.replan.TIP, "RefreshAll"),
    Button("share", "share", words.SHARE, words.SHARE_TIP, "FileSendAsAttachment", large=True),
    Button("guide", "help", labels.GUIDE, words.GUIDE_TIP, "Help", large=True),
    Button("language", "help", words.LANGUAGE, words.LANGUAGE_TIP, "Translate"),
    Button("doctor", "help", words.DOCTOR, words.DOCTOR_TIP, "AddInManager"),
    Button("about", "help", words.ABOUT, words.ABOUT_TIP, "Info"),
)
STRATEGIES = {"": words.AS_SET, **STRATEGY_LABELS}
"""What the drop-down offers, in this order; an empty choice leaves it to the workbook."""


def drawn(jobs: Collection[str]) -> tuple[Button, ...]:
    """Return the buttons whose job exists."""
    return tuple(button for button in BUTTONS if button.job in jobs or button.job in OWN)


def ribbon_xml(jobs: Collection[str]) -> bytes:
    """Return the tab as Excel reads it; every word comes from a callback, so that the language can change without a restart."""
    root = ElementTree.Element("customUI", {"xmlns": NAMESPACE, "onLoad": "KpiRibbon.KpiOnLoad"})
    tabs = ElementTree.SubElement(ElementTree.SubElement(root, "ribbon"), "tabs")
    tab = ElementTree.SubElement(tabs, "tab", {"id": "KpiTab", "tag": TAB, "getLabel": "KpiRibbon.KpiLabel"})
    buttons = drawn(jobs)
    for group in GROUPS:
        inside = [button for button in buttons if button.group == group]
        if inside:
            box = ElementTree.SubElement(
                tab, "group", {"id": f"Kpi_group_{group}", "tag": f"group.{group}", "getLabel": "KpiRibbon.KpiLabel"}
            )
            for button in inside:
                box.append(drawing(button))
                if button.job == "solve":
                    box.append(drop_down())
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def drawing(button: Button) -> ElementTree.Element:
    """Return a button as an element."""
    action = "KpiRibbon.KpiLanguage" if button.job in OWN else "KpiRibbon.KpiJob"
    shown = {"id": f"Kpi_{button.job}", "tag": button.job, "size": "large" if button.large else "normal", "imageMso": button.image}
    return ElementTree.Element("button", {**shown, **saying(), "onAction": action})


def drop_down() -> ElementTree.Element:
    """Return the drop-down of strategies as an element."""
    named = {"id": "Kpi_strategy", "tag": STRATEGY, "sizeString": "WWWWWWWWWW"}
    asked = ("getItemCount", "getItemLabel", "getSelectedItemIndex", "onAction")
    subs = ("KpiStrategyCount", "KpiStrategyLabel", "KpiStrategyIndex", "KpiStrategyChosen")
    return ElementTree.Element(
        "dropDown", {**named, **saying(), **{call: f"KpiRibbon.{sub}" for call, sub in zip(asked, subs, strict=True)}}
    )


def saying() -> dict[str, str]:
    """Return the callbacks that give a control its words."""
    return {"getLabel": "KpiRibbon.KpiLabel", "getScreentip": "KpiRibbon.KpiLabel", "getSupertip": "KpiRibbon.KpiTip"}


def spoken(jobs: Collection[str]) -> Iterator[tuple[str, Label, Label]]:
    """Yield what VBA says: its key, the word and its tip."""
    nothing = Label("", "")
    yield TAB, words.TAB, nothing
    yield from ((f"group.{key}", label, nothing) for key, label in GROUPS.items())
    yield from ((button.job, button.label, button.tip) for button in drawn(jobs))
    yield STRATEGY, words.STRATEGY, words.STRATEGY_TIP
    yield from ((f"{STRATEGY}.{number}", label, nothing) for number, label in enumerate(STRATEGIES.values()))
    yield "not_installed", words.NOT_INSTALLED, nothing
    yield "not_plain", words.NOT_PLAIN, nothing
