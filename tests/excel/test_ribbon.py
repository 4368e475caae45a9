"""The tab draws the buttons whose job exists, every callback has its Sub, and every word is there in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from kpi_xl.excel.build import rows, source
from kpi_xl.excel.entry import JOBS
from kpi_xl.excel.ribbon import BUTTONS, GROUPS, NAMESPACE, OWN, STRATEGIES, drawn, ribbon_xml
from kpi_xl.labels import LANGS
from kpi_xl.solve.strategies import STRATEGIES as SOLVER_STRATEGIES

EVERY = tuple(button.job for button in BUTTONS)
TAG = f"{{{NAMESPACE}}}"
SUB = re.compile(r"^Public Sub (\w+)\(([^)]*)\)", re.MULTILINE)

ARGUMENTS = {
    "onLoad": 1,
    "onAction": {"button": 1, "dropDown": 3},
    "getLabel": 2,
    "getScreentip": 2,
    "getSupertip": 2,
    "getItemCount": 2,
    "getItemLabel": 3,
    "getSelectedItemIndex": 2,
}
"""How many arguments Office passes ("Customizing the 2007 Office Fluent Ribbon for Developers", part 3: callbacks for each control)."""


def controls(jobs: tuple[str, ...]) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(ribbon_xml(jobs)).iter())


def kind(control: ElementTree.Element) -> str:
    return control.tag.removeprefix(TAG)


def callbacks(jobs: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for control in controls(jobs):
        for name, value in control.attrib.items():
            if name in ARGUMENTS:
                yield kind(control), name, value


def test_a_button_without_a_job_is_not_drawn() -> None:
    drawn_now = [control.get("tag") for control in controls(("solve", "about")) if kind(control) == "button"]
    assert drawn_now == ["solve", "language", "about"]


def test_a_group_without_buttons_is_not_drawn() -> None:
    groups = [control.get("tag") for control in controls(("solve",)) if kind(control) == "group"]
    assert groups == ["group.solve", "group.help"]


def test_every_job_there_is_has_a_button() -> None:
    assert {button.job for button in drawn(JOBS)} == set(JOBS) | OWN


def test_ids_are_there_once() -> None:
    ids = [control.get("id") for control in controls(EVERY) if control.get("id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z_]\w*", each) for each in ids if each)


def test_every_callback_is_one_we_know_the_arguments_of() -> None:
    named = {name for control in controls(EVERY) for name in control.attrib if re.match(r"(on|get|load)[A-Z]", name)}
    assert named == set(ARGUMENTS)


def test_every_callback_has_a_public_sub_with_the_arguments_office_passes() -> None:
    subs = {name: arguments.count(",") + 1 for name, arguments in SUB.findall(source("KpiRibbon.bas"))}
    for control, name, value in callbacks(EVERY):
        module, _, sub = value.partition(".")
        wanted = ARGUMENTS[name]
        assert module == "KpiRibbon"
        assert subs[sub] == (wanted[control] if isinstance(wanted, dict) else wanted), value


def test_every_sub_of_the_ribbon_is_a_callback() -> None:
    asked = {value.partition(".")[2] for _, _, value in callbacks(EVERY)}
    assert {name for name, _ in SUB.findall(source("KpiRibbon.bas"))} == asked


def test_every_control_that_speaks_has_a_word_in_both_languages() -> None:
    words = {row[0]: row[1:] for row in rows((), EVERY)}
    for control in controls(EVERY):
        if control.get("getLabel"):
            japanese, _, english, _ = words[control.get("tag") or ""]
            assert japanese
            assert english


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.job)
def test_a_button_has_a_group_and_a_tip_that_fits(button) -> None:
    assert button.group in GROUPS
    assert all(0 < len(button.tip.say(lang)) <= 1024 for lang in LANGS)
    assert all(len(button.label.say(lang)) <= 16 for lang in LANGS), "a label under a picture is short"


def test_no_key_of_the_words_is_there_twice() -> None:
    keys = [row[0] for row in rows((), EVERY) if row[0] != "notice"]
    assert len(keys) == len(set(keys))


def test_the_drop_down_offers_every_strategy_after_that_of_the_workbook() -> None:
    assert list(STRATEGIES) == ["", *SOLVER_STRATEGIES]
