"""The add-in's VBA does in LibreOffice what the ribbon and cells ask of it; xlwings is a recorder there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.excel.build import modules
from kpi_xl.excel.entry import JOBS
from kpi_xl.excel.hardening import installed
from kpi_xl.excel.ribbon import STRATEGIES, drawn
from kpi_xl.excel.sentinels import NA
from kpi_xl.excel.wrappers import shipped
from tests.excel.addin_stubs import INTERPRETER, runnable
from tests.support.vba import Call, Ran, as_on, run_vba

pytestmark = pytest.mark.libreoffice

BUTTONS = [button for button in drawn(JOBS) if button.job in JOBS]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return runnable(tmp_path_factory.mktemp("addin"))


def recorded(ran: Ran) -> list[str]:
    return [row[7] for row in ran.cells if len(row) > 7 and row[7]]


def control(tag: str) -> dict[str, str]:
    return {"tag": tag}


def command(job: str, choice: str = "") -> str:
    return f"{INTERPRETER}|from kpi_xl.excel.entry import run; run('{job}', '{choice}')"


def test_every_button_runs_its_own_job_and_nothing_else(book: Path) -> None:
    ran = run_vba(book, [("KpiRibbon.KpiJob", [control(button.job)]) for button in BUTTONS])
    assert recorded(ran) == [command(button.job) for button in BUTTONS]


@pytest.mark.parametrize("tag", ["nonsense", "", "solve'); import os; os.system('calc", "KPI_VALUE", "language"])
def test_a_tag_that_is_no_job_runs_nothing(tag: str, book: Path) -> None:
    assert recorded(run_vba(book, [("KpiRibbon.KpiJob", [control(tag)])])) == []


def test_what_is_no_strategy_runs_nothing_even_when_asked_for_directly(book: Path) -> None:
    calls: list[Call] = [("xlwings.RunJob", ["solve", "x'); evil('"]), ("xlwings.RunJob", ["solve", "headroom"])]
    assert recorded(run_vba(book, calls)) == [command("solve", "headroom")]


def test_the_chosen_strategy_goes_with_backsolve_alone(book: Path) -> None:
    calls: list[Call] = []
    for number in range(len(STRATEGIES)):
        calls += [
            ("KpiRibbon.KpiStrategyChosen", [control("strategy"), "", number]),
            ("KpiRibbon.KpiJob", [control("solve")]),
            ("KpiRibbon.KpiJob", [control("check")]),
        ]
    expected = [said for strategy in STRATEGIES for said in (command("solve", strategy), command("check"))]
    assert recorded(run_vba(book, calls)) == expected


def test_the_drop_down_offers_every_strategy_and_shows_the_chosen_one(book: Path) -> None:
    labels: list[Call] = [("KpiRibbon.KpiStrategyLabel", [control("strategy"), number, ""]) for number in range(len(STRATEGIES))]
    chosen: list[Call] = [
        ("KpiRibbon.KpiStrategyChosen", [control("strategy"), "", 3]),
        ("KpiRibbon.KpiStrategyIndex", [control("strategy"), 0]),
    ]
    ran = run_vba(book, [("KpiRibbon.KpiStrategyCount", [control("strategy"), 0]), *labels, *chosen])
    assert ran.outs[0]["1"] == len(STRATEGIES)
    assert [out["2"] for out in ran.outs[1:-2]] == [label.en for label in STRATEGIES.values()]
    assert ran.outs[-1]["1"] == 3


def test_the_language_button_turns_every_word_over_and_back(book: Path) -> None:
    turn: Call = ("KpiRibbon.KpiLanguage", [control("language")])
    ask: list[Call] = [(f"KpiRibbon.{sub}", [control(button.job), ""]) for button in drawn(JOBS) for sub in ("KpiLabel", "KpiTip")]
    ran = run_vba(book, [*ask, turn, *ask, turn, *ask])
    said = [[out["1"] for out in ran.outs[start : start + len(ask)]] for start in (0, len(ask) + 1, 2 * len(ask) + 2)]
    assert said[0] == said[2] == [word for button in drawn(JOBS) for word in (button.label.en, button.tip.en)]
    assert said[1] == [word for button in drawn(JOBS) for word in (button.label.ja, button.tip.ja)]


def test_without_a_folder_before_it_an_interpreter_is_no_interpreter(tmp_path: Path) -> None:
    """Windows would look for it in the current folder, which may be the workbook's. The message box answers itself here."""
    book = runnable(tmp_path, interpreter="python")
    assert run_vba(book, [("xlwings.Interpreter", [])]).results == [""]


def test_every_function_hands_its_arguments_over_in_their_order(book: Path) -> None:
    functions = shipped()
    calls: list[Call] = [(f"KpiFunctions.{each.name}", [f"a{number}" for number in range(len(each.arguments))]) for each in functions]
    ran = run_vba(book, calls)
    expected = [
        "|".join([f"kpi_xl.excel.udfs|{each.name}", *(f"a{number}" for number in range(len(each.arguments)))]) for each in functions
    ]
    assert recorded(ran) == expected
    assert ran.results == ["a0"] * len(functions)


def test_an_argument_that_is_left_out_stays_left_out(book: Path) -> None:
    functions = [each for each in shipped() if each.arguments[-1].optional]
    required = {each.name: [f"a{number}" for number, one in enumerate(each.arguments) if not one.optional] for each in functions}
    ran = run_vba(book, [(f"KpiFunctions.{each.name}", required[each.name]) for each in functions])
    left_out = {each.name: len(each.arguments) - len(required[each.name]) for each in functions}
    assert functions
    assert recorded(ran) == ["|".join([f"kpi_xl.excel.udfs|{name}", *given, *["-"] * left_out[name]]) for name, given in required.items()]


def test_a_text_that_stands_for_an_error_never_reaches_a_cell(book: Path) -> None:
    ran = run_vba(book, [("KpiFunctions.KPI_GROWTH", [NA, 1, 1]), ("KpiFunctions.KPI_GROWTH", ["#KPI:OTHER", 1, 1])])
    assert ran.results == [None, "#KPI:OTHER"]  # an error has no value that leaves LibreOffice


def test_no_other_name_reaches_the_server(book: Path) -> None:
    calls: list[Call] = [("xlwings.CallFunction", [name, ["x"], ""]) for name in ("__import__", "os.system", "kpi_solve", "")]
    assert recorded(run_vba(book, calls, forgiving=True)) == []


def test_on_a_mac_no_function_reaches_for_python() -> None:
    code = as_on("Mac", modules(installed(), shipped(), tuple(JOBS))["KpiFunctions"])
    assert "CallFunction" not in code
    assert code.count("Answer = Shown(Application.Caller)") == 1


def test_on_a_mac_a_cell_keeps_what_it_shows(tmp_path: Path) -> None:
    shown = ["12.5", "12.5%", "1,200", "Reached", "#N/A"]
    book = runnable(tmp_path, system="Mac")
    ran = run_vba(book, [*(("xlwings.Record", [text]) for text in shown), *(("KpiFunctions.Probe", [row]) for row in range(1, 6))])
    assert ran.results[5:] == [12.5, 0.125, 1200, "Reached", "#N/A"]


@pytest.mark.parametrize(("system", "kept"), [("Mac", ["a", "b", "d"]), ("Windows", ["a", "c", "d", "e"])])
def test_the_stand_in_for_conditional_compilation_takes_one_branch(system: str, kept: list[str]) -> None:
    text = "a\n#If Mac Then\nb\n#Else\nc\n#End If\nd\n#If Not Mac Then\ne\n#End If\n"
    assert as_on(system, text).split() == kept
