"""A tree is read and a goal solved once, however many cells ask; what stands beside the calculation changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kpi_xl as kx
from kpi_xl.book.layout import GOALS, KPIS, Table
from kpi_xl.excel import answers, table_tree, udfs, wanted
from kpi_xl.excel.cache import fingerprint, remembered
from kpi_xl.excel.table_tree import read_tree
from tests.excel.tables import Rows, place, shop, template

READ, SOLVED = "read", "solved"


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is done from here on: a word for each tree built and each goal solved."""
    done: list[str] = []
    for remembering in (table_tree._read, wanted._of_table, answers.solved, answers.best, answers.chance):
        remembering.forget()
    build, solve = kx.KpiTree.from_cells, answers.backsolve
    monkeypatch.setattr(kx.KpiTree, "from_cells", lambda *given: done.append(READ) or build(*given))
    monkeypatch.setattr(answers, "backsolve", lambda *given, **named: done.append(SOLVED) or solve(*given, **named))
    yield done
    table_tree._read.forget()
    answers.solved.forget()


def typed(rows: Rows, table: Table, key: str, text: object, row: int = 3) -> Rows:
    """The same table with something typed in one cell."""
    changed = [list(each) for each in rows]
    changed[row][place(table, key)] = text
    return changed


def test_many_cells_read_one_tree_and_solve_one_goal(work: list[str]) -> None:
    for name in [row[1] for row in template("ja")[1:]] * 5:
        udfs.KPI_TARGET(template("ja"), name, template("ja", GOALS))
    udfs.KPI_SOLVE(template("ja"), template("ja", GOALS))
    assert work.count(SOLVED) == 1
    assert work.count(READ) == 1


@pytest.mark.parametrize("key", ["note", "owner"])
@pytest.mark.parametrize("text", ["電話で確認", 5.0, "#N/A", datetime(2026, 4, 1)])
def test_a_note_or_an_owner_reads_and_solves_nothing_anew(work: list[str], key: str, text: object) -> None:
    udfs.KPI_TARGET(template("ja"), "訪問者数", "3倍")
    before = list(work)
    udfs.KPI_TARGET(typed(template("ja"), KPIS, key, text), "訪問者数", "3倍")
    assert work == before == [READ, SOLVED]


@pytest.mark.parametrize("key", ["why", "future", "due", "result"])
def test_what_a_goal_is_for_changes_nothing(work: list[str], key: str) -> None:
    udfs.KPI_TARGET(template("ja"), "訪問者数", template("ja", GOALS))
    udfs.KPI_TARGET(template("ja"), "訪問者数", typed(template("ja", GOALS), GOALS, key, datetime(2027, 3, 31), 1))
    assert work == [READ, SOLVED]


def test_a_label_is_shown_at_once_and_solves_nothing_anew(work: list[str]) -> None:
    udfs.KPI_SOLVE(template("ja"), "3倍")
    renamed = typed(template("ja"), KPIS, "label", "サイトの来訪者")
    assert udfs.KPI_SOLVE(renamed, "3倍")[3][0] == "サイトの来訪者"
    assert udfs.KPI_TARGET(renamed, "サイトの来訪者", "3倍") == udfs.KPI_TARGET(template("ja"), "訪問者数", "3倍")
    assert work.count(SOLVED) == 1


def test_a_goal_on_a_label_follows_the_label() -> None:
    rows, table = template("ja"), [list(row) for row in template("ja", GOALS)[:2]]
    table[1][place(GOALS, "kpi")], table[1][place(GOALS, "kind")], table[1][place(GOALS, "amount")] = "LTV", "現状比（倍）", 2.0
    results = []
    for row in (7, 2):  # the same label first for one row, then for another
        results.append(udfs.KPI_TARGET(typed(rows, KPIS, "label", "LTV", row), rows[row][1], table))
    assert results == [pytest.approx(2 * 0.9775), pytest.approx(48.0)]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("baseline", 12_000.0),
        ("high", 50_000.0),
        ("low", 5_000.0),
        ("effort", "高"),
        ("locked", "はい"),
        ("unit", "％"),
        ("stated", 30_000.0),
    ],
)
def test_whatever_is_calculated_with_is_read_and_solved_anew(work: list[str], key: str, value: object) -> None:
    rows = shop()
    udfs.KPI_TARGET(rows, "転換率", "2倍")
    changed = typed(rows, KPIS, key, value, 2)
    if key == "baseline":
        changed[1][place(KPIS, "baseline")] = 2_400_000.0
    if key == "unit":
        changed[2][place(KPIS, "baseline")], changed[1][place(KPIS, "baseline")] = 0.5, 100.0
        changed[2][place(KPIS, "stated")] = None
    assert udfs.KPI_TARGET(changed, "転換率", "2倍") != "#KPI:VALUE"
    assert work == [READ, SOLVED] * 2


def test_a_broken_tree_is_read_once_however_many_cells_show_it(work: list[str]) -> None:
    rows = shop(訪問者数={"low": 9000.0})
    assert {udfs.KPI_TARGET(rows, "売上", float(number)) for number in range(50)} == {"#KPI:VALUE"}
    assert work == [READ]


def test_true_and_one_are_not_the_same_cell() -> None:
    assert read_tree(shop(訪問者数={"locked": True})).tree.levers.keys() == {"転換率", "客単価"}
    assert udfs.KPI_TARGET(shop(訪問者数={"locked": 1.0}), "売上", "2倍") == "#KPI:VALUE"


def test_only_the_last_results_are_kept() -> None:
    asked: list[int] = []
    double = remembered(2)(lambda number: asked.append(number) or 2 * number)
    assert [double(number) for number in (1, 2, 1, 3, 2)] == [2, 4, 2, 6, 4]
    assert asked == [1, 2, 3, 2]


CELLS = st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=3) | st.datetimes()
ROWS = st.lists(st.tuples(CELLS, CELLS), max_size=3)


@given(ROWS, ROWS)
def test_fingerprints_are_equal_where_cells_are_the_same(one: list, other: list) -> None:
    same = [[(type(cell), repr(cell)) for cell in row] for row in one] == [[(type(cell), repr(cell)) for cell in row] for row in other]
    assert (fingerprint(one) == fingerprint(other)) is same
    copied = [tuple("".join(cell) if isinstance(cell, str) else cell for cell in row) for row in one]
    assert fingerprint(copied) == fingerprint(one)
