"""A cell of anybody's workbook becomes a tree that computes the same and is ready to be solved."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from kpi_xl import errors, jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.calc.cells import Address, Cells
from kpi_xl.calc.compile import evaluate_cells
from kpi_xl.jobs import Traced, trace
from kpi_xl.labels import LANGS, Lang

Sheets = Mapping[str, Mapping[str, object]]

FUNNEL: Sheets = {
    "Plan": {
        "A1": "Visitors", "B1": 10_000.0, "C1": "人",
        "A2": "Lead rate:", "B2": 0.02,
        "A3": "Leads", "B3": "=B1*B2",
        "A4": "Price", "B4": "=Prices!C3",
        "A5": "Revenue", "B5": "=B3*B4",
    },
    "Prices": {"C2": "Price per lead", "C3": 500.0},
}  # fmt: skip


def book(sheets: Sheets, names: Mapping[str, str] | None = None) -> OpenpyxlBook:
    """A workbook of cells by address, never calculated by anybody."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, cells in sheets.items():
        sheet = made.create_sheet(title)
        for place, content in cells.items():
            sheet[place] = content
    for name, text in (names or {}).items():
        made.defined_names[name] = DefinedName(name, attr_text=text)
    made.save(buffer := io.BytesIO())
    return OpenpyxlBook.load(buffer.getvalue())


def formulas(done: Traced) -> dict[str, object]:
    """What stands in each row's baseline cell, by name."""
    tree = done.reading.tree
    contents = done.book.contents()
    return {name: getattr(contents[place], "text", contents[place]) for name, place in tree.addresses.items()}


def test_every_cell_that_the_kgi_depends_on_is_a_row_and_formulas_speak_in_names() -> None:
    done = trace(book(FUNNEL), "Plan!B5")
    assert formulas(done) == {
        "Revenue": "=Leads*Price",
        "Leads": "=Visitors*Lead_rate",
        "Visitors": 10_000.0,
        "Lead_rate": 0.02,
        "Price": "=Price_per_lead",
        "Price_per_lead": 500.0,
    }
    assert done.reading.tree.baseline["Revenue"] == 100_000.0
    assert set(done.reading.tree.levers) == {"Visitors", "Lead_rate", "Price_per_lead"}
    assert done.notes == ()


def test_labels_units_and_sources_are_those_of_the_sheet() -> None:
    done = trace(book(FUNNEL), "Plan!B5", "en", {Address("Plan", 2, 2): "0.0%", Address("Plan", 5, 2): '#,##0"円"'})
    kpis = done.reading.tree.kpis
    assert {name: kpi.unit for name, kpi in kpis.items() if kpi.unit} == {"Visitors": "人", "Lead_rate": "%", "Revenue": "円"}
    assert kpis["Lead_rate"].label == "Lead rate"
    assert kpis["Price_per_lead"].note == "From Prices!C3"


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_traced_can_be_solved_at_once(lang: Lang) -> None:
    done = trace(book(FUNNEL), "Plan!B5", lang)
    solved = jobs.solve(done.book)
    assert solved.all_reached
    assert [solution.values["Revenue"] for _, solution in solved.answers] == pytest.approx([150_000.0, 300_000.0])


def test_a_name_the_workbook_has_for_a_cell_stays_its_name() -> None:
    done = trace(book(FUNNEL, {"visits": "Plan!$B$1"}), "Plan!B5")
    assert formulas(done)["Leads"] == "=visits*Lead_rate"
    assert done.reading.tree.kpis["visits"].label == "Visitors"


@pytest.mark.parametrize("said", ["Plan!B5", "plan!$b$5", "'Plan'!B5", "Plan！B5", "goal"])
def test_a_cell_may_be_said_in_any_of_excels_ways(said: str) -> None:
    assert trace(book(FUNNEL, {"Goal": "Plan!$B$5"}), said).cell == Address("Plan", 5, 2)


def test_a_sheet_with_quotes_and_blanks_is_found_and_its_cells_are_read() -> None:
    sheets: Sheets = {"It's a plan": {"A1": "x", "B1": 2.0, "A2": "y", "B2": "='It''s a plan'!B1*3"}}
    assert formulas(trace(book(sheets), "'It''s a plan'!B2")) == {"y": "=x*3", "x": 2.0}
    assert formulas(trace(book(sheets), "It's a plan!B2")) == {"y": "=x*3", "x": 2.0}


MONTHS: Sheets = {
    "S": {"B1": "Apr", "C1": "May", "A2": "Visits", "B2": 10.0, "C2": 20.0, "A3": "Rate", "B3": 0.1, "C3": 0.2, "A5": "Sum", "B5": ""}
}


@pytest.mark.parametrize(
    ("formula", "carried"),
    [
        ("=SUM(B2:C2)", "=SUM(Visits_Apr,Visits_May)"),
        ("=SUMPRODUCT(B2:C2,B3:C3)", "=(Visits_Apr*Rate_Apr+Visits_May*Rate_May)"),
        ("=AVERAGE(S!B2:C2)*2-B3", "=AVERAGE(Visits_Apr,Visits_May)*2-Rate"),
        ('=IF(A2="Visits",B2,C2)+D9', '=IF("Visits"="Visits",Visits_Apr,Visits_May)+0'),
        ("=B2*tax", "=Visits*0.1"),
        ("=SUM(A2:C3)", "=SUM(Visits_Apr,Visits_May,Rate_Apr,Rate_May)"),
    ],
)
def test_cells_beside_the_same_words_are_told_apart_by_what_stands_above(formula: str, carried: str) -> None:
    sheets = {"S": {**MONTHS["S"], "B5": formula}}
    assert formulas(trace(book(sheets, {"tax": "0.1"}), "S!B5"))["Sum"] == carried


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ('=VLOOKUP("Visits",A2:C3,2,FALSE)', "looks through a range with VLOOKUP"),
        ("=OFFSET(B2,0,1)", "uses OFFSET"),
        ("=SUM(G:G)", "takes together more than 60 cells"),
    ],
)
def test_a_formula_that_cannot_be_carried_is_an_input_with_its_value_and_says_so(formula: str, why: str) -> None:
    data = {f"G{row}": 1.0 for row in range(1, 100)}
    sheets = {"S": {**MONTHS["S"], **data, "A4": "Looked up", "B4": formula, "B5": "=B4*2"}}
    made = book(sheets)
    made.cache({Address("S", 4, 2): 10.0})
    done = trace(made, "S!B5")
    value = 99.0 if "G:G" in formula else 10.0
    assert formulas(done) == {"Sum": "=Looked_up*2", "Looked_up": value}
    assert [note.sentence("en") for note in done.notes] == [f"S!B4: {formula} {why}. Its value ({value:g}) stands in the tree as an input."]
    assert why in done.reading.tree.kpis["Looked_up"].note


@pytest.mark.parametrize(
    ("said", "ja", "en"),
    [
        (
            "Plan!B1",
            "Plan!B1：数値 10,000 が入っています。数式がないため、たどれません。KGIを計算している数式のセルを --kgi で指定してください。",
            "Plan!B1: the number 10,000 stands here, so there is nothing to trace. Give the cell whose formula computes the KGI with --kgi.",
        ),
        (
            "Plan!Z9",
            "Plan!Z9：何も入っていません。数式がないため、たどれません。KGIを計算している数式のセルを --kgi で指定してください。",
            "Plan!Z9: nothing stands here, so there is nothing to trace. Give the cell whose formula computes the KGI with --kgi.",
        ),
        (
            "Nowhere!B1",
            "ブックに「Nowhere」というシートはありません。あるのは Plan, Prices です。",
            "The workbook has no sheet called 'Nowhere'. It has: Plan, Prices.",
        ),
        (
            "B5",
            '--kgi：「B5」はセルとして読めません。シート名とセルを "Plan!B9" のように引用符で囲んで指定してください。',
            "--kgi: 'B5' is no cell. Write the sheet and the cell in quotes, such as \"Plan!B9\".",
        ),
    ],
)
def test_what_cannot_be_traced_is_said_with_its_remedy(said: str, ja: str, en: str) -> None:
    with pytest.raises(errors.KpiXlError) as raised:
        trace(book(FUNNEL), said)
    assert (raised.value.sentence("ja"), raised.value.sentence("en")) == (ja, en)


def test_an_error_on_the_way_is_said_with_the_cell_it_stands_in() -> None:
    sheets = {"Plan": {**FUNNEL["Plan"], "B2": "=1/0", "B5": "=IFERROR(B3,1)*B4"}, "Prices": FUNNEL["Prices"]}
    with pytest.raises(errors.ShowsNoNumber) as raised:
        trace(book(sheets), "Plan!B3")
    assert raised.value.sentence("en") == (
        "Plan!B3: the cell shows #DIV/0!, which is no number to work backwards from. Mend its formula in Excel, save, and trace again."
    )
    with pytest.raises(errors.NotCarried) as told:
        trace(book(sheets), "Plan!B5")
    assert told.value.sentence("en") == (
        "Plan!B5: its formula =IFERROR(B3,1)*B4 needs Plan!B3, which shows no number (#DIV/0!), so it cannot become a tree. "
        "Give a cell that is calculated from other cells by arithmetic or sums."
    )


def test_only_a_format_that_shows_a_part_of_a_number_has_a_unit_without_its_scale() -> None:
    shown = {'#,##0"万円"': "万円", '[>=100000000]0.0,,"億円";0"円"': "円", '0.0,,"M"': "", "¥#,##0": "円", '#,##0"人"': "人"}
    for code, unit in shown.items():
        done = trace(book(FUNNEL), "Plan!B5", "ja", {Address("Plan", 5, 2): code})
        assert done.reading.tree.kpis["Revenue"].unit == unit


def test_a_circle_is_said_as_its_cells() -> None:
    with pytest.raises(errors.CircularReference) as raised:
        trace(book({"S": {"A1": "=B1+1", "B1": "=A1+1"}}), "S!A1")
    assert "S!A1 → S!B1 → S!A1" in raised.value.sentence("en")


def test_a_loss_gets_goals_by_value() -> None:
    done = trace(book({"S": {"A1": "Profit", "B1": "=B2-B3", "A2": "Sales", "B2": 10.0, "A3": "Cost", "B3": 110.0}}), "S!B1")
    assert [goal.target(done.reading.tree.kpis["Profit"], -100.0).value for each in done.reading.scenarios for goal in each.goals] == [
        -50.0,
        100.0,
    ]


def test_a_date_is_locked() -> None:
    sheets: Sheets = {"S": {"A1": "Days", "B1": "=B3-B2", "A2": "Start", "B2": 46_000.0, "A3": "End", "B3": 46_100.0}}
    assert list(trace(book(sheets), "S!B1", formats={Address("S", 2, 2): "yyyy/m/d"}).reading.tree.levers) == ["End"]


@pytest.mark.parametrize("formula", ["=2*3", "=A2*2"])
def test_a_formula_without_a_number_to_move_is_no_tree(formula: str) -> None:
    with pytest.raises(errors.NothingMoves) as raised:
        trace(book({"S": {"B1": formula, "A2": 46_000.0}}), "S!B1", formats={Address("S", 2, 1): "yyyy/m/d"})
    assert raised.value.sentence("en") == (
        f"S!B1: its formula {formula} rests on no number that could be moved. Give a cell that is calculated from figures in other cells."
    )


@pytest.mark.parametrize("seed", range(20))
def test_any_tree_of_arithmetic_comes_to_the_same_value(seed: int) -> None:
    random_ = random.Random(seed)
    cells: dict[str, object] = {f"B{row}": float(random_.randint(1, 50)) for row in range(1, 6)}
    for row in range(6, 25):
        one, two = (f"B{random_.randint(1, row - 1)}" for _ in range(2))
        cells[f"B{row}"] = random_.choice(
            [
                f"={one}+{two}*0.5",
                f"={one}-{two}",
                f"=SUM({one}:{two})/10",
                f"=MAX({one},{two})",
                f"=IF({one}>{two},{one},{two}%)",
                f"={one}/7^2",
            ]
        )
    made = book({"S": cells})
    done = trace(made, "S!B24")
    expected = evaluate_cells(Cells(made.contents()), [Address("S", 24, 2)])[Address("S", 24, 2)]
    tree = done.reading.tree
    assert tree.baseline[tree.kgi] == pytest.approx(expected)
    assert not done.notes
