"""What `import kpi_xl` brings, and what it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kpi_xl

HEAVY = ("pandas", "scipy", "xlwings", "openpyxl")
SOLVING = "kpi_xl.backsolve(kpi_xl.KpiTree.from_formulas({'k': '=a_'}, [kpi_xl.Lever('a_', 1)]), kpi_xl.Goal('k', times=2))"


@pytest.mark.parametrize("name", kpi_xl.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(kpi_xl, name).__name__ == name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'kpi_xl' has no attribute 'magic'"):
        _ = kpi_xl.magic  # type: ignore[attr-defined]


@pytest.mark.parametrize("work", ["pass", SOLVING], ids=["importing", "solving"])
def test_nothing_heavy_is_imported_before_it_is_needed(work: str) -> None:
    code = f"import sys, kpi_xl; {work}; print(*sorted({set(HEAVY)} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent)
    assert done.stdout.split() == []
