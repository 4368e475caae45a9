"""One cell moves every lever on its way: by ratios or straight, past the targets, never past a bound, in any program that calculates."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl import jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.labels import LANGS, Lang
from tests.book.test_charts import drawn, said
from tests.book.test_scenario_page import TABS, edited, goals, row_of, solved
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, changed, workbook

SHEET = {"ja": "シミュレーター", "en": "Simulator"}
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAL, CHOSEN, KGI_GOAL, FIRST_STEP = "B5", "B6", "E9", 12


def simulated(path: Path, rows, asked: list[dict], lang: Lang = "en") -> Path:
    book = OpenpyxlBook.open(workbook(path / "source.xlsx", rows, asked, None, lang))
    jobs.solve(book)
    book.save(path / "solved.xlsx")
    return path / "solved.xlsx"


def turned(path: Path, share: float, scenario: str | None = None, sheet: str = "Simulator") -> Path:
    def turn(book: openpyxl.Workbook) -> None:
        book[sheet][DIAL] = share
        if scenario:
            book[sheet][CHOSEN] = scenario

    return edited(path, f"{share}-{scenario}", turn)


def shown(path: Path, sheet: str):
    return openpyxl.load_workbook(path, data_only=True)[sheet]


@pytest.mark.libreoffice
@pytest.mark.parametrize("lang", LANGS)
def test_each_share_of_the_way_is_a_power_of_the_ratio(lang: Lang, tmp_path: Path) -> None:
    """All three levers become 1.5 ** (1/3) times better for 150%, so a share t of the way gives sales of 1.5 ** t million."""
    path, _ = solved(tmp_path, lang)
    asked = [(0.0, None, 1.0), (0.5, None, 1.5**0.5), (1.0, None, 1.5), (1.5, None, 1.5**1.5), (0.5, TABS[lang][1], 3.0**0.5)]
    paths = [turned(path, share, scenario, SHEET[lang]) for share, scenario, _ in asked]
    values = recalculate(paths)
    for each, (share, scenario, millions) in zip(paths, asked, strict=True):
        page = values[each]
        assert page[f"{SHEET[lang]}!{KGI_GOAL}"] == pytest.approx(millions * 1e6, rel=1e-9)
        assert page[f"{SHEET[lang]}!D9"] == pytest.approx(3e6 if scenario else 1.5e6, rel=1e-9)
        assert page[f"{SHEET[lang]}!G9"] == ("◎" if share >= 1 else "×")


@pytest.mark.parametrize("lang", LANGS)
def test_the_kgi_stands_there_for_every_tenth_of_the_way_beside_its_goal(lang: Lang, tmp_path: Path) -> None:
    path, _ = solved(tmp_path, lang)
    page = shown(path, SHEET[lang])
    rows = [[page.cell(FIRST_STEP + step, column).value for column in (1, 2, 3, 4)] for step in range(11)]
    assert [row[0] for row in rows] == pytest.approx([step / 10 for step in range(11)])
    assert [row[1] for row in rows] == ["×"] * 10 + ["◎"]
    assert [row[2] for row in rows] == pytest.approx([1e6 * 1.5 ** (step / 10) for step in range(11)], rel=1e-9)
    assert [row[3] for row in rows] == pytest.approx([1.5e6] * 11, rel=1e-9)
    (chart,) = [chart for chart in drawn(path) if list(chart.iter(f"{C}lineChart"))]
    found = [[float(number) for number in said(series, f"{C}val//{C}v")] for series in chart.iter(f"{C}ser")]
    assert found == [pytest.approx([row[2] for row in rows]), pytest.approx([row[3] for row in rows])]


@pytest.mark.libreoffice
def test_a_way_that_begins_at_zero_is_straight_and_none_leaves_its_bounds(tmp_path: Path) -> None:
    rows = changed(SHOP["en"], visitors={"high": 5500.0})
    rows = (*rows, {"label": "Delay", "name": "delay", "baseline": 0.0, "unit": "days", "better": "lower", "low": -8.0, "high": 8.0})
    rows = (*rows, {"label": "Score", "name": "score", "baseline": "=sales*(10-delay)", "better": "higher"})
    path = simulated(tmp_path, rows, [{"role": "must_achieve", "kind": "times", "amount": 2, "kpi": "score"}])

    def aim(book: openpyxl.Workbook) -> None:
        tab = book["Must-achieve"]
        for label, target in (("Visitors", 5400.0), ("Delay", -6.0), ("Price", 40_000.0), ("Rate", 0.02)):
            tab.cell(row_of(tab, label), 4).value = target

    aimed = edited(path, "aimed", aim)
    half, beyond = turned(aimed, 0.5), turned(aimed, 1.5)
    values = recalculate([half, beyond])
    row = {label: row_of(shown(path, "Simulator"), label) for label in ("Visitors", "Delay", "Price", "Rate", "Score")}
    found = [{label: values[each][f"Simulator!E{place}"] for label, place in row.items()} for each in (half, beyond)]
    visitors = 5000 * 1.08**0.5
    wanted = {"Visitors": visitors, "Delay": -3.0, "Price": 20_000.0, "Rate": 0.02, "Score": visitors * 0.02 * 20_000 * 13}
    assert found[0] == pytest.approx(wanted, rel=1e-9)
    assert found[1] == pytest.approx(
        {"Visitors": 5500.0, "Delay": -8.0, "Price": 80_000.0, "Rate": 0.02, "Score": 5500 * 0.02 * 80_000 * 18}, rel=1e-9
    )
    remarks = [values[beyond].get(f"Simulator!H{row[label]}") for label in ("Visitors", "Delay", "Price")]
    assert remarks == ["at its high bound", "at its low bound", None]


@pytest.mark.parametrize("lang", LANGS)
def test_every_kpi_arrives_at_the_scenarios_value(lang: Lang, tmp_path: Path) -> None:
    path, answer = solved(tmp_path, lang)
    page = shown(path, SHEET[lang])
    for name, kpi in answer.reading.tree.kpis.items():
        value = answer.answers[0][1].values[name]
        assert [page.cell(row_of(page, kpi.shown), column).value for column in (4, 5)] == pytest.approx([value, value], rel=1e-9)


def test_the_text_of_a_kpis_formula_is_that_of_the_tree_through_hidden_names(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(solved(tmp_path, "ja")[0])["シミュレーター"]
    assert sheet.cell(row_of(sheet, "月間売上"), 5).value == "=訪問者数*転換率*客単価"
    name = sheet.defined_names["訪問者数"]
    assert (name.hidden, name.attr_text) == (True, f"シミュレーター!$E${row_of(sheet, '訪問者')}")


def test_what_is_set_survives_a_run_and_nonsense_does_not(tmp_path: Path) -> None:
    path, _ = solved(tmp_path, "ja")
    for share, scenario, kept in (
        (0.35, "挑戦目標", (0.35, "挑戦目標")),
        (7.0, "ない", (1.0, "必達目標")),
        ("半分", "必達目標", (1.0, "必達目標")),
    ):
        book = OpenpyxlBook.open(turned(path, share, scenario, "シミュレーター"))  # type: ignore[arg-type]
        jobs.solve(book)
        book.save(tmp_path / "again.xlsx")
        page = openpyxl.load_workbook(tmp_path / "again.xlsx")["シミュレーター"]
        assert (page[DIAL].value, page[CHOSEN].value) == kept


@pytest.mark.parametrize("lang", LANGS)
def test_the_two_cells_take_what_makes_sense_and_goal_seek_is_told_where_to_look(lang: Lang, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(solved(tmp_path, lang)[0])[SHEET[lang]]
    dial, choice = page.data_validations.dataValidation
    assert (str(dial.sqref), dial.type, dial.operator, dial.formula1, dial.formula2, dial.showErrorMessage) == (
        *(DIAL, "decimal", "between", "0", "1.5"),
        True,
    )
    assert (str(choice.sqref), choice.type, choice.showErrorMessage) == (CHOSEN, "list", True)
    listed = [cell.value for row in page[choice.formula1.replace("$", "")] for cell in row]
    assert listed == list(TABS[lang])
    assert KGI_GOAL in page["A3"].value
    assert DIAL in page["A3"].value


def test_one_scenario_needs_no_choice(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(simulated(tmp_path, SHOP["ja"], goals("ja")[:1], "ja"))["シミュレーター"]
    assert [str(each.sqref) for each in page.data_validations.dataValidation] == [DIAL]
    assert page[CHOSEN].value == "必達目標"
    assert not any("CHOOSE" in str(cell.value) for row in page for cell in row)


def test_a_formula_that_cannot_move_goes_straight_and_says_so(tmp_path: Path) -> None:
    rows = (*SHOP["en"], {"label": "Score", "name": "score", "baseline": "=sales+ROW(A3)*1000", "better": "higher"})
    path = simulated(tmp_path, rows, [{"role": "must_achieve", "kind": "times", "amount": 2, "kpi": "score"}])
    page = shown(path, "Simulator")
    row = row_of(page, "Score")
    assert page.cell(row, 8).value == "a straight line: its formula cannot be moved"
    assert [page.cell(FIRST_STEP + step, 3).value for step in (0, 5, 10)] == pytest.approx([1_003_000, 1_504_500, 2_006_000], rel=1e-9)


def test_a_scenario_without_a_goal_for_the_kgi_has_no_line_there(tmp_path: Path) -> None:
    asked = [
        {"role": "must_achieve", "kind": "times", "amount": 2},
        {"role": "other", "scenario": "S", "kind": "times", "amount": 1.1, "kpi": "visitors"},
    ]
    path = simulated(tmp_path, SHOP["en"], asked)
    book = OpenpyxlBook.open(turned(path, 1.0, "S"))
    jobs.solve(book)
    book.save(tmp_path / "again.xlsx")
    page = shown(tmp_path / "again.xlsx", "Simulator")
    assert [page.cell(9, column).value for column in (4, 6, 7, 8)] in ([None] * 4, [""] * 4)
    assert [page.cell(10, column).value for column in (1, 7, 8)] == ["Visitors", "◎", "Reached"]
    (chart,) = [chart for chart in drawn(tmp_path / "again.xlsx") if list(chart.iter(f"{C}lineChart"))]
    assert [len(said(series, f"{C}val//{C}v")) for series in chart.iter(f"{C}ser")] == [11, 0]


def test_a_large_tree_keeps_its_dial_and_says_what_is_left_out(tmp_path: Path) -> None:
    levers = [{"label": f"L{n}", "name": f"lever_{n}", "baseline": 10.0} for n in range(300)]
    rows = [{"label": "Sum", "name": "total", "baseline": f"=SUM(C{5}:C{304})"}, *levers]
    path = simulated(tmp_path, rows, [{"role": "must_achieve", "kind": "times", "amount": 2}])
    page = shown(path, "Simulator")
    assert page["A11"].value == (
        "With more than 300 KPIs the table in steps of 10% and its chart are left out. The progress cell works as ever."
    )
    assert (page[DIAL].value, page[KGI_GOAL].value) == (1.0, pytest.approx(6000.0))
    assert not any(list(chart.iter(f"{C}lineChart")) for chart in drawn(path))
