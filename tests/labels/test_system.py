"""What the environment asks for is the language that is spoken, installed or not."""

from __future__ import annotations

import locale

import pytest

from kpi_xl.labels.system import VARIABLES, system_language


@pytest.mark.parametrize(
    ("variables", "own", "spoken"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "en_US", "ja"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "ja_JP.UTF-8"}, "ja_JP", "en"),
        ({"LC_ALL": "C", "LC_MESSAGES": "ja_JP"}, "en_US", "ja"),
        ({"LANG": "C.UTF-8"}, "en_US", "en"),
        ({}, "Japanese_Japan", "ja"),  # as Windows says it
        ({}, None, "en"),
    ],
)
def test_the_language_asked_for_comes_before_the_systems(
    variables: dict[str, str], own: str | None, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(locale, "getlocale", lambda: (own, "UTF-8"))
    assert system_language() == spoken
