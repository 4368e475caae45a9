"""The cell functions against the Python API: the same tree, the same numbers."""

from __future__ import annotations

import io
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import kpi_xl as kx
from kpi_xl import jobs, labels
from kpi_xl.book.layout import GOALS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.templates import template_path
from kpi_xl.excel import udfs
from kpi_xl.excel.sentinels import NA, NUM, VALUE
from kpi_xl.insight.probability import probability
from kpi_xl.labels import LANGS, Lang
from tests.excel.tables import TOP, goals, shop, template
from tests.support.every_workbook import UNPAID
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, workbook

KGI = {"ja": "年間売上", "en": "annual_revenue"}
VISITORS = {"ja": "訪問者数", "en": "visitors"}


def tree_of(lang: Lang) -> kx.KpiTree:
    """The tree that the template's workbook holds."""
    return kx.read_tree(template_path(lang, "example"))


def column(rows: list, header: str) -> dict[str, object]:
    """A column of a result, by the name of its row."""
    return {row[1]: row[rows[0].index(header)] for row in rows[1:]}


@pytest.mark.parametrize("strategy", UNPAID)
@pytest.mark.parametrize("lang", LANGS)
def test_a_target_is_what_backsolving_the_workbook_gives(lang: Lang, strategy: str) -> None:
    tree = tree_of(lang)
    solution = kx.backsolve(tree, kx.Goal(KGI[lang], times=3.0), strategy=strategy)
    assert {name: udfs.KPI_TARGET(template(lang), name, "x3", strategy) for name in tree.kpis} == dict(solution.values)


@pytest.mark.parametrize("goal", [899_999_995.27284, "899999995.27284", "８９９，９９９，９９５．２７２８４", [[899_999_995.27284]]])
def test_a_number_is_a_value_of_the_kgi(goal: object) -> None:
    solution = kx.backsolve(tree_of("ja"), kx.Goal("年間売上", value=899_999_995.27284))
    assert udfs.KPI_TARGET(template("ja"), "訪問者数", goal) == solution.values["訪問者数"]


@pytest.mark.parametrize("goal", ["3倍", "３倍", "x3", "×3", "3x", "300%", "３００％", " 300 % ", [["3倍"]]])
def test_a_multiple_is_relative_to_today(goal: object) -> None:
    assert udfs.KPI_TARGET(template("ja"), "年間売上", goal) == pytest.approx(3 * 299_999_998.42428, rel=1e-9)


@pytest.mark.parametrize("blank", [None, "", " ", [[None]], [[None, None], [None, ""]]])
def test_a_blank_goal_is_must_achieve(blank: object) -> None:
    assert udfs.KPI_TARGET(template("ja"), "年間売上", blank) == pytest.approx(1.5 * 299_999_998.42428, rel=1e-9)


@pytest.mark.parametrize("lang", LANGS)
def test_the_goals_table_gives_what_the_tabs_of_the_workbook_say(lang: Lang) -> None:
    solved = jobs.solve(OpenpyxlBook.load(template_path(lang, "example").read_bytes()))
    for scenario, solution in solved.answers:
        found = udfs.KPI_SOLVE(template(lang), template(lang, GOALS), None, scenario.name)
        assert column(found, labels.scenario.TARGET.say(lang)) == {name: solution.values[name] for name in column(found, found[0][0])}


def test_of_several_scenarios_the_first_counts_unless_one_is_named() -> None:
    tree, table = template("ja"), template("ja", GOALS)
    assert udfs.KPI_TARGET(tree, "訪問者数", table) == udfs.KPI_TARGET(tree, "訪問者数", table, None, "必達目標")
    assert udfs.KPI_TARGET(tree, "訪問者数", table, None, "挑戦目標") > udfs.KPI_TARGET(tree, "訪問者数", table)
    assert udfs.KPI_TARGET(tree, "訪問者数", None, None, "挑戦目標") == udfs.KPI_TARGET(tree, "訪問者数", table, None, "挑戦目標")


def test_goals_of_one_scenario_hold_together() -> None:
    both = goals(
        "ja",
        {"active": "はい", "scenario": "春", "kpi": "年間売上", "kind": "現状比（倍）", "amount": "3倍"},
        {"active": True, "scenario": "春", "kpi": "顧客獲得コスト（CAC）", "kind": "times", "amount": 0.3},
        {"active": "いいえ", "scenario": "春", "kpi": "ない", "kind": "times", "amount": 9.0},
    )
    solution = kx.backsolve(tree_of("ja"), goals=[kx.Goal("年間売上", times=3.0), kx.Goal("顧客獲得コスト", times=0.3)])
    assert udfs.KPI_TARGET(template("ja"), "訪問者数", both) == solution.values["訪問者数"]
    assert udfs.KPI_SOLVE(template("ja"), both, "均等倍率") == [
        [
            "goal：逆算方法「equal_ratio」は1つの目標だけを扱いますが、2個の目標が同時に指定されています。「負担最小」を選ぶか、目標を1つにしてください。"
        ]
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_solving_shows_today_target_ratio_and_bound_of_all_but_constants(lang: Lang) -> None:
    tree, found = tree_of(lang), udfs.KPI_SOLVE(template(lang), "x300")
    solution = kx.backsolve(tree, kx.Goal(KGI[lang], times=300.0))
    words = {"low": labels.scenario.LOW_BOUND.say(lang), "high": labels.scenario.HIGH_BOUND.say(lang)}
    assert found[0] == [
        *(label.say(lang) for label in (labels.KPI_LABEL, labels.NAME, labels.UNIT, labels.BASELINE)),
        *(label.say(lang) for label in (labels.scenario.TARGET, labels.scenario.RATIO, labels.scenario.BINDING)),
    ]
    assert column(found, found[0][3]) == pytest.approx(
        {n: tree.baseline[n] for n, kpi in tree.kpis.items() if kpi.is_formula or kpi.is_lever}
    )
    assert column(found, found[0][4]) == {name: solution.values[name] for name in column(found, found[0][3])}
    assert {name: bound for name, bound in column(found, found[0][6]).items() if bound} == {
        name: words[str(solution.levers[name].binding)] for name in solution.binding
    }
    assert solution.binding


def test_the_value_after_changes_is_the_trees() -> None:
    tree = tree_of("ja")
    changes = [["名前", "値"], ["訪問者数", 20_000.0], ["クロスセル率", "４０％"], [None, None], ["", ""]]
    expected = tree.evaluate({"訪問者数": 20_000.0, "クロスセル率": 0.4})
    assert udfs.KPI_VALUE(template("ja"), "年間売上", changes) == expected["年間売上"]
    assert udfs.KPI_VALUE(template("ja"), "顧客獲得コスト（CAC）", changes[1:3]) == expected["顧客獲得コスト"]
    assert udfs.KPI_VALUE(template("ja"), "基本単価") == 10_967_173.0
    assert udfs.KPI_VALUE(template("ja"), "訪問者数", ["訪問者数", 5.0]) == 5.0


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ([["ない", 1.0]], NA),
        ([["訪問者数", None]], VALUE),
        ([["訪問者数", "#N/A"]], VALUE),
        ([["訪問者数", True]], VALUE),
        ([["基本単価", 1.0]], VALUE),
        ([["年間売上", 1.0]], VALUE),
        ([["訪問者数", 1.0, 2.0]], VALUE),
        ([["訪問者数", 0.0]], NUM),
    ],
)
def test_changes_that_make_no_sense_are_excel_errors(changes: object, shown: str) -> None:
    assert udfs.KPI_VALUE(template("ja"), "顧客獲得コスト", changes) == shown


@pytest.mark.parametrize("lang", LANGS)
def test_elasticities_are_the_trees(lang: Lang) -> None:
    found = udfs.KPI_ELASTICITY(template(lang))
    assert column(found, labels.scenario.ELASTICITY.say(lang)) == kx.elasticities(tree_of(lang))


@pytest.mark.parametrize("lang", LANGS)
def test_contributions_add_up_to_the_change_whether_pairs_or_a_solved_table_is_passed(lang: Lang) -> None:
    tree, solved = template(lang), udfs.KPI_SOLVE(template(lang), "x3")
    levers = tree_of(lang).levers
    pairs = [[name, target] for name, target in column(solved, solved[0][4]).items() if name in levers]
    found = udfs.KPI_CONTRIBUTION(tree, solved)
    assert found == udfs.KPI_CONTRIBUTION(tree, pairs)
    parts = column(found, labels.cells.CONTRIBUTION.say(lang))
    assert math.fsum(parts.values()) == pytest.approx(2 * 299_999_998.42428)
    assert math.fsum(column(found, labels.cells.SHARE.say(lang)).values()) == pytest.approx(1.0)
    assert parts == kx.contributions(tree_of(lang), {}, dict(pairs))


def test_the_probability_is_that_of_the_solved_targets() -> None:
    tree, goal = tree_of("ja"), kx.Goal("年間売上", times=3.0)
    targets = {name: lever.target for name, lever in kx.backsolve(tree, goal).moved.items()}
    assert udfs.KPI_PROBABILITY(template("ja"), "3倍", 5000.0, 7.0) == probability(tree, [goal], targets, samples=5000, seed=7).every_goal
    assert udfs.KPI_PROBABILITY(template("ja"), "1倍", 100.0) == 1.0


@pytest.mark.parametrize(("samples", "seed"), [(0.0, None), (1.5, None), (1e7, None), ("many", None), (None, -1.0)])
def test_samples_are_a_whole_number(samples: object, seed: object) -> None:
    assert udfs.KPI_PROBABILITY(template("ja"), "3倍", samples, seed) == VALUE


@pytest.mark.parametrize("lang", LANGS)
def test_a_label_and_a_name_are_one_kpi_and_anything_else_is_not_available(lang: Lang) -> None:
    tree = template(lang)
    label = tree[3][0]
    assert label != VISITORS[lang]
    assert udfs.KPI_TARGET(tree, label, "x2") == udfs.KPI_TARGET(tree, VISITORS[lang], "x2")
    assert [udfs.KPI_TARGET(tree, kpi, "x2") for kpi in ("ない", None, "", 5.0)] == [NA] * 4


def test_functions_agree_with_a_workbook_of_the_same_rows(tmp_path: Path) -> None:
    tree = kx.read_tree(workbook(tmp_path / "shop.xlsx", SHOP["ja"]))
    assert udfs.KPI_TARGET(shop(), "転換率", "2倍") == kx.backsolve(tree, kx.Goal("売上", times=2.0)).values["転換率"]


def test_several_kpis_at_the_top_make_the_first_of_them_the_kgi() -> None:
    rows = template("ja")
    rows[1], rows[17] = rows[17], rows[1]  # 年間リード数 first; the rows' cells no longer tell where they stand, and no formula asks
    assert udfs.KPI_TARGET(rows, "年間リード数", "2倍") == pytest.approx(4800.0)


def test_a_solved_workbook_still_gives_its_table() -> None:
    book = OpenpyxlBook.load(template_path("ja", "example").read_bytes())
    jobs.solve(book)
    sheet = load_workbook(io.BytesIO(book.to_bytes()), data_only=True)["KPIツリー"]
    rows = [[cell.value for cell in row] for row in sheet[sheet.tables["tbl_kpi"].ref]]
    assert udfs.KPI_TARGET(rows, "訪問者数", "3倍") == udfs.KPI_TARGET(template("ja"), "訪問者数", "3倍")


@pytest.mark.libreoffice
@pytest.mark.parametrize("lang", LANGS)
def test_typed_into_the_workbook_the_targets_make_every_kpi_what_the_table_says(tmp_path: Path, lang: Lang) -> None:
    solved = udfs.KPI_SOLVE(template(lang), "x3")
    targets, levers = column(solved, solved[0][4]), tree_of(lang).levers
    book = load_workbook(template_path(lang, "example"))
    sheet = book[labels.KPI_TREE.say(lang)]
    cells = {row[1]: f"C{number}" for number, row in enumerate(template(lang)[1:], start=TOP + 1)}
    for name in levers:
        sheet[cells[name]] = targets[name]
    book.save(tmp_path / "typed.xlsx")
    [found] = recalculate([tmp_path / "typed.xlsx"]).values()
    assert {name: found[f"{sheet.title}!{cells[name]}"] for name in targets} == pytest.approx(targets, rel=1e-12)


POSITIVE = st.floats(0.01, 1e6)


@given(st.tuples(POSITIVE, POSITIVE, POSITIVE), st.floats(0.2, 20.0), st.sampled_from(UNPAID), st.sampled_from(LANGS))
@settings(max_examples=60, deadline=None)
def test_a_target_equals_backsolves_whatever_the_numbers(numbers: tuple[float, ...], times: float, strategy: str, lang: Lang) -> None:
    kgi, *names = (str(row["name"]) for row in SHOP[lang])
    free = {"high": None, "stated": None, "unit": "x"}
    product = numbers[0] * numbers[1] * numbers[2]
    rows = shop(lang, {kgi: product}, **{name: {**free, "baseline": number} for name, number in zip(names, numbers, strict=True)})
    levers = [kx.Lever(name, number, better="higher") for name, number in zip(names, numbers, strict=True)]
    tree = kx.KpiTree.from_formulas({kgi: "=" + "*".join(names)}, levers, better={kgi: "higher"})
    solution = kx.backsolve(tree, kx.Goal(kgi, times=times), strategy=strategy)
    expected = solution.values if solution.outcome in ("reached", "already_met") else dict.fromkeys(tree.kpis, NUM)
    assert {name: udfs.KPI_TARGET(rows, name, f"x{times!r}", strategy) for name in tree.kpis} == expected
