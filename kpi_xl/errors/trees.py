"""What can be wrong with a tree: its rows, their values, the KGI, a goal on one of its KPIs."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError, Note
from kpi_xl.labels import Label


class TreeError(KpiXlError):
    """What a row of the tree says cannot be."""


class MissingName(TreeError):
    say = Label(
        en="{where}: the row '{row}' has no name. Type a short name that formulas can use, such as {suggestion}.",
        ja="{where}：「{row}」の行に名前がありません。数式で使う短い名前（例：{suggestion}）を入力してください。",
    )


class IllegalName(TreeError):
    say = Label(
        en="{where}: '{name}' cannot be a name in Excel ({reason}). Use {suggestion}, for example.",
        ja="{where}：「{name}」はExcelの名前として使えません（{reason}）。例えば「{suggestion}」にしてください。",
    )


class DuplicateName(TreeError):
    say = Label(
        en="{where}: the name '{name}' already stands in {other}. Give each row a name of its own.",
        ja="{where}：名前「{name}」は{other}でも使われています。行ごとに別の名前にしてください。",
    )


class BadBounds(TreeError):
    """A lever's low bound is above its high bound."""

    say = Label(
        en="{where} ({lever}): low {low} is above high {high}. Swap them, or clear one to leave that side open.",
        ja="{where}（{lever}）：下限 {low} が上限 {high} を超えています。入れ替えるか、片方を空欄にしてください。",
    )


class BaselineOutsideBounds(TreeError):
    say = Label(
        en="{where} ({lever}): the baseline {baseline} lies outside its bounds ({bound} {limit}). Correct the baseline, or widen or clear the bound.",
        ja="{where}（{lever}）：現状値 {baseline} が{bound} {limit} の外にあります。現状値を直すか、{bound}を広げるか空欄にしてください。",
    )


class HalfASpread(TreeError):
    say = Label(
        en="{where} ({lever}): {there} is typed and {missing} is not. Type both, or clear {there}.",
        ja="{where}（{lever}）：「{there}」だけが入力されています。「{missing}」も入力するか、「{there}」を空欄にしてください。",
    )


class BadSpread(TreeError):
    say = Label(
        en="{where} ({lever}): P10 {p10} is not below P90 {p90}. P10 is the low end and P90 the high end: swap them, or correct one.",
        ja="{where}（{lever}）：下振れ {p10} が上振れ {p90} より小さくありません。入れ替えるか、どちらかを直してください。",
    )


class HalfACorrelation(TreeError):
    say = Label(
        en="{where} ({lever}): the name of the lever it moves with and the correlation belong together. Type both, or clear both.",
        ja="{where}（{lever}）：「連動するKPI」と「連動の強さ」は両方必要です。両方入力するか、両方空欄にしてください。",
    )


class MovesWithNobody(TreeError):
    say = Label(
        en="{where} ({lever}): '{other}' is not the name of another row it could move with. Type another row's name.",
        ja="{where}（{lever}）：連動するKPI「{other}」は、ほかの行の名前ではありません。ほかの行の名前を入力してください。",
    )


class BadCorrelation(TreeError):
    say = Label(
        en="{where} ({lever}): the correlation is {correlation}, but it lies between -1 and 1. Type 0.5 for levers that often go together.",
        ja="{where}（{lever}）：連動の強さが {correlation} ですが、-1から1の数値が必要です。よく一緒に動くなら0.5と入力します。",
    )


class BadEffort(TreeError):
    say = Label(
        en="{where} ({lever}): effort is {effort}, but it must be low, medium, high or a number above 0. Use 1 for a usual lever.",
        ja="{where}（{lever}）：難易度が {effort} ですが、低・中・高、または0より大きい数値が必要です。標準は1です。",
    )


class NegativeCost(TreeError):
    say = Label(
        en="{where} ({lever}): the cost {cost} is below 0. Type what a change costs, 0 where it is free, or clear the cell where nobody knows.",
        ja="{where}（{lever}）：費用 {cost} が0未満です。変えるのにかかる金額を入力してください。無料なら0、分からなければ空欄にします。",
    )


class BadGrowth(TreeError):
    say = Label(
        en="{where} ({lever}): the cost growth {growth} is below 1. Type 1 where every step costs the same, 2 where steps get dearer, or clear the cell.",
        ja="{where}（{lever}）：費用の逓増 {growth} が1未満です。増え方が一定なら1、だんだん高くなるなら2などを入力するか、空欄にしてください。",
    )


class GrowthPerUnit(TreeError):
    say = Label(
        en="{where} ({lever}): a cost per unit grows evenly, so the cost growth {growth} cannot be used with it. Clear the cell, or count the cost per ratio.",
        ja="{where}（{lever}）：1単位あたりの費用は一定なので、費用の逓増 {growth} は使えません。空欄にするか、費用の数え方を「2倍あたり」にしてください。",
    )


class NumberNotFinite(TreeError):
    say = Label(
        en="{where} ({lever}): {value} is not a finite number. Type the number itself.",
        ja="{where}（{lever}）：{value} は有限の数値ではありません。数値を入力してください。",
    )


class NotANumber(TreeError):
    say = Label(
        en="{where}: '{value}' stands in the column {column}, where a number is expected. Type a number, or clear the cell.",
        ja="{where}：「{column}」列には数値が必要ですが、「{value}」が入っています。数値に直すか、空欄にしてください。",
    )


class NotAChoice(TreeError):
    say = Label(
        en="{where}: '{value}' stands in the column {column}, where one of {choices} is expected. Choose one of them.",
        ja="{where}：「{column}」列には{choices}のどれかが必要ですが、「{value}」が入っています。どれかを選んでください。",
    )


class ErrorInCell(TreeError):
    say = Label(
        en="{where}: the cell shows {value}, which comes from {origin}. Correct {origin}.",
        ja="{where}：セルが {value} になっています。原因は{origin}です。{origin}を直してください。",
    )


class ErrorHere(TreeError):
    say = Label(
        en="{where}: the cell gives {value}, where a number is expected. Correct its formula, or the cells that it uses.",
        ja="{where}：セルの結果が {value} ですが、数値が必要です。数式か、参照しているセルを直してください。",
    )


class TextBaseline(TreeError):
    say = Label(
        en="{where} ({kpi}): the formula gives the text '{value}', where a number is expected. Change the formula so that it gives a number.",
        ja="{where}（{kpi}）：数式の結果が文字「{value}」ですが、数値が必要です。数値になる数式に直してください。",
    )


class UnknownParent(TreeError):
    say = Label(
        en="{where}: the parent '{parent}' is no KPI of this table. Choose a name of the table, or clear the cell.",
        ja="{where}：上位KPI「{parent}」は表にありません。表の名前から選ぶか、空欄にしてください。",
    )


class NoRows(TreeError):
    say = Label(
        en="{where}: the KPI table is empty. Add a row per KPI with a name and a baseline.",
        ja="{where}：KPIの表が空です。KPIごとに、名前と現状値を入力した行を追加してください。",
    )


class NoKgi(TreeError):
    say = Label(
        en="{where}: no KGI is chosen and several KPIs stand at the top ({roots}). Choose the KGI in the settings.",
        ja="{where}：KGIが選ばれておらず、最上位のKPIが複数あります（{roots}）。設定でKGIを選んでください。",
    )


class UnknownKpi(TreeError):
    say = Label(
        en="{where}: '{kpi}' is no KPI of the table. Choose one of its names{suggestion}.",
        ja="{where}：「{kpi}」というKPIは表にありません。表の名前から選んでください{suggestion}。",
    )


class GoalWithoutReference(TreeError):
    say = Label(
        en="{where} ({kpi}): a goal of the kind {kind} needs {reference} above 0, but it is {value}. Type it, or give the goal as a value.",
        ja="{where}（{kpi}）：「{kind}」の目標には0より大きい{reference}が必要ですが、{value} です。入力するか、数値指定の目標にしてください。",
    )


class AmbiguousGoal(TreeError):
    say = Label(
        en="{where} ({kpi}): a goal needs exactly one of times, percent, value and times_industry, but {count} are given. Keep one of them.",
        ja="{where}（{kpi}）：目標には times・percent・value・times_industry のうち1つだけが必要ですが、{count}個あります。1つにしてください。",
    )


class DefaultBoundDropped(Note):
    say = Label(
        en="{where} ({lever}): the baseline {baseline} lies beyond the usual {bound} {limit}, so that bound is not used. Type a bound if you want one.",
        ja="{where}（{lever}）：現状値 {baseline} が通常の{bound} {limit} を超えているため、この{bound}は使いません。必要なら入力してください。",
    )


class NotALever(TreeError):
    say = Label(
        en="{where}: '{name}' cannot be changed: it is {kind}. Change a lever: {levers}.",
        ja="{where}：「{name}」は{kind}のため変更できません。変更できるのは次のKPIです：{levers}。",
    )


class AgreedBeyondBounds(TreeError):
    say = Label(
        en="{where} ({lever}): the agreed value {value} lies outside the bounds (low {low}, high {high}). Agree on a value between them, or move the bound.",
        ja="{where}（{lever}）：合意値 {value} が下限 {low}・上限 {high} の外です。範囲内の値にするか、下限・上限を変更してください。",
    )
