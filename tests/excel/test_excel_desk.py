"""The desk in Excel asks xlwings for the right thing, by object and never by the path of the workbook."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kpi_xl.excel.escape import Escape
from kpi_xl.excel.excel_desk import ExcelDesk


class Told:
    """Writes down every call that is made of it, by name."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Any:
        return lambda *given, **more: self.calls.append((name, *given, *more.items()))


def host(told: Told, **app: Any) -> Any:
    """A workbook whose path is an address nobody can open."""
    sheets = {"Compare": SimpleNamespace(activate=lambda: told.calls.append(("activate", "Compare")))}
    program = SimpleNamespace(alert=told.alert, status_bar=None, books=SimpleNamespace(open=lambda path: other), **app)
    other = SimpleNamespace(name="other.xlsx")
    return SimpleNamespace(
        name="plan.xlsx", fullname="https://d.docs.live.net/1/plan.xlsx", app=program, api=told, sheets=sheets, save=told.save
    )


def test_a_copy_is_made_by_the_workbook_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    told = Told()
    ExcelDesk(host(told)).keep(tmp_path / "copy.xlsx")
    assert told.calls == [("SaveCopyAs", str(tmp_path / "copy.xlsx"))]


def test_on_a_mac_the_add_in_makes_the_copy_where_excel_may_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(Path, "home", classmethod(lambda cls: tmp_path))
    (container := tmp_path / "Library/Containers/com.microsoft.Excel/Data").mkdir(parents=True)
    asked: list[Any] = []

    def macro(name: str) -> Any:
        def run(book: str, file: str) -> None:
            asked.append((name, book, file))
            (container / file).write_text("copy")

        return run

    ExcelDesk(host(Told(), macro=macro)).keep(tmp_path / "copy.xlsx")
    assert asked == [("'kpi_xl.xlam'!KpiKeep", "plan.xlsx", "copy.xlsx")]
    assert (tmp_path / "copy.xlsx").read_text() == "copy"
    assert list(container.iterdir()) == []


def test_messages_sheets_and_the_status_bar_are_excels_own() -> None:
    told = Told()
    excel = host(told)
    desk = ExcelDesk(excel)
    desk.say("done")
    desk.say("bad", serious=True)
    desk.show("Compare")
    desk.save()
    desk.status("busy")
    busy = excel.app.status_bar
    desk.status(None)
    assert told.calls == [
        ("alert", "done", ("title", "KPI"), ("mode", "info")),
        ("alert", "bad", ("title", "KPI"), ("mode", "critical")),
        ("activate", "Compare"),
        ("save",),
    ]
    assert (busy, excel.app.status_bar) == ("busy", False)


def test_an_opened_file_is_a_desk_of_its_own() -> None:
    assert ExcelDesk(host(Told())).open(Path("other.xlsx")).name == "other.xlsx"


def test_where_nobody_can_tell_esc_is_never_down() -> None:
    pressed = ExcelDesk(host(Told())).escaping()
    with Escape(pressed):
        assert not pressed()


@pytest.mark.parametrize("down", [True, False])
def test_on_a_mac_the_system_is_asked_for_the_key_esc(down: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def state(source: int, key: int) -> bool:
        asked.append((source, key))
        return down

    def library(path: str) -> Any:
        assert path.endswith("/ApplicationServices")
        return SimpleNamespace(CGEventSourceKeyState=state)

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr("ctypes.CDLL", library)
    assert ExcelDesk(host(Told())).escaping()() is down
    assert asked == [(0, 53)]


def test_a_mac_that_does_not_tell_keys_never_says_that_esc_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr("ctypes.CDLL", lambda path: SimpleNamespace())
    assert not ExcelDesk(host(Told())).escaping()()
