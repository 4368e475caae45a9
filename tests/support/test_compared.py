"""The comparison that other tests trust sees what it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.compared import changes
from tests.support.packages import loaded, parts

SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
ROW = b'<row r="931"><c r="A931"><f>RAND()</f><v>0.25</v></c>'


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, b"<v>0.25</v>", b"<v>0.26</v>"),
        (SHEET, b"<f>RAND()</f>", b"<f>RAND()+1</f>"),
        (SHEET, ROW, ROW.replace(b'r="A931"', b'r="A931" s="1"')),
        (SHEET, b"<pageMargins ", b"<pageMargins  header2='1' "),
        (SHEET, ROW, b'<row r="931">'),
        (BOOK, b'name="\xe5\xae\x9a\xe6\x95\xb0">0.1', b'name="\xe5\xae\x9a\xe6\x95\xb0">0.2'),
        (BOOK, b"<pivotCaches>", b"<pivotCaches2>"),
        (STYLES, b"<dxf>", b"<dxf2/><dxf>"),
        ("xl/_rels/workbook.xml.rels", b'Id="rId1"', b'Id="rIdY1"'),
        ("xl/media/image1.png", b"PNG", b"GIF"),
    ],
)
def test_any_change_is_told(part: str, old: bytes, new: bytes, tmp_path: Path) -> None:
    before = parts(loaded(tmp_path / "a.xlsx"))
    changed = (
        before[part].replace(old, new, 1).replace(b"</pivotCaches>", b"</pivotCaches2>" if b"pivotCaches2" in new else b"</pivotCaches>")
    )
    assert changed != before[part]
    assert changes(before, {**before, part: changed}) != []
    assert changes(before, {name: content for name, content in before.items() if name != part}) != []
    assert changes(before, before) == []
