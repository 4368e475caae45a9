"""Every sentence can be said in both languages, with the same facts."""

from __future__ import annotations

import inspect
import string

import pytest

from kpi_xl import errors

CLASSES = [found for _, found in inspect.getmembers(errors, inspect.isclass) if "say" in vars(found)]


def facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_both_languages_say_the_same_facts_and_where(error: type[errors.KpiXlError]) -> None:
    assert facts(error.say.ja) == facts(error.say.en)
    assert "where" in facts(error.say.en) or error is errors.Problems


def test_a_code_is_the_class_as_words() -> None:
    assert errors.NotANumber(where="A1", value="x", column="Low").code == "not_a_number"
    assert errors.BadBounds(where="A1", lever="x", low=1, high=0).code == "bad_bounds"


def test_problems_are_said_one_on_a_line() -> None:
    one, other = errors.NoGoal(where="Goals"), errors.NoRows(where="tbl_kpi")
    both = errors.Problems([one, other])
    assert both.sentence("ja") == f"{one.sentence('ja')}\n{other.sentence('ja')}"
    assert str(both) == f"{one}\n{other}"
