"""Which sheets of a package are pages of ours, and the names that belong to each.

Knows the workbook part. Does not know what stands on a page.
"""

from __future__ import annotations

from xml.etree import ElementTree

from kpi_xl.book.package import MAIN, Package, workbook_part
from kpi_xl.book.port import MARKER, marked


def own_pages(package: Package) -> dict[str, dict[str, str]]:
    """Return every page of ours with its own names; a copy of a page carries the original's marker and is the user's."""
    book = ElementTree.fromstring(package.read(workbook_part(package)))
    tabs = [tab.get("name", "") for tab in book.iter(f"{MAIN}sheet")]
    scoped: dict[str, dict[str, str]] = {}
    for name in book.iter(f"{MAIN}definedName"):
        place = name.get("localSheetId")
        if place is not None and int(place) < len(tabs):
            scoped.setdefault(tabs[int(place)], {})[name.get("name", "")] = name.text or ""
    return {sheet: names for sheet, names in scoped.items() if is_page(names.get(MARKER, ""), sheet)}


def is_page(marker: str, sheet: str) -> bool:
    """Whether a marker belongs to the sheet that carries it."""
    found = marked(marker)
    return found is not None and found[1] == sheet
