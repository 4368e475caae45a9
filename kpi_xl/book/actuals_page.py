"""The sheet of actuals as it is laid out the first time: a row for each KPI, a column for each month, and live checks of what is typed.

Knows what stands where. Does not know what people will type; once the sheet stands, it is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_xl.book.calculated import text
from kpi_xl.book.formats import RATE, number_format
from kpi_xl.book.identity import absolute
from kpi_xl.book.input_table import FIRST, HEADER, HELP, ROOM
from kpi_xl.book.layout import ACTUALS, KPIS, YES_NO
from kpi_xl.book.page import Choices, Page, PageCell, PageTable, Rule
from kpi_xl.book.reader import Reading
from kpi_xl.calc.cells import Address, column_letters
from kpi_xl.labels import Label, Lang
from kpi_xl.labels import actuals as words
from kpi_xl.model.dimension import PERIODS
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.month import Month

FIRST_MONTH = 1 + len(ACTUALS.columns)
MONTH_WIDTH = 15.0
MORE = 36
"""So many columns beside the months already look like months: Excel's table takes them in when people go on typing headers."""

CHOSEN = f"${column_letters(FIRST_MONTH - 1)}$4"
"""The cell in which people choose the month that they are about to type."""

TALL, LOW = 34.0, 8.0
A_MONTH = Label(ja="月", en="month")


@dataclass(frozen=True)
class ActualsPage:
    """The sheet to be."""

    reading: Reading
    months: Sequence[Month]
    actuals: Actuals

    def page(self) -> Page:
        """Return the sheet."""
        last = column_letters(self.last_column)
        return Page(
            key=ACTUALS.name,
            sheet=self._say(ACTUALS.sheet),
            cells={**self._head(), **self._headers(), **self._body()},
            lang=self.reading.lang,
            widths={place: column.width for place, column in enumerate(ACTUALS.columns, 1)}
            | dict.fromkeys(range(FIRST_MONTH, self.last_column + MORE + 1), MONTH_WIDTH),
            heights={1: TALL, 5: LOW},
            merges=(f"A3:{column_letters(FIRST_MONTH + 3)}3", f"A4:{column_letters(FIRST_MONTH - 2)}4"),
            rules=tuple(self._rules()),
            choices=(
                Choices(CHOSEN, self._listed, self._say(words.CHOSEN), self._say(words.CHOSEN_PROMPT)),
                Choices(self._grid, None, self._say(ACTUALS.sheet), self._say(words.PROMPT)),
            ),
            tables=(PageTable(ACTUALS.name, HEADER, 1, self.last_row, self.columns),),
            frozen=f"{column_letters(FIRST_MONTH)}{FIRST}",
            tab="tab_input",
            title_rows=f"{HEADER}:{HEADER}",
            print_area=f"A1:{last}{self.last_row}",
            ours=False,
        )

    @property
    def last_column(self) -> int:
        """The column of the last month."""
        return FIRST_MONTH + len(self.months) - 1

    @property
    def last_row(self) -> int:
        """The row of the last KPI."""
        return HEADER + len(self.reading.tree.kpis)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headers."""
        return (*ACTUALS.headers(self.reading.lang), *map(str, self.months))

    @property
    def _grid(self) -> str:
        """The cells of all months, with room for more."""
        return f"{column_letters(FIRST_MONTH)}{FIRST}:{column_letters(self.last_column + MORE)}{self.last_row + ROOM}"

    @property
    def _headers_of_months(self) -> str:
        """The headers of all months, with room for more."""
        return f"${column_letters(FIRST_MONTH)}${HEADER}:${column_letters(self.last_column + MORE)}${HEADER}"

    @property
    def _listed(self) -> str:
        """The formula of the months that have a column."""
        heads = self._headers_of_months
        return f"=OFFSET({heads.partition(':')[0]},0,0,1,COUNTA({heads}))"

    @property
    def _chosen(self) -> str:
        """The month that is chosen at first: the one after the last of which something is known."""
        known = self.actuals.months
        later = [month for month in self.months if not known or month > known[-1]]
        return str(later[0] if later else self.months[-1])

    def _head(self) -> dict[tuple[int, int], PageCell]:
        """Return what stands above the table: title, sentences, the live check and what its colours mean."""
        cells = {
            (1, 1): PageCell(self._say(ACTUALS.sheet), style="title"),
            (2, 1): PageCell(self._say(words.SENTENCE), style="subtitle"),
            (3, 1): PageCell(self._say(words.ROWS), style="note"),
            (4, 1): PageCell(formula=self._check(), style="label"),
            (4, FIRST_MONTH - 1): PageCell(self._chosen, style="input_text", format=f'"{self._say(words.CHOSEN)}: "@'),
        }
        legend = (words.LEGEND_TEXT, words.LEGEND_RATE, words.LEGEND_AHEAD)
        return cells | {(4, FIRST_MONTH + place): PageCell(self._say(word), style="remark") for place, word in enumerate(legend)}

    def _headers(self) -> dict[tuple[int, int], PageCell]:
        cells: dict[tuple[int, int], PageCell] = {}
        for place, column in enumerate(ACTUALS.columns, 1):
            cells[HELP, place] = PageCell(self._say(column.help), style="note")
            cells[HEADER, place] = PageCell(self._say(column.label), style="header")
        for place in range(FIRST_MONTH, self.last_column + 1):
            letters = column_letters(place)
            filled, all_of_them = f"COUNT({letters}{FIRST}:{letters}{self.last_row + ROOM})", f"COUNTA($B{FIRST}:$B{self.last_row + ROOM})"
            cells[HELP, place] = PageCell(formula=f'={filled}&" / "&{all_of_them}', style="note_right")
        return cells | {(HEADER, place): PageCell(str(month), style="header") for place, month in enumerate(self.months, FIRST_MONTH)}

    def _body(self) -> dict[tuple[int, int], PageCell]:
        """Return a row for each KPI, in the order in which the tree is drawn."""
        cells: dict[tuple[int, int], PageCell] = {}
        tree = self.reading.tree
        for row, (name, depth) in enumerate(tree.depths.items(), FIRST):
            kpi, known, formulas = tree.kpis[name], self.actuals.of(name), filled(self.reading, name)
            number = number_format(kpi.unit, self.reading.lang)
            for place, column in enumerate(ACTUALS.columns, 1):
                cells[row, place] = PageCell(formula=formulas.get(column.key), style="computed_text")
            cells[row, 1] = PageCell(formula=formulas["label"], style="label", indent=2 * depth)
            cells[row, 2] = PageCell(name, style="input_text")
            for place, month in enumerate(self.months, FIRST_MONTH):
                cells[row, place] = PageCell(known.get(month), style="input", format=number)
        return cells

    def _rules(self) -> Iterator[Rule]:
        """Yield the live checks, then how rows and months look that people add."""
        cell, unit, header = f"{column_letters(FIRST_MONTH)}{FIRST}", f"$C{FIRST}", f"{column_letters(FIRST_MONTH)}${HEADER}"
        legend = [f"{column_letters(FIRST_MONTH + place)}4" for place in range(3)]
        yield from (Rule(place, "TRUE", look) for place, look in zip(legend, ("bad", "attention", "poor"), strict=True))
        yield Rule("A4", f'LEFT($A$4)="{self._say(words.ALL_WELL)[0]}"', "good")
        yield Rule("A4", "TRUE", "stale")
        yield Rule(self._grid, f'AND({cell}<>"",NOT(ISNUMBER({cell})))', "bad")
        yield Rule(self._grid, _above(cell, unit), "attention")
        yield Rule(self._grid, f'AND({cell}<>"",{_ahead(header)})', "poor")
        yield Rule(self._grid, f'AND($B{FIRST}<>"",{header}<>"",{header}={CHOSEN},{_percent(unit)})', "today", format=RATE)
        yield Rule(self._grid, f'AND($B{FIRST}<>"",{header}<>"",{header}={CHOSEN})', "today")
        yield Rule(self._grid, f'AND($B{FIRST}<>"",{header}<>"",{_percent(unit)})', "as_input", format=RATE)
        yield Rule(self._grid, f'AND($B{FIRST}<>"",{header}<>"")', "as_input")

    def _check(self) -> str:
        """Return the formula that counts texts and rates above 100% among the figures, and what the chosen month lacks."""
        units = f"$C{FIRST}:$C{self.last_row + ROOM}"
        rates = f'((ISNUMBER(SEARCH("%",{units}))+ISNUMBER(SEARCH("％",{units})))>0)'
        texts = f"SUMPRODUCT(ISTEXT({self._grid})*(LEN({self._grid})>0))"
        found = f"({texts}+SUMPRODUCT({rates}*ISNUMBER({self._grid})*({self._grid}>1)))"
        entries, names = (f"${letters}${FIRST}:${letters}${self.last_row + ROOM}" for letters in (column_letters(FIRST_MONTH - 1), "B"))
        here = f'({self._headers_of_months}={CHOSEN})*({self._grid}="")'
        blank = f'SUMPRODUCT(({entries}={text(self._say(words.EVERY_MONTH))})*({names}<>"")*{here})'
        before, after = self._say(words.LACKS).split("{count}")
        lacks = f'IF(COUNTIF({self._headers_of_months},{CHOSEN})=0,"",{CHOSEN}&{text(before)}&{blank}&{text(after)})'
        well, look, more = (text(self._say(label)) for label in (words.ALL_WELL, words.LOOK_AT, words.AND_THEN))
        return f"=IF({found}=0,{well},{look}&{found}&{more})&{lacks}"

    def _say(self, label: Label) -> str:
        return label.say(self.reading.lang)


def _percent(unit: str) -> str:
    return f'OR(ISNUMBER(SEARCH("%",{unit})),ISNUMBER(SEARCH("％",{unit})))'


def _above(cell: str, unit: str) -> str:
    return f"AND(ISNUMBER({cell}),{_percent(unit)},{cell}>1)"


def _ahead(header: str) -> str:
    return f"IFERROR(VALUE(LEFT({header},4))*12+VALUE(MID({header},6,2))>YEAR(TODAY())*12+MONTH(TODAY()),FALSE)"


def filled(reading: Reading, kpi: str) -> dict[str, str]:
    """Return the formula (with "=") of every cell of a KPI's row that follows the KPI tree, by key: label, unit and entry.

    Each refers to the KPI's own cells: looking its name up would take a large tree minutes. A column that is missing is not referred to.
    """
    columns, lang, home = reading.columns[KPIS.name], reading.lang, reading.tree.addresses[kpi]

    def cell(key: str) -> str:
        return absolute(Address(home.sheet, home.row, columns[key]))

    label, entry = cell("name"), text(words.EVERY_MONTH.say(lang))
    if "label" in columns:
        label = f'IF({cell("label")}="",{label},{cell("label")})'
    if "locked" in columns:
        locked = f'OR({cell("locked")}="{YES_NO["yes"].ja}",{cell("locked")}="{YES_NO["yes"].en}")'
        entry = f"IF({locked},{text(words.IF_CHANGED.say(lang))},{entry})"
    if "formula" in columns:
        entry = f'IF({cell("formula")}<>"",{text(words.IF_MEASURED.say(lang))},{entry})'
    unit = _own_unit(cell("unit"), lang) if "unit" in columns else '""'
    return {
        "label": f"=IFERROR({label},{text(words.GONE.say(lang))})",
        "unit": f'=IFERROR({unit},"")',
        "entry": f'=IFERROR({entry},"—")',
    }


def _own_unit(unit: str, lang: Lang) -> str:
    """Return the formula of the unit in which a month's own amount is typed: 円/月 for 円/年; a unit without a period stays as it is."""
    periods = "{" + ",".join(text(word) for word in PERIODS) + "}"
    slash = f'FIND("/",{unit})'
    return f'IFERROR(IF(ISNUMBER(MATCH(MID({unit},{slash}+1,99),{periods},0)),LEFT({unit},{slash})&"{A_MONTH.say(lang)}",{unit}),{unit}&"")'
