"""The linter: each rule finds what it is for and is silent beside it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from kpi_xl import errors
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import read_book
from kpi_xl.book.templates import FILES, template_path
from kpi_xl.calc.cells import Address, Cells, Formula
from kpi_xl.insight.linter import RULES, as_line, lint
from kpi_xl.labels import LANGS, Lang
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.tree import KpiTree
from tests.support.every_workbook import both
from tests.support.workbooks import SHOP, changed, workbook


def tree(*rows: Kpi, kgi: str = "kgi") -> KpiTree:
    places = [Address("KPI", number, 3) for number in range(1, len(rows) + 1)]
    contents = {
        place: Formula(row.baseline) if isinstance(row.baseline, str) else row.baseline for row, place in zip(rows, places, strict=True)
    }
    known = {row.name: place for row, place in zip(rows, places, strict=True)}
    return KpiTree.from_cells(rows, places, Cells(contents, known=known), kgi)


def codes(*rows: Kpi) -> list[str]:
    return [finding.code for finding in lint(tree(*rows))]


MONTHLY = Kpi("aa_", 100.0, unit="人/月")
YEN = Kpi("bb_", 50.0, unit="円/月")
CHURN = Kpi("churn", 0.2, unit="%", better="lower")
PERIOD = Kpi("period", 2.0, unit="年")

FOUND = [
    ("K004", [Kpi("kgi", "=aa_", unit="人/月"), MONTHLY, YEN]),
    ("K005", [Kpi("kgi", "=aa_", unit="人/月"), MONTHLY, Kpi("side", "=bb_"), YEN]),
    ("K006", [Kpi("kgi", "=aa_*rate"), MONTHLY, Kpi("rate", 5.0, unit="%")]),
    ("K006", [Kpi("kgi", "=aa_*rate"), MONTHLY, Kpi("rate", 0.5, stated=1.5, unit="％")]),
    ("K006", [Kpi("kgi", "=aa_*(1-rate)"), MONTHLY, Kpi("rate", "=bb_/cc_", unit="%"), YEN, Kpi("cc_", 10.0, unit="円/月")]),
    ("K007", [Kpi("kgi", "=aa_+bb_"), MONTHLY, YEN]),
    ("K007", [Kpi("kgi", "=SUM(aa_,rate)"), Kpi("aa_", 5.0, unit="人"), Kpi("rate", 0.5, unit="%")]),
    ("K008", [Kpi("kgi", "=aa_+bb_"), MONTHLY, Kpi("bb_", 9.0, unit="人/年")]),
    ("K008", [Kpi("kgi", "=aa_-bb_"), Kpi("aa_", 9.0, unit="千円/月"), YEN]),
    ("K009", [Kpi("kgi", "=aa_*rate", unit="社/年"), MONTHLY, Kpi("rate", 0.5, unit="%")]),
    ("K009", [Kpi("kgi", "=aa_/12", unit="人/年"), MONTHLY]),
    ("K009", [Kpi("kgi", "=bb_/aa_", unit="円/人"), MONTHLY, Kpi("bb_", 9.0, unit="円/年")]),
    ("K009", [Kpi("kgi", "=fee*period", unit="円"), Kpi("fee", 9.0, unit="円/月"), PERIOD]),
    ("K010", [Kpi("kgi", "=aa_*12", unit="人/月"), MONTHLY]),
    ("K011", [Kpi("kgi", "=period*(1-churn)"), PERIOD, CHURN]),
    ("K011", [Kpi("kgi", "=period*rest"), PERIOD, Kpi("rest", "=1-churn"), CHURN]),
    ("K012", [Kpi("kgi", "=aa_*0.8"), MONTHLY]),
    ("K013", [Kpi("kgi", "=aa_+side"), Kpi("side", "=cc_"), Kpi("cc_", 1.0), Kpi("aa_", 1.0, parent="side")]),
]

SILENT = {
    "K004": [Kpi("kgi", "=aa_"), MONTHLY],
    "K005": [Kpi("kgi", "=aa_"), MONTHLY, Kpi("side", "=bb_"), Kpi("bb_", 1.0, locked=True)],
    "K006": [Kpi("kgi", "=aa_*rate"), MONTHLY, Kpi("rate", 1.2, unit="%", high=2.0)],
    "K007": [Kpi("kgi", "=aa_*rate*price+bb_", unit="円/月"), MONTHLY, Kpi("rate", 0.5, unit="%"), Kpi("price", 9.0, unit="円"), YEN],
    "K008": [Kpi("kgi", "=aa_*12+bb_", unit="人/年"), MONTHLY, Kpi("bb_", 9.0, unit="人/年")],
    "K009": [Kpi("kgi", "=aa_*12*rate", unit="社/年"), MONTHLY, Kpi("rate", 0.5, unit="%")],
    "K010": [Kpi("kgi", "=aa_*12", unit="社/年"), MONTHLY],
    "K011": [Kpi("kgi", "=period*(1-churn)"), Kpi("period", 2.0, unit="年", locked=True), CHURN],
    "K012": [Kpi("kgi", "=ROUND(aa_^1.5/1000,2)*12"), MONTHLY],
    "K013": [Kpi("kgi", "=side"), Kpi("side", "=aa_"), Kpi("aa_", 1.0, parent="kgi")],
}


@pytest.mark.parametrize(("code", "rows"), FOUND)
def test_a_rule_finds_what_it_is_for_and_nothing_else_is_said(code: str, rows: list[Kpi]) -> None:
    assert codes(*rows) == [code]


@pytest.mark.parametrize("code", SILENT)
def test_a_rule_is_silent_beside_it(code: str) -> None:
    assert codes(*SILENT[code]) == []


def test_every_rule_that_looks_at_a_tree_is_tested_both_ways() -> None:
    looking = {code for code, rule in RULES.items() if rule.look}
    assert {code for code, _ in FOUND} == SILENT.keys() == looking


@pytest.mark.parametrize(
    ("period", "rate", "found"),
    [("年", "%/月", ["K008", "K011"]), ("ヶ月", "%/月", ["K011"]), ("年", "%/年", ["K011"]), ("年", "%", ["K011"]), ("", "%/月", [])],
)
def test_a_duration_in_years_beside_a_monthly_rate_is_found_and_one_period_is_not(period: str, rate: str, found: list[str]) -> None:
    rows = [Kpi("kgi", "=period*(1-churn)"), Kpi("period", 2.0, unit=period), Kpi("churn", 0.02, unit=rate, better="lower")]
    assert codes(*rows) == found


def test_what_is_wrong_with_it_is_said_in_both_languages() -> None:
    churn = Kpi("churn", 0.02, label="解約率", unit="%/月", better="lower")
    (finding, _) = lint(
        tree(Kpi("kgi", "=period*(1-churn)", label="LTV", where="KPI!C1"), Kpi("period", 2.0, label="契約期間", unit="年"), churn)
    )
    assert finding.sentence.ja == (
        "KPI!C1（LTV）：計算式で、単位が年の「契約期間」と%/月の「解約率」を掛け合わせていて、期間がそろっていません。"
        "率が月ごとなら期間も月数で数えるなど、両方を同じ期間にそろえてください。"
    )
    assert finding.sentence.en == (
        "KPI!C1 (LTV): the formula multiplies 契約期間, in 年, with 解約率, in %/月: their periods differ. "
        "Bring both to one period: beside a monthly rate a duration is counted in months."
    )


@pytest.mark.parametrize("unit", ["", "人月", "営業日"])
def test_an_unknown_unit_is_no_reason_to_speak(unit: str) -> None:
    assert codes(Kpi("kgi", "=aa_", unit="人/年"), Kpi("aa_", 1.0, unit=unit)) == []


def test_a_row_that_counts_the_months_is_a_conversion() -> None:
    assert codes(Kpi("kgi", "=aa_*months", unit="人/年"), MONTHLY, Kpi("months", 12.0, unit="倍", locked=True)) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", FILES)
def test_a_shipped_template_gives_only_the_finding_that_is_meant(lang: Lang, kind: str) -> None:
    found = lint(read_book(OpenpyxlBook.open(template_path(lang, kind))).tree)
    assert [finding.code for finding in found] == (["K011"] if kind == "example" else [])


def test_a_missing_12_is_said_with_its_remedy_in_both_languages() -> None:
    rows = [Kpi("kgi", "=aa_*rate", label="新規顧客", unit="社/年", where="KPI!C1"), MONTHLY, Kpi("rate", 0.5, unit="%")]
    (finding,) = lint(tree(*rows))
    assert (finding.severity, finding.kpis, finding.cell) == ("warning", ("kgi", "aa_"), "KPI!C1")
    assert finding.sentence.ja == (
        "KPI!C1（新規顧客）：単位は社/年ですが、計算式（aa_ [人/月]を使用）の結果をこの単位にするための *12 がありません。"
        "計算式に *12 を加えるか、単位を直してください。"
    )
    assert finding.sentence.en == (
        "KPI!C1 (新規顧客): the unit is 社/年, but the formula (it uses aa_ [人/月]) lacks *12, which would bring its result to that unit. "
        "Add *12 to the formula, or correct the unit."
    )


@pytest.mark.parametrize("rows", [rows for _, rows in FOUND])
def test_every_sentence_is_filled_in_both_languages(rows: list[Kpi]) -> None:
    for finding in lint(tree(*rows)):
        assert not set("{}") & set(finding.sentence.ja + finding.sentence.en)
        assert finding.sentence.ja.endswith("。")
        assert finding.sentence.en.endswith(".")


def test_rules_are_chosen_and_left_out_by_their_codes() -> None:
    rows = [Kpi("kgi", "=aa_*0.8*12", unit="人/月"), MONTHLY]
    assert codes(*rows) == ["K010", "K012"]
    assert [each.code for each in lint(tree(*rows), select=["k012"])] == ["K012"]
    assert [each.code for each in lint(tree(*rows), ignore=["K012"])] == ["K010"]


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(errors.UnknownRule) as raised:
        lint(tree(Kpi("kgi", "=aa_"), MONTHLY), select=["K999"])
    assert raised.value.sentence("en") == "--select / --ignore: 'K999' is no rule. Give codes from K001-K013, separated by commas."
    assert raised.value.sentence("ja") == (
        "--select / --ignore：「K999」という規則はありません。K001-K013のコードをカンマで区切って指定してください。"
    )


STOPPED = {
    "K001": {"sales": {"baseline": "=visitors*rate*price"}, "visitors": {"baseline": "=sales/rate"}},
    "K002": {"visitors": {"low": 9000.0, "high": 100.0, "stated": None}},
    "K003": {"visitors": {"name": "guests"}},
}
"""Code of a rule -> what is changed in the shop so that it cannot be read."""


@pytest.mark.parametrize("code", STOPPED)
def test_what_stops_the_reading_is_said_under_its_code(code: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "shop.xlsx", SHOP["en"], both("en"), lang="en")
    assert read_book(OpenpyxlBook.open(path)).tree  # silent beside it
    rows = changed(SHOP["en"], **STOPPED[code])
    broken = workbook(tmp_path / "broken.xlsx", rows, both("en"), lang="en", names=code != "K003")
    if code == "K003":  # its name in the formulas was made by a run before the row was renamed
        book = openpyxl.load_workbook(broken)
        for row, name in enumerate(("sales", "visitors", "rate", "price"), 4):
            book.defined_names[name] = DefinedName(name, attr_text=f"'KPI Tree'!$C${row}")
        book.save(broken)
    with pytest.raises(errors.Problems) as raised:
        read_book(OpenpyxlBook.open(broken))
    lines = [as_line(problem) for problem in raised.value.problems]
    assert all(line.en.startswith(f"error {code}: 'KPI Tree'!C") for line in lines)
    assert all(line.ja.startswith(f"エラー {code}：'KPI Tree'!C") for line in lines)


def test_every_rule_looks_at_a_tree_or_lists_problems_of_reading() -> None:
    assert {code for code, rule in RULES.items() if rule.problems} == STOPPED.keys()
    assert STOPPED.keys() | SILENT.keys() == RULES.keys()


def test_a_problem_that_no_rule_lists_is_said_as_it_is() -> None:
    problem = errors.NoRows(where="x")
    assert as_line(problem).en == problem.sentence("en")
