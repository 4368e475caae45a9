"""Parts that only Excel or an add-in makes, put into a package by hand, a row each.

Every function takes the parts of a package and returns them with something more. The first sheet is the one that gets it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tests.support.drawn import PNG

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
X14 = f'xmlns:x14="{MICROSOFT}/spreadsheetml/2009/9/main"'
BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
TIMELINE = f"{MICROSOFT}/spreadsheetml/2010/11/main"
THREADS = f"{MICROSOFT}/spreadsheetml/2018/threadedcomments"
Made = Mapping[str, bytes]
Add = Callable[[Made], Made]


def rels_of(part: str) -> str:
    """Where a part keeps what it points at."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def related(made: Made, owner: str, target: str, kind: str, content: bytes, content_type: str) -> dict[str, bytes]:
    """A package in which one part points at one more."""
    before = made.get(
        rels_of(owner), b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    relation = f'<Relationship Id="{next_id(made, owner)}" Type="{kind}" Target="/{target}"/></Relationships>'.encode()
    override = f'<Override PartName="/{target}" ContentType="{content_type}"/></Types>'.encode()
    types = made["[Content_Types].xml"]
    if f'PartName="/{target}"'.encode() not in types:
        types = types.replace(b"</Types>", override)
    return {**made, target: content, rels_of(owner): before.replace(b"</Relationships>", relation), "[Content_Types].xml": types}


def next_id(made: Made, owner: str) -> str:
    """The id the next relation of a part gets."""
    return f"rIdX{made.get(rels_of(owner), b'').count(b'<Relationship ')}"


def inside(made: Made, part: str, tag: str, xml: str) -> Made:
    """A package in which an element of a part has one more child, or the part one more element before its last tag."""
    text = made[part].decode()
    close = f"</{tag}>"
    if close not in text:
        return {**made, part: re.sub(rf"</{root(text)}>\s*$", lambda end: f"<{tag}>{xml}{close}{end[0]}", text).encode()}
    head, _, tail = text.rpartition(close)  # a rule may hold a list of its own further up
    return {**made, part: (head + xml + close + tail).encode()}


def before_one_of(made: Made, part: str, tags: str, xml: str) -> Made:
    """A package in which a part has one more element before the first of some others, else at its end."""
    text = made[part].decode()
    place = re.search(rf"<(?:{tags})[ />]|</{root(text)}>\s*$", text)
    assert place
    return {**made, part: (text[: place.start()] + xml + text[place.start() :]).encode()}


def root(text: str) -> str:
    """The name of a part's first element."""
    found = re.search(r"<([A-Za-z:]+)[ >]", text)
    assert found
    return found[1]


def ext(made: Made, part: str, uri: str, xml: str) -> Made:
    """A package in which a part has one more extension."""
    return inside(made, part, "extLst", f'<ext uri="{uri}" {X14}>{xml}</ext>')


def pivot(made: Made) -> Made:
    """A pivot table over the first sheet's figures, its cache and its records."""
    number = next_id(made, BOOK)
    kinds = f"{SHEETS}.pivotCacheDefinition+xml", f"{SHEETS}.pivotCacheRecords+xml", f"{SHEETS}.pivotTable+xml"
    cache = f"""<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" r:id="rIdX0" recordCount="1"><cacheSource type="worksheet">
<worksheetSource ref="F1:F2" sheet="報告"/></cacheSource><cacheFields count="1"><cacheField name="3" numFmtId="0"><sharedItems containsNumber="1"/></cacheField></cacheFields></pivotCacheDefinition>"""
    table = f"""<pivotTableDefinition xmlns="{MAIN}" name="ピボット1" cacheId="77" dataCaption="値"><location ref="X1:X3" firstHeaderRow="1" firstDataRow="1" firstDataCol="0"/>
<pivotFields count="1"><pivotField dataField="1"/></pivotFields><dataFields count="1"><dataField name="合計" fld="0"/></dataFields></pivotTableDefinition>"""
    made = related(made, BOOK, "xl/pivotCache/pivotCacheDefinition1.xml", f"{OFFICE}/pivotCacheDefinition", cache.encode(), kinds[0])
    records = f'<pivotCacheRecords xmlns="{MAIN}" count="1"><r><n v="1"/></r></pivotCacheRecords>'.encode()
    owner = "xl/pivotCache/pivotCacheDefinition1.xml"
    made = related(made, owner, "xl/pivotCache/pivotCacheRecords1.xml", f"{OFFICE}/pivotCacheRecords", records, kinds[1])
    made = related(made, SHEET, "xl/pivotTables/pivotTable1.xml", f"{OFFICE}/pivotTable", table.encode(), kinds[2])
    made = related(made, "xl/pivotTables/pivotTable1.xml", owner, f"{OFFICE}/pivotCacheDefinition", made[owner], kinds[0])
    found = f'<pivotCaches><pivotCache cacheId="77" xmlns:r="{OFFICE}" r:id="{number}"/></pivotCaches>'
    return before_one_of(made, BOOK, "smartTagPr|fileRecoveryPr|extLst", found)


def filters(word: str, uri: str, kind: str) -> Add:
    """A slicer or a timeline: one part of the sheet, one cache of the workbook."""
    names = {"slicer": MAIN, "timeline": TIMELINE}

    def add(made: Made) -> Made:
        tag = f"{word}s"
        on_sheet = f'<{tag} xmlns="{names[word]}"/>'.encode()
        cache = f'<{word}CacheDefinition xmlns="{names[word]}" name="絞り" sourceName="3"/>'.encode()
        number = next_id(made, SHEET)
        made = related(made, SHEET, f"xl/{tag}/{word}1.xml", f"{MICROSOFT}/{kind}/{word}", on_sheet, f"application/vnd.ms-excel.{word}+xml")
        target = f"xl/{word}Caches/{word}Cache1.xml"
        made = related(made, BOOK, target, f"{MICROSOFT}/{kind}/{word}Cache", cache, f"application/vnd.ms-excel.{word}Cache+xml")
        return ext(made, SHEET, uri, f'<x14:{word}List><x14:{word} xmlns:r="{OFFICE}" r:id="{number}"/></x14:{word}List>')

    return add


def threads(made: Made) -> Made:
    """A conversation on a cell, and who took part."""
    who, said = "{11111111-2222-3333-4444-555555555555}", "{AAAAAAAA-2222-3333-4444-555555555555}"
    persons = f'<personList xmlns="{THREADS}"><person displayName="田中" id="{who}" userId="t" providerId="None"/></personList>'
    talk = f'<ThreadedComments xmlns="{THREADS}"><threadedComment ref="A1" dT="2026-04-01T00:00:00.00" personId="{who}" id="{said}"><text>確認？</text></threadedComment></ThreadedComments>'
    kinds = f"{MICROSOFT}/2017/10/relationships"
    made = related(made, BOOK, "xl/persons/person.xml", f"{kinds}/person", persons.encode(), "application/vnd.ms-excel.person+xml")
    target = "xl/threadedComments/threadedComment1.xml"
    return related(made, SHEET, target, f"{kinds}/threadedComment", talk.encode(), "application/vnd.ms-excel.threadedcomments+xml")


def outside(made: Made) -> Made:
    """A link to another workbook."""
    number = next_id(made, BOOK)
    link = f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{OFFICE}" r:id="rId1"><sheetNames><sheetName val="S"/></sheetNames></externalBook></externalLink>'
    target = "xl/externalLinks/externalLink1.xml"
    made = related(made, BOOK, target, f"{OFFICE}/externalLink", link.encode(), f"{SHEETS}.externalLink+xml")
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}/externalLinkPath" Target="他.xlsx" TargetMode="External"/></Relationships>'
    found = f'<externalReferences><externalReference xmlns:r="{OFFICE}" r:id="{number}"/></externalReferences>'
    return before_one_of({**made, rels_of(target): rels.encode()}, BOOK, "definedNames|calcPr|oleSize|pivotCaches|extLst", found)


def plain(owner: str, target: str, kind: str, content: bytes, content_type: str) -> Add:
    """A part that nothing else speaks of."""
    return lambda made: related(made, owner, target, kind, content, content_type)


def queries(made: Made) -> Made:
    """A connection, and the table it fills."""
    connection = f'<connections xmlns="{MAIN}"><connection id="1" name="照会" type="1" refreshedVersion="6"><dbPr connection="DSN=x"/></connection></connections>'
    query = f'<queryTable xmlns="{MAIN}" name="照会" connectionId="1"/>'
    made = related(made, BOOK, "xl/connections.xml", f"{OFFICE}/connections", connection.encode(), f"{SHEETS}.connections+xml")
    return related(made, SHEET, "xl/queryTables/queryTable1.xml", f"{OFFICE}/queryTable", query.encode(), f"{SHEETS}.queryTable+xml")


def printer(made: Made) -> Made:
    """A printer's own settings."""
    return related(
        made, SHEET, "xl/printerSettings/printerSettings1.bin", f"{OFFICE}/printerSettings", b"\x00P\x00", f"{SHEETS}.printerSettings"
    )


def web(made: Made) -> Made:
    """An add-in from the web and the pane it shows in."""
    name = f"{MICROSOFT}/webextensions/taskpanes/2010/11"
    panes = f'<wetp:taskpanes xmlns:wetp="{name}"/>'.encode()
    extension = f'<we:webextension xmlns:we="{MICROSOFT}/webextensions/webextension/2010/11" id="x"/>'.encode()
    owner, kinds = "xl/webextensions/taskpanes.xml", f"{MICROSOFT}/2011/relationships"
    made = related(made, "", owner, f"{kinds}/webextensiontaskpanes", panes, "application/vnd.ms-office.webextensiontaskpanes+xml")
    target = "xl/webextensions/webextension1.xml"
    return related(made, owner, target, f"{kinds}/webextension", extension, "application/vnd.ms-office.webextension+xml")


def chain(made: Made) -> Made:
    """Excel's order of calculation."""
    listed = f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>'.encode()
    return related(made, BOOK, "xl/calcChain.xml", f"{OFFICE}/calcChain", listed, f"{SHEETS}.calcChain+xml")


def formats(made: Made) -> Made:
    """Number formats of which newer programs know another spelling, as Excel writes them, and marks of its own on the lists."""
    text = made["xl/styles.xml"].decode()
    newer = f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x16r2="{MICROSOFT}/spreadsheetml/2015/02/main" xmlns:x14ac="{MICROSOFT}/spreadsheetml/2009/9/ac" mc:Ignorable="x14ac x16r2"'
    code = "[$-411]ggge&quot;年&quot;"
    both = f'<mc:AlternateContent><mc:Choice Requires="x16r2"><numFmt numFmtId="199" formatCode="{code}" x16r2:formatCode16="{code}"/></mc:Choice><mc:Fallback><numFmt numFmtId="199" formatCode="{code}"/></mc:Fallback></mc:AlternateContent>'
    text = text.replace("<styleSheet ", f"<styleSheet {newer} ", 1).replace("<fonts ", '<fonts x14ac:knownFonts="1" ', 1)
    if "</numFmts>" in text:
        text = text.replace("</numFmts>", both + "</numFmts>", 1)
    else:
        text = text.replace("<fonts ", f'<numFmts count="1">{both}</numFmts><fonts ', 1)
    return {**made, "xl/styles.xml": text.encode()}


def newest(made: Made) -> Made:
    """What Excel of today writes around a workbook's lists."""
    text = made[BOOK].decode()
    place = re.search(r"<(?:bookViews|workbookProtection|sheets)", text)
    assert place
    path = f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15"><x15ac:absPath url="C:\\仕事\\" xmlns:x15ac="{MICROSOFT}/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>'
    made = {
        **made,
        BOOK: (text[: place.start()] + path + text[place.start() :])
        .replace("<workbook ", f'<workbook xmlns:x15="{TIMELINE}" ', 1)
        .encode(),
    }
    return ext(made, BOOK, "{140A7094-0E35-4892-8432-C4D2E57EDEB5}", f'<x15:workbookPr xmlns:x15="{TIMELINE}" chartTrackingRefBase="1"/>')


def cells(rows: str) -> Add:
    """Rows of cells at the end of the first sheet."""
    return lambda made: inside(made, SHEET, "sheetData", rows)


SHARED = '<row r="901"><c r="A901"><f t="shared" ref="A901:A903" si="900">B901+1</f><v>1</v></c></row><row r="902"><c r="A902"><f t="shared" si="900"/><v>1</v></c></row><row r="903"><c r="A903"><f t="shared" si="900"/><v>1</v></c></row>'
WHAT_IF = '<row r="911"><c r="B911"><v>5</v></c><c r="C911"><f t="dataTable" ref="C911:C912" dt2D="0" dtr="0" r1="F1"/><v>10</v></c></row><row r="912"><c r="C912"><v>20</v></c></row>'
NO_PLACES = (
    '<row r="921"><c><v>1</v></c><c t="str"><f>"a"&amp;"b"</f><v>ab</v></c></row><row><c t="inlineStr"><is><t>続き</t></is></c></row>'
)
STALE = '<row r="931"><c r="A931"><f>RAND()</f><v>0.25</v></c><c r="B931"><f>B933*2</f><v>77</v></c></row>'
ODD = '<row r="941"><c r="A941" t="str"><f>NOSUCH(1)</f><v>x</v></c><c r="B941" t="e"><f>#REF!+1</f><v>#REF!</v></c><c r="C941" t="d"><v>2026-04-01</v></c></row>'

NEVER_CALCULATED = '<row r="951"><c r="A951"><f>2+3</f></c><c r="B951" s="0"><f>A951&amp;"個"</f></c></row>'

ADDED: Mapping[str, Add] = {
    "a pivot table": pivot,
    "a slicer": filters("slicer", "{A8765BA9-456A-4dab-B4F3-ACF838C121DE}", "2007/relationships"),
    "a timeline": filters("timeline", "{7E03D99C-DC04-49d9-9315-930204A7B6E9}", "2011/relationships"),
    "threads": threads,
    "an outside link": outside,
    "macros": plain(BOOK, "xl/vbaProject.bin", f"{MICROSOFT}/2006/relationships/vbaProject", b"\xd0\xcf\x11\xe0 macros", "application/vnd.ms-office.vbaProject"),
    "Power Query": plain(BOOK, "customXml/item1.xml", f"{OFFICE}/customXml", b"<DataMashup/>", "application/xml"),
    "something new": plain(BOOK, "xl/inventedNextYear.xml", "http://example.com/next", b"<next/>", "application/next+xml"),
    "a ribbon": plain("", "customUI/customUI14.xml", f"{MICROSOFT}/2007/relationships/ui/extensibility", b"<customUI/>", "application/xml"),
    "a thumbnail": plain("", "docProps/thumbnail.png", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail", PNG, "image/png"),
    "a label": plain("", "docMetadata/LabelInfo.xml", f"{MICROSOFT}/2020/02/relationships/classificationlabels", b"<labelList/>", "application/vnd.ms-office.classificationlabels+xml"),
    "a query": queries,
    "a printer": printer,
    "a web add-in": web,
    "an order of calculation": chain,
    "newer formats": formats,
    "newer lists": newest,
    "shared formulas": cells(SHARED),
    "a what-if table": cells(WHAT_IF),
    "cells without places": cells(NO_PLACES),
    "results nobody may touch": cells(STALE),
    "odd cells": cells(ODD),
    "formulas never calculated": cells(NEVER_CALCULATED),
}  # fmt: skip
