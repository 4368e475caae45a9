"""What people hang on a page of ours, put into a package by hand: notes with a conversation, and drawings beside our charts."""

from __future__ import annotations

import re
from pathlib import Path

import xlsxwriter

from tests.support.added import OFFICE, Made, before_one_of, next_id, related, rels_of
from tests.support.drawn import DRAWN
from tests.support.packages import parts

KINDS = "application/vnd.openxmlformats-officedocument"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
WHO, SAID = "{11111111-2222-3333-4444-555555555555}", "{AAAAAAAA-2222-3333-4444-555555555555}"
CHART, IMAGE, DRAWING = "xl/charts/chart91.xml", "xl/media/image91.png", "xl/drawings/drawing91.xml"
BOXES, NOTES, TALK, PERSONS = (
    "xl/drawings/vmlDrawing91.vml",
    "xl/comments91.xml",
    "xl/threadedComments/threadedComment91.xml",
    "xl/persons/person91.xml",
)


def noted(made: Made, page: str, folder: Path, *cells: str) -> Made:
    """A package in which some cells of a page have notes in large boxes, the first of them a conversation."""
    with xlsxwriter.Workbook(folder / "notes.xlsx") as book:
        sheet = book.add_worksheet()
        for cell in cells:
            sheet.write_comment(cell, f"メモ{cell}", {"x_scale": 3})
    theirs, number = parts(folder / "notes.xlsx"), next_id(made, page)
    made = related(made, page, BOXES, f"{OFFICE}/vmlDrawing", theirs["xl/drawings/vmlDrawing1.vml"], f"{KINDS}.vmlDrawing")
    made = related(made, page, NOTES, f"{OFFICE}/comments", theirs["xl/comments1.xml"], f"{KINDS}.spreadsheetml.comments+xml")
    talk = f'<ThreadedComments xmlns="{THREADS}"><threadedComment ref="{cells[0]}" dT="2026-04-01T00:00:00.00" personId="{WHO}" id="{SAID}"><text>確認？</text></threadedComment></ThreadedComments>'
    persons = f'<personList xmlns="{THREADS}"><person displayName="田中" id="{WHO}" userId="t" providerId="None"/></personList>'
    kinds, types = "http://schemas.microsoft.com/office/2017/10/relationships", "application/vnd.ms-excel"
    made = related(made, page, TALK, f"{kinds}/threadedComment", talk.encode(), f"{types}.threadedcomments+xml")
    made = related(made, "xl/workbook.xml", PERSONS, f"{kinds}/person", persons.encode(), f"{types}.person+xml")
    return before_one_of(made, page, "legacyDrawingHF|tableParts|extLst", f'<legacyDrawing xmlns:r="{OFFICE}" r:id="{number}"/>')


def pictured(made: Made, page: str, folder: Path) -> Made:
    """A package in which a page bears a chart, a picture and a shape of the user's, in its drawing or in one of its own."""
    with xlsxwriter.Workbook(folder / "drawn.xlsx") as book:
        sheet = book.add_worksheet("報告")
        sheet.write_column("F1", [3, 1, 2])
        for name in ("a chart", "an image", "a text box"):
            DRAWN[name](book, sheet, folder)
    theirs = parts(folder / "drawn.xlsx")
    drawing, rels = theirs["xl/drawings/drawing1.xml"], theirs["xl/drawings/_rels/drawing1.xml.rels"]
    ids = {kind: found[1] for kind in ("chart", "image") if (found := re.search(rf'Id="(\w+)" Type="[^"]*/{kind}"'.encode(), rels))}
    drawing = drawing.replace(b'"%s"' % ids["chart"], b'"rIdC"').replace(b'"%s"' % ids["image"], b'"rIdI"')
    there = re.search(rb'/(xl/drawings/drawing\d+\.xml)"', made.get(rels_of(page), b""))
    if there:
        drawing = merged(made[there[1].decode()], drawing)
    target = there[1].decode() if there else DRAWING
    if not there:
        number = next_id(made, page)
        made = related(made, page, target, f"{OFFICE}/drawing", drawing, f"{KINDS}.drawing+xml")
        made = before_one_of(made, page, "legacyDrawing|tableParts|extLst", f'<drawing xmlns:r="{OFFICE}" r:id="{number}"/>')
    made = related(
        {**made, target: drawing}, target, CHART, f"{OFFICE}/chart", theirs["xl/charts/chart1.xml"], f"{KINDS}.drawingml.chart+xml"
    )
    own = made[rels_of(target)].replace(re.search(rb'Id="(rIdX\d+)"', made[rels_of(target)])[1], b"rIdC")  # type: ignore[index]
    image = f'<Relationship Id="rIdI" Type="{OFFICE}/image" Target="/{IMAGE}"/></Relationships>'
    types = made["[Content_Types].xml"].replace(b"</Types>", f'<Override PartName="/{IMAGE}" ContentType="image/png"/></Types>'.encode())
    own = own.replace(b"</Relationships>", image.encode())
    return {**made, rels_of(target): own, IMAGE: theirs["xl/media/image1.png"], "[Content_Types].xml": types}


def merged(ours: bytes, theirs: bytes) -> bytes:
    """Our drawing with the user's anchors behind it."""
    anchors = re.search(rb"<xdr:wsDr[^>]*>(.*)</xdr:wsDr>", theirs, re.DOTALL)
    assert anchors
    spaces = b'<wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    return ours.replace(b"<wsDr ", spaces, 1).replace(b"</wsDr>", anchors[1] + b"</wsDr>")
