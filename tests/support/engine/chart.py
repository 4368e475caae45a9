"""Charts: what is said about one is kept as Excel's object model says it, and becomes openpyxl's when the workbook is saved."""

from __future__ import annotations

from functools import partial
from typing import Any

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

from tests.support.engine.com import Bag, Collection, Com, refused

COLOUR: dict[str, Any] = {"ForeColor": {"RGB": None}}
LINE = COLOUR | {"Weight": None, "DashStyle": None, "Visible": True}
LETTERS: dict[str, Any] = {"Size": None, "Color": None}
RICH = {"TextFrame2": {"TextRange": {"Font": {"Size": None, "Bold": None, "Fill": COLOUR}}}}
SERIES: dict[str, Any] = {
    "Name": None,
    "XValues": None,
    "Values": None,
    "InvertIfNegative": True,
    "Smooth": True,
    "MarkerStyle": None,
    "MarkerBackgroundColor": None,
    "MarkerForegroundColor": None,
    "Format": {"Fill": COLOUR | {"Visible": True}, "Line": LINE},
}
AXIS: dict[str, Any] = {
    "TickLabels": {"Font": LETTERS, "Orientation": None, "NumberFormat": "General"},
    "TickLabelPosition": None,
    "TickLabelSpacing": None,
    "TickMarkSpacing": None,
    "Format": {"Line": LINE},
    "ReversePlotOrder": False,
    "Crosses": None,
    "CrossesAt": None,
    "MinimumScale": None,
    "HasMajorGridlines": False,
    "MajorGridlines": {"Format": {"Line": LINE}},
}
CHART: dict[str, Any] = {
    "ChartType": None,
    "HasTitle": False,
    "ChartTitle": {"Text": None, "Format": RICH},
    "HasLegend": True,
    "Legend": {"Position": None, "Font": LETTERS},
    "PlotVisibleOnly": True,
    "DisplayBlanksAs": None,
    "PlotArea": {"InsideLeft": None, "InsideTop": None, "InsideWidth": None, "InsideHeight": None},
}
TYPES = {57: partial(BarChart, barDir="bar"), 52: partial(BarChart, barDir="col", grouping="stacked"), 65: LineChart}


class ChartObjects(Collection):
    """The charts of a sheet: those that were there, and those that were added."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    def things(self) -> list[Any]:
        found = [ChartObject(self.sheet, (0, 0, 0, 0), chart) for chart in self.sheet.sheet._charts]
        return found + self.sheet.drawn

    def Add(self, left: float, top: float, width: float, height: float) -> ChartObject:
        made = ChartObject(self.sheet, (left, top, width, height), None)
        self.sheet.drawn.append(made)
        return made


class ChartObject(Com):
    """A chart's frame."""

    def __init__(self, sheet: Any, place: tuple[float, float, float, float], drawn: Any) -> None:
        self.sheet, self.place, self.drawn = sheet, place, drawn
        self.chart, self.placement = Chart(drawn), 1

    @property
    def Chart(self) -> Chart:
        return self.chart

    @property
    def Width(self) -> float:
        return self.place[2]

    @property
    def Height(self) -> float:
        return self.place[3]

    @property
    def Placement(self) -> int:
        return self.placement

    @Placement.setter
    def Placement(self, value: int) -> None:
        self.placement = value

    def Delete(self) -> None:
        if self.drawn is None:
            self.sheet.drawn.remove(self)
        else:
            self.sheet.sheet._charts.remove(self.drawn)

    def settle(self) -> None:
        """Become openpyxl's chart."""
        from tests.support.engine.range import Range

        left, top, width, height = self.place
        area = Range(self.sheet, [(1, 1, 1, 1)])
        corner, end = (cell_at(area, left, top), cell_at(area, left + width, top + height))
        made = self.chart.built()
        made.anchor = TwoCellAnchor(
            {1: "twoCell", 2: "oneCell"}[self.placement], AnchorMarker(col=corner[1], row=corner[0]), AnchorMarker(col=end[1], row=end[0])
        )
        self.sheet.sheet.add_chart(made)
        self.sheet.drawn = [other for other in self.sheet.drawn if other is not self]


def cell_at(area: Any, left: float, top: float) -> tuple[int, int]:
    """Return how many rows and columns lie before a point."""
    row = column = 0
    while top > 0.01:
        row += 1
        top -= area.high(row)
    while left > 0.01:
        column += 1
        left -= 5.25 * area.wide(column)
    return row, column


class Chart(Bag):
    """A chart."""

    def __init__(self, drawn: Any) -> None:
        super().__init__(CHART)
        self.series = [ChartSeries(*references(each)) for each in (drawn.series if drawn is not None else ())]
        self.axes, self.group = {1: Bag(AXIS), 2: Bag(AXIS)}, Bag({"GapWidth": None, "Overlap": None})

    def SeriesCollection(self) -> SeriesCollection:
        return SeriesCollection(self)

    def Axes(self, number: int, group: int = 1) -> Bag:
        return self.axes[number]

    def ChartGroups(self, number: int) -> Bag:
        return self.group

    def built(self) -> Any:
        """Return openpyxl's chart."""
        made = TYPES[self.told("ChartType")]()
        made.legend = made.legend if self.told("HasLegend") else None
        made.title = self.told("ChartTitle.Text") if self.told("HasTitle") else None
        made.visible_cells_only = self.told("PlotVisibleOnly")
        across, along = self.axes[1], self.axes[2]
        made.x_axis.number_format, made.y_axis.number_format = across.told("TickLabels.NumberFormat"), along.told("TickLabels.NumberFormat")
        made.x_axis.scaling.orientation = "maxMin" if across.told("ReversePlotOrder") else "minMax"
        made.x_axis.tickLblSkip = across.told("TickLabelSpacing")
        made.y_axis.scaling.min = along.told("MinimumScale")
        made.x_axis.delete = made.y_axis.delete = False
        made.y_axis.crosses = "max" if across.told("Crosses") == 2 else made.y_axis.crosses
        if along.told("CrossesAt") is not None:
            made.x_axis.crosses, made.x_axis.crossesAt = None, along.told("CrossesAt")
        made.series = [built_series(each, place, isinstance(made, BarChart)) for place, each in enumerate(self.series)]
        return made


class ChartSeries(Bag):
    """A series; its formula says what it refers to."""

    def __init__(self, name: str = "", values: str = "") -> None:
        super().__init__(SERIES | {"Name": name, "Values": values})

    @property
    def Formula(self) -> str:
        name, categories, values = (str(self.told(part) or "").removeprefix("=") for part in ("Name", "XValues", "Values"))
        return f"=SERIES({name},{categories},{values},1)"


class SeriesCollection(Collection):
    """The series of a chart."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart

    def things(self) -> list[Any]:
        return self.chart.series

    def NewSeries(self) -> ChartSeries:
        self.chart.series.append(ChartSeries())
        return self.chart.series[-1]


def built_series(said: Bag, place: int, bars: bool) -> Series:
    """Return openpyxl's series."""
    name, values, categories = (str(said.told(part)).removeprefix("=") for part in ("Name", "Values", "XValues"))
    if "!" not in name + values + categories:
        raise refused("a series needs references")
    made = Series(idx=place, order=place, tx=SeriesLabel(strRef=StrRef(f=name)))
    made.val, made.cat = NumDataSource(numRef=NumRef(f=values)), AxDataSource(strRef=StrRef(f=categories))
    if bars and not said.told("Format.Fill.Visible"):
        made.spPr, made.invertIfNegative = GraphicalProperties(noFill=True), said.told("InvertIfNegative")
        return made
    colour = said.told("Format.Fill.ForeColor.RGB" if bars else "Format.Line.ForeColor.RGB")
    code = f"{colour & 255:02X}{colour >> 8 & 255:02X}{colour >> 16 & 255:02X}"
    if bars:
        made.spPr, made.invertIfNegative = GraphicalProperties(solidFill=code), said.told("InvertIfNegative")
    else:
        dash = {4: "dash", None: None}[said.told("Format.Line.DashStyle")]
        made.spPr = GraphicalProperties(ln=LineProperties(w=round(said.told("Format.Line.Weight") * 12700), solidFill=code, prstDash=dash))
        made.smooth = said.told("Smooth")
    return made


def references(series: Any) -> tuple[str, str]:
    """Return where a series of a file has its name and its values."""
    return (series.tx.strRef.f if series.tx is not None and series.tx.strRef is not None else ""), series.val.numRef.f
