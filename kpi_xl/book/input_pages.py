"""The three sheets people type into, as pages: the KPI tree, the goals, the settings.

Knows what stands around a table and which live looks it wears. Does not know how a page is painted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kpi_xl import labels
from kpi_xl.book.example import EffectRow, Example, GoalRow, KpiRow
from kpi_xl.book.formats import AUTOMATIC, CHOICES, DISPLAYS, PLAIN, RATE, TIMES, WHOLE, number_format
from kpi_xl.book.input_table import FIRST, HEADER, InputTable
from kpi_xl.book.layout import BETTER, EFFECTS, GOALS, KPI_DISPLAY, KPI_KGI, KPI_RESULTS, KPIS, LANGUAGES, LST_KPI, ROLES, SETTINGS, YES_NO
from kpi_xl.book.page import Choices, Page, PageCell, Rule
from kpi_xl.book.settings import BEGINNINGS, CURVE_LABELS, FISCAL_STARTS, MEANING_LABELS, STRATEGY_LABELS, USUAL_FAIR, Setting
from kpi_xl.book.settings import SETTINGS as SETTING_ROWS
from kpi_xl.labels import Label, Lang
from kpi_xl.model.goal import KINDS
from kpi_xl.plan.month import IN_A_YEAR

USUAL_STRATEGY = "least_effort"
KPI_SENTENCE = Label(
    ja="黄色のセルに今の数値を入れると、白いセルは数式で計算されます。目標は次の「目標」シートで決めます。",
    en="Type today's numbers in the yellow cells; white cells compute themselves. Goals are set on the next sheet.",
)
KPI_ROWS = Label(
    ja="KPIを足すときは、表の途中に行を挿入するか、すぐ下に続けて入力します。",
    en="To add a KPI, insert a row inside the table or type right below it.",
)
GOAL_TITLE = Label(ja="目標", en="Goals")
GOAL_SENTENCE = Label(
    ja="何を、どこまで高めるかを決めます。「有効」が「はい」の行を逆算し、結果はシナリオごとのシートに書きます。",
    en="What shall become how much better? Rows with 'yes' are solved; the results go to one sheet per scenario.",
)
GOAL_ROWS = Label(
    ja="必達と挑戦は分けて考えます。なぜその数値が重要か、どんな未来になるかも、目標の一部です。逆算の実行：kpi-xl solve ファイル名",
    en="Must-achieve and stretch are kept apart. Why a number matters, and its future, are part of the goal. To solve: kpi-xl solve FILE",
)
SETTING_TITLE = Label(ja="設定", en="Settings")
SETTING_SENTENCE = Label(ja="ブック全体の決めごとです。", en="What holds for the whole workbook.")
TIMES_UNIT = Label(ja="倍", en="x")
DATE = Label(ja="yyyy/m/d", en="yyyy-mm-dd")
SIGNED = "+0.0#;-0.0#;0"
TALL = 34.0


def kpi_page(example: Example, lang: Lang) -> Page:
    """Return the sheet of the KPI table."""
    table = InputTable(KPIS, lang, len(example.kpis))
    cells = {**table.head(), **table.body([_kpi(example, row, lang) for row in example.kpis])}
    cells |= _title(example.title, KPI_SENTENCE, lang)
    cells[3, 1] = PageCell(KPI_ROWS.say(lang) + (" " if lang == "en" else "") + example.remark.say(lang), style="note")
    legend = (
        (labels.inputs.LEGEND_INPUT, "input_text"),
        (labels.inputs.LEGEND_COMPUTED, "computed_text"),
        (labels.inputs.LEGEND_LOCKED, "off"),
    )
    cells |= {(4, place): PageCell(words.say(lang), style=look) for place, (words, look) in enumerate(legend, 1)}
    cells[4, 4] = PageCell(labels.inputs.LEGEND_KGI.say(lang), style="label_strong")
    cells[4, 5] = PageCell(labels.inputs.OPEN_DETAILS.say(lang), style="note_right")
    cells[4, table.column("effort")] = PageCell(labels.inputs.DETAILS.say(lang), style="section")
    return _page(table, cells, tuple(_kpi_rules(table, lang)), ("A3:H3", "E4:H4"), frozen=f"C{FIRST}")


def goals_page(example: Example, lang: Lang) -> Page:
    """Return the sheet of the goals."""
    table = InputTable(GOALS, lang, len(example.goals))
    cells = {**table.head(), **table.body([_goal(example, row, lang) for row in example.goals])}
    cells |= _title(GOAL_TITLE, GOAL_SENTENCE, lang)
    cells[3, 1] = PageCell(GOAL_ROWS.say(lang), style="note")
    legend = (labels.inputs.LEGEND_INPUT, "input_text"), (labels.inputs.LEGEND_COMPUTED, "computed_text"), (labels.inputs.LEGEND_OFF, "off")
    cells |= {(4, 1 + 2 * place): PageCell(words.say(lang), style=look) for place, (words, look) in enumerate(legend)}
    return _page(table, cells, tuple(_goal_rules(table, lang)), ("A3:J3", "A4:B4", "C4:D4", "E4:F4"), frozen=f"A{FIRST}")


def effects_page(example: Example, lang: Lang) -> Page:
    """Return the sheet of the cross effects."""
    table = InputTable(EFFECTS, lang, len(example.effects))
    cells = {**table.head(), **table.body([_effect(example, row, lang) for row in example.effects])}
    cells |= _title(labels.effects.TITLE, labels.effects.SENTENCE, lang)
    cells[3, 1] = PageCell(labels.effects.ROWS.say(lang), style="note")
    legend = (labels.inputs.LEGEND_INPUT, "input_text"), (labels.inputs.LEGEND_COMPUTED, "computed_text"), (labels.effects.OFF, "off")
    cells |= {(4, 1 + place): PageCell(words.say(lang), style=look) for place, (words, look) in enumerate(legend, 1)}
    active, cause = (f"${table.letters(key)}{FIRST}" for key in ("active", "cause"))
    off = Rule(table.area("active", "why"), _is(active, YES_NO["no"]), "off")
    on = Rule(table.area("active", "elasticity"), f'{cause}<>""', "as_input")
    return _page(table, cells, (off, on), ("A3:F3",), frozen=f"A{FIRST}")


def settings_page(example: Example, lang: Lang) -> Page:
    """Return the sheet of the settings."""
    said = {
        "kgi": example.kgi.say(lang),
        "strategy": STRATEGY_LABELS[USUAL_STRATEGY].say(lang),
        "budget": None,
        "stretch_builds": YES_NO["yes"].say(lang),
        "practical": YES_NO["no"].say(lang),
        "display_unit": CHOICES[AUTOMATIC].say(lang),
        "start": "",
        "months": f"{IN_A_YEAR}",
        "curve": CURVE_LABELS["linear"].say(lang),
        "meaning": MEANING_LABELS["run_rate"].say(lang),
        "fiscal_start": BEGINNINGS[str(FISCAL_STARTS[lang])].say(lang),
        **USUAL_FAIR,
        "language": LANGUAGES[lang].say(lang),
    }
    rows = [
        {
            "setting": PageCell(setting.label.say(lang), style="label"),
            "value": PageCell(said[setting.key] or None, style="input" if setting.is_number else "input_text", format=_format(setting)),
            "help": PageCell(setting.help.say(lang), style="label_help"),
        }
        for setting in SETTING_ROWS
    ]
    table = InputTable(SETTINGS, lang, len(rows))
    cells = {**table.head(), **table.body(rows), **_title(SETTING_TITLE, SETTING_SENTENCE, lang)}
    value = table.letters("value")
    choices = tuple(
        Choices(
            f"{value}{FIRST + place}",
            tuple(label.say(lang) for label in setting.choices.values()) or (None if setting.is_number or setting.take else f"={LST_KPI}"),
            setting.label.say(lang),
            setting.help.say(lang),
        )
        for place, setting in enumerate(SETTING_ROWS)
    )
    page = _page(table, cells, (), (), choices=choices, frozen=f"A{FIRST}")
    return replace(page, heights={**page.heights, **dict.fromkeys(range(3, HEADER), 4.0)})


def _format(setting: Setting) -> str | None:
    """Return how a setting's value looks: a month that was typed as a text stays one."""
    return WHOLE if setting.is_number else "@" if setting.take else None


def setting_cell(key: str, lang: Lang) -> tuple[int, int]:
    """Return where the settings page keeps a choice."""
    place = [setting.key for setting in SETTING_ROWS].index(key)
    return FIRST + place, InputTable(SETTINGS, lang, len(SETTING_ROWS)).column("value")


def _title(title: Label, sentence: Label, lang: Lang) -> dict[tuple[int, int], PageCell]:
    return {(1, 1): PageCell(title.say(lang), style="title"), (2, 1): PageCell(sentence.say(lang), style="subtitle")}


def _page(
    table: InputTable,
    cells: Mapping[tuple[int, int], PageCell],
    rules: tuple[Rule, ...],
    merges: tuple[str, ...],
    *,
    frozen: str,
    choices: tuple[Choices, ...] | None = None,
) -> Page:
    return Page(
        key=table.table.name,
        sheet=table.table.sheet.say(table.lang),
        cells=cells,
        lang=table.lang,
        widths=table.widths,
        heights={1: TALL, 5: 8.0},
        merges=merges,
        rules=rules,
        choices=tuple(table.choices()) if choices is None else choices,
        tables=(table.page_table,),
        frozen=frozen,
        groups=table.groups,
        tab="tab_input",
        title_rows=f"{HEADER}:{HEADER}",
        ours=False,
    )


def _kpi(example: Example, row: KpiRow, lang: Lang) -> dict[str, PageCell]:
    number = number_format(row.unit.say(lang), lang)
    baseline = example.baseline(row, lang)
    computed = baseline if isinstance(baseline, str) else None
    look = "computed" if computed else "locked" if row.locked else "input"
    figures = {"low": row.low, "high": row.high, "stated": row.stated}
    references = {"industry": row.industry, "last_year": None}
    return {
        "label": PageCell(row.label.say(lang), style="label", indent=2 * example.depth(row)),
        "name": PageCell(row.name.say(lang), style="input_text"),
        "baseline": PageCell(None if computed else baseline, computed, look, number),
        "unit": PageCell(row.unit.say(lang), style="input_text"),
        "better": PageCell(BETTER[row.better].say(lang), style="input_text"),
        **{key: PageCell(value, style=look, format=number) for key, value in figures.items()},
        "parent": PageCell(example.names(lang).get(row.parent), style="input_text"),
        "locked": PageCell(YES_NO["yes"].say(lang) if row.locked else None, style="input_text"),
        **{key: PageCell(value, style="input", format=number) for key, value in references.items()},
        "note": PageCell(row.note.say(lang), style="input_text"),
    }


def _goal(example: Example, row: GoalRow, lang: Lang) -> dict[str, PageCell]:
    return {
        "active": PageCell(YES_NO["yes" if row.active else "no"].say(lang), style="input_text"),
        "role": PageCell(ROLES[row.role].say(lang), style="input_text"),
        "scenario": PageCell(row.scenario.say(lang), style="input_text"),
        "kpi": PageCell(example.names(lang)[row.kpi], style="input_text"),
        "kind": PageCell(KINDS[row.kind].say(lang), style="input_text"),
        "amount": PageCell(row.amount, style="input", format=_amount_format(row.kind, lang)),
        "due": PageCell(style="input", format=DATE.say(lang)),
        "why": PageCell(row.why.say(lang), style="input_wrap"),
        "future": PageCell(row.future.say(lang), style="input_wrap"),
    }


def _effect(example: Example, row: EffectRow, lang: Lang) -> dict[str, PageCell]:
    names = example.names(lang)
    return {
        "active": PageCell(YES_NO["yes" if row.active else "no"].say(lang), style="input_text"),
        "cause": PageCell(names[row.cause], style="input_text"),
        "affected": PageCell(names[row.affected], style="input_text"),
        "elasticity": PageCell(row.elasticity, style="input", format=SIGNED),
        "why": PageCell(row.why.say(lang), style="input_wrap"),
    }


def _amount_format(kind: str, lang: Lang) -> str:
    return {"percent": "0%", "value": PLAIN}.get(kind, TIMES.say(lang))


def _kpi_rules(table: InputTable, lang: Lang) -> Iterator[Rule]:
    """Yield the live looks: the KGI, locked and computed rows, and numbers by unit, so that rows people add look right as well."""
    name, baseline, unit, locked = (f"${table.letters(key)}{FIRST}" for key in ("name", "baseline", "unit", "locked"))
    moved = (
        table.area("baseline"),
        table.area("low", "stated"),
        table.area("effort"),
        table.area("order"),
        table.area("cost", "cost_growth"),
    )
    yield Rule(table.area("label"), f'AND({name}<>"",{name}={KPI_KGI})', "kgi")
    yield Rule(table.area("baseline"), f'AND({name}<>"",{name}={KPI_KGI})', "kgi")
    for area in moved:
        yield Rule(area, f"_xlfn.ISFORMULA({baseline})", "as_computed")
        yield Rule(area, _is(locked, YES_NO["yes"]), "as_locked")
    # Excel lays looks and formats over each other; LibreOffice obeys the first true rule of an area only, so the looks come first.
    for first, last in (("baseline", "baseline"), ("low", "stated"), ("industry", "last_year")):
        for condition, number in _formats(unit, f"{table.letters(first)}{FIRST}", lang):
            yield Rule(table.area(first, last), condition, format=number)
    yield Rule(table.area("name", "cost_growth"), f'{name}<>""', "as_input")
    yield Rule(table.area("cell"), f'AND({KPI_RESULTS}<>"",{name}<>"")', "linked")


def _formats(unit: str, number: str, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield how numbers look by what their unit contains or begins with; a whole number of anything else shows no decimals."""
    money = ("円",) if lang == "ja" else ("JPY", "USD", "EUR")
    yield f'OR(ISNUMBER(SEARCH("%",{unit})),ISNUMBER(SEARCH("％",{unit})))', RATE
    for word in money:
        begins = f'LEFT({unit},{len(word)})="{word}"'
        for display in DISPLAYS:
            yield f"AND({begins},{_is(KPI_DISPLAY, CHOICES[display])})", number_format(word, lang, display)
        yield begins, number_format(word, lang)
    yield f'LEFT({unit},{len(TIMES_UNIT.say(lang))})="{TIMES_UNIT.say(lang)}"', TIMES.say(lang)
    yield f"AND(ISNUMBER({number}),ABS({number}-ROUND({number},0))<1E-9)", WHOLE
    yield f'{unit}<>""', PLAIN


def _goal_rules(table: InputTable, lang: Lang) -> Iterator[Rule]:
    """Yield the live looks: rows switched off, and the amount by its kind."""
    kind, active = f"${table.letters('kind')}{FIRST}", f"${table.letters('active')}{FIRST}"
    yield Rule(table.area("active", "future"), _is(active, YES_NO["no"]), "off")
    for key, label in KINDS.items():
        yield Rule(table.area("amount"), _is(kind, label), format=_amount_format(key, lang))


def _is(cell: str, label: Label) -> str:
    """Return the condition that a cell says a word in either language."""
    return f'OR({cell}="{label.ja}",{cell}="{label.en}")'
