"""What a cell function cannot work with: tables without what it needs, arguments that say nothing, goals out of reach."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError, Note
from kpi_xl.labels import Label


class CellFunctionError(KpiXlError):
    """A cell function gets values alone, and these values do not do."""


class NoHeaders(CellFunctionError):
    say = Label(
        en="{where}: no row with the headers {columns} was found. Pass the table with its headers: {table}[#All].",
        ja="{where}：{columns}の見出し行が見つかりません。{table}[#All] のように、見出しを含めて表を指定してください。",
    )


class NoFormulas(CellFunctionError):
    say = Label(
        en="{where}: the column {column} shows no formula, so nothing says how the KPIs depend on each other. Put {formula} into every row of this column.",
        ja="{where}：「{column}」列に数式が1つもないため、KPIどうしの関係が分かりません。「{column}」列のすべての行に {formula} を入力してください。",
    )


class OutsideTable(CellFunctionError):
    say = Label(
        en="{where}: the formula {formula} uses {reference}, which does not stand in the table, and a cell function sees the table alone{hint}. "
        "Add a row with a name, ={reference} as its baseline and {locked} = {yes}, and use its name in the formula.",
        ja="{where}：数式 {formula} は表の外の {reference} を使っていますが、セル関数から見えるのは表の中だけです{hint}。"
        "現状値が ={reference}、「{locked}」が「{yes}」の行を表に追加し、数式ではその行の名前を使ってください。",
    )


class NoPlaces(CellFunctionError):
    say = Label(
        en="{where}: the formula {formula} names cells by their address, but the column {column} does not say where the rows stand. "
        "Fill in that column as in the template, or use names in the formula.",
        ja="{where}：数式 {formula} はセルを番地で参照していますが、「{column}」列から行の位置が分かりません。テンプレートと同じ数式を「{column}」列に入れるか、数式で名前を使ってください。",
    )


class NotAsShown(CellFunctionError):
    say = Label(
        en="{where} ({kpi}): the cell shows {shown}, but the rows of the table make it {computed}. A name probably points at another row; "
        "run kpi-xl check --repair.",
        ja="{where}（{kpi}）：セルの値は {shown} ですが、表の行から計算すると {computed} になります。名前が別の行を指している可能性があります。"
        "kpi-xl check --repair で直してください。",
    )


class BadGoal(CellFunctionError):
    say = Label(
        en="{where}: '{goal}' is no goal. Give a value of the KGI in its unit, a multiple of today such as x3 or 300%, or {table}[#All].",
        ja="{where}：「{goal}」は目標として読めません。KGIの値（単位どおりの数値）、現状に対する倍率（3倍、300% など）、または {table}[#All] を指定してください。",
    )


class UnknownScenario(CellFunctionError):
    say = Label(
        en="{where}: no goal belongs to a scenario '{scenario}'. Choose one of {scenarios}.",
        ja="{where}：シナリオ「{scenario}」の目標はありません。次から選んでください：{scenarios}。",
    )


class BadArgument(CellFunctionError):
    say = Label(
        en="{where}: '{value}' cannot be used here. Give {expected}.",
        ja="{where}：「{value}」は使えません。{expected}を指定してください。",
    )


class OutOfReach(CellFunctionError):
    """Only scalar functions raise it, as #NUM!; KPI_SOLVE says it beside the best values."""

    say = Label(
        en="{where}: the goal is out of reach inside the bounds; {best} is the best value ({proof}). Widen a bound, unlock a lever, or lower the goal.",
        ja="{where}：上限・下限の範囲では目標に届きません。最良値は{best}です（{proof}）。上限・下限を広げるか、固定を外すか、目標を見直してください。",
    )


class StrategyFallsShort(OutOfReach):
    say = Label(
        en="{where}: the goal lies inside the bounds, but the strategy {strategy} does not get there. Choose {other}.",
        ja="{where}：目標は上限・下限の範囲内にありますが、逆算方法「{strategy}」では届きません。「{other}」を選んでください。",
    )


class GoalsContradict(OutOfReach):
    say = Label(
        en="{where}: the {count} goals cannot all be met inside the bounds. Widen a bound, unlock a lever, or lower one of the goals.",
        ja="{where}：上限・下限の範囲では、{count}個の目標を同時には満たせません。上限・下限を広げるか、固定を外すか、どれかの目標を見直してください。",
    )


class NoNumber(CellFunctionError):
    say = Label(
        en="{where}: with these values the KPI is an Excel error. Choose other values.",
        ja="{where}：この値ではKPIの計算結果がExcelのエラーになります。別の値を指定してください。",
    )


class Unexpected(CellFunctionError):
    say = Label(
        en="{where}: something went wrong that should not ({error}). Please report it together with the workbook.",
        ja="{where}：想定外のエラーが発生しました（{error}）。お手数ですが、ブックを添えてお知らせください。",
    )


class TextAsNumber(Note):
    say = Label(
        en="{where}: the text '{text}' is taken as the number {value}.",
        ja="{where}：文字の「{text}」を数値 {value} として扱います。",
    )


class FirstAtTheTop(Note):
    say = Label(
        en="{where}: several KPIs stand at the top ({roots}); the first of them, {kgi}, is taken as the KGI. Goals on other KPIs: pass {table}[#All].",
        ja="{where}：最上位のKPIが複数あります（{roots}）。セル関数では最初の「{kgi}」をKGIとして扱います。ほかのKPIの目標は {table}[#All] で指定してください。",
    )
