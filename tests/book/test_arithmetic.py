"""A formula in words is what people would write: read as school arithmetic, with the numbers put in, it gives the formula's value."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpi_xl.book.arithmetic import Arithmetic, Figure, Said
from kpi_xl.formula.expression import NameRef, RangeRef
from kpi_xl.formula.grammar import parse
from kpi_xl.formula.tokens import LONGEST_FORMULA
from kpi_xl.labels import LANGS, Lang

NUMBERS: Mapping[str, float] = {"visitors": 10_000.0, "rate": 0.02, "price": 5_000.5, "change": -0.25, "one": 1.0}


def meaning(node, spread: bool) -> list[Said]:
    if isinstance(node, RangeRef):
        return [Said((Figure(name, name),)) for name in NUMBERS][: node.last_row - node.first_row + 1]
    assert isinstance(node, NameRef)
    return [Said((Figure(node.name, node.name),))]


def said(formula: str, lang: Lang = "en", most: int = 1_000) -> Said:
    return Arithmetic(lang, meaning, most).say(parse(formula))


def with_numbers(words: Said) -> str:
    """The words with every label's number in its place, a negative one in brackets."""
    put = [piece if isinstance(piece, str) else repr(NUMBERS[piece.source]) for piece in words.pieces]
    return "".join(f"({each})" if each.startswith("-") else each for each in put)


class School:
    """Reads arithmetic as taught at school: brackets, powers, × and ÷ before + and −, a minus sign weaker than a power."""

    def __init__(self, words: str) -> None:
        self.words = re.findall(r"[0-9][0-9.,]*(?:e[-+]?[0-9]+)?%?|[-()+×÷^−]", words)
        assert "".join(self.words) == words.replace(" ", ""), words

    def value(self) -> float:
        value = self.sum()
        assert not self.words, self.words
        return value

    def take(self, *wanted: str) -> str:
        return self.words.pop(0) if self.words and self.words[0] in wanted else ""

    def sum(self) -> float:
        value = -self.product() if self.take("−", "-") else self.product()
        while sign := self.take("+", "−"):
            value += self.product() if sign == "+" else -self.product()
        return value

    def product(self) -> float:
        value = self.power()
        while sign := self.take("×", "÷"):
            value = value * self.power() if sign == "×" else value / self.power()
        return value

    def power(self) -> float:
        base = self.atom()
        value = base ** self.atom() if self.take("^") else base
        assert self.words[:1] != ["^"], "a power of a power needs brackets"
        return value

    def atom(self) -> float:
        if self.take("("):
            value = self.sum()
            assert self.take(")")
            return value
        word = self.words.pop(0).replace(",", "")
        return float(word.rstrip("%")) / (100.0 if word.endswith("%") else 1.0)


leaves = st.one_of(
    st.sampled_from(sorted(NUMBERS)).map(lambda name: (name, NUMBERS[name])),
    st.integers(1, 2_000_000).map(lambda number: (str(number), float(number))),
    st.sampled_from([("0.5", 0.5), ("12.25", 12.25), ("10%", 0.1), ("1E-3", 0.001)]),
)


Part = tuple[str, float]
PAIRS: dict[str, Callable[[float, float], float]] = {
    "({})+({})": operator.add,
    "({})-({})": operator.sub,
    "({})*({})": operator.mul,
    "({})/({})": operator.truediv,
    "SUM({},{},1)": lambda one, other: one + other + 1.0,
    "PRODUCT({},{})": operator.mul,
}
SINGLES: dict[str, Callable[[float], float]] = {
    "-({})": operator.neg,
    "({})%": lambda part: part / 100.0,
    "({})^2": lambda part: part**2,
    "POWER({},3)": lambda part: part**3,
}


@st.composite
def formulas(draw: st.DrawFn, levels: int = 4) -> Part:
    """A formula, and the value that brackets round every part leave no doubt about."""
    if not levels or draw(st.integers(0, 4)) == 0:
        return draw(leaves)
    if draw(st.booleans()):
        text = draw(st.sampled_from(sorted(PAIRS)))
        one, other = draw(formulas(levels - 1)), draw(formulas(levels - 1))
        assume(text != "({})/({})" or abs(other[1]) > 1e-6)
        return text.format(one[0], other[0]), PAIRS[text](one[1], other[1])
    text, part = draw(st.sampled_from(sorted(SINGLES))), draw(formulas(levels - 1))
    assume(abs(part[1]) < 1e3)
    return text.format(part[0]), SINGLES[text](part[1])


@given(formulas())
@settings(max_examples=300, deadline=None)
def test_the_words_with_numbers_put_in_give_the_formulas_value(case: tuple[str, float]) -> None:
    formula, value = case
    scale = max(1.0, abs(value), *(abs(number) for number in NUMBERS.values()))
    assert School(with_numbers(said("=" + formula))).value() == pytest.approx(value, rel=1e-9, abs=1e-6 * scale)


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("=visitors*rate*price", "visitors × rate × price"),
        ("=(visitors*rate)*price", "visitors × rate × price"),
        ("=visitors/(rate*price)", "visitors ÷ (rate × price)"),
        ("=visitors-(rate-price)", "visitors − (rate − price)"),
        ("=(1+rate)*(1-change)", "(1 + rate) × (1 − change)"),
        ("=-2^2", "(−2) ^ 2"),
        ("=2^3^2", "(2 ^ 3) ^ 2"),
        ("=-rate+one", "−rate + one"),
        ("=one+-rate", "one + (−rate)"),
        ("=1000000*10%", "1,000,000 × 10%"),
        ("=(one+rate)%", "(one + rate) ÷ 100"),
        ("=SUM(A1:A3)*price", "(visitors + rate + price) × price"),
        ("=SUM(A1:A2,1)", "visitors + rate + 1"),
        ("=PRODUCT(A1:A2)", "visitors × rate"),
        ("=SUMPRODUCT(A1:A2,B1:B2)", "visitors × visitors + rate × rate"),
        ("=@rate", "rate"),
    ],
)
def test_brackets_stand_where_they_are_needed_and_nowhere_else(formula: str, words: str) -> None:
    assert said(formula).words == words


@pytest.mark.parametrize(
    ("formula", "ja", "en"),
    [
        ("=IF(rate>=10%,price,0)", "(rate ≧ 10%ならprice、それ以外は0)", "(price if rate ≥ 10%, otherwise 0)"),
        ("=IF(rate<>1,price)", "IF(rate ≠ 1、price)", "IF(rate ≠ 1, price)"),
        ("=IF(rate=1,,price)", "(rate ＝ 1なら0、それ以外はprice)", "(0 if rate = 1, otherwise price)"),
        ("=MIN(A1:A2)/2", "最小(visitors、rate) ÷ 2", "smallest of(visitors, rate) ÷ 2"),
        ("=IFERROR(price/rate,0)", "(price ÷ rate、計算できなければ0)", "(price ÷ rate, or 0 where that is an error)"),
        ("=ROUND(price,2)", "四捨五入(price、小数2桁)", "round(price, 2 decimals)"),
        ("=GAMMALN(price)", "GAMMALN(price)", "GAMMALN(price)"),
        ('=IF(rate="x",TRUE,#N/A)', "(rate ＝ 「x」ならTRUE、それ以外は#N/A)", '(TRUE if rate = "x", otherwise #N/A)'),
        ("=INDEX({1,2;3,4},1,one)", "表から取得({1, 2; 3, 4}、1、one)", "look up({1, 2; 3, 4}, 1, one)"),
    ],
)
def test_functions_are_said_by_what_they_do(formula: str, ja: str, en: str) -> None:
    assert (said(formula, "ja").words, said(formula, "en").words) == (ja, en)


@pytest.mark.parametrize(
    ("formula", "ja", "en"),
    [
        ("=1+2+3+4-5", "1 + 2 + 3 + … − 5（全5項）", "1 + 2 + 3 + … − 5 (5 terms)"),
        ("=SUM(1,2,3,4,5)", "合計(1、2、3、…、5、全5件)", "sum(1, 2, 3, …, 5, 5 in all)"),
        ("=AVERAGE(1,2,3,4,5)", "平均(1、2、3、…、5、全5件)", "average(1, 2, 3, …, 5, 5 in all)"),
    ],
)
def test_what_is_left_out_of_a_long_formula_is_counted(formula: str, ja: str, en: str) -> None:
    assert (said(formula, "ja", most=4).words, said(formula, "en", most=4).words) == (ja, en)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("sign", ["+", "*", "^", "&", "<"])
def test_no_formula_excel_allows_is_too_long_to_say(sign: str, lang: Lang) -> None:
    longest = "=" + sign.join(["2"] * ((LONGEST_FORMULA - 1) // 2))
    assert len(said(longest, lang, most=8).words) < 60
