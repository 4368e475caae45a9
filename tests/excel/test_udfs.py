"""The cell functions as xlwings registers and calls them on Windows, through its own decorators and its own conversion."""

from __future__ import annotations

import inspect
import io
from collections.abc import Iterator
from types import ModuleType
from typing import get_type_hints

import pytest

from kpi_xl.book.layout import GOALS
from kpi_xl.excel import udfs
from kpi_xl.excel.sentinels import NA, NUM, VALUE, XL_ERRORS
from kpi_xl.labels import LANGS
from kpi_xl.labels.cells import ARGUMENTS, HELP, argument_help
from tests.excel.tables import shop, template
from tests.support.windows_stubs import on_windows

FUNCTIONS = {name: function for name, function in vars(udfs).items() if name.startswith("KPI_")}
WIZARD = 255
"""Characters of help that Excel's function wizard shows."""

MISSING = -2147352572
"""What an argument that was left out is on its way through COM."""

NA_OF_COM = -2146826246


@pytest.fixture(scope="module")
def windows() -> Iterator[tuple[ModuleType, ModuleType]]:
    with on_windows() as modules:
        yield modules


def parameters(name: str) -> list[inspect.Parameter]:
    return list(inspect.signature(FUNCTIONS[name]).parameters.values())


def test_every_function_of_the_design_is_there() -> None:
    assert set(FUNCTIONS) == set(HELP)
    assert len(FUNCTIONS) == 14


@pytest.mark.parametrize("name", FUNCTIONS)
def test_hints_are_those_that_xlwings_converts_on_windows(name: str) -> None:
    assert set(get_type_hints(FUNCTIONS[name]).values()) <= {str, float, bool, list}
    assert all(each.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD for each in parameters(name))
    assert all(each.default in (None, inspect.Parameter.empty) for each in parameters(name))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_names_are_ascii_and_short_enough_for_the_wizard(name: str) -> None:
    words = [each.name for each in parameters(name)]
    assert name.isascii()
    assert all(word.isascii() for word in words)
    assert len(", ".join(words)) <= 254
    assert "caller" not in words


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("lang", LANGS)
def test_help_fits_the_wizard_in_both_languages(name: str, lang: str) -> None:
    said = [getattr(HELP[name], lang), *(getattr(argument_help(name, each.name), lang) for each in parameters(name))]
    assert all(0 < len(text) <= WIZARD for text in said)
    assert FUNCTIONS[name].__doc__ == HELP[name].en


def test_no_help_is_left_over() -> None:
    used = {argument_help(name, each.name) for name in FUNCTIONS for each in parameters(name)}
    assert set(ARGUMENTS.values()) == used


def test_every_sentinel_is_an_error_that_vba_can_make() -> None:
    assert XL_ERRORS == {VALUE: "xlErrValue", NA: "xlErrNA", NUM: "xlErrNum"}


def test_xlwings_registers_every_function_in_our_category(windows: tuple[ModuleType, ModuleType]) -> None:
    _, ours = windows
    for name in FUNCTIONS:
        info = getattr(ours, name).__xlfunc__
        assert (info["name"], info["category"], info["volatile"], info["async_mode"], info["sub"]) == (name, "KPI", False, None, False)
        assert info["call_in_wizard"] is True
        assert info["ret"]["doc"] == HELP[name].en
        assert [arg["name"] for arg in info["args"]] == [each.name for each in parameters(name)]
        assert ["optional" in arg for arg in info["args"]] == [each.default is None for each in parameters(name)]
        assert all(arg["doc"] == argument_help(name, arg["name"]).en and arg["options"]["err_to_str"] for arg in info["args"])


def test_xlwings_writes_a_wrapper_for_every_function(windows: tuple[ModuleType, ModuleType]) -> None:
    theirs, ours = windows
    text = io.StringIO()
    book = type("Workbook", (), {"Name": "kpi_xl.xlam"})
    theirs.generate_vba_wrapper(udfs.__name__, ours, theirs.VBAWriter(text).f, book)
    wrappers = text.getvalue()
    assert "Function KPI_TARGET(tree, kpi, Optional goal, Optional strategy, Optional scenario)" in wrappers
    assert wrappers.count("End Function") == len(FUNCTIONS)


def call(windows: tuple[ModuleType, ModuleType], name: str, *given: object) -> object:
    """Call a function as Excel does: values through COM, rows as tuples, the result as xlwings hands it back."""
    theirs, ours = windows
    theirs.udf_modules[udfs.__name__] = {"module": ours, "filetime": None, "filename": ""}
    return theirs.call_udf(udfs.__name__, name, tuple(_com(each) for each in given))


def _com(given: object) -> object:
    return tuple(tuple("" if cell is None else cell for cell in row) for row in given) if isinstance(given, list) else given


@pytest.mark.parametrize("lang", LANGS)
def test_a_call_through_xlwings_gives_what_the_function_gives(windows: tuple[ModuleType, ModuleType], lang: str) -> None:
    tree, table = template(lang), template(lang, GOALS)
    kpi = tree[3][1]
    assert call(windows, "KPI_TARGET", tree, kpi, "3倍", MISSING, MISSING) == [[udfs.KPI_TARGET(tree, kpi, "3倍")]]
    assert call(windows, "KPI_TARGET", tree, kpi, table) == [[udfs.KPI_TARGET(tree, kpi, table)]]
    assert call(windows, "KPI_TARGET", tree, kpi) == [[udfs.KPI_TARGET(tree, kpi)]]
    assert call(windows, "KPI_TARGET", tree, "?", "x3") == [[NA]]
    assert call(windows, "KPI_TARGET", tree, kpi, NA_OF_COM) == [[VALUE]]
    assert call(windows, "KPI_SOLVE", tree, 9e8, MISSING, "") == [
        ["" if cell is None else cell for cell in row] for row in udfs.KPI_SOLVE(tree, 9e8)
    ]
    assert call(windows, "KPI_VALUE", tree, kpi, [[kpi, 5.0]]) == [[5.0]]
    assert call(windows, "KPI_VALUE", tree, kpi, MISSING) == [[10_000.0]]
    assert call(windows, "KPI_CONTRIBUTION", tree, [[kpi, 20_000.0]]) == udfs.KPI_CONTRIBUTION(tree, [[kpi, 20_000.0]])
    for name in ("KPI_CHECK", "KPI_REACH", "KPI_ELASTICITY"):
        assert call(windows, name, tree) == getattr(udfs, name)(tree)
    assert call(windows, "KPI_PROBABILITY", tree, "x3", 2000.0, MISSING) == [[udfs.KPI_PROBABILITY(tree, "x3", 2000.0)]]


def test_single_cells_columns_and_errors_pass_through_xlwings(windows: tuple[ModuleType, ModuleType]) -> None:
    assert call(windows, "KPI_GAP", 90.0, "１００", MISSING) == [[-10.0]]
    assert call(windows, "KPI_STATUS", 95.0, 100.0, "", MISSING) == [["○"]]
    assert call(windows, "KPI_PACE", 9500.0, 20000.0, 8.0, 20.0) == [[8000.0, 1500.0, 23750.0, 875.0]]
    assert call(windows, "KPI_PACE", 0.0, 20000.0, 0.0, 20.0) == [[0.0, 0.0, "", 1000.0]]
    assert call(windows, "KPI_PLAN", 100.0, 200.0, 2.0, MISSING) == [[150.0, 200.0]]
    assert call(windows, "KPI_FUNNEL", 20.0, [[0.4], [0.2], [None], [None]]) == [[250.0], [100.0], [20.0]]
    assert call(windows, "KPI_FUNNEL", 20.0, [[0.4, 0.2]]) == [[250.0, 100.0, 20.0]]
    assert call(windows, "KPI_FUNNEL", 20.0, 0.5) == [[40.0], [20.0]]
    assert call(windows, "KPI_GROWTH", 3e8, 9e8, NA_OF_COM) == [[VALUE]]
    rows = shop()
    rows[2][2] = NA_OF_COM
    assert call(windows, "KPI_CHECK", rows) == [
        ["KPIツリー!C9：「現状値」列には数値が必要ですが、「#N/A」が入っています。数値に直すか、空欄にしてください。"]
    ]
    assert call(windows, "KPI_CHECK", MISSING)[0][0].startswith("tbl_kpi：")  # type: ignore[index]


def test_outside_windows_the_decorators_leave_plain_functions() -> None:
    assert not hasattr(udfs.KPI_TARGET, "__xlfunc__")
