"""What can be wrong with a sheet: tables, columns, cells, names that lost their rows; and what was understood all the same."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError, Note
from kpi_xl.labels import Label


class SheetProblem(KpiXlError):
    """What stands on a sheet cannot be read as what it should be."""


class MissingTable(SheetProblem):
    say = Label(
        en="{where}: there is no table {table}, which holds the KPIs. Start from a template (kpi-xl new), make a tree of a cell of yours "
        '(kpi-xl trace FILE --kgi "Sheet!B9"), or select the KPI rows with their headers, press Ctrl+T and name the table {table}.',
        ja='{where}：KPIの表（テーブル {table}）がありません。テンプレート（kpi-xl new）から始めるか、今の数式からツリーを作るか（kpi-xl trace ファイル --kgi "シート名!B9"）、'
        "見出しを含むKPIの範囲を選んで Ctrl+T を押し、テーブル名を {table} にしてください。",
    )


class MissingColumn(SheetProblem):
    say = Label(
        en="{where}: the table {table} has no column {column}. Add a column with exactly this header.",
        ja="{where}：テーブル {table} に「{column}」列がありません。この見出しの列を追加してください。",
    )


class MissingCell(SheetProblem):
    say = Label(
        en="{where}: the column {column} is empty, where {expected} is expected. Fill it in, or switch the row off.",
        ja="{where}：「{column}」列が空欄です。{expected}を入力するか、行の「有効」を「いいえ」にしてください。",
    )


class LooksLikePercent(SheetProblem):
    say = Label(
        en="{where}: {amount} of last year would be {percent}. If you mean {meant}, type {meant}; if you really want {times} times, "
        "choose the kind times.",
        ja="{where}：前年比の {amount} は {percent} を意味します。{meant} のつもりなら {meant} と入力し、本当に{times}倍なら種類を「現状比（倍）」にしてください。",
    )


class BadScenario(SheetProblem):
    say = Label(
        en="{where}: the scenario '{scenario}' cannot be the name of a sheet ({reason}). Choose another name.",
        ja="{where}：シナリオ「{scenario}」はシート名に使えません（{reason}）。別の名前にしてください。",
    )


class GuardWithoutGoal(SheetProblem):
    say = Label(
        en="{where} ({kpi}): this guardrail is for the scenario '{scenario}', which has no goal. Type the name of a scenario that has one "
        "({scenarios}), or leave it blank to guard every scenario.",
        ja="{where}（{kpi}）：シナリオ「{scenario}」の歯止めですが、このシナリオには目標がありません。目標のあるシナリオ（{scenarios}）の名前を入力するか、"
        "空欄にしてすべてのシナリオの歯止めにしてください。",
    )


class NameAdrift(SheetProblem):
    say = Label(
        en="{where}: the name {name} points at {target}, not at the row that is called {name}, so formulas would take the wrong row. "
        "Rows were probably sorted; run kpi-xl check --repair to point every name at its row again.",
        ja="{where}：名前「{name}」が自分の行ではなく {target} を指しているため、数式が別の行の値を使ってしまいます。"
        "行を並べ替えた可能性があります。kpi-xl check --repair で名前を正しい行に戻してください。",
    )


class NameRenamed(SheetProblem):
    say = Label(
        en="{where}: the row is called {name}, but formulas still know its cell as {old}. Run kpi-xl check --repair to write {name} into the "
        "formulas, or call the row {old} again.",
        ja="{where}：行の名前は「{name}」ですが、数式ではまだ「{old}」のままです。kpi-xl check --repair で数式を「{name}」に書き換えるか、行の名前を「{old}」に戻してください。",
    )


class AgreedOnNoLever(SheetProblem):
    say = Label(
        en="{where} ({kpi}): the agreed value {value} stands in a row that is {kind}, and only levers can be agreed on. Clear the cell.",
        ja="{where}（{kpi}）：合意値 {value} がありますが、この行は{kind}です。合意値は、動かせるKPI（レバー）だけに入力できます。このセルを空欄にしてください。",
    )


class AgreedTwice(SheetProblem):
    say = Label(
        en="{where} ({kpi}): the agreed value {value} differs from {first} in {other}, which is a row of the same KPI. Clear one of them.",
        ja="{where}（{kpi}）：合意値 {value} が、同じKPIの行にある {other} の {first} と異なります。どちらかを空欄にしてください。",
    )


class TypedWithoutRow(Note):
    say = Label(
        en="{where}: no row of the KPI tree is called '{name}' any more, so what was typed for it (agreed: {agreed}, notes: {note}) is not "
        "used. It is kept below the table; move it to its row, or clear it.",
        ja="{where}：KPIツリーに「{name}」という名前の行がないため、入力された内容（合意値：{agreed}、メモ：{note}）は使っていません。"
        "表の下に残してあります。該当する行に移すか、消してください。",
    )


class TypedRenamed(Note):
    say = Label(
        en="{where}: the row '{old}' is called '{name}' now; its agreed value and notes have gone with it.",
        ja="{where}：「{old}」の行は「{name}」に変わったため、合意値とメモを引き継ぎました。",
    )


class FormulaTaken(Note):
    say = Label(
        en="{where}: the formula {formula} is taken as what it gives, {value}, and saved as such: the rows of this sheet move.",
        ja="{where}：数式 {formula} は、その結果 {value} として保存します。このシートは行の位置が変わるため、数式のままでは残せません。",
    )


class UnderstoodAs(Note):
    say = Label(
        en="{where}: the text '{text}' is taken as the number {value}, and saved as such.",
        ja="{where}：文字の「{text}」を数値 {value} として扱い、数値に直して保存します。",
    )


class RowsBelowTable(Note):
    say = Label(
        en="{where}: {count} row(s) right below the table are taken as part of it.",
        ja="{where}：表のすぐ下の{count}行も表の一部として扱います。",
    )


class DefaultGoals(Note):
    say = Label(
        en="{where}: no goals are given, so the usual ones are used: must-achieve 150% and stretch 300% of last year.",
        ja="{where}：目標がないため、標準の目標（必達＝前年比150%、挑戦＝前年比300%）を使います。",
    )


class BaselineForLastYear(Note):
    say = Label(
        en="{where} ({kpi}): last year's value is blank, so the baseline is used in its place.",
        ja="{where}（{kpi}）：前年の値が空欄のため、現状値を使いました。",
    )
