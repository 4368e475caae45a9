"""Which names Excel accepts, and what is suggested for the others."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpi_xl.model import names


@pytest.mark.parametrize(
    "name", ["visitors", "訪問者数", "LTV係数", "リード転換率", "_x", "a.b", "CVR", "売上1", "XFE1", "A1048577", "é", "R1C1x"]
)
def test_a_legal_name_has_no_fault(name: str) -> None:
    assert names.fault(name) is None


@pytest.mark.parametrize(
    ("name", "fault", "suggestion"),
    [
        ("", names.EMPTY, "KPI_"),
        ("CVR1", names.LOOKS_LIKE_A_CELL, "CVR1_"),
        ("KPI2026", names.LOOKS_LIKE_A_CELL, "KPI2026_"),
        ("a1", names.LOOKS_LIKE_A_CELL, "a1_"),
        ("R1C1", names.LOOKS_LIKE_A_CELL, "R1C1_"),
        ("R", names.LOOKS_LIKE_A_CELL, "R_"),
        ("c", names.LOOKS_LIKE_A_CELL, "c_"),
        ("R2", names.LOOKS_LIKE_A_CELL, "R2_"),
        ("lead rate", names.BAD_CHARACTER, "lead_rate"),
        ("売上（円）", names.BAD_CHARACTER, "売上_円"),
        ("a-b", names.BAD_CHARACTER, "a_b"),
        ("1人当たり", names.BAD_START, "_1人当たり"),
        (".x", names.BAD_START, "x"),
        ("TRUE", names.RESERVED, "TRUE_"),
        ("x" * 256, names.TOO_LONG, "x" * 254 + "_"),
    ],
)
def test_an_illegal_name_gets_a_reason_and_a_suggestion(name: str, fault: object, suggestion: str) -> None:
    assert names.fault(name) == fault
    assert names.suggest(name) == suggestion


@given(st.text())
@example("A1")
@example("R1C1" * 100)
@example("TRUE")
@example("．．．")
@example("²")
@example("\\")
@example("?")
def test_every_suggestion_is_legal(text: str) -> None:
    assert names.fault(names.suggest(text)) is None


def test_letter_case_and_width_do_not_matter() -> None:
    assert names.same("ＬＴＶ係数", "ltv係数")
    assert not names.same("LTV", "LTV係数")
