"""Draw a page's charts onto an open workbook's sheet, and tell them from charts of the user's.

Knows charts as plain data and Excel's. Does not know what a chart is about.
"""

from __future__ import annotations

import re
from typing import Any

import xlwings as xw

from kpi_xl.book.chart import Chart, Series
from kpi_xl.book.page import Page
from kpi_xl.book.styles import INK, MIST, SLATE, STYLES
from kpi_xl.book.xlwings_areas import corners
from kpi_xl.book.xlwings_native import call, has, items, offered, put, take
from kpi_xl.book.xlwings_style import colour
from kpi_xl.book.xlwings_view import dollars
from kpi_xl.calc.cells import quoted_sheet

KINDS = {"bar": "bar_clustered", "column": "column_stacked", "line": "line_markers"}
MOVES, GAPS, LOW, LEVEL, MAXIMUM, DASH, CIRCLE, NO_MARKER = 2, 1, -4134, -4128, 2, 4, 8, -4142
TITLE, TEXT, LINE = 13, 10, 2.25  # points
NAME = re.compile(r"=SERIES\((?:'(?:[^']|'')*'|[^',!]+)!(\$[A-Z]+\$\d+),")
PLOT = {"plot left": (0.22, "width"), "plot top": (0.16, "height"), "plot height": (0.62, "height")}
"""Bars leave room for long names: shares of the chart."""


def erase(sheet: xw.Sheet, legend: str) -> None:
    """Take away the charts of an earlier run, which take the name of a series from the page's legend; the user's stay."""
    if legend and has("all series"):
        for chart in list(sheet.charts):
            if any(names_series(take(series, "series formula"), legend) for series in items(chart.api[1], "all series")):
                chart.delete()


def names_series(formula: str, legend: str) -> bool:
    """Whether the first part of =SERIES(name,categories,values,order) is a cell of the legend."""
    name = NAME.match(formula)
    if name is None:
        return False
    (row, column, *_), (top, left, bottom, right) = corners(name[1]), corners(legend.rpartition("!")[2])
    return top <= row <= bottom and left <= column <= right


def draw(sheet: xw.Sheet, page: Page) -> None:
    """Draw every chart of a page."""
    for chart in page.charts if offered("new series") else ():
        area = sheet.range(chart.area)
        made = sheet.charts.add(area.left, area.top, area.width, area.height, style=None)
        made.chart_type = KINDS[chart.kind]
        native = made.api[1]
        for series in chart.series:
            add_series(native, page, chart, series)
        made.title = chart.title
        furnish(made, chart)
        put(made.api[0], "chart placement", MOVES)


def add_series(native: Any, page: Page, chart: Chart, series: Series) -> None:
    """Add one line or one set of bars."""
    made = call(native, "new series")
    shade, dashed = STYLES[series.colour].fill, series.dashed
    fill = colour(shade) if shade else None
    bars = {"series fill": fill, "series filled": None if shade else False, "series inverts": False}
    lines = {
        "series line": fill,
        "series weight": LINE,
        "series dash": DASH if dashed else None,
        "series smooth": False,
        "series marker": NO_MARKER if dashed else CIRCLE,
        "series marker fill": fill,
        "series marker line": fill,
    }
    values = {
        "series name": there(page, series.name),
        "series categories": there(page, chart.categories),
        "series values": there(page, series.values),
        **(lines if chart.kind == "line" else bars),
    }
    for key, value in values.items():
        if value is not None:
            put(made, key, value)


def furnish(made: xw.Chart, chart: Chart) -> None:
    """Give a chart its letters, axes and legend."""
    native = made.api[1]
    if chart.legend:
        made.legend.position = "bottom"
    legend: dict[str, object] = {"legend size": TEXT, "legend colour": colour(SLATE)}
    values: dict[str, object] = {
        "chart hidden cells": False,
        "chart blanks": GAPS,
        "chart title size": TITLE,
        "chart title bold": True,
        "chart title colour": colour(INK),
        **(legend if chart.legend else {"has legend": False}),
    }
    if chart.kind == "bar":
        whole = {"width": made.width, "height": made.height}
        values |= {"bar gap": chart.gap, "bar overlap": chart.overlap}
        values |= {key: share * whole[side] for key, (share, side) in (PLOT | {"plot width": (chart.width, "width")}).items()}
    if chart.kind == "column":
        values |= {"bar gap": chart.gap, "bar overlap": 100}
    for key, value in values.items():
        put(native, key, value)
    set_axes(native, chart)


def set_axes(native: Any, chart: Chart) -> None:
    """Set both axes; of bars the first is on top, and their values below."""
    letters = {"axis letters": TEXT, "axis letter colour": colour(SLATE)}
    across: dict[str, object] = {**letters, "axis format": chart.category_format, "axis line colour": colour(MIST)}
    along: dict[str, object] = {
        **letters,
        "axis format": chart.format,
        "axis line": False,
        "axis has lines": True,
        "axis lines": colour(MIST),
    }
    if chart.kind == "bar":
        across |= {"axis reversed": True, "axis label place": LOW, "axis crosses": MAXIMUM}
        along |= {"axis least": chart.least} if chart.least is not None else {}
        along |= {"axis crosses at": chart.begin} if chart.begin is not None else {}
    if chart.kind == "column":
        across |= {"axis label place": LOW, "axis label turn": LEVEL}
        across |= {"axis label spacing": chart.every, "axis mark spacing": chart.every} if chart.every > 1 else {}
    for axis, wanted in (("category axis", across), ("value axis", along)):
        found = take(native, axis)
        for key, value in wanted.items():
            put(found, key, value)


def there(page: Page, area: str) -> str:
    """An area as a series refers to it."""
    return f"={quoted_sheet(page.sheet)}!{dollars(area)}"
