"""Figures that others have published, with their sources in `tests/data/published_cases.json`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import kpi_xl as kx

FILE = Path(__file__).parent.parent / "data" / "published_cases.json"
CASES: dict[str, dict[str, Any]] = {case["id"]: case for case in json.loads(FILE.read_text(encoding="utf-8"))}
LEGAL = {"Q1": "Quarter_1"}  # a cell address in Excel


def tree_of(case: dict[str, Any], free: list[str]) -> kx.KpiTree:
    """The published tree; every lever but the free ones locked, an unpublished baseline taken as 1."""
    formulas = {LEGAL.get(node["id"], node["id"]): "=" + node["formula"].replace("**", "^") for node in case["nodes"] if node["formula"]}
    levers = [
        kx.Lever(node["id"], 1.0 if node["current"] is None else node["current"], locked=node["id"] not in free, unit=unit(node))
        for node in case["nodes"]
        if not node["formula"]
    ]
    return kx.KpiTree.from_formulas(formulas, levers, kgi=LEGAL.get(case["goal"]["node"], case["goal"]["node"]))


def unit(node: dict[str, Any]) -> str:
    return "%" if node["unit"].startswith("rate") else str(node["unit"])


def goal_of(case: dict[str, Any]) -> kx.Goal:
    return kx.Goal(LEGAL.get(case["goal"]["node"], case["goal"]["node"]), value=case["goal"]["target"])


@pytest.mark.parametrize("name", CASES)
def test_every_case_says_where_it_was_published(name: str) -> None:
    assert re.search(r"https?://\S+\.\S+", CASES[name]["source"])


@pytest.mark.parametrize(
    "name", [name for name, case in CASES.items() if any(node["formula"] and node["current"] for node in case["nodes"])]
)
def test_today_every_formula_gives_the_published_figure(name: str) -> None:
    case = CASES[name]
    published = {LEGAL.get(node["id"], node["id"]): node["current"] for node in case["nodes"] if node["formula"] and node["current"]}
    today = tree_of(case, case["goal"]["levers"]).baseline
    assert {kpi: today[kpi] for kpi in published} == pytest.approx(published, rel=1e-9, abs=case["tolerance"])


@pytest.mark.parametrize("strategy", ["least_effort", "equal_ratio"])
@pytest.mark.parametrize(
    "name",
    [
        "F01_ist_reverse_funnel_ja",
        "F02_powerweb_reverse_funnel_ja",
        "F06_diydigital_rounding",
        "G05_goalseek_precision",
        "L02_ltv_halve_churn",
    ],
)
def test_one_lever_becomes_what_the_page_says(name: str, strategy: str) -> None:
    case = CASES[name]
    (lever,) = case["goal"]["levers"]
    solution = kx.backsolve(tree_of(case, [lever]), goal_of(case), strategy=strategy)
    assert solution.levers[lever].target == pytest.approx(case["expected"][lever], rel=1e-9)


def test_the_stages_in_between_are_the_published_counts() -> None:
    case = CASES["F02_powerweb_reverse_funnel_ja"]
    solution = kx.backsolve(tree_of(case, ["prospects"]), goal_of(case))
    assert {kpi: solution.values[kpi] for kpi in case["expected"]} == pytest.approx(case["expected"], rel=1e-9)


@pytest.mark.parametrize("target", [16.0, 4.0])
def test_where_excels_goal_seek_stops_early_we_do_not(target: float) -> None:
    case = CASES["G05_goalseek_precision"]
    excels = {16.0: case["expected"]["excel_goal_seek"], 4.0: case["expected"]["excel_for_target_4"]}[target]
    solution = kx.backsolve(tree_of(case, ["x"]), kx.Goal("y", value=target))
    assert 0.0 <= solution.values["y"] - target <= 1e-9 * target
    assert abs(solution.levers["x"].target - target**0.5) < 1e-4 * abs(excels - target**0.5)


def test_the_visits_of_the_page_bring_its_leads() -> None:
    case = CASES["F06_diydigital_rounding"]
    solution = kx.backsolve(tree_of(case, ["visits"]), goal_of(case))
    assert solution.values["visits"] * solution.values["visit_to_lead"] == pytest.approx(case["expected"]["leads"], rel=1e-9)


def test_the_rounding_the_page_prints_misses_the_goal() -> None:
    case = CASES["F06_diydigital_rounding"]
    tree, printed = tree_of(case, ["visits"]), case["expected"]["visits_as_printed"]
    assert tree.evaluate({"visits": printed})["customers"] == pytest.approx(99.0)
    assert tree.evaluate({"visits": case["expected"]["visits_integer_ceiling"]})["customers"] > 100.0


@pytest.mark.parametrize(
    ("name", "lever"),
    [
        ("F07_dtmedia_one_lever_ja", "sessions"),
        ("F07_dtmedia_one_lever_ja", "aov"),
        ("L01_ltv_cac", "churn"),
        ("L01_ltv_cac", "cac"),
        ("L01_ltv_cac", "arpa"),
    ],
)
def test_each_lever_alone(name: str, lever: str) -> None:
    case = CASES[name]
    solution = kx.backsolve(tree_of(case, [lever]), goal_of(case))
    assert solution.levers[lever].target == pytest.approx(case["expected"][f"{lever}_alone"], rel=1e-9)
    every = kx.one_lever(tree_of(case, case["goal"]["levers"]), goal_of(case))
    assert every[lever].value == pytest.approx(case["expected"][f"{lever}_alone"], rel=1e-9)


def test_a_mix_of_three_levers_needs_the_third_root_of_three() -> None:
    case = CASES["F07_dtmedia_one_lever_ja"]
    solution = kx.backsolve(tree_of(case, ["sessions", "cvr", "aov"]), goal_of(case))
    assert [lever.ratio for lever in solution.levers.values()] == pytest.approx([1.4422495703] * 3, rel=1e-9)
    assert [f"{solution.levers[name].target:.6g}" for name in ("sessions", "cvr", "aov")] == ["7211.25", "0.028845", "14422.5"]


@pytest.mark.parametrize("strategy", ["least_effort", "equal_ratio"])
def test_five_ways_ask_for_ten_percent_each(strategy: str) -> None:
    case = CASES["M01_five_ways"]
    solution = kx.backsolve(tree_of(case, case["goal"]["levers"]), goal_of(case), strategy=strategy)
    expected = {kpi: value for kpi, value in case["expected"].items() if kpi in solution.values}
    assert {kpi: solution.values[kpi] for kpi in expected} == pytest.approx(expected, rel=1e-9)
    assert [lever.ratio for lever in solution.levers.values()] == pytest.approx([case["expected"]["ratio"]] * 5, rel=1e-9)
    today = next(node["current"] for node in case["nodes"] if node["id"] == "profit")
    assert solution.values["profit"] / today - 1.0 == pytest.approx(case["expected"]["uplift"], rel=1e-9)


def test_a_held_child_leaves_the_rest_in_proportion() -> None:
    case = CASES["M02_anaplan_hold"]
    solution = kx.backsolve(tree_of(case, case["goal"]["levers"]), goal_of(case), strategy="equal_ratio")
    assert {kpi: solution.values[kpi] for kpi in case["expected"]} == pytest.approx(case["expected"], rel=1e-9)


@pytest.mark.parametrize("asked", [15_093.07, 15_100.0, 30_000.0])
def test_above_the_ceiling_of_the_solver_sample_advertising_alone_is_out_of_reach(asked: float) -> None:
    case = CASES["S01_solver_sample_q1"]
    solution = kx.backsolve(tree_of(case, case["goal"]["levers"]), kx.Goal("profit", value=asked))
    assert solution.outcome == "out_of_reach"
    assert f"{solution.reach.value:,.2f}" == "15,093.06"
    assert solution.reach.value == pytest.approx(case["expected"]["profit"], rel=1e-9)
    assert solution.levers["advertising"].target == pytest.approx(case["expected"]["advertising"], rel=1e-3)


@pytest.mark.parametrize("asked", [15_000.0, 15_093.0, 15_093.06])
def test_up_to_its_ceiling_the_solver_sample_is_reached(asked: float) -> None:
    case = CASES["S01_solver_sample_q1"]
    solution = kx.backsolve(tree_of(case, case["goal"]["levers"]), kx.Goal("profit", value=asked))
    assert solution.outcome == "reached"
    assert solution.values["profit"] >= asked
    assert solution.levers["advertising"].target < case["expected"]["advertising"]


def test_cutting_churn_from_four_to_two_percent_doubles_lifetime_value() -> None:
    case = CASES["L02_ltv_halve_churn"]
    tree = tree_of(case, ["churn"])
    assert 1.0 / tree.baseline["churn"] == pytest.approx(case["expected"]["lifetime_months"], rel=1e-12)
    solution = kx.backsolve(tree, kx.Goal("ltv", times=2.0))
    assert solution.levers["churn"].target == pytest.approx(case["expected"]["churn"], rel=1e-9)
