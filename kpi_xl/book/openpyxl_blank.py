"""The package of a workbook without sheets, into which the first pages are grafted.

Knows the parts that every workbook has, and the file library's theme. Does not know pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from xml.sax.saxutils import escape

from openpyxl.writer.theme import theme_xml

from kpi_xl.book.look_xml import PLAIN_BORDER, normal_font_xml
from kpi_xl.book.package import APPLICATION, OURS, pack
from kpi_xl.book.splice import OFFICE
from kpi_xl.labels import Lang

CREATOR = "kpi_xl"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICIAL = "application/vnd.openxmlformats-officedocument."
KINDS: Mapping[str, str] = {
    "xl/workbook.xml": OFFICIAL + "spreadsheetml.sheet.main+xml",
    "xl/styles.xml": OFFICIAL + "spreadsheetml.styles+xml",
    "xl/theme/theme1.xml": OFFICIAL + "theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    APPLICATION: OFFICIAL + "extended-properties+xml",
}
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr/><bookViews><workbookView firstSheet="0" activeTab="0"/></bookViews>'
    "<sheets></sheets></workbook>"
)
ROOT = {
    f"{OFFICE}/officeDocument": "xl/workbook.xml",
    f"{PACKAGE}/relationships/metadata/core-properties": "docProps/core.xml",
    f"{OFFICE}/extended-properties": APPLICATION,
}
BESIDE = {f"{OFFICE}/styles": "xl/styles.xml", f"{OFFICE}/theme": "xl/theme/theme1.xml"}


def blank(lang: Lang, title: str, stamp: datetime) -> bytes:
    """Return a workbook without sheets in the language's font, made at a time (UTC, without zone)."""
    return pack(
        {
            "[Content_Types].xml": types().encode(),
            "_rels/.rels": relations(ROOT).encode(),
            "xl/workbook.xml": BOOK.encode(),
            "xl/_rels/workbook.xml.rels": relations(BESIDE).encode(),
            "xl/styles.xml": styles(lang).encode(),
            "xl/theme/theme1.xml": theme_xml.encode(),
            "docProps/core.xml": properties(title, stamp).encode(),
            APPLICATION: OURS,
        }
    )


def types() -> str:
    """What kind each part is."""
    made = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in KINDS.items())
    endings = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in endings.items())
    return f'<Types xmlns="{PACKAGE}/content-types">{defaults}{made}</Types>'


def relations(targets: Mapping[str, str]) -> str:
    """What points at other parts, by the type of the relation."""
    made = (f'<Relationship Id="rId{number}" Type="{type_}" Target="/{part}"/>' for number, (type_, part) in enumerate(targets.items(), 1))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(made)}</Relationships>'


def styles(lang: Lang) -> str:
    """The look of unstyled cells, and nothing else."""
    plain = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="0"></numFmts><fonts count="1">{normal_font_xml(lang)}</fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        f'<borders count="1">{PLAIN_BORDER}</borders><cellStyleXfs count="1"><xf {plain}/></cellStyleXfs>'
        f'<cellXfs count="1"><xf {plain} xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"></dxfs></styleSheet>'
    )


def properties(title: str, stamp: datetime) -> str:
    """What the file says of itself."""
    spaces = {"cp": f"{PACKAGE}/metadata/core-properties", "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/"}
    declared = "".join(f' xmlns:{name}="{uri}"' for name, uri in spaces.items())
    named = f"<dc:title>{escape(title)}</dc:title>" if title else ""
    moment = f' xsi:type="dcterms:W3CDTF">{stamp.isoformat(timespec="seconds")}Z'
    times = "".join(f"<dcterms:{word}{moment}</dcterms:{word}>" for word in ("created", "modified"))
    return (
        f'<cp:coreProperties{declared} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>{CREATOR}</dc:creator>{named}'
        f"<cp:lastModifiedBy>{CREATOR}</cp:lastModifiedBy>{times}</cp:coreProperties>"
    )
