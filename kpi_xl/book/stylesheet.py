"""Put a style sheet into the order in which the file library counts named styles.

The library takes a cell's style number for a place among the *named* styles. A sheet that holds unnamed ones between them, as LibreOffice
writes it, would come back with cells that point nowhere, and Excel would offer to repair the file. Knows the style part, but no cells.
"""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = "xl/styles.xml"


def in_order(content: bytes) -> bytes:
    """Return a package whose named styles stand first and close together; the same bytes where they already do."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if STYLES not in package.namelist():
            return content
        styles = package.read(STYLES)
        ordered = renumbered(styles)
        if ordered == styles:
            return content
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for part in package.infolist():
                copy.writestr(part, ordered if part.filename == STYLES else package.read(part))
        return target.getvalue()


def renumbered(styles: bytes) -> bytes:
    """Return a style part in which style number i is the i-th named style."""
    root = ElementTree.fromstring(styles)
    formats, cells, names = (root.find(f"{{{MAIN}}}{tag}") for tag in ("cellStyleXfs", "cellXfs", "cellStyles"))
    if formats is None or cells is None or names is None:
        return styles
    kept: list[int] = []
    for name in sorted(names, key=_number):
        if _number(name) not in kept and _number(name) < len(formats):
            kept.append(_number(name))
    places = {number: place for place, number in enumerate(kept)}
    if kept == list(range(len(formats))) and all(_number(cell) in places for cell in cells):
        return styles
    chosen = [formats[number] for number in kept]
    for element in list(formats):
        formats.remove(element)
    formats.extend(chosen)
    formats.set("count", str(len(chosen)))
    for name in list(names):
        if _number(name) not in places:
            names.remove(name)
    for element in (*names, *cells):
        element.set("xfId", str(places.get(_number(element), 0)))
    ElementTree.register_namespace("", MAIN)
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _number(element: ElementTree.Element) -> int:
    return int(element.get("xfId", "0"))
