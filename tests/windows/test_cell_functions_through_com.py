"""Every cell function on a Windows: xlwings' library starts the server by the VBA's own command, each call passes through COM."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

import pytest

from kpi_xl.book.layout import GOALS
from kpi_xl.book.settings import STRATEGY_LABELS
from kpi_xl.excel import udfs
from kpi_xl.excel.sentinels import NA, NUM, VALUE
from kpi_xl.excel.wrappers import shipped
from kpi_xl.labels import LANGS, Lang
from tests.excel.tables import shop, template
from tests.windows.excel import MISSING, Excel, Passed, Stopped, as_range, command, plain

pytestmark = pytest.mark.windows

Call = tuple[object, ...]

NA_CELL = Passed({"error": -2146826246}, "#N/A")
APRIL = Passed({"date": "2026-04-01T00:00:00"}, 46113.0)
YEN = Passed({"currency": 9500.0}, 9500.0)
BLANKS = [[None]] * 10_000


def calls(lang: Lang) -> list[Call]:
    """At least one call of each function, with and without what may be left out."""
    tree, goals = template(lang), template(lang, GOALS)
    visitors, scenario, equal = str(tree[3][1]), goals[2][1], STRATEGY_LABELS["equal_ratio"].say(lang)
    return [
        ("KPI_SOLVE", tree, "3倍", equal, MISSING),
        ("KPI_SOLVE", tree, goals, MISSING, scenario),
        ("KPI_TARGET", tree, visitors),
        ("KPI_TARGET", tree, visitors, 9e8, "", MISSING),
        ("KPI_TARGET", tree, visitors, goals, equal),
        ("KPI_VALUE", tree, visitors, MISSING),
        ("KPI_VALUE", tree, tree[1][1], [[visitors, 20_000.0], [None, None]]),
        ("KPI_REACH", tree),
        ("KPI_ELASTICITY", tree),
        ("KPI_CONTRIBUTION", tree, [[visitors, 20_000.0]]),
        ("KPI_CHECK", tree),
        ("KPI_PROBABILITY", tree, "x3", 2000.0, 7.0),
        ("KPI_GAP", 90.0, "１００", MISSING),
        ("KPI_STATUS", 95.0, 100.0, MISSING, 0.9),
        ("KPI_PACE", 9500.0, 20_000.0, 8.0, 20.0),
        ("KPI_PLAN", 100.0, 200.0, 12.0, MISSING),
        ("KPI_FUNNEL", 20.0, [[0.4], [0.2]]),
        ("KPI_FUNNEL", 20.0, [[0.4, 0.2]]),
        ("KPI_GROWTH", 3e8, 9e8, 3.0),
    ]


def in_python(name: object, *arguments: object) -> object:
    """What the plain function gives, laid out as xlwings hands it to Excel: one cell alone, one row as such, blanks as empty texts."""
    found = getattr(udfs, str(name))(*(plain(each) for each in arguments))
    rows = found if isinstance(found, list) else [[found]]
    rows = rows if isinstance(rows[0], list) else [rows]
    rows = [["" if cell is None else cell for cell in row] for row in rows]
    return rows if len(rows) > 1 else rows[0] if len(rows[0]) > 1 else rows[0][0]


def close_to(found: object) -> object:
    """Return what equals an answer but for the last digits of its numbers, which are each machine's own."""
    if isinstance(found, list):
        return [close_to(each) for each in found]
    return pytest.approx(found, rel=1e-9) if isinstance(found, float) else found


def assert_same(excel: Excel, call: Call) -> None:
    """A call through COM gives what the plain function gives."""
    assert excel(*call) == close_to(in_python(*call))  # type: ignore[arg-type]


def named(call: Call) -> str:
    return f"{call[0]}-{len(call) - 1}"


def test_every_function_is_called() -> None:
    for lang in LANGS:
        assert {call[0] for call in calls(lang)} == {function.name for function in shipped()}


@pytest.mark.parametrize("call", [call for lang in LANGS for call in calls(lang)], ids=named)
def test_a_call_through_com_gives_what_the_function_gives(excel: Excel, call: Call) -> None:
    assert_same(excel, call)


@pytest.mark.parametrize("call", [call for call in calls("ja") if any(isinstance(each, list) for each in call)], ids=named)
def test_ranges_give_what_their_values_give(excel: Excel, call: Call) -> None:
    assert_same(excel, tuple(as_range(each) if isinstance(each, list) else each for each in call))


def test_what_one_function_spills_another_takes(excel: Excel) -> None:
    solved = excel("KPI_SOLVE", template("ja"), "3倍")
    assert isinstance(solved, list)
    assert_same(excel, ("KPI_CONTRIBUTION", template("ja"), as_range(solved)))


def test_an_argument_left_out_is_one_that_is_blank(excel: Excel) -> None:
    tree = template("ja")
    asked = ("KPI_TARGET", tree, "訪問者数")
    blanks = (MISSING, "", None, as_range([[None]]))
    assert {excel(*asked, blank, blank, blank) for blank in blanks} == {excel(*asked)}


@pytest.mark.parametrize(
    "call",
    [
        ("KPI_PACE", YEN, 20_000.0, 8.0, 20.0),
        ("KPI_PACE", as_range([[YEN]]), as_range([["２０，０００"]]), as_range([[8.0]]), "20"),
        ("KPI_GAP", as_range([[APRIL]]), 46_000.0),
        ("KPI_FUNNEL", 20.0, as_range([[0.4], [0.2], *BLANKS])),
        ("KPI_FUNNEL", 20.0, [[0.4], [0.2], *BLANKS]),
        ("KPI_FUNNEL", 20.0, 0.5),
        ("KPI_FUNNEL", 20.0, as_range([[0.4], [NA_CELL]])),
        ("KPI_GROWTH", 3e8, 9e8, NA_CELL),
    ],
    ids=named,
)
def test_amounts_dates_texts_errors_and_whole_columns_arrive(excel: Excel, call: Call) -> None:
    assert_same(excel, call)


def test_problems_come_back_as_what_vba_makes_an_error_of(excel: Excel) -> None:
    tree = template("ja")
    assert excel("KPI_TARGET", tree, "ない", "3倍") == NA
    assert excel("KPI_TARGET", tree, "訪問者数", NA_CELL) == VALUE
    assert excel("KPI_TARGET", tree, "訪問者数", "x1000000") == NUM
    assert excel("KPI_GAP", "たくさん", 100.0) == VALUE


def test_sentences_come_back_letter_by_letter(excel: Excel) -> None:
    broken = shop()
    broken[2][2] = NA_CELL
    assert excel("KPI_CHECK", as_range(broken)) == (
        "KPIツリー!C9：「現状値」列には数値が必要ですが、「#N/A」が入っています。数値に直すか、空欄にしてください。"
    )
    assert excel("KPI_SOLVE", shop(), "x3", "𠮷野髙～㈱①") == (
        "引数 strategy：「𠮷野髙～㈱①」は使えません。負担最小・均等倍率・伸びしろ比例・個別目標へ・優先順位・費用最小・予算内で最大のどれかを指定してください。"
    )


def test_what_is_no_function_stops_at_vbas_error_handler_and_the_next_call_is_answered(excel: Excel) -> None:
    with pytest.raises(Stopped, match="KPI_NONE"):
        excel("KPI_NONE", 1.0)
    assert excel("KPI_GAP", 90.0, 100.0) == -10.0


def test_a_thousand_calls_in_a_row_give_a_thousand_answers(excel: Excel, capfd: pytest.CaptureFixture[str]) -> None:
    tree = template("ja")
    names = [str(row[1]) for row in tree[1:]]
    expected = [udfs.KPI_TARGET(tree, name, "3倍") for name in names]
    found = [excel("KPI_TARGET", tree, names[number % len(names)], "3倍") for number in range(1000)]
    assert found == pytest.approx([expected[number % len(names)] for number in range(1000)], rel=1e-9)
    seconds = excel.seconds[-1000:]
    with capfd.disabled():
        print(f"\nKPI_TARGET through COM, 1,000 calls: {1000 * statistics.median(seconds):.1f} ms a call", file=sys.stderr)


def test_code_that_lies_where_the_server_starts_is_not_run(excel: Excel, folder: Path) -> None:
    assert excel("KPI_GAP", 90.0, 100.0) == -10.0
    assert (folder / "xlwings.py").exists()
    assert not (folder / "taken").exists()


def test_the_server_is_started_as_the_addin_says() -> None:
    assert command() == (
        r'C:\windows\System32\cmd.exe  /K ""C:\Program Files\Python\pythonw.exe" -E -P -B -c "import xlwings; '
        "xlwings.serve('$(CLSID)')\"\""
    )
