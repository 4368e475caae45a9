"""The validator is asked the right way: a good file passes, a broken one does not, and what Excel does not mind is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.book.templates import template_path
from tests.support.ooxml import findings
from tests.support.packages import parts, write

pytestmark = pytest.mark.validator


def test_a_template_has_nothing_against_it() -> None:
    assert findings(template_path("ja", "example")) == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", b'name="KPI', b'name="History" nonsense="KPI'),
        ("xl/worksheets/sheet1.xml", b"<pageMargins", b'<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><pageMargins'),
        ("xl/styles.xml", b"<cellXfs", b"<cellYfs/><cellXfs"),
    ],
    ids=["an attribute nobody knows", "elements out of order", "an element nobody knows"],
)
def test_a_broken_part_is_found(part: str, old: bytes, new: bytes, tmp_path: Path) -> None:
    made = parts(template_path("ja", "blank"))
    assert old in made[part]
    found = findings(write(tmp_path / "broken.xlsx", {**made, part: made[part].replace(old, new, 1)}))
    assert found
    assert all(part in finding for finding in found)
