"""Goals out of reach: #NUM! where one number is asked for, the best values and the reason where a table is."""

from __future__ import annotations

import math

import pytest

import kpi_xl as kx
from kpi_xl.book.templates import template_path
from kpi_xl.excel import udfs
from kpi_xl.excel.sentinels import NUM
from kpi_xl.labels import LANGS, Lang
from tests.excel.tables import goals, shop, template

KGI = {"ja": "年間売上", "en": "annual_revenue"}


def test_out_of_reach_is_a_num_error_for_one_kpi_and_the_best_values_in_a_table() -> None:
    closed = shop(訪問者数={"high": 6000.0}, 客単価={"high": 10000.0})
    assert udfs.KPI_TARGET(closed, "売上", "10倍") == NUM
    found = udfs.KPI_SOLVE(closed, "10倍")
    assert found[0][4] == "最良値（未達）"
    assert found[1][4] == pytest.approx(3_000_000.0)
    assert found[1][6] == (
        "月間売上：上限・下限の範囲では目標に届きません。最良値は300.00万円/月です（証明済み）。上限・下限を広げるか、固定を外すか、目標を見直してください。"
    )
    assert [row[6] for row in found[2:]] == ["上限", "上限", None]
    english = udfs.KPI_SOLVE(shop("en", visitors={"high": 6000.0}, price={"high": 10000.0}), "x10")
    assert english[0][4] == "Best (not reached)"
    assert english[1][6] == (
        "Sales: the goal is out of reach inside the bounds; 3.00M JPY/month is the best value (proven). "
        "Widen a bound, unlock a lever, or lower the goal."
    )


def test_a_strategy_that_stops_short_of_a_goal_inside_the_bounds_is_named() -> None:
    half_way = shop(訪問者数={"stated": 6000.0, "high": 50_000.0}, 転換率={"stated": 0.02}, 客単価={"stated": 10_000.0})
    found = udfs.KPI_SOLVE(half_way, "20倍", "個別目標へ")
    assert (
        found[1][6]
        == "月間売上：目標は上限・下限の範囲内にありますが、逆算方法「個別目標へ」では届きません。「負担最小」を選んでください。"
    )
    assert udfs.KPI_TARGET(half_way, "売上", "20倍", "toward_stated") == NUM


def test_goals_that_contradict_each_other_are_said_to() -> None:
    both = goals("ja", {"kpi": "売上", "kind": "times", "amount": 2.0}, {"kpi": "訪問者数", "kind": "value", "amount": 1e9})
    closed = shop(訪問者数={"high": 9000.0})
    both[1][2] = both[2][2] = "春"
    assert udfs.KPI_SOLVE(closed, both)[1][6] == (
        "月間売上：上限・下限の範囲では、2個の目標を同時には満たせません。上限・下限を広げるか、固定を外すか、どれかの目標を見直してください。"
    )
    assert udfs.KPI_TARGET(closed, "売上", both) == NUM


@pytest.mark.parametrize("lang", LANGS)
def test_the_reach_is_that_of_a_solution(lang: Lang) -> None:
    reach = kx.backsolve(kx.read_tree(template_path(lang, "example")), kx.Goal(KGI[lang], times=3.0)).reach
    assert udfs.KPI_REACH(template(lang)) == [[pytest.approx(reach.value), {"ja": "証明済み", "en": "proven"}[lang]]]


def test_the_reach_of_a_tree_nobody_may_move_is_today() -> None:
    fixed = shop(訪問者数={"locked": "はい"}, 転換率={"locked": "はい"}, 客単価={"locked": True})
    assert udfs.KPI_REACH(fixed) == [[1_000_000.0, "証明済み"]]
    assert udfs.KPI_TARGET(fixed, "売上", "2倍") == NUM
    assert udfs.KPI_SOLVE(fixed, "2倍")[1][6].startswith(
        "月間売上：上限・下限の範囲では目標に届きません。最良値は100.00万円/月です（証明済み）。"
    )
    on_a_constant = goals("ja", {"kpi": "客単価", "kind": "times", "amount": 2.0})
    assert udfs.KPI_SOLVE(fixed, on_a_constant)[1][6].startswith("客単価：上限・下限の範囲では目標に届きません。最良値は1.00万円です")


def test_contributions_of_the_best_values_out_of_reach_add_up_too() -> None:
    closed = shop(訪問者数={"high": 6000.0}, 客単価={"high": 10000.0})
    found = udfs.KPI_CONTRIBUTION(closed, udfs.KPI_SOLVE(closed, "10倍"))
    assert math.fsum(row[2] for row in found[1:]) == pytest.approx(2_000_000.0)
