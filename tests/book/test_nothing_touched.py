"""Over whole workbooks as people have them: a run in place changes nothing of theirs, and a second run changes nothing at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_xl import jobs, labels
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.refusal import check_in_place
from kpi_xl.book.templates import template_path
from kpi_xl.labels import Lang
from tests.support.added import ADDED
from tests.support.compared import changes
from tests.support.drawn import DRAWN
from tests.support.libreoffice import convert, recalculate
from tests.support.packages import foremost, parts, settled, shop, write
from tests.support.spelled import SPELLED, spelled

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it says what it does not carry
TEMPLATES: tuple[Lang, ...] = ("ja", "en")


def some(of: object) -> st.SearchStrategy[list[str]]:
    """Any choice of rows of a table."""
    return st.lists(st.sampled_from(list(of)), unique=True, max_size=6)  # type: ignore[call-overload]


def solved(path: Path) -> Path:
    """Solve a workbook in place as the command line does."""
    check_in_place(path)
    book = OpenpyxlBook.open(path)
    jobs.solve(book)
    book.save(path)
    return path


@contextmanager
def room() -> Iterator[Path]:
    """A folder of one example's own."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def made(folder: Path, drawn: list[str], added: list[str], spellings: list[str], template: Lang | None = None) -> Path:
    """A workbook with some of everything: on a template of ours, or on sheets that XlsxWriter made."""
    path = folder / "a.xlsx"
    if template:
        shutil.copy(template_path(template, "example"), path)
    else:
        shop(path, False, [DRAWN[name] for name in drawn])
    package = foremost(path, {"ja": "KPIツリー", "en": "KPI Tree"}[template]) if template else parts(path)
    for name in added:
        package = ADDED[name](package)
    return write(path, spelled(package, spellings))


def unchanged(path: Path) -> None:
    """A run in place keeps everything, and a second one every byte."""
    before = parts(path)
    solved(path)
    assert changes(before, parts(path)) == []
    first = settled(path)
    assert settled(solved(path)) == first


@settings(deadline=None, max_examples=12, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(some(DRAWN), some(ADDED), some(SPELLED), st.sampled_from([None, None, *TEMPLATES]))
def test_whatever_stands_in_a_workbook_a_run_in_place_changes_nothing_of_it(
    drawn: list[str], added: list[str], spellings: list[str], template: Lang | None
) -> None:
    with room() as folder:
        unchanged(made(folder, drawn, added, spellings, template))


@pytest.mark.parametrize("spelling", SPELLED)
def test_everything_at_once_is_what_it_was_however_it_is_spelled(spelling: str, tmp_path: Path) -> None:
    unchanged(made(tmp_path, list(DRAWN), list(ADDED), [spelling]))


@pytest.mark.parametrize("name", ADDED)
def test_each_part_that_only_excel_makes_is_what_it_was(name: str, tmp_path: Path) -> None:
    unchanged(made(tmp_path, [], [name], [], "ja"))


def test_a_workbook_that_was_solved_before_keeps_what_came_since(tmp_path: Path) -> None:
    path = solved(made(tmp_path, [], [], [], "ja"))
    package = foremost(path, "KPIツリー")
    for name in ADDED:
        package = ADDED[name](package)
    unchanged(write(path, package))


@pytest.mark.libreoffice
def test_a_workbook_saved_by_libreoffice_is_what_it_was_too(tmp_path: Path) -> None:
    drawn = [name for name in DRAWN if name not in ("an image in a cell", "a checkbox")]  # which it does not know
    path = made(tmp_path, drawn, [], [])
    (theirs,) = convert([path], "xlsx:Calc MS Excel 2007 XML", tmp_path / "room")
    unchanged(theirs)


@pytest.mark.libreoffice
def test_the_result_opens_with_the_values_it_had(tmp_path: Path) -> None:
    paths = []
    for number, template in enumerate((None, *TEMPLATES)):
        (folder := tmp_path / str(number)).mkdir()
        untried = {"odd cells", "results nobody may touch", "a what-if table"}  # its results are others, or change by chance
        paths.append(
            made(folder, [name for name in DRAWN if name != "arrays"], [name for name in ADDED if name not in untried], [], template)
        )
    before = recalculate(paths)
    sheets = {path: openpyxl.load_workbook(path).sheetnames for path in paths}
    after = recalculate([solved(path) for path in paths])
    for path in paths:
        theirs = tuple(f"{sheet}!" for sheet in sheets[path] if sheet not in (labels.GUIDE.ja, labels.GUIDE.en))
        kept = {cell: value for cell, value in before[path].items() if cell.startswith(theirs)}
        assert len(kept) > 30
        assert {cell: after[path].get(cell) for cell in kept} == kept
