"""Bring our sheets and names into the user's workbook part; its other elements stay as they are written.

Knows the workbook part. Does not know sheets, nor what a name is for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import count
from xml.sax.saxutils import quoteattr

from kpi_xl.book.cell_graft import clean
from kpi_xl.book.page import Name
from kpi_xl.book.splice import OFFICE, Node, Splice

Scoped = tuple[str | None, str]
"""A name as Excel tells it from others: the sheet it belongs to, and its letters without their case."""
UP_TO_NAMES = ("sheets", "functionGroups", "externalReferences", "definedNames")  # the order the schema asks for


def with_pages(
    xml: bytes, tabs: Sequence[str], pages: Collection[str], relations: Mapping[str, str], names: Mapping[Scoped, Name | None]
) -> bytes:
    """Return the user's workbook part with our pages and names, and the wish to be calculated on opening.

    Parameters
    ----------
    tabs
        Every tab after the run, in order.
    pages
        The sheets painted; of their own names only those told stay.
    relations
        The relation of every new sheet.
    names
        The names that stand there from now on, or are gone (None), by the sheet they belong to.
    """
    part = Splice.of(xml)
    before = titles(part.root)
    order = in_order(before, tabs)
    add_sheets(part, order, relations)
    keep_in_view(part, before, order)
    changed = {(scope, name.casefold()): made for (scope, name), made in names.items()}
    stale = {key for key in scoped(part.root, before) if key[0] in pages or key in changed}
    set_names(part, order, {key: made for key, made in changed.items() if made is not None}, stale, before)
    calculate_on_opening(part)
    return part.done()


def titles(root: Node) -> list[str]:
    """The names on the tabs in order."""
    sheets = root.child("sheets")
    return [sheet.attributes["name"] for sheet in sheets.children] if sheets else []


def in_order(before: Sequence[str], painted: Sequence[str]) -> list[str]:
    """The tabs of the result: a new one stands behind the tab it was painted behind."""
    order = list(before)
    for place, title in enumerate(painted):
        if title not in order:
            order.insert(order.index(painted[place - 1]) + 1 if place else 0, title)
    return order


def add_sheets(part: Splice, order: Sequence[str], relations: Mapping[str, str]) -> None:
    """Put new sheets into the list."""
    sheets = part.root.child("sheets")
    if sheets is None:
        return
    there = {sheet.attributes["name"]: sheet for sheet in sheets.children}
    numbers = count(1 + max((int(sheet.attributes["sheetId"]) for sheet in sheets.children), default=0))
    place = sheets.inner
    declared = part.relation or "r:id"
    more = "" if part.relation else f' xmlns:r="{OFFICE}"'
    for title in order:
        if title in there:
            place = there[title].end
        else:
            said = f"name={quoteattr(title)} sheetId={quoteattr(str(next(numbers)))}{more} {declared}={quoteattr(relations[title])}"
            part.insert(place, f"<{sheets.prefix}sheet {said}/>")


def keep_in_view(part: Splice, before: Sequence[str], order: Sequence[str]) -> None:
    """Let every window show the tab it showed; one whose row of tabs begins with the first still begins there."""
    views = part.root.child("bookViews")
    for view in views.children if views else ():
        shown = {word: int(view.attributes.get(word, 0)) for word in ("activeTab", "firstSheet")}
        moved = {
            word: order.index(before[place]) for word, place in shown.items() if place < len(before) and (place or word == "activeTab")
        }
        changed = {word: str(place) for word, place in moved.items() if place != shown[word]}
        if changed:
            part.set(view, changed)


def scoped(root: Node, tabs: Sequence[str]) -> dict[Scoped, Node]:
    """Every defined name; `tabs` are the sheets as the part counts them."""
    names = root.child("definedNames")
    return {(scope(node, tabs), node.attributes["name"].casefold()): node for node in (names.children if names else ())}


def scope(node: Node, tabs: Sequence[str]) -> str | None:
    """The sheet a name belongs to."""
    return tabs[int(node.attributes["localSheetId"])] if "localSheetId" in node.attributes else None


def set_names(part: Splice, order: Sequence[str], fresh: Mapping[Scoped, Name], stale: set[Scoped], before: Sequence[str]) -> None:
    """Put fresh names where the stale ones stood, or behind; the others follow the sheet they belong to."""
    section, there = part.root.child("definedNames"), scoped(part.root, before)
    tabs = {title: place for place, title in enumerate(order)}
    made = {key: name_xml(part.root.prefix, name, None if key[0] is None else tabs[key[0]]) for key, name in fresh.items()}
    if section is not None and not made and not set(there) - stale:
        part.replace(section, b"")  # an empty list is no list
        return
    for key, node in there.items():
        if key in stale:
            part.replace(node, made.get(key, b""))
        elif key[0] is not None and int(node.attributes["localSheetId"]) != tabs[key[0]]:
            part.set(node, {"localSheetId": str(tabs[key[0]])})
    more = [xml for key, xml in made.items() if key not in there]
    if section is not None:
        part.append(section, more)
    elif more:
        name = part.root.prefix + "definedNames"
        part.insert(place_behind(part.root), f"<{name}>".encode() + b"".join(more) + f"</{name}>".encode())


def name_xml(prefix: str, name: Name, tab: int | None) -> bytes:
    """A name of ours; `tab` counts the sheet it belongs to."""
    said = {
        "name": name.name,
        **({"comment": name.comment} if name.comment else {}),
        **({} if tab is None else {"localSheetId": str(tab)}),
        **({"hidden": "1"} if name.hidden else {}),
    }
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in said.items())
    return f"<{prefix}definedName{attributes}>{clean(name.refers_to.removeprefix('='))}</{prefix}definedName>".encode()


def place_behind(root: Node) -> int:
    """Where what follows the names begins."""
    return max(node.end for tag in UP_TO_NAMES if (node := root.child(tag)) is not None)


def calculate_on_opening(part: Splice) -> None:
    """Ask Excel to calculate everything once."""
    section = part.root.child("calcPr")
    if section is None:
        part.insert(place_behind(part.root), f'<{part.root.prefix}calcPr fullCalcOnLoad="1"/>')
    elif section.attributes.get("fullCalcOnLoad") != "1":
        part.set(section, {"fullCalcOnLoad": "1"})
