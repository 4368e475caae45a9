"""`kpi-xl check` says what the linter finds, and still ends well."""

from __future__ import annotations

import pytest

from kpi_xl.book.templates import template_path
from kpi_xl.labels import Lang
from tests.cli.test_app import run


@pytest.mark.parametrize(("lang", "said"), [("ja", "警告 K011：KPIツリー!C14"), ("en", "warning K011: 'KPI Tree'!C14 (LTV factor)")])
def test_check_prints_findings_in_the_workbooks_language_and_ends_with_0(lang: Lang, said: str) -> None:
    done = run("check", template_path(lang, "example"))
    assert done.exit_code == 0, done.output
    assert said in done.output


@pytest.mark.parametrize("words", [("--ignore", "K011"), ("--select", "K007,K009")])
def test_rules_are_chosen_by_options(words: tuple[str, ...]) -> None:
    assert "K011" not in run("check", template_path("en", "example"), *words).output


def test_an_unknown_rule_ends_with_2() -> None:
    assert run("check", template_path("en", "example"), "--select", "K999").exit_code == 2
