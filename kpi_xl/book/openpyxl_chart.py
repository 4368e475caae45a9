"""Draw a page's charts onto an openpyxl worksheet, with the values they show, and tell them from charts of the user's.

Knows charts as plain data and openpyxl's. Does not know what a chart is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import Series as OpenpyxlSeries
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun, RichTextProperties
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl.book.chart import LEGEND, Chart, Series
from kpi_xl.book.page import Page, Scalar
from kpi_xl.book.styles import INK, MIST, SLATE, STYLES
from kpi_xl.calc.cells import column_letters, quoted_sheet

Drawn: TypeAlias = BarChart | LineChart
LINE = 28575  # EMU: 2.25 points
TITLE, TEXT = 1300, 1000  # hundredths of a point
BROKEN, WHOLE = 0, 1  # 60,000ths of a degree
"""Level names of columns: broken over several lines where a column is narrow; or whole, with some left out.

LibreOffice breaks whatever is not turned at all, at each column's width, even where only every fifth has a name.
"""


def draw(sheet: Worksheet, page: Page) -> None:
    """Draw every chart of a page."""
    for chart in page.charts:
        paper = Paper(page)
        made = {"bar": paper.bars, "column": paper.columns, "line": paper.lines}[chart.kind](chart)
        left, top, right, bottom = range_boundaries(chart.area)
        corner, end = AnchorMarker(col=left - 1, row=top - 1), AnchorMarker(col=right, row=bottom)
        made.anchor = TwoCellAnchor(editAs="oneCell", _from=corner, to=end)
        sheet.add_chart(made)


def erase(sheet: Worksheet) -> None:
    """Take away the charts of an earlier run; the user's stay."""
    legend = sheet.defined_names.get(LEGEND)
    if legend is not None:
        sheet._charts = [chart for chart in sheet._charts if not names_series(chart, legend.attr_text)]


def names_series(chart: Drawn, legend: str) -> bool:
    """Whether a chart takes the name of a series from a legend."""
    cells = set(cells_of(legend.rpartition("!")[2]))
    references = [series.tx.strRef.f for series in getattr(chart, "series", []) if series.tx is not None and series.tx.strRef is not None]
    return any(cell in cells for reference in references for cell in cells_of(reference.rpartition("!")[2]))


def cells_of(area: str) -> list[tuple[int, int]]:
    """The cells of an area such as B5:B15, as rows and columns."""
    left, top, right, bottom = range_boundaries(area)
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


class Paper:
    """What a chart draws on: a page whose cells have their values."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.values: Mapping[tuple[int, int], Scalar] = {place: cell.value for place, cell in page.cells.items()}

    def bars(self, chart: Chart) -> BarChart:
        """Bars that lie, so that long names have room."""
        made = BarChart(barDir="bar", gapWidth=chart.gap, overlap=chart.overlap)
        self._furnish(made, chart)
        made.layout = plot(chart)
        made.x_axis.scaling.orientation = "maxMin"  # else the first row is at the bottom
        made.x_axis.tickLblPos, made.y_axis.crosses = "low", "max"
        made.y_axis.scaling.min = chart.least
        if chart.begin is not None:
            made.x_axis.crosses, made.x_axis.crossesAt = None, chart.begin
        for series, drawn in zip(chart.series, made.series, strict=True):
            drawn.spPr = GraphicalProperties(solidFill=STYLES[series.colour].fill)
            drawn.invertIfNegative = False
        return made

    def columns(self, chart: Chart) -> BarChart:
        """Columns that stand on each other; their names are below, whatever lies under 0."""
        made = BarChart(barDir="col", grouping="stacked", gapWidth=chart.gap, overlap=100)
        self._furnish(made, chart)
        made.x_axis.tickLblPos, made.x_axis.txPr = "low", letters(SLATE, turn=WHOLE if chart.every > 1 else BROKEN)
        made.x_axis.tickLblSkip = made.x_axis.tickMarkSkip = chart.every if chart.every > 1 else None
        for series, drawn in zip(chart.series, made.series, strict=True):
            fill = STYLES[series.colour].fill
            drawn.spPr = GraphicalProperties(solidFill=fill) if fill else GraphicalProperties(noFill=True)
            drawn.invertIfNegative = False
        return made

    def lines(self, chart: Chart) -> LineChart:
        """Straight lines between the points."""
        made = LineChart(marker=True)
        self._furnish(made, chart)
        for series, drawn in zip(chart.series, made.series, strict=True):
            dash = "dash" if series.dashed else None
            drawn.spPr = GraphicalProperties(ln=LineProperties(w=LINE, solidFill=STYLES[series.colour].fill, prstDash=dash))
            drawn.smooth, drawn.marker.symbol = False, "none" if series.dashed else "circle"
            drawn.marker.spPr = GraphicalProperties(solidFill=STYLES[series.colour].fill)
        return made

    def _furnish(self, made: Drawn, chart: Chart) -> None:
        """Give a chart what all kinds have: title, axes, series."""
        made.title = title(chart.title)
        made.visible_cells_only, made.display_blanks = False, "gap"
        if chart.legend:
            made.legend.position, made.legend.txPr = "b", letters(SLATE)
        else:
            made.legend = None
        made.roundedCorners = False
        for axis in (made.x_axis, made.y_axis):
            axis.delete, axis.txPr = False, letters(SLATE)  # without this Excel shows no axis
        made.x_axis.number_format, made.y_axis.number_format = chart.category_format, chart.format
        made.y_axis.majorGridlines.spPr = made.x_axis.spPr = GraphicalProperties(ln=LineProperties(solidFill=MIST))
        made.y_axis.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
        made.series = [self._series(chart, series, place) for place, series in enumerate(chart.series)]

    def _series(self, chart: Chart, series: Series, place: int) -> OpenpyxlSeries:
        name = StrRef(f=self._there(series.name), strCache=self._texts(series.name))
        made = OpenpyxlSeries(idx=place, order=place, tx=SeriesLabel(strRef=name))
        made.val = NumDataSource(numRef=NumRef(f=self._there(series.values), numCache=self._numbers(series.values, chart.format)))
        made.cat = self._categories(chart)
        return made

    def _categories(self, chart: Chart) -> AxDataSource:
        there, area = self._there(chart.categories), chart.categories
        if any(isinstance(self.values.get(cell), str) for cell in cells_of(area)):
            return AxDataSource(strRef=StrRef(f=there, strCache=self._texts(area)))
        return AxDataSource(numRef=NumRef(f=there, numCache=self._numbers(area, chart.category_format)))

    def _texts(self, area: str) -> StrData:
        cells = cells_of(area)
        points = [StrVal(idx=place, v=str(value)) for place, cell in enumerate(cells) if (value := self.values.get(cell)) is not None]
        return StrData(ptCount=len(cells), pt=points)

    def _numbers(self, area: str, number_format: str) -> NumData:
        cells = cells_of(area)
        points = [NumVal(idx=place, v=value) for place, cell in enumerate(cells) if isinstance(value := self.values.get(cell), float | int)]
        return NumData(formatCode=number_format, ptCount=len(cells), pt=points)

    def _there(self, area: str) -> str:
        """Return an area as a chart refers to it: with its sheet, and fixed."""
        left, top, right, bottom = range_boundaries(area)
        corners = [f"${column_letters(column)}${row}" for column, row in ((left, top), (right, bottom))]
        return f"{quoted_sheet(self.page.sheet)}!{':'.join(dict.fromkeys(corners))}"


def plot(chart: Chart) -> Layout:
    """Where bars stand: they leave room for long names; without a layout the programs share the space out in ways of their own."""
    return Layout(manualLayout=ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0.22, y=0.16, w=chart.width, h=0.62))


def title(text: str) -> Title:
    """A title in a size that leaves the chart its room."""
    look = CharacterProperties(sz=TITLE, b=True, solidFill=INK)
    made = Title(overlay=False)
    made.tx.rich = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=text)])])
    return made


def letters(colour: str, turn: int | None = None) -> RichText:
    """The letters of axes and legends; a turn says how names are kept level."""
    properties = CharacterProperties(sz=TEXT, solidFill=colour)
    return RichText(
        bodyPr=RichTextProperties(rot=turn),
        p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)],
    )
