"""Whatever is typed, reading it ends in a tree or in one of our sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.errors import FormulaError
from kpi_xl.formula.expression import walk
from kpi_xl.formula.grammar import parse
from kpi_xl.labels import LANGS

WORDS = st.sampled_from(
    [
        *"+-*/^&=<>%@:,(){};#![]'\"$ \n",
        "A1",
        "$B$2",
        "A:A",
        "1:3",
        "売上",
        "Sheet1!",
        "'x y'!",
        "[1]",
        "tbl[",
        "@",
        "#REF!",
        "#This Row",
        *("SUM(", "IF(", "_xlfn.", "R1C1", "TRUE", "1.5E-3", "0", '"a"', "[[", "]]", "（", "　", "é", "\\"),
    ]
)


def reads(text: str) -> None:
    try:
        tree = parse(text)
    except FormulaError as error:
        spoken = [error.sentence(lang) for lang in LANGS]
    else:
        spoken = [str(0 < node.span[0] <= node.span[1] <= len(text)) for node in walk(tree)]
    assert "False" not in spoken
    assert all(spoken)


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    reads("=" + text)
    reads(text)


@given(st.lists(WORDS, max_size=30))
def test_any_words_of_the_language(words: list[str]) -> None:
    reads("=" + "".join(words))


@given(st.lists(WORDS, min_size=1, max_size=4), st.integers(1, 3000))
def test_any_words_again_and_again(words: list[str], times: int) -> None:
    reads("=" + "".join(words) * times)
