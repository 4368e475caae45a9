"""What stops an add-in or a button is said with the same facts in both languages."""

from __future__ import annotations

import inspect
import string

import pytest

from kpi_xl.errors import addin
from kpi_xl.errors.addin import NoXlwings
from kpi_xl.excel import hardening

CLASSES = [
    found for _, found in inspect.getmembers(addin, inspect.isclass) if issubclass(found, addin.AddinProblem) and "say" in vars(found)
]


def facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_both_languages_say_the_same_facts_and_where(error: type[addin.AddinProblem]) -> None:
    assert facts(error.say.ja) == facts(error.say.en)
    assert "where" in facts(error.say.en)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_without_xlwings_the_build_says_how_to_get_it(lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardening, "find_spec", lambda name: None)
    with pytest.raises(NoXlwings) as failed:
        hardening.installed()
    assert (
        failed.value.sentence(lang)
        == {
            "en": "xlwings: xlwings is not installed, and the add-in needs it. Install it with pip install kpi-xl[addin].",
            "ja": "xlwings：アドインに必要な xlwings がインストールされていません。pip install kpi-xl[addin] でインストールしてください。",
        }[lang]
    )
