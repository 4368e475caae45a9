"""The file adapter: a workbook on disk, read and written through openpyxl.

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
from openpyxl.workbook.defined_name import DefinedNameDict
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl import labels
from kpi_xl.book.collector import collector_at_rest
from kpi_xl.book.excel_rules import check_free
from kpi_xl.book.graft import Edits, Resized, graft
from kpi_xl.book.openpyxl_paint import clear, defined, paint, set_content, widen
from kpi_xl.book.openpyxl_read import formula_places, formula_text, read_contents, table_area
from kpi_xl.book.openpyxl_style import set_normal
from kpi_xl.book.openpyxl_write import written
from kpi_xl.book.package import Aside, Cached, packed, read_aside, replace_file
from kpi_xl.book.page import Name, Page, Scalar
from kpi_xl.book.port import MARKER, marked
from kpi_xl.book.refusal import check_readable
from kpi_xl.book.stylesheet import in_order
from kpi_xl.calc.cells import Address, ExcelError, Formula, TableArea, Value
from kpi_xl.errors import DamagedWorkbook, NoSuchPlace, NotFinite, NotWritable
from kpi_xl.labels import Lang

CREATOR = "kpi_xl"


class OpenpyxlBook:
    """A workbook as a file; the port says what each method promises. Nothing reaches the disk before `save`."""

    def __init__(self, book: Workbook, aside: Aside, users: bytes | None = None) -> None:
        self._book, self._aside, self._users, self._edits = book, aside, users, Edits()

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
        set_normal(book, lang)
        book.properties.creator, book.properties.title = CREATOR, title or None
        return cls(book, Aside())

    @collector_at_rest()
    def contents(self) -> dict[Address, Value | Formula]:
        return read_contents(self._book, self._aside)

    def names(self) -> dict[tuple[str | None, str], str]:
        scopes: list[tuple[str | None, DefinedNameDict]] = [(None, self._book.defined_names)]
        scopes += [(sheet.title, sheet.defined_names) for sheet in self._book.worksheets]
        return {(scope, name): made.attr_text for scope, names in scopes for name, made in names.items()}

    def tables(self) -> dict[str, TableArea]:
        return {table.displayName: table_area(table, sheet.title) for sheet, table in self._tables()}

    @property
    def calculates(self) -> bool:
        return False

    def sheets(self) -> tuple[str, ...]:
        return tuple(sheet.title for sheet in self._book.worksheets)

    def marker(self, sheet: str) -> tuple[str, str] | None:
        made = self._sheet(sheet).defined_names.get(MARKER)
        return marked(made.attr_text if made else "")

    @collector_at_rest()
    def write(self, pages: Sequence[Page], place: int | None = None, adopt: bool = False) -> None:
        check_free(pages, self._book.sheetnames, self.sheets(), self.tables(), self.marker, adopt)
        for page in pages:
            if page.sheet in self._book.sheetnames:
                clear(self._book[page.sheet])
            else:
                place = self._after_ours() if place is None else place
                self._book.create_sheet(page.sheet, place)
                place += 1
            paint(self._book[page.sheet], page)
            self._aside.forget(page.sheet)
            self._edits.pages.add(page.sheet)
            results = {Address(page.sheet, *where): cell.value for where, cell in page.cells.items() if cell.formula is not None}
            self.cache(results)

    def set_cell(self, sheet: str, row: int, column: int, value: Scalar, formula: str | None = None) -> None:
        place = Address(sheet, row, column)
        set_content(self._sheet(sheet).cell(row, column), value, formula)
        self._aside.cached.pop(place, None)
        self._edits.cells[place] = value, formula
        if formula is not None:
            self.cache({place: value})

    def define(self, name: str, refers_to: str, sheet: str | None = None, hidden: bool = False, comment: str = "") -> None:
        self._edits.names.add((sheet, name))
        self._names(sheet)[name] = defined(Name(name, refers_to, hidden, comment))

    def undefine(self, name: str, sheet: str | None = None) -> None:
        if self._names(sheet).pop(name, None) is not None:
            self._edits.names.add((sheet, name))

    def resize_table(self, name: str, last_row: int, headers: Sequence[str] = ()) -> None:
        made = {table.displayName: table for _, table in self._tables()}
        if name not in made:
            raise NoSuchPlace(where=name, kind=labels.TABLE, names=", ".join(made))
        widen(made[name], headers)
        first, _, last = made[name].ref.partition(":")
        made[name].ref = f"{first}:{last.rstrip('0123456789')}{last_row}"
        if made[name].autoFilter:
            made[name].autoFilter.ref = made[name].ref
        self._edits.tables[name] = Resized(made[name].ref, tuple(headers))

    def cache(self, values: Mapping[Address, Value]) -> None:
        for place, value in values.items():
            if value is not None and not same(value, self._aside.result(place)):
                self._aside.cached[place] = spelled(value, place)
                if place.sheet not in self._edits.pages:
                    self._edits.results.add(place)

    def uncached(self) -> tuple[Address, ...]:
        """The formula cells that would be saved without a result: programs that do not calculate would see them blank."""
        return tuple(place for place in formula_places(self._book) if place not in self._aside.cached)

    @collector_at_rest()
    def to_bytes(self, stamp: datetime | None = None) -> bytes:
        """Return the file: what was opened with our changes grafted in, or a new one.

        With a `stamp` (UTC, without zone) for the dates of a new one, equal workbooks give equal bytes.
        """
        if self._users is None:
            properties = self._book.properties
            properties.created = properties.modified = stamp or datetime.now(UTC).replace(tzinfo=None, microsecond=0)
            properties.lastModifiedBy, self._book.calculation.fullCalcOnLoad = CREATOR, True
        if self._users is not None and not self._edits:
            return self._users
        painted = written(self._book, self._aside.cached, self._edits.pages)
        return packed(painted) if self._users is None else graft(self._users, painted, self._edits, self._aside.cached, self._formula)

    def save(self, path: Path | str, stamp: datetime | None = None) -> None:
        """Write the file whole or not at all."""
        content = self.to_bytes(stamp)
        try:
            replace_file(Path(path), content)
        except PermissionError as error:
            raise NotWritable(where=str(path), what=labels.THE_FILE) from error

    def _formula(self, place: Address) -> str | None:
        """A cell's formula as its own text."""
        cell = self._book[place.sheet].cell(place.row, place.column)
        return formula_text(cell.value) if cell.data_type == "f" else None

    def _after_ours(self) -> int:
        """The tab after the last page of ours, else after the last tab."""
        ours = [number for number, sheet in enumerate(self._book.sheetnames) if sheet in self.sheets() and self.marker(sheet)]
        return 1 + (ours[-1] if ours else len(self._book.sheetnames) - 1)

    def _tables(self) -> list[tuple[Worksheet, Table]]:
        return [(sheet, table) for sheet in self._book.worksheets for table in sheet._tables.values()]

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
