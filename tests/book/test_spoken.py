"""Live sentences say of a number what `amounts` says of it, in every program that calculates, whatever its size and unit."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl.book.amounts import amount, bare, times
from kpi_xl.book.spoken import exact, full, in_brackets, number, quoted, ratio, sentence
from kpi_xl.calc.cells import Address, Cells, Formula
from kpi_xl.calc.compile import evaluate_cells
from kpi_xl.labels import LANGS, Label, Lang
from tests.support.libreoffice import recalculate

VALUES = (
    *(0.0, 1.0, 9.996, 10.0, 99.96, 100.0, 999.9, 1000.0, 12416.2, 123456.0, 1e6, 3e8, 9.99e11, 1.5e12),
    *(0.5, 0.1, 0.0999, 0.0123, 0.00045, -0.0123, -5.25, -1234.6, -3e8, 0.02483, 0.021666, 1.2414, 3.05),
)
RATES = (0.0, 0.02, 0.02483, 0.5, 1.0, 1.5, -0.5, 0.0001234, 0.07, 0.3)
CASES = [(value, unit) for unit in ("円/年", "JPY/year", "人/月", "", "倍") for value in VALUES] + [(rate, "%") for rate in RATES]


def sheet_of(path: Path, lang: Lang) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "S"
    for row, (value, unit) in enumerate(CASES, 1):
        sheet.cell(row, 1, value)
        cell = f"$A${row}"
        for column, spoken in enumerate((number(cell, value, unit, lang), full(cell, value, unit, lang), ratio(cell, value, lang)), 2):
            sheet.cell(row, column, f"={spoken.formula}")
    book.save(path)
    return path


@pytest.mark.libreoffice
def test_libreoffice_says_every_number_as_amounts_does(tmp_path: Path) -> None:
    paths = {lang: sheet_of(tmp_path / f"{lang}.xlsx", lang) for lang in LANGS}
    shown = recalculate(paths.values())
    for lang, path in paths.items():
        for row, (value, unit) in enumerate(CASES, 1):
            ours = [bare(value, unit, lang), amount(value, unit, lang), times(value, lang)]
            assert [shown[path][f"S!{column}{row}"] for column in "BCD"] == ours, (value, unit)


@pytest.mark.parametrize("lang", LANGS)
def test_the_words_beside_a_formula_are_what_it_comes_to(lang: Lang) -> None:
    for say in (number, full, exact):
        contents = {Address("S", row, 1): value for row, (value, _) in enumerate(CASES, 1)}
        spoken = [say(f"$A${row}", value, unit, lang) for row, (value, unit) in enumerate(CASES, 1)]
        formulas = {Address("S", row, 2): Formula(f"={each.formula}") for row, each in enumerate(spoken, 1)}
        found = evaluate_cells(Cells({**contents, **formulas}), list(formulas))
        assert list(found.values()) == [each.words for each in spoken]


@pytest.mark.parametrize(("value", "said"), [(33.058, "33.06"), (24.0, "24"), (0.9775, "0.9775"), (12416.2, "12,416"), (-0.25, "-0.25")])
def test_arithmetic_has_digits_enough_to_be_checked(value: float, said: str) -> None:
    assert exact("A1", value, "人/月", "ja").words == said


def test_a_sentence_keeps_quotes_and_long_words_as_formulas_can_hold_them() -> None:
    spoken = sentence(Label(ja="{a}は{b}", en="{a} is {b}"), "ja", a=quoted('"' * 300), b=quoted("x" * 600))
    assert evaluate_cells(Cells({Address("S", 1, 1): Formula(f"={spoken.formula}")}), [Address("S", 1, 1)]) == {
        Address("S", 1, 1): '"' * 300 + "は" + "x" * 600
    }
    assert max(len(part.replace('""', '"')) for part in spoken.formula[1:-1].split('"&"')) <= 255


@pytest.mark.parametrize(("words", "said"), [("-5.00", "(-5.00)"), ("5.00", "5.00")])
def test_only_a_negative_number_stands_in_brackets(words: str, said: str) -> None:
    contents = {Address("S", 1, 1): words, Address("S", 1, 2): Formula("=" + in_brackets(quoted(words)).formula)}
    assert evaluate_cells(Cells(contents), [Address("S", 1, 2)]) == {Address("S", 1, 2): said}
