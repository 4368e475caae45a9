"""The columns our tables fill in by themselves, as Excel formulas: a row's formula and cell, and what a goal comes to.

Knows columns of the layout. Does not know rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from string import Formatter

from kpi_xl import labels
from kpi_xl.book.formats import CHOICES, PLAIN, number_format
from kpi_xl.book.layout import EFFECTS, GOALS, KPI_DISPLAY, KPI_RESULTS, KPIS, LST_KPI, Table
from kpi_xl.labels import Label, Lang
from kpi_xl.model.goal import KINDS

CHECK_GOAL = Label(ja="対象KPI・種類・数値を確認してください", en="Check the KPI, the kind and the amount")
NO_LAST_YEAR = Label(ja="（前年が空欄のため現状比）", en=" (of today: last year is blank)")
OF_THE_KGI = Label(ja="（空欄はKGI）", en="(blank: the KGI)")

LETTERS: Mapping[Lang, int] = {"ja": 1, "en": 3}
"""How many letters of a unit say how its numbers look: 円, JPY."""

UNITS: Mapping[Lang, tuple[str, ...]] = {"ja": ("%", "％", "円"), "en": ("%", "JPY", "USD", "EUR")}

KPI_LOOKS = "kpi_looks"
"""The workbook's hidden name for the number formats of these units: a row for each, a column for each unit in which money may be shown."""


def looks(lang: Lang) -> str:
    """Return what KPI_LOOKS stands for: a unit's first letters and its number formats, row by row."""
    rows = ([unit, *(number_format(unit, lang, display) for display in CHOICES)] for unit in UNITS[lang])
    return _constant([text(word) for word in row] for row in rows)


def calculated(table: Table, lang: Lang) -> dict[str, str]:
    """Return the formula (with "=") of every column a table fills in by itself, by the column's key."""
    return {key: formula(lang) for (name, key), formula in FORMULAS.items() if name == table.name}


def here(table: Table, key: str, lang: Lang) -> str:
    """Return the reference to a column's cell in the same row, as the file writes it."""
    return f"{table.name}[[#This Row],[{table.column(key).label.say(lang)}]]"


def whole(table: Table, key: str, lang: Lang) -> str:
    """Return the reference to a whole column."""
    return f"{table.name}[{table.column(key).label.say(lang)}]"


def text(words: str) -> str:
    """Return a text as a formula writes it."""
    return '"' + words.replace('"', '""') + '"'


def _constant(rows: Iterable[Iterable[str]]) -> str:
    """Return rows of cells as Excel writes them inside a formula."""
    return "{" + ";".join(",".join(row) for row in rows) + "}"


def _formula(lang: Lang) -> str:
    return f'=IFERROR(_xlfn.FORMULATEXT({here(KPIS, "baseline", lang)}),"")'


def _cell(lang: Lang) -> str:
    """Where the baseline stands; once solved, a link to the KPI's row on the first scenario's tab."""
    baseline, name = (here(KPIS, key, lang) for key in ("baseline", "name"))
    address = f"ADDRESS(ROW({baseline}),COLUMN({baseline}),4)"
    return f'=IF({KPI_RESULTS}="",{address},HYPERLINK({KPI_RESULTS}&{name},{address}))'


def _result(lang: Lang) -> str:
    """What a goal's KPI is today and has to become: 3.00億円 → 9.00億円."""
    kpi, kind, amount = (here(GOALS, key, lang) for key in ("kpi", "kind", "amount"))
    row = f"MATCH({kpi},{LST_KPI},0)"
    today, last_year, industry, unit = (f"INDEX({whole(KPIS, key, lang)},{row})" for key in ("baseline", "last_year", "industry", "unit"))
    kinds, displays = (_constant([[text(label.say(lang)) for label in labels.values()]]) for labels in (KINDS, CHOICES))
    references = [today, f"IF({last_year}>0,{last_year},{today})", f"IF({industry}>0,{industry},NA())", "1"]  # in the order of KINDS
    target = f"{amount}*CHOOSE(MATCH({kind},{kinds},0),{','.join(references)})"
    found = f"VLOOKUP(LEFT({unit},{LETTERS[lang]}),{KPI_LOOKS},1+IFERROR(MATCH({KPI_DISPLAY},{displays},0),1),FALSE)"
    look = f"IFERROR({found},{text(PLAIN)})"
    plain_unit = f'IF(ISTEXT({found}),"",{text(" " if lang == "en" else "")}&{unit})'
    remark = f'IF(({kind}={text(KINDS["percent"].say(lang))})*({last_year}<=0),{text(NO_LAST_YEAR.say(lang))},"")'
    shown = f'TEXT({today},{look})&" → "&TEXT({target},{look})&{plain_unit}&{remark}'
    return f'=IF({amount}="","",IF({kpi}="",{text(OF_THE_KGI.say(lang))},IFERROR({shown},{text(CHECK_GOAL.say(lang))})))'


def _effect(lang: Lang) -> str:
    """What an effect means: visitors +10% → rate -2.8%."""
    cause, affected, elasticity = (here(EFFECTS, key, lang) for key in ("cause", "affected", "elasticity"))
    parts = {"cause": cause, "affected": affected, "percent": f'TEXT(1.1^{elasticity}-1,"+0.0%;-0.0%;0.0%")'}
    words = [
        text(literal) + (f"&{parts[field]}" if field else "") for literal, field, _, _ in Formatter().parse(labels.effects.MEANS.say(lang))
    ]
    known = f"MATCH({cause},{LST_KPI},0)+MATCH({affected},{LST_KPI},0)"
    return f'=IF({elasticity}="","",IFERROR(IF({known}>0,{"&".join(words)}),{text(labels.effects.CHECK.say(lang))}))'


FORMULAS: Mapping[tuple[str, str], Callable[[Lang], str]] = {
    (KPIS.name, "formula"): _formula,
    (KPIS.name, "cell"): _cell,
    (GOALS.name, "result"): _result,
    (EFFECTS.name, "result"): _effect,
}
