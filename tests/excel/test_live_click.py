"""A click goes through the live adapter and xlwings' own code: what it paints is what the file adapter paints."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.templates import template_path
from kpi_xl.excel import kept
from kpi_xl.excel.entry import perform
from kpi_xl.excel.excel_desk import ExcelDesk
from kpi_xl.labels import LANGS, Lang, ribbon
from tests.excel.fake_desk import FakeDesk
from tests.support.engine.application import Workbook, opened


class WatchedDesk(ExcelDesk):
    """The desk in Excel; what a person would see is written down, and a copy is made by the double."""

    name, full_name = "plan.xlsx", "https://example.com/plan.xlsx"
    double: Workbook

    def watch(self, double: Workbook) -> WatchedDesk:
        self.double, self.said = double, list[str]()
        return self

    def say(self, text: str, serious: bool = False) -> None:
        self.said.append(text)

    def keep(self, path: Path) -> None:
        path.write_bytes(self.double.content())

    def status(self, text: str | None) -> None: ...


@pytest.mark.parametrize("lang", LANGS)
def test_backsolve_in_an_open_workbook_gives_the_sheets_it_gives_in_a_file(
    lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_XL_HOME", str(tmp_path))
    host, double = opened(template_path(lang, "example"))
    live, file = WatchedDesk(host).watch(double), FakeDesk.of(lang)
    assert perform(live, "solve")
    assert perform(file, "solve")
    assert live.said == file.said
    assert live.said[0].endswith(ribbon.HOW_BACK.say(lang))
    assert live.book.sheets() == file.book.sheets()


def test_what_is_kept_is_the_workbook_as_it_was_before_anything_was_painted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_XL_HOME", str(tmp_path))
    host, double = opened(template_path("en", "example"))
    desk = WatchedDesk(host).watch(double)
    before = desk.book.sheets()
    perform(desk, "solve")
    assert OpenpyxlBook.open(kept.copies()[0].path).sheets() == before
    assert len(desk.book.sheets()) > len(before)
