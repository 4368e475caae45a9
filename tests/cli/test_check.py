"""`kpi-xl check` says what the linter finds, and still ends well."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.book.templates import template_path
from kpi_xl.labels import Lang
from tests.cli.test_app import run
from tests.support.every_workbook import both
from tests.support.workbooks import SHOP, changed, workbook


@pytest.mark.parametrize(("lang", "said"), [("ja", "警告 K011：KPIツリー!C14"), ("en", "warning K011: 'KPI Tree'!C14 (LTV factor)")])
def test_check_prints_findings_in_the_workbooks_language_and_ends_with_0(lang: Lang, said: str) -> None:
    done = run("check", template_path(lang, "example"))
    assert done.exit_code == 0, done.output
    assert said in done.output


@pytest.mark.parametrize("words", [("--ignore", "K011"), ("--select", "K007,K009")])
def test_rules_are_chosen_by_options(words: tuple[str, ...]) -> None:
    assert "K011" not in run("check", template_path("en", "example"), *words).output


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ja", "計算できます（KPI 20件、目標 2件）。確認したい点：1件。"), ("en", "It computes (20 KPIs, 2 goals). Worth a look: 1.")],
)
def test_check_says_how_much_is_worth_a_look(lang: Lang, said: str) -> None:
    assert said in run("check", template_path(lang, "example")).output


def test_what_stops_the_reading_has_its_code_as_well(tmp_path: Path) -> None:
    rows = changed(SHOP["en"], visitors={"low": 9000.0, "high": 9500.0, "stated": None})
    done = run("check", workbook(tmp_path / "a.xlsx", rows, both("en"), lang="en"))
    assert done.exit_code == 2
    assert "× error K002: 'KPI Tree'!C5 (Visitors): " in done.output


def test_an_unknown_rule_ends_with_2() -> None:
    assert run("check", template_path("en", "example"), "--select", "K999").exit_code == 2
