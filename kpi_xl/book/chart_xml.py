"""A page's charts as parts of a package, with the values they show.

Knows charts as plain data and how a chart part spells them. Does not know what a chart is about, nor the package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from xml.sax.saxutils import quoteattr

from kpi_xl.book.cell_graft import clean
from kpi_xl.book.chart import Chart, Series
from kpi_xl.book.package import Cached
from kpi_xl.book.page import PageCell, Scalar
from kpi_xl.book.painted_sheet import PaintedSheet, Place, corners
from kpi_xl.book.splice import OFFICE
from kpi_xl.book.styles import INK, MIST, SLATE, STYLES
from kpi_xl.calc.cells import column_letters, quoted_sheet

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SPACES = f'xmlns="{DRAWING}/chart" xmlns:a="{DRAWING}/main"'
LINE = 28575  # EMU: 2.25 points
TITLE, TEXT = 1300, 1000  # hundredths of a point
BROKEN, WHOLE = 0, 1  # 60,000ths of a degree
"""Level names of columns: broken over several lines where a column is narrow; or whole, with some left out.

LibreOffice breaks whatever is not turned at all, at each column's width, even where only every fifth has a name.
"""

ACROSS, UP = 10, 100
"""The numbers by which a chart names its axes: that of categories, that of values."""


def chart_xml(sheet: PaintedSheet, chart: Chart) -> bytes:
    """Return a chart part."""
    paper = Paper(sheet.page.sheet, sheet.cells)
    legend = f'<legend><legendPos val="b"/>{letters(SLATE)}</legend>' if chart.legend else ""
    return (
        f'<chartSpace {SPACES}><roundedCorners val="0"/><chart>{title(chart.title)}<autoTitleDeleted val="0"/>'
        f"<plotArea>{KINDS[chart.kind](chart, paper)}</plotArea>{legend}"
        '<plotVisOnly val="0"/><dispBlanksAs val="gap"/></chart></chartSpace>'
    ).encode()


def drawing_xml(charts: Mapping[str, Chart]) -> bytes:
    """Return the drawing that puts charts, by their relations, in their places."""
    anchors = "".join(anchor(chart, relation, number) for number, (relation, chart) in enumerate(charts.items(), 1))
    spaces = f'xmlns="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main" xmlns:c="{DRAWING}/chart" xmlns:r="{OFFICE}"'
    return f"<wsDr {spaces}>{anchors}</wsDr>".encode()


def anchor(chart: Chart, relation: str, number: int) -> str:
    """Return the frame of a chart between the corners of its area."""
    top, left, bottom, right = corners(chart.area)
    ends = {"from": (left - 1, top - 1), "to": (right, bottom)}
    places = "".join(
        f"<{end}><col>{column}</col><colOff>0</colOff><row>{row}</row><rowOff>0</rowOff></{end}>" for end, (column, row) in ends.items()
    )
    graphic = f'<a:graphic><a:graphicData uri="{DRAWING}/chart"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
    return (
        f'<twoCellAnchor editAs="oneCell">{places}<graphicFrame macro=""><nvGraphicFramePr><cNvPr id="{number}" name="Chart {number}"/>'
        '<cNvGraphicFramePr/></nvGraphicFramePr><xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xfrm>'
        f"{graphic}</graphicFrame><clientData/></twoCellAnchor>"
    )


class Paper:
    """What a chart draws on: a sheet whose cells have their values."""

    def __init__(self, sheet: str, cells: Mapping[Place, PageCell]) -> None:
        self._sheet, self._cells = sheet, cells

    def series(self, chart: Chart, look: Callable[[Series], str], behind: str = "") -> Iterator[str]:
        """Yield every series with its look; `behind` is what stands at its end."""
        for place, series in enumerate(chart.series):
            name = f"<tx><strRef><f>{self._there(series.name)}</f>{self._texts(series.name)}</strRef></tx>"
            values = f"<val>{self._reference('num', series.values, chart.format)}</val>"
            yield f'<ser><idx val="{place}"/><order val="{place}"/>{name}{look(series)}{self._categories(chart)}{values}{behind}</ser>'

    def _categories(self, chart: Chart) -> str:
        kind = "str" if any(isinstance(value, str) for value in self._values(chart.categories)) else "num"
        return f"<cat>{self._reference(kind, chart.categories, chart.category_format)}</cat>"

    def _reference(self, kind: str, area: str, number_format: str) -> str:
        cache = self._texts(area) if kind == "str" else self._numbers(area, number_format)
        return f"<{kind}Ref><f>{self._there(area)}</f>{cache}</{kind}Ref>"

    def _texts(self, area: str) -> str:
        values = self._values(area)
        points = (f'<pt idx="{place}"><v>{clean(str(value))}</v></pt>' for place, value in enumerate(values) if value is not None)
        return f'<strCache><ptCount val="{len(values)}"/>{"".join(points)}</strCache>'

    def _numbers(self, area: str, number_format: str) -> str:
        values = self._values(area)
        numbers = ((place, value) for place, value in enumerate(values) if isinstance(value, float | int) and not isinstance(value, bool))
        points = (f'<pt idx="{place}"><v>{Cached.of(value).text}</v></pt>' for place, value in numbers)
        code = f"<formatCode>{clean(number_format)}</formatCode>"
        return f'<numCache>{code}<ptCount val="{len(values)}"/>{"".join(points)}</numCache>'

    def _values(self, area: str) -> list[Scalar]:
        top, left, bottom, right = corners(area)
        places = product(range(top, bottom + 1), range(left, right + 1))
        return [cell.value if (cell := self._cells.get(place)) else None for place in places]

    def _there(self, area: str) -> str:
        """Return an area as a chart refers to it: with its sheet, and fixed."""
        top, left, bottom, right = corners(area)
        ends = [f"${column_letters(column)}${row}" for column, row in ((left, top), (right, bottom))]
        return clean(f"{quoted_sheet(self._sheet)}!{':'.join(dict.fromkeys(ends))}")


def bars(chart: Chart, paper: Paper) -> str:
    """Bars that lie, so that long names have room, the first on top."""
    drawn = "".join(paper.series(chart, bar))
    plot = f'<barChart><barDir val="bar"/><grouping val="clustered"/><varyColors val="0"/>{drawn}'
    plot += f'<gapWidth val="{chart.gap}"/><overlap val="{chart.overlap}"/>{AXES}</barChart>'
    begins = "" if chart.begin is None else f'<crossesAt val="{chart.begin:g}"/>'
    least = "" if chart.least is None else f'<min val="{chart.least:.12g}"/>'
    values = Own(least=least, crosses='<crosses val="max"/>')
    return layout(chart) + plot + across(chart, Own("maxMin", labels=LOW, crosses=begins)) + up(chart, values)


def columns(chart: Chart, paper: Paper) -> str:
    """Columns that stand on each other; their names are below, whatever lies under 0."""
    drawn = "".join(paper.series(chart, bar))
    plot = f'<barChart><barDir val="col"/><grouping val="stacked"/><varyColors val="0"/>{drawn}'
    plot += f'<gapWidth val="{chart.gap}"/><overlap val="100"/>{AXES}</barChart>'
    skipped = f'<tickLblSkip val="{chart.every}"/><tickMarkSkip val="{chart.every}"/>' if chart.every > 1 else ""
    return plot + across(chart, Own(labels=LOW, turn=WHOLE if skipped else BROKEN, skipped=skipped)) + up(chart)


def lines(chart: Chart, paper: Paper) -> str:
    """Straight lines between the points."""
    drawn = "".join(paper.series(chart, line, '<smooth val="0"/>'))
    plot = f'<lineChart><grouping val="standard"/><varyColors val="0"/>{drawn}<marker val="1"/>{AXES}</lineChart>'
    return plot + across(chart) + up(chart)


LOW = '<tickLblPos val="low"/>'
KINDS: Mapping[str, Callable[[Chart, Paper], str]] = {"bar": bars, "column": columns, "line": lines}
AXES = f'<axId val="{ACROSS}"/><axId val="{UP}"/>'


def bar(series: Series) -> str:
    """The look of bars; those of a colour without a fill are not seen."""
    return f'{shape(fill(STYLES[series.colour].fill))}<invertIfNegative val="0"/>'


def line(series: Series) -> str:
    """The look of a line and its points; a dashed one has none."""
    colour = fill(STYLES[series.colour].fill)
    dash, symbol = ("dash", "none") if series.dashed else ("solid", "circle")
    drawn = f'<spPr><a:ln w="{LINE}">{colour}<a:prstDash val="{dash}"/></a:ln></spPr>'
    return f'{drawn}<marker><symbol val="{symbol}"/>{shape(colour)}</marker>'


@dataclass(frozen=True, slots=True)
class Own:
    """What one axis says and others do not, each as its element."""

    way: str = "minMax"
    least: str = ""
    labels: str = ""
    turn: int | None = None
    skipped: str = ""
    crosses: str = ""


def across(chart: Chart, own: Own = Own()) -> str:
    """The axis of categories."""
    return axis("catAx", (ACROSS, UP), chart.category_format, outline(MIST), own, f'<lblOffset val="100"/>{own.skipped}')


def up(chart: Chart, own: Own = Own()) -> str:
    """The axis of values, which has no line but gridlines."""
    gridlines = f"<majorGridlines>{shape('', outline(MIST))}</majorGridlines>"
    return axis("valAx", (UP, ACROSS), chart.format, outline(""), own, lines=gridlines)


def axis(tag: str, numbers: tuple[int, int], number_format: str, edge: str, own: Own, end: str = "", lines: str = "") -> str:
    """An axis; everything stands in the order that the schema asks for."""
    return (
        f'<{tag}><axId val="{numbers[0]}"/><scaling><orientation val="{own.way}"/>{own.least}</scaling>'
        f'<delete val="0"/><axPos val="l"/>{lines}'  # without the first Excel shows no axis
        f'<numFmt formatCode={quoteattr(number_format)} sourceLinked="0"/>'
        f'<majorTickMark val="none"/><minorTickMark val="none"/>{own.labels}'
        f'{shape("", edge)}{letters(SLATE, own.turn)}<crossAx val="{numbers[1]}"/>{own.crosses}{end}</{tag}>'
    )


def layout(chart: Chart) -> str:
    """Where bars stand: they leave room for long names; without a layout the programs share the space out in ways of their own."""
    sizes = {"x": 0.22, "y": 0.16, "w": chart.width, "h": 0.62}
    said = "".join(f'<{side} val="{share:g}"/>' for side, share in sizes.items())
    modes = '<layoutTarget val="inner"/><xMode val="edge"/><yMode val="edge"/><wMode val="factor"/><hMode val="factor"/>'
    return f"<layout><manualLayout>{modes}{said}</manualLayout></layout>"


def title(words: str) -> str:
    """A title in a size that leaves the chart its room."""
    look = f'sz="{TITLE}" b="1">{fill(INK)}'
    run = f"<a:pPr><a:defRPr {look}</a:defRPr></a:pPr><a:r><a:rPr {look}</a:rPr><a:t>{clean(words)}</a:t></a:r>"
    return f'<title><tx><rich><a:bodyPr/><a:p>{run}</a:p></rich></tx><overlay val="0"/></title>'


def letters(colour: str, turn: int | None = None) -> str:
    """The letters of axes and legends; a turn says how names are kept level."""
    look, turned = f'sz="{TEXT}">{fill(colour)}', "" if turn is None else f' rot="{turn}"'
    said = f"<a:pPr><a:defRPr {look}</a:defRPr></a:pPr><a:endParaRPr {look}</a:endParaRPr>"
    return f"<txPr><a:bodyPr{turned}/><a:p>{said}</a:p></txPr>"


def shape(inside: str, edge: str = '<a:ln><a:prstDash val="solid"/></a:ln>') -> str:
    """What fills a shape, and the line around it."""
    return f"<spPr>{inside}{edge}</spPr>"


def outline(colour: str) -> str:
    """A line of a colour."""
    return f'<a:ln>{fill(colour)}<a:prstDash val="solid"/></a:ln>'


def fill(colour: str) -> str:
    """A colour, or none."""
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>' if colour else "<a:noFill/>"
