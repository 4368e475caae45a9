"""What loading and saving through the file library would lose.

Knows which parts and elements are carried: a list of what is safe, so that whatever Excel invents next counts as lost.
Does not know who asks.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from kpi_xl.book.own_charts import own_charts
from kpi_xl.book.own_pages import own_pages
from kpi_xl.book.package import sheet_parts, workbook_part
from kpi_xl.book.page_graft import Additions
from kpi_xl.book.part_graft import reached
from kpi_xl.labels import Label


@dataclass(frozen=True, slots=True)
class LostPart:
    """A part, or an element of one, that would be lost. A minor loss (a printer's own settings) stops nobody but is said."""

    part: str
    word: Label
    minor: bool = False


# Carried by openpyxl, tried one by one; texts with fonts or furigana come back through our own scan, calcChain is Excel's to rebuild.
CARRIED = re.compile(
    r"\[Content_Types\]\.xml|.*\.rels|docProps/(app|core|custom)\.xml|xl/(workbook|styles|sharedStrings|calcChain)\.xml|xl/theme/theme\d+\.xml"
    r"|xl/worksheets/[^/]+\.xml|xl/tables/[^/]+\.xml|xl/comments/?[^/]*\.xml|xl/externalLinks/[^/]+\.xml|.*/"
)
WITH_MACROS = re.compile(r"xl/vbaProject\.bin")
BROKEN = re.compile(r"_xmlsignatures/|xl/revisions/")  # a signature is for the very bytes, a history for every change

OTHER = Label(ja="その他の部品（{part}）", en="other parts ({part})")
SHAPES = Label(ja="図形", en="shapes")
CONTROLS = Label(ja="フォーム コントロール", en="form controls")
EXTENSION = Label(ja="その他の拡張機能", en="other extensions")

WORDS: Mapping[str, Label] = {  # pattern of a part's name -> what a user calls it; the first that matches
    r"xl/(charts|chartsheets|chartEx)/": Label(ja="グラフ", en="charts"),
    r"xl/media/": Label(ja="画像", en="images"),
    r"xl/diagrams/": Label(ja="SmartArt", en="SmartArt"),
    r"xl/drawings/": SHAPES,
    r"xl/(pivotTables|pivotCache)/": Label(ja="ピボットテーブル", en="pivot tables"),
    r"xl/slicer": Label(ja="スライサー", en="slicers"),
    r"xl/timeline": Label(ja="タイムライン", en="timelines"),
    r"xl/(threadedComments|persons)/": Label(ja="スレッド コメント", en="threaded comments"),
    r"xl/(connections\.xml|queryTables/)": Label(ja="外部データ接続", en="external data connections"),
    r"xl/model/": Label(ja="データ モデル", en="the data model"),
    r"customXml/": Label(ja="カスタム XML（Power Query など）", en="custom XML (such as Power Query)"),
    r"xl/(webextensions|taskpanes)": Label(ja="Web 拡張", en="web extensions"),
    r"xl/(metadata\.xml|richData/)": Label(ja="動的配列・データ型", en="dynamic arrays and data types"),
    r"xl/(vbaProject|vbaData|macrosheets|dialogsheets|intlMacrosheets)": Label(ja="マクロ", en="macros"),
    r"customUI|userCustomization": Label(ja="リボンのカスタマイズ", en="ribbon customisation"),
    r"xl/(ctrlProps|activeX)/": CONTROLS,
    r"xl/embeddings/": Label(ja="埋め込みオブジェクト", en="embedded objects"),
    r"docMetadata/": Label(ja="秘密度ラベル", en="sensitivity labels"),
    r"_xmlsignatures/": Label(ja="デジタル署名", en="digital signatures"),
    r"xl/revisions/": Label(ja="変更履歴", en="tracked changes"),
    r"xl/featurePropertyBag/": Label(ja="セル内チェックボックス", en="checkboxes in cells"),
}
MINOR_WORDS: Mapping[str, Label] = {
    r"xl/printerSettings/": Label(ja="プリンター固有の設定", en="printer settings"),
    r"docProps/thumbnail": Label(ja="サムネイル", en="the thumbnail"),
}

SHEET_CARRIED = re.compile(
    "sheetPr|dimension|sheetViews|sheetFormatPr|cols|sheetData|sheetCalcPr|sheetProtection|scenarios|autoFilter|sortState|mergeCells|phoneticPr"
    "|conditionalFormatting|dataValidations|hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|rowBreaks|colBreaks|drawing|legacyDrawing|tableParts"
)
BOOK_CARRIED = re.compile(
    "fileVersion|workbookPr|workbookProtection|bookViews|sheets|externalReferences|definedNames|calcPr|pivotCaches|extLst|AlternateContent|revisionPtr"
)
ELEMENT_WORDS: Mapping[str, Label] = {
    "protectedRanges": Label(ja="範囲の編集許可", en="ranges allowed for editing"),
    "customSheetViews": Label(ja="ユーザー設定のビュー", en="custom views"),
    "customWorkbookViews": Label(ja="ユーザー設定のビュー", en="custom views"),
    "fileSharing": Label(ja="書き込みパスワード・読み取り専用の推奨", en="the password to modify, or read-only recommended"),
    "legacyDrawingHF": Label(ja="ヘッダー・フッターの画像", en="pictures in headers and footers"),
    "picture": Label(ja="シートの背景", en="sheet backgrounds"),
    "oleObjects": Label(ja="埋め込みオブジェクト", en="embedded objects"),
    "controls": CONTROLS,
    "dataConsolidate": Label(ja="統合の設定", en="consolidation settings"),
    "customProperties": Label(ja="シートのカスタム プロパティ", en="custom sheet properties"),
}
MINOR_ELEMENTS: Mapping[str, Label] = {
    "ignoredErrors": Label(ja="無視したエラーの印", en="marks of ignored errors"),
    "cellWatches": Label(ja="ウォッチ式", en="watched cells"),
}
EXTENSIONS: Mapping[str, Label] = {  # the id Excel gives each kind of addition to a sheet
    "{78C0D931-6437-407D-A8EE-F0AAD7539E65}": Label(ja="条件付き書式（拡張）", en="extended conditional formats"),
    "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}": Label(ja="スパークライン", en="sparklines"),
    "{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}": Label(ja="入力規則（他のシートを参照）", en="data validation that refers to other sheets"),
    "{A8765BA9-456A-4DAB-B4F3-ACF838C121DE}": Label(ja="スライサー", en="slicers"),
    "{3A4CF648-6AED-40F4-86FF-DC5316D8AED3}": Label(ja="スライサー", en="slicers"),
    "{7E03D99C-DC04-49D9-9315-930204A7B6E9}": Label(ja="タイムライン", en="timelines"),
    "{FC87AEE6-9EDD-4A0A-B7FB-166176984837}": Label(ja="範囲の編集許可", en="ranges allowed for editing"),
    "{F7C9EE02-42E1-4005-9D12-6889AFFD525C}": Label(ja="Web 拡張", en="web extensions"),
}
NOTES = Label(ja="メモの枠の大きさと文字の書式", en="the size and lettering of notes")


def lost_parts(path: Path | str) -> tuple[LostPart, ...]:
    """Name every part of a workbook that a load and a save would drop, in the package's order; nothing is lost when empty."""
    with zipfile.ZipFile(path) as package:
        found = [*lost_files(package), *lost_elements(package)]
    return tuple(dict.fromkeys(found))


def lost_words(path: Path | str) -> tuple[Label, ...]:
    """Return the words for what not even a graft would keep, each once, without what is minor.

    That is what people set up in a page of ours, which is painted anew, and what any change of the workbook breaks.
    """
    with zipfile.ZipFile(path) as package:
        pages = on_our_pages(package)
    endangered = [part for part in lost_parts(path) if part.part in pages or BROKEN.match(part.part)]
    return tuple(dict.fromkeys(part.word for part in endangered if not part.minor))


def on_our_pages(package: zipfile.ZipFile) -> set[str]:
    """The pages of ours and all they point at, but for what is kept when they are painted anew."""
    sheets = sheet_parts(package)
    ours = [sheets[sheet] for sheet in own_pages(package) if sheet in sheets]
    return {part for page in ours for part in {page, *reached(package, page)} - Additions.of(package, page).spared}


def lost_files(package: zipfile.ZipFile) -> Iterator[LostPart]:
    """Whole parts that are not on the list of what is carried."""
    ours = own_charts(package)
    for name in package.namelist():
        if name in ours:
            continue
        if CARRIED.fullmatch(name):
            if "/comments" in name:
                yield LostPart(name, NOTES, minor=True)
        elif name.startswith("xl/drawings/"):
            if (word := drawing_word(package.read(name), name)) is not None:
                yield LostPart(name, word)
        elif not (WITH_MACROS.fullmatch(name) and package.filename and package.filename.lower().endswith(".xlsm")):
            yield lost_file(name)


def lost_file(name: str) -> LostPart:
    """A lost part by its word."""
    minor = first_match(MINOR_WORDS, name)
    return LostPart(name, minor, minor=True) if minor else LostPart(name, first_match(WORDS, name) or OTHER.fill(part=name))


def first_match(words: Mapping[str, Label], name: str) -> Label | None:
    """The word of the first pattern a part's name begins with."""
    return next((word for pattern, word in words.items() if re.match(pattern, name)), None)


def drawing_word(xml: bytes, name: str) -> Label | None:
    """What a drawing holds beyond the notes we carry and the charts and images that are parts of their own."""
    if name.endswith(".vml"):
        kinds = set(re.findall(rb'ObjectType="(\w+)"', xml))
        return CONTROLS if kinds - {b"Note"} else None
    return SHAPES if re.search(rb"<(xdr:)?(sp|cxnSp|grpSp|contentPart)[ >]|AlternateContent", xml) else None


def lost_elements(package: zipfile.ZipFile) -> Iterator[LostPart]:
    """Elements of the sheets and the workbook that the file library does not know."""
    for part in sheet_parts(package).values():
        yield from lost_children(part, package.read(part), SHEET_CARRIED)
    book = workbook_part(package)
    yield from lost_children(book, package.read(book), BOOK_CARRIED)


def lost_children(part: str, xml: bytes, carried: re.Pattern[str]) -> Iterator[LostPart]:
    """The element's children that are not carried, and each addition an extLst of a sheet holds."""
    head, _, rest = xml.partition(b"<sheetData")  # the cells themselves are long, and carried
    _, _, tail = rest.rpartition(b"</sheetData>")
    for child in ElementTree.fromstring(head + tail if tail else xml):
        tag = child.tag.rpartition("}")[2]
        if carried.fullmatch(tag):
            continue
        if tag == "extLst":
            yield from (LostPart(part, EXTENSIONS.get(extension.get("uri", "").upper(), EXTENSION)) for extension in child)
        elif tag in MINOR_ELEMENTS:
            yield LostPart(part, MINOR_ELEMENTS[tag], minor=True)
        else:
            yield LostPart(part, ELEMENT_WORDS.get(tag) or OTHER.fill(part=f"{posixpath.basename(part)}: {tag}"))
