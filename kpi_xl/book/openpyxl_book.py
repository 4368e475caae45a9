"""The file adapter: a workbook on disk, read through openpyxl and written by grafting.

Knows openpyxl's workbook. Does not know what a page means, nor whether a file may be overwritten.
"""

from __future__ import annotations

import io
import math
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName, DefinedNameDict
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl import labels
from kpi_xl.book.beside import Typed, outside, rows_of_names, settled
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.excel_rules import check_free
from kpi_xl.book.graft import Edits, Resized, graft
from kpi_xl.book.openpyxl_beside import moved, typed_cells
from kpi_xl.book.openpyxl_blank import blank
from kpi_xl.book.openpyxl_change import resize, set_content
from kpi_xl.book.openpyxl_read import formula_places, formula_text, read_contents, read_tables
from kpi_xl.book.package import Aside, Cached, read_aside, replace_file
from kpi_xl.book.page import Name, Page, Scalar
from kpi_xl.book.painted_sheet import PaintedSheet, corners, covered
from kpi_xl.book.port import MARKER, marked
from kpi_xl.book.refusal import check_readable
from kpi_xl.book.stylesheet import in_order
from kpi_xl.calc.cells import Address, ExcelError, Formula, TableArea, Value
from kpi_xl.errors import DamagedWorkbook, NoSuchPlace, NotFinite, NotWritable
from kpi_xl.labels import Lang


class OpenpyxlBook:
    """A workbook as a file; the port says what each method promises. Nothing reaches the disk before `save`.

    What openpyxl read stands in `_book`; a sheet that was painted is there by its name alone, and what it holds is in the edits.
    """

    def __init__(self, book: Workbook, aside: Aside, users: bytes | None = None, lang: Lang = "ja", title: str = "") -> None:
        self._book, self._aside, self._users, self._edits = book, aside, users, Edits()
        self._lang: Lang = lang
        self._title = title

    @classmethod
    def open(cls, path: Path | str) -> OpenpyxlBook:
        """Read a workbook; a file that is none is refused with a sentence."""
        path = Path(path)
        check_readable(path)
        return cls.load(path.read_bytes(), str(path))

    @classmethod
    @collector_at_rest()
    def load(cls, content: bytes, where: str = "") -> OpenpyxlBook:
        """Read a workbook from its bytes; `where` is what messages call it."""
        try:
            with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(content)) as package:
                warnings.simplefilter("ignore")  # what openpyxl cannot carry is named by lost_parts
                book = load_workbook(
                    io.BytesIO(in_order(content)), keep_vba=any(name.endswith("vbaProject.bin") for name in package.namelist())
                )
                return cls(book, read_aside(package), content)
        except (ValueError, LookupError, TypeError, AttributeError, OSError, SyntaxError) as error:
            raise DamagedWorkbook(where=where, part=Path(where).name) from error

    @classmethod
    def new(cls, lang: Lang, title: str = "") -> OpenpyxlBook:
        """Begin a workbook without sheets, in the language's font."""
        book = Workbook()
        book.remove(book.active)
        return cls(book, Aside(), lang=lang, title=title)

    @collector_at_rest()
    def contents(self) -> dict[Address, Value | Formula]:
        found = read_contents(self._unpainted(), self._book.epoch, self._aside)
        for sheet in self._edits.pages.values():
            found.update(sheet.contents())
        return found

    def names(self) -> dict[tuple[str | None, str], str]:
        scopes: list[tuple[str | None, DefinedNameDict]] = [(None, self._book.defined_names)]
        scopes += [(sheet.title, sheet.defined_names) for sheet in self._unpainted()]
        found = {(scope, name): made.attr_text for scope, names in scopes for name, made in names.items()}
        painted = self._edits.pages.items()
        return found | {(sheet, name): made.refers_to for sheet, page in painted for name, made in page.names.items()}

    def tables(self) -> dict[str, TableArea]:
        found = read_tables(self._unpainted())
        return found | {name: area for sheet in self._edits.pages.values() for name, area in sheet.areas().items()}

    @property
    def calculates(self) -> bool:
        return False

    def sheets(self) -> tuple[str, ...]:
        return tuple(sheet.title for sheet in self._book.worksheets)

    def marker(self, sheet: str) -> tuple[str, str] | None:
        if sheet in self._edits.pages:
            name = self._edits.pages[sheet].names.get(MARKER)
            return marked(name.refers_to if name else "")
        made = self._sheet(sheet).defined_names.get(MARKER)
        return marked(made.attr_text if made else "")

    @collector_at_rest()
    def write(self, pages: Sequence[Page], place: int | None = None, adopt: bool = False) -> None:
        check_free(pages, self._book.sheetnames, self.sheets(), self.tables(), self.marker, adopt)
        for page in pages:
            if page.sheet not in self._book.sheetnames:
                place = self._after_ours() if place is None else place
                self._book.create_sheet(page.sheet, place)
                place += 1
            sheet = self._book[page.sheet]
            self._edits.pages[page.sheet] = PaintedSheet(page, bool(sheet.sheet_view.tabSelected), self._typed(page))
            sheet._cells.clear()  # what was read of it is gone
            self._aside.forget(page.sheet)

    def set_cell(self, sheet: str, row: int, column: int, value: Scalar, formula: str | None = None) -> None:
        place = Address(sheet, row, column)
        if sheet in self._edits.pages:
            self._edits.pages[sheet].put((row, column), value, formula)
            return
        set_content(self._sheet(sheet).cell(row, column), value, formula)
        self._aside.cached.pop(place, None)
        self._edits.cells[place] = value, formula
        if formula is not None:
            self.cache({place: value})

    def define(self, name: str, refers_to: str, sheet: str | None = None, hidden: bool = False, comment: str = "") -> None:
        made = Name(name, refers_to.removeprefix("="), hidden, comment)
        if sheet in self._edits.pages:
            self._edits.pages[sheet].names[name] = made
            return
        self._names(sheet)[name] = DefinedName(name, attr_text=made.refers_to, hidden=hidden or None, comment=comment or None)
        self._edits.names[sheet, name] = made

    def undefine(self, name: str, sheet: str | None = None) -> None:
        if sheet in self._edits.pages:
            self._edits.pages[sheet].names.pop(name, None)
        elif self._names(sheet).pop(name, None) is not None:
            self._edits.names[sheet, name] = None

    def resize_table(self, name: str, last_row: int, headers: Sequence[str] = ()) -> None:
        for painted in self._edits.pages.values():
            if name in painted.tables:
                painted.resize(name, last_row, headers)
                return
        made = {table.displayName: table for sheet in self._unpainted() for table in sheet._tables.values()}
        if name not in made:
            raise NoSuchPlace(where=name, kind=labels.TABLE, names=", ".join(self.tables()))
        resize(made[name], last_row, headers)
        self._edits.tables[name] = Resized(made[name].ref, tuple(headers))

    def cache(self, values: Mapping[Address, Value]) -> None:
        for place, value in values.items():
            if value is None:
                continue
            if place.sheet in self._edits.pages:
                self._edits.pages[place.sheet].cache((place.row, place.column), value)
            elif not same(value, self._aside.result(place)):
                self._aside.cached[place] = spelled(value, place)
                self._edits.results.add(place)

    def uncached(self) -> tuple[Address, ...]:
        """The formula cells that would be saved without a result: programs that do not calculate would see them blank."""
        users = tuple(place for place in formula_places(self._unpainted()) if place not in self._aside.cached)
        return users + tuple(place for sheet in self._edits.pages.values() for place in sheet.uncached())

    @collector_at_rest()
    def to_bytes(self, stamp: datetime | None = None) -> bytes:
        """Return the file: what was opened with our changes grafted in, or a new one.

        With a `stamp` (UTC, without zone) for the dates of a new one, equal workbooks give equal bytes.
        """
        users = self._users
        if users is None:
            users = blank(self._lang, self._title, stamp or datetime.now(UTC).replace(tzinfo=None, microsecond=0))
        return graft(users, self._book.sheetnames, self._edits, self._aside.cached, self._formula)

    def save(self, path: Path | str, stamp: datetime | None = None) -> None:
        """Write the file whole or not at all."""
        content = self.to_bytes(stamp)
        try:
            replace_file(Path(path), content)
        except PermissionError as error:
            raise NotWritable(where=str(path), what=labels.THE_FILE) from error

    def _typed(self, page: Page) -> dict[tuple[int, int], Typed]:
        """What people typed on the page that stands there beside what it says, and where that stands on the fresh one."""
        sheet, painted = self._book[page.sheet], self._edits.pages.get(page.sheet)
        if painted is None and (self._users is None or not page.ours or self.marker(page.sheet) != (page.key, page.sheet)):
            return {}
        found = painted.typed if painted else typed_cells(self._book, sheet, self._aside, self._users or b"")
        there = outside(found, page.tables)
        if not there:
            return {}
        before = {} if painted else {name: made.attr_text for name, made in sheet.defined_names.items()}
        rows = rows_of_names(before, {name.name: name.refers_to for name in page.names})
        taken = {*page.cells, *(place for area in page.merges for place in covered(corners(area)))}
        return settled(there, rows, taken, moved)

    def _formula(self, place: Address) -> str | None:
        """A cell's formula as its own text."""
        cell = self._book[place.sheet].cell(place.row, place.column)
        return formula_text(cell.value) if cell.data_type == "f" else None

    def _after_ours(self) -> int:
        """The tab after the last page of ours, else after the last tab."""
        ours = [number for number, sheet in enumerate(self._book.sheetnames) if sheet in self.sheets() and self.marker(sheet)]
        return 1 + (ours[-1] if ours else len(self._book.sheetnames) - 1)

    def _unpainted(self) -> list[Worksheet]:
        """The sheets that are as they were read, but for single cells."""
        return [sheet for sheet in self._book.worksheets if sheet.title not in self._edits.pages]

    def _names(self, sheet: str | None) -> DefinedNameDict:
        return self._book.defined_names if sheet is None else self._sheet(sheet).defined_names

    def _sheet(self, name: str) -> Worksheet:
        if name not in self.sheets():
            raise NoSuchPlace(where=name, kind=labels.SHEET, names=", ".join(self.sheets()))
        return self._book[name]


def same(value: Value, before: Value) -> bool:
    """Whether a result is the one that is there: to the last digits programs differ, and what another one calculated stays as it is."""
    if isinstance(value, float) and isinstance(before, float):
        return value == before or math.isclose(value, before, rel_tol=1e-12)
    return type(value) is type(before) and value == before


def spelled(value: float | str | bool | ExcelError, place: Address) -> Cached:
    """A result as the file spells it; nan and inf have no spelling."""
    try:
        return Cached.of(value)
    except (ValueError, OverflowError) as error:
        raise NotFinite(where=str(place), value=value) from error
