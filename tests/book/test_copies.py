"""What people copy or rename is theirs: it is recognised, never read as ours, and never painted over."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kpi_xl import jobs
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.own_pages import own_pages
from kpi_xl.book.templates import template_path
from kpi_xl.calc.cells import Address, Formula, Value
from kpi_xl.errors import Problems
from kpi_xl.labels import RUN_LOG
from tests.support.copies import Package, copy_sheet, rename_sheet

INPUTS = ("KPIツリー", "目標", "設定")
COPY = "控え (2)"


def solved(path: Path) -> jobs.Solved:
    book = OpenpyxlBook.open(path)
    done = jobs.solve(book)
    book.save(path)
    return done


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A template that has been solved, with everything it holds."""
    path = tmp_path_factory.mktemp("plan") / "a.xlsx"
    path.write_bytes(template_path("ja", "blank").read_bytes())
    solved(path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def again(plan: bytes, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, jobs.Solved]:
    """The same after another run, and what that run answered."""
    path = tmp_path_factory.mktemp("again") / "a.xlsx"
    path.write_bytes(plan)
    done = solved(path)
    return path.read_bytes(), done


@pytest.fixture
def path(plan: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    path.write_bytes(plan)
    return path


def sheets(path: Path) -> tuple[str, ...]:
    return OpenpyxlBook.open(path).sheets()


def pages() -> list[str]:
    """Every sheet of a solved template that is not for typing."""
    book = OpenpyxlBook.open(template_path("ja", "blank"))
    done = jobs.solve(book)
    tabs = [scenario.name for scenario, _ in done.answers]
    return [sheet for sheet in book.sheets() if sheet in tabs or sheet in [page.ja for page in PAGE_SHEETS.values()]]


PAGES = pages()


def owned(path: Path, sheet: str) -> dict[str, bytes]:
    """A sheet's part and all it points at, with its own names and what they say."""
    package = Package(path)
    part = package.part(sheet)
    names = {name.get("name", ""): (name.text or "").encode() for name in package.names() if package.scope(name) == sheet}
    found, to_see = dict[str, bytes](), [part]
    while to_see:
        name = to_see.pop()
        found[name] = package.parts[name]
        folder, _, last = name.rpartition("/")
        rels = package.parts.get(f"{folder}/_rels/{last}.rels", b"")
        found[f"{name} points at"] = rels
        to_see += [other for other in package.parts if f'"/{other}"'.encode() in rels and other not in found]
    return found | names


def stands(path: Path) -> dict[Address, Value | Formula]:
    """What stands on every sheet but the copy; the log grows with every run."""
    contents = OpenpyxlBook.open(path).contents()
    return {place: content for place, content in contents.items() if place.sheet not in (COPY, RUN_LOG.ja)}


@pytest.mark.parametrize(
    ("sheet", "before"),
    [*((sheet, False) for sheet in (*INPUTS, *PAGES)), *((sheet, True) for sheet in (*INPUTS, *PAGES[:2]))],
    ids=lambda case: case if isinstance(case, str) else "in front of it" if case else "behind all",
)
def test_a_copy_of_a_sheet_stays_as_it_is_and_changes_no_answer(
    path: Path, again: tuple[bytes, jobs.Solved], sheet: str, before: bool
) -> None:
    content, without = again
    path.write_bytes(content)
    expected, tabs = stands(path), sheets(path)
    copy_sheet(path, sheet, COPY, before)
    copied = owned(path, COPY)
    assert len(copied) > 2
    jobs.check(OpenpyxlBook.open(path))
    done = solved(path)
    assert owned(path, COPY) == copied
    assert stands(path) == expected
    assert [solution.values for _, solution in done.answers] == [solution.values for _, solution in without.answers]
    assert [title for title in sheets(path) if title != COPY] == list(tabs)
    with zipfile.ZipFile(path) as package:
        assert COPY not in own_pages(package)


@pytest.mark.parametrize("sheet", PAGES)
def test_a_copy_of_a_page_carries_the_originals_marker_and_is_not_the_page(path: Path, sheet: str) -> None:
    copy_sheet(path, sheet, COPY)
    book = OpenpyxlBook.open(path)
    marker = book.marker(sheet)
    assert marker is not None
    assert marker[1] == sheet
    assert book.marker(COPY) == marker


@pytest.mark.parametrize("sheet", PAGES)
def test_a_renamed_page_is_the_users_and_a_new_one_is_painted(path: Path, sheet: str) -> None:
    rename_sheet(path, sheet, COPY)
    kept = owned(path, COPY)
    solved(path)
    assert owned(path, COPY) == kept
    assert {COPY, sheet} < set(sheets(path))
    solved(path)
    assert owned(path, COPY) == kept


def test_a_copied_tree_has_doubles_of_its_names_and_the_tree_is_still_the_one_read(path: Path) -> None:
    copy_sheet(path, "KPIツリー", COPY)
    book = OpenpyxlBook.open(path)
    assert [area.sheet for name, area in book.tables().items() if name.startswith("tbl_kpi")] == ["KPIツリー", COPY]
    assert {sheet for sheet, name in book.names() if name == "客数"} >= {None, COPY}
    reading = jobs.check(book)
    assert {address.sheet for address in reading.tree.addresses.values()} == {"KPIツリー"}
    assert (reading.identity.missing, reading.identity.adrift, reading.identity.renamed) == ({}, {}, {})


def test_what_is_typed_in_a_copied_tree_is_not_read(path: Path) -> None:
    before = solved(path).answers[0][1].values
    copy_sheet(path, "KPIツリー", COPY)
    book = OpenpyxlBook.open(path)
    place = jobs.check(book).tree.addresses["客数"]
    book.set_cell(COPY, place.row, place.column, 12345.0)
    book.save(path)
    assert solved(path).answers[0][1].values == before
    assert OpenpyxlBook.open(path).contents()[Address(COPY, place.row, place.column)] == 12345.0


def test_a_repair_leaves_the_names_of_a_copy_alone(path: Path) -> None:
    copy_sheet(path, "KPIツリー", COPY)
    book = OpenpyxlBook.open(path)
    theirs = {key: text for key, text in book.names().items() if key[0] == COPY}
    address = jobs.check(book).tree.addresses["客単価"]
    book.define("客数", f"KPIツリー!$C${address.row}")  # adrift: the name of another row's cell
    mended = jobs.repair(book)
    assert mended.moved == {"客数": f"KPIツリー!C{address.row - 1}"}
    assert {key: text for key, text in book.names().items() if key[0] == COPY} == theirs


def test_a_copy_that_takes_the_trees_place_is_refused_because_excel_renamed_its_table(path: Path) -> None:
    rename_sheet(copy_sheet(path, "KPIツリー", COPY), "KPIツリー", "前のツリー")
    rename_sheet(path, COPY, "KPIツリー")
    reading = jobs.check(OpenpyxlBook.open(path))
    assert {address.sheet for address in reading.tree.addresses.values()} == {"前のツリー"}  # the table is the identity, not the tab
    package = Package(path)
    table = next(name for name in package.parts if b'displayName="tbl_kpi"' in package.parts[name])
    package.parts[table] = package.parts[table].replace(b'"tbl_kpi"', b'"old"')
    content = package.save().read_bytes()
    with pytest.raises(Problems) as found:
        solved(path)
    assert [problem.code for problem in found.value.problems] == ["missing_table"]
    assert path.read_bytes() == content
