"""A cell that shows an error has its reason somewhere: the last ones stand where the doctor is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.excel import doctor, reasons, udfs
from kpi_xl.excel.sentinels import NA, VALUE
from kpi_xl.labels import LANGS
from tests.excel.tables import shop


@pytest.fixture(autouse=True)
def nobody_was_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_XL_HOME", str(tmp_path))
    monkeypatch.setattr(reasons, "_told", set())


def test_without_an_error_there_is_nothing_to_say() -> None:
    assert udfs.KPI_GROWTH(1.0, 8.0, 3.0) == pytest.approx(1.0)
    assert doctor.why_cells_fail() == []


def test_the_sentence_behind_an_error_is_said_by_the_doctor_in_both_languages() -> None:
    assert udfs.KPI_TARGET(shop("en"), "nobody", "x3") == NA
    head, line = doctor.why_cells_fail()
    assert head.en == "Why KPI_ functions in cells showed an error lately, newest first:"
    assert "KPI_TARGET: " in line.en
    assert "nobody" in line.en
    assert "KPI_TARGET：" in line.ja
    assert "nobody" in line.ja


def test_a_thousand_cells_with_one_mistake_say_it_once_and_the_newest_comes_first() -> None:
    for _ in range(1000):
        assert udfs.KPI_GROWTH(1.0, "x", 3.0) == VALUE
    udfs.KPI_GROWTH(1.0, "y", 3.0)
    assert ["'y'" in reason.said.en for reason in reasons.latest()] == [True, False]


def test_only_so_many_are_kept_and_only_the_last_are_shown() -> None:
    for number in range(reasons.MOST + 50):
        udfs.KPI_GROWTH(1.0, f"x{number}x", 3.0)
    assert len(reasons.place().read_text("utf-8").splitlines()) == reasons.MOST
    assert len(reasons.latest()) == reasons.SHOWN


def test_a_folder_that_cannot_be_written_changes_no_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log").write_text("a file where a folder should be")
    assert udfs.KPI_GROWTH(1.0, "x", 3.0) == VALUE
    assert reasons.latest() == []


def test_a_file_that_somebody_edited_is_no_problem() -> None:
    reasons.place().parent.mkdir(parents=True)
    reasons.place().write_text("nonsense\n", "utf-8")
    assert [line.say(lang) for lang in LANGS for line in doctor.why_cells_fail()] == []
