"""Kana and kanji are Japanese; what has neither is not."""

from __future__ import annotations

import pytest

from kpi_xl.labels.script import is_japanese


@pytest.mark.parametrize(
    ("texts", "is_so"), [(["Plan", "売上"], True), (["カナ"], True), (["ひらがな"], True), (["Sales", "¥ & €"], False), ([], False)]
)
def test_one_word_in_japanese_is_enough(texts: list[str], is_so: bool) -> None:
    assert is_japanese(texts) is is_so
