"""Bring our sheets and names into the user's workbook part; its other elements stay as they are written.

Knows the workbook part. Does not know sheets, nor what a name is for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from xml.sax.saxutils import quoteattr

from kpi_xl.book.package import Package, sheet_parts, workbook_part
from kpi_xl.book.splice import OFFICE, Node, Splice

Scoped = tuple[str | None, str]
"""A name as Excel tells it from others: the sheet it belongs to, and its letters without their case."""
UP_TO_NAMES = ("sheets", "functionGroups", "externalReferences", "definedNames")  # the order the schema asks for


def with_pages(xml: bytes, painted: Package, pages: set[str], relations: Mapping[str, str], names: set[tuple[str | None, str]]) -> bytes:
    """Return the user's workbook part with our pages and names, and the wish to be calculated on opening.

    Parameters
    ----------
    painted
        The workbook as the file library writes it, in which everything stands.
    pages
        The sheets painted; all their own names are taken over.
    relations
        The relation of every new sheet.
    names
        The names that a run has set or removed besides.
    """
    part, ours = Splice.of(xml), Splice.of(painted.read(workbook_part(painted)))
    before = titles(part.root)
    order = in_order(before, titles(ours.root))
    add_sheets(part, order, relations)
    keep_in_view(part, before, order)
    changed = {(scope, name.casefold()) for scope, name in names}
    # The library leaves chart sheets out when it counts the sheets that names belong to.
    named = scoped(ours.root, list(sheet_parts(painted)))
    fresh = {key: (node, ours.text(node)) for key, node in named.items() if key[0] in pages or key in changed}
    set_names(part, order, fresh, {key for key in scoped(part.root, before) if key[0] in pages or key in changed}, before)
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


def set_names(
    part: Splice, order: Sequence[str], fresh: Mapping[Scoped, tuple[Node, bytes]], stale: set[Scoped], before: Sequence[str]
) -> None:
    """Put fresh names where the stale ones stood, or behind; the others follow the sheet they belong to."""
    section, there = part.root.child("definedNames"), scoped(part.root, before)
    made = {key: name_xml(part.root.prefix, node, text, key[0], order) for key, (node, text) in fresh.items()}
    if section is not None and not made and not set(there) - stale:
        part.replace(section, b"")  # an empty list is no list
        return
    for key, node in there.items():
        if key in stale:
            part.replace(node, made.get(key, b""))
        elif key[0] is not None and int(node.attributes["localSheetId"]) != order.index(key[0]):
            part.set(node, {"localSheetId": str(order.index(key[0]))})
    more = [xml for key, xml in made.items() if key not in there]
    if section is not None:
        part.append(section, more)
    elif more:
        name = part.root.prefix + "definedNames"
        part.insert(place_behind(part.root), f"<{name}>".encode() + b"".join(more) + f"</{name}>".encode())


def name_xml(prefix: str, node: Node, text: bytes, sheet: str | None, order: Sequence[str]) -> bytes:
    """A name of ours, counted in the user's tabs."""
    said = {**node.attributes, **({} if sheet is None else {"localSheetId": str(order.index(sheet))})}
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in said.items())
    return f"<{prefix}definedName{attributes}>".encode() + text + f"</{prefix}definedName>".encode()


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
