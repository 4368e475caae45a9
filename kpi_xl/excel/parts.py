"""The parts of the add-in's package besides its VBA: one hidden sheet of words, and the ribbon.

Knows the XML of a workbook. Does not know what the words say.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from kpi_xl.excel.ribbon import RELATIONSHIP

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
COLUMNS = "ABCDE"

TYPES = {
    "/xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    "/xl/worksheets/sheet1.xml": f"{SHEETML}.worksheet+xml",
    "/xl/styles.xml": f"{SHEETML}.styles+xml",
    "/xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf xfId="0"/></cellXfs>'
    "</styleSheet>"
)


def parts(facts: str, rows: Sequence[Sequence[str]], ribbon: bytes, project: bytes) -> dict[str, bytes]:
    """Return every part of the package by its name.

    Parameters
    ----------
    facts
        What the file says about itself in its properties.
    rows
        What stands on the add-in's sheet, from its first cell on.
    ribbon, project
        The ribbon's XML and the VBA's binary.
    """
    texts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            (f"{OFFICE}/officeDocument", "xl/workbook.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (RELATIONSHIP, "customUI/customUI.xml"),
        ),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr codeName="ThisWorkbook"/>'
        '<sheets><sheet name="kpi_xl" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            (f"{OFFICE}/worksheet", "worksheets/sheet1.xml"), (f"{OFFICE}/styles", "styles.xml"), (VBA, "vbaProject.bin")
        ),
        "xl/worksheets/sheet1.xml": _sheet(rows),
        "xl/styles.xml": STYLES,
        "docProps/core.xml": _properties(facts),
    }
    made = {name: (XML + text).encode() for name, text in texts.items()}
    return {**made, "customUI/customUI.xml": ribbon, "xl/vbaProject.bin": project}


def _types() -> str:
    given = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in TYPES.items())
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{rels}<Default Extension="xml" ContentType="application/xml"/>{given}</Types>'


def _relations(*targets: tuple[str, str]) -> str:
    given = "".join(f'<Relationship Id="rId{number}" Type="{kind}" Target="{to}"/>' for number, (kind, to) in enumerate(targets, 1))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{given}</Relationships>'


def _sheet(rows: Sequence[Sequence[str]]) -> str:
    lines = "".join(f'<row r="{number}">{_row(number, row)}</row>' for number, row in enumerate(rows, 1))
    return f'<worksheet xmlns="{MAIN}"><sheetPr codeName="Sheet1"/><sheetData>{lines}</sheetData></worksheet>'


def _row(number: int, row: Sequence[str]) -> str:
    cells = ((column, text) for column, text in zip(COLUMNS, row, strict=False) if text)
    return "".join(
        f'<c r="{column}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' for column, text in cells
    )


def _properties(facts: str) -> str:
    core = f"{PACKAGE}/metadata/core-properties"
    said = f"<dc:title>KPI</dc:title><dc:creator>kpi_xl</dc:creator><dc:description>{escape(facts)}</dc:description>"
    return f'<cp:coreProperties xmlns:cp="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/">{said}</cp:coreProperties>'
