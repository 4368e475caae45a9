"""Whatever people do to an action plan between two runs, the next run loses nothing of what they typed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_xl import jobs
from kpi_xl.book.action_layout import ACTIONS
from kpi_xl.book.layout import KPIS
from kpi_xl.book.merge_job import merge_copies
from kpi_xl.book.merge_page import Mail
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.labels import LANGS, Lang
from tests.book.acted import SHEET, days, fill, header, places, planned, shop, shown, typed
from tests.support.workbooks import SHOP, TOP

LEVERS = [str(row["name"]) for row in SHOP["en"][1:]]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=12)
TASK = st.fixed_dictionaries(
    {"kpi": st.sampled_from(LEVERS), "task": WORDS},
    optional={
        "hypothesis": WORDS,
        "approach": st.sampled_from(["Proven", "Other industry", "Untried"]),
        "effect": st.floats(-1000, 1000, allow_nan=False).map(lambda number: round(number, 6)),
        "start": st.integers(-50, 0).map(days),
        "due": st.integers(0, 99).map(days),
        "cost": st.integers(1, 10**6),
        "learning": WORDS,
    },
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan as the first run makes it."""
    return shop(tmp_path_factory.mktemp("made"), "en")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tasks=st.lists(TASK, max_size=6), seed=st.integers(0, 999), renamed=st.booleans(), again=st.booleans())
def test_edits_insertions_new_orders_and_renamed_kpis_survive_the_next_run(
    made: Path, tmp_path: Path, tasks: list[dict[str, Any]], seed: int, renamed: bool, again: bool
) -> None:
    path = tmp_path / "plan.xlsx"
    shutil.copy(made, path)
    fill(path, "en", tasks, first=random.Random(seed).randrange(4))
    reordered(path, seed)
    if renamed:
        rename(path, "visitors", "guests")
    before = without_blanks(typed(path, "en"))
    planned(path)
    if again:
        planned(path)
    after = without_blanks(typed(path, "en"))
    new = {"visitors": "guests"} if renamed else {}
    expected = [{**row, "kpi": new.get(row["kpi"], row["kpi"])} for row in before]
    assert after[: len(expected)] == expected
    assert {row["kpi"] for row in after} >= {new.get(name, name) for name in LEVERS}
    numbers = [row["number"] for row in shown(path, "en")]
    assert len(set(numbers)) == len(numbers)


def without_blanks(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What stands in each row that says anything; a status that a new row is given does not count."""
    said = [{key: value for key, value in row.items() if value is not None} for row in rows]
    return [row for row in said if row]


def reordered(path: Path, seed: int) -> None:
    """Sort the rows of the table into any order, with whatever stands right below it."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET["en"]]
    left, top, right, bottom = openpyxl.utils.range_boundaries(sheet.tables[ACTIONS.name].ref)
    while sheet.cell(bottom + 1, 2).value is not None:
        bottom += 1
    rows = [
        [(sheet.cell(row, at).value, sheet.cell(row, at).data_type) for at in range(left, right + 1)] for row in range(top + 1, bottom + 1)
    ]
    random.Random(seed).shuffle(rows)
    for row, values in enumerate(rows, top + 1):
        for column, (value, kind) in enumerate(values, left):
            cell = sheet.cell(row, column)
            cell.value = value
            cell.data_type = kind
    sheet.tables[ACTIONS.name].ref = f"A{top}:{openpyxl.utils.get_column_letter(right)}{bottom}"
    book.save(path)


def rename(path: Path, old: str, new: str) -> None:
    """Give a KPI another name and let the formulas follow, as check --repair does."""
    book = openpyxl.load_workbook(path)
    tree = book[KPIS.sheet.en]
    row = next(row for row in range(TOP + 1, tree.max_row + 1) if tree.cell(row, 2).value == old)
    tree.cell(row, 2).value = new
    book.save(path)
    mended = OpenpyxlBook.open(path)
    jobs.repair(mended)
    mended.save(path)


@pytest.mark.parametrize("lang", LANGS)
def test_columns_of_ones_own_stay_with_their_rows(lang: Lang, tmp_path: Path) -> None:
    path = shop(tmp_path, lang)
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET[lang]]
    column, top = places(sheet, lang)["cost"], header(sheet)
    sheet.cell(top, column).value = "Agency"
    sheet.tables[ACTIONS.name].tableColumns[column - 1].name = "Agency"
    sheet.cell(top + 2, column).value = "=1+1 Inc."
    sheet.cell(top + 2, column).data_type = "s"
    book.save(path)
    planned(path)
    found = shown(path, lang)
    assert [row["Agency"] for row in found] == [None, "=1+1 Inc.", None]
    assert [row["cost"] for row in found] == [None] * 3


def test_a_formula_that_somebody_typed_stays_one_while_its_cell_stays_in_its_place(tmp_path: Path) -> None:
    path = shop(tmp_path, "en", [{"task": "a", "effect": "=100*3"}])
    sheet = openpyxl.load_workbook(path)[SHEET["en"]]
    assert sheet.cell(header(sheet) + 1, places(sheet, "en")["effect"]).value == "=100*3"
    assert shown(path, "en")[0]["effect"] == 300
    reordered(path, 3)
    planned(path)
    assert {row["effect"] for row in shown(path, "en")} == {300, None}


@pytest.mark.parametrize("lang", LANGS)
def test_a_sheet_that_people_renamed_goes_on_where_it_is(lang: Lang, tmp_path: Path) -> None:
    path = shop(tmp_path, lang, [{"task": "kept"}])
    book = openpyxl.load_workbook(path)
    book[SHEET[lang]].title = "2026"
    book.save(path)
    answer = planned(path)
    assert answer.sheet == "2026"
    assert SHEET[lang] not in OpenpyxlBook.open(path).sheets()
    sheet = openpyxl.load_workbook(path)["2026"]
    assert sheet.cell(header(sheet) + 1, places(sheet, lang)["task"]).value == "kept"


@pytest.mark.parametrize("lang", LANGS)
def test_what_colleagues_typed_in_copies_is_merged_by_the_number_of_the_task(lang: Lang, tmp_path: Path) -> None:
    base = shop(tmp_path, lang, [{"task": "a"}, {"task": "b"}])
    copies = {}
    for name, tasks in {"one": [{"owner": "Sato"}, {}, {}, {"kpi": LEVER[lang], "task": "new"}], "two": [{}, {"effect": 12.0}]}.items():
        shutil.copy(base, tmp_path / f"{name}.xlsx")
        fill(tmp_path / f"{name}.xlsx", lang, tasks)
        copies[name] = OpenpyxlBook.open(tmp_path / f"{name}.xlsx")
    book = OpenpyxlBook.open(base)
    merge_copies(book, copies, Mail(base.name, list(copies), "merged.xlsx"))
    book.save(base)
    planned(base)
    found = shown(base, lang)
    assert [(row["owner"], row["task"], row["effect"]) for row in found][:2] == [("Sato", "a", None), (None, "b", 12)]
    assert "new" in [row["task"] for row in found]


LEVER = {lang: str(SHOP[lang][1]["name"]) for lang in LANGS}
