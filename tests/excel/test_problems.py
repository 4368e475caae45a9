"""What a problem becomes in a cell: an Excel error for a number, whole sentences for a table, never a traceback."""

from __future__ import annotations

import inspect
import string

import pytest

from kpi_xl.book.layout import GOALS, KPIS
from kpi_xl.errors import KpiXlError
from kpi_xl.errors import excel as problems
from kpi_xl.excel import functions, udfs
from kpi_xl.excel.sentinels import NA, VALUE
from tests.excel.tables import Rows, goals, place, shop, template

CLASSES = [
    found for _, found in inspect.getmembers(problems, inspect.isclass) if "say" in vars(found) and found.__module__ == problems.__name__
]


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_both_languages_say_the_same_facts_and_where(error: type[KpiXlError]) -> None:
    facts = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (error.say.ja, error.say.en)]
    assert facts[0] == facts[1]
    assert "where" in facts[0]


@pytest.mark.parametrize(
    ("goal", "strategy", "scenario", "ja", "en", "shown"),
    [
        (
            "たくさん",
            None,
            None,
            "引数 goal：「たくさん」は目標として読めません。KGIの値（単位どおりの数値）、現状に対する倍率（3倍、300% など）、または tbl_goals[#All] を指定してください。",
            "argument goal: 'たくさん' is no goal. Give a value of the KGI in its unit, a multiple of today such as x3 or 300%, or tbl_goals[#All].",
            VALUE,
        ),
        (
            "#REF!",
            None,
            None,
            "引数 goal：「#REF!」は目標として読めません。KGIの値（単位どおりの数値）、現状に対する倍率（3倍、300% など）、または tbl_goals[#All] を指定してください。",
            "argument goal: '#REF!' is no goal. Give a value of the KGI in its unit, a multiple of today such as x3 or 300%, or tbl_goals[#All].",
            VALUE,
        ),
        (
            "x3",
            "魔法",
            None,
            "引数 strategy：「魔法」は使えません。負担最小・均等倍率・伸びしろ比例・個別目標へ・優先順位・費用最小・予算内で最大のどれかを指定してください。",
            "argument strategy: '魔法' cannot be used here. Give one of Least effort, Equal ratio, Headroom, Toward stated targets, In order, Cheapest, Within budget.",
            VALUE,
        ),
        (
            None,
            None,
            "夏",
            "引数 scenario：シナリオ「夏」の目標はありません。次から選んでください：必達目標, 挑戦目標。",
            "argument scenario: no goal belongs to a scenario '夏'. Choose one of Must-achieve, Stretch.",
            NA,
        ),
        (
            [["x3", "x4"]],
            None,
            None,
            "tbl_goals：「種類」、「数値」の見出し行が見つかりません。tbl_goals[#All] のように、見出しを含めて表を指定してください。",
            "tbl_goals: no row with the headers Kind, Amount was found. Pass the table with its headers: tbl_goals[#All].",
            VALUE,
        ),
    ],
)
def test_arguments_that_say_nothing(goal: object, strategy: object, scenario: object, ja: str, en: str, shown: str) -> None:
    assert udfs.KPI_SOLVE(shop("ja"), goal, strategy, scenario) == [[ja]]
    assert udfs.KPI_SOLVE(shop("en"), goal, strategy, scenario) == [[en]]
    assert udfs.KPI_TARGET(shop(), "売上", goal, strategy, scenario) == shown


def row(**cells: object) -> dict[str, object]:
    return {"active": "はい", "kind": "現状比（倍）", "amount": 2.0, **cells}


@pytest.mark.parametrize(
    ("rows", "sentences", "shown"),
    [
        ([row(kpi="粗利")], ["tbl_goals!D2：「粗利」というKPIは表にありません。表の名前から選んでください。"], NA),
        ([row(amount=None)], ["tbl_goals!F2：「数値」列が空欄です。数値を入力するか、行の「有効」を「いいえ」にしてください。"], VALUE),
        ([row(active="いいえ")], ["tbl_goals：有効な目標がありません。目標を1つ以上入力し、「有効」を「はい」にしてください。"], VALUE),
        (
            [row(kind="前年比", amount=300.0)],
            [
                "tbl_goals!F2：前年比の 300 は 30,000% を意味します。300% のつもりなら 300% と入力し、本当に300倍なら種類を「現状比（倍）」にしてください。"
            ],
            VALUE,
        ),
        (
            [row(kind="業界平均比")],
            [
                "tbl_goals!D2（売上）：「業界平均比」の目標には0より大きい業界平均が必要ですが、- です。入力するか、数値指定の目標にしてください。"
            ],
            VALUE,
        ),
    ],
)
def test_problems_of_the_goals_table_have_the_sentences_of_a_workbook(rows: list[dict], sentences: list[str], shown: str) -> None:
    assert udfs.KPI_SOLVE(shop(), goals("ja", *rows)) == [[sentence] for sentence in sentences]
    assert udfs.KPI_TARGET(shop(), "売上", goals("ja", *rows)) == shown


def test_an_empty_goals_table_is_the_usual_goals_and_its_totals_row_is_ignored() -> None:
    empty = goals("ja", {}, {})
    assert udfs.KPI_TARGET(shop(), "売上", empty) == pytest.approx(1_500_000.0)
    totals = [*goals("ja", row()), ["集計", *[None] * (len(GOALS.columns) - 1)]]
    assert udfs.KPI_TARGET(shop(), "売上", totals) == pytest.approx(2_000_000.0)


TABLES = {"KPI_SOLVE": (), "KPI_REACH": (), "KPI_ELASTICITY": (), "KPI_CHECK": (), "KPI_CONTRIBUTION": ([["訪問者数", 6000.0]],)}
SCALARS = {"KPI_TARGET": ("売上",), "KPI_VALUE": ("売上",), "KPI_PROBABILITY": ()}


def broken() -> Rows:
    rows = shop()
    rows[2][place(KPIS, "low")] = "低め"
    return rows


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_what_is_wrong_with_the_tree(name: str) -> None:
    sentence = "KPIツリー!F9：「下限」列には数値が必要ですが、「低め」が入っています。数値に直すか、空欄にしてください。"
    assert getattr(udfs, name)(broken(), *TABLES[name]) == [[sentence]]


@pytest.mark.parametrize("name", SCALARS)
def test_a_scalar_is_a_value_error_where_the_tree_is_broken(name: str) -> None:
    assert getattr(udfs, name)(broken(), *SCALARS[name]) == VALUE


def test_contributions_of_what_is_no_lever_are_told_in_words() -> None:
    tree = template("ja")
    assert udfs.KPI_CONTRIBUTION(tree, [["基本単価", 5.0]]) == [
        [
            "引数 after：「基本単価」は固定された値のため変更できません。変更できるのは次のKPIです："
            "訪問者数, リード転換率, 商談転換率, 成約率, 契約期間, クロスセル率, 解約率, 上位プラン率, オプション率。"
        ]
    ]
    assert udfs.KPI_CONTRIBUTION(tree, [["訪問者数", "多い"]]) == [["引数 after：「多い」は使えません。数値を指定してください。"]]
    assert udfs.KPI_CONTRIBUTION(tree, [["訪問者数", "多い"], ["成約率", 0.3]]) == udfs.KPI_CONTRIBUTION(tree, [["訪問者数", "多い"]])
    assert udfs.KPI_CONTRIBUTION(tree, [["訪問者数"]]) == [
        ["引数 after：「訪問者数」は使えません。KPIの名前と数値の2列を指定してください。"]
    ]
    assert udfs.KPI_CONTRIBUTION(tree, [["ない", 1.0]])[0][0].startswith("引数 after：「ない」というKPIは表にありません。")
    assert udfs.KPI_CONTRIBUTION(tree, [["訪問者数", 0.0]])[1][2] == pytest.approx(-299_999_998.42428)


def test_a_mistake_of_ours_is_told_and_logged_but_never_a_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(functions, "read_tree", fails)
    assert udfs.KPI_TARGET(shop(), "売上") == VALUE
    assert udfs.KPI_SOLVE(shop()) == [
        ["KPI_SOLVE：想定外のエラーが発生しました（ZeroDivisionError: by nothing）。お手数ですが、ブックを添えてお知らせください。"]
    ]
    assert udfs.KPI_CHECK(shop("en")) == [
        ["KPI_CHECK: something went wrong that should not (ZeroDivisionError: by nothing). Please report it together with the workbook."]
    ]
    assert [record.message for record in caplog.records] == ["KPI_TARGET", "KPI_SOLVE", "KPI_CHECK"]
