"""What can be wrong with actual figures, typed or exported; and what was understood, left out or replaced."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError, Note
from kpi_xl.labels import Label


class ActualsProblem(KpiXlError):
    """An actual figure cannot be taken as what it says."""


class LooksLikePoints(ActualsProblem):
    say = Label(
        en="{where} ({kpi}, {month}): {value} means {percent}. If you mean {meant}, type {meant}; if it really is {percent}, give the KPI a "
        "high bound of at least that in the KPI tree.",
        ja="{where}（{kpi}、{month}）：{value} は {percent} を意味します。{meant} のつもりなら {meant} と入力し、本当に {percent} なら、KPIツリーの上限を {percent} 以上にしてください。",
    )


class ActualsTwice(ActualsProblem):
    say = Label(
        en="{where}: the KPI {kpi} has a row already ({other}). Keep the figures of a KPI in one row.",
        ja="{where}：KPI「{kpi}」の行がすでに {other} にあります。1つのKPIの実績は1行にまとめてください。",
    )


class MonthTwice(ActualsProblem):
    say = Label(
        en="{where}: the month {month} has a column already ({other}). Keep the figures of a month in one column.",
        ja="{where}：{month} の列がすでに {other} にあります。1つの月の実績は1列にまとめてください。",
    )


class NotAFigure(ActualsProblem):
    say = Label(
        en="{where} ({kpi}, {month}): '{value}' is no number. Correct it in the file, or leave it blank.",
        ja="{where}（{kpi}、{month}）：「{value}」は数値として読めません。ファイルを直すか、空欄にしてください。",
    )


class FigureTwice(ActualsProblem):
    say = Label(
        en="{where}: {kpi} in {month} is {value} here and {other} in {first}, and such figures cannot be added up. Leave one of them.",
        ja="{where}：{month} の「{kpi}」が、ここでは {value}、{first} では {other} です。足し合わせられない指標なので、どちらか1つにしてください。",
    )


class NoMonths(ActualsProblem):
    say = Label(
        en="{where}: no months are found. The file needs a column of months or dates (2026-04, 2026/4/1, 2026年4月) below a header, or months "
        "across the top.",
        ja="{where}：年月が見つかりません。見出しの下に年月・日付の列（2026-04、2026/4/1、2026年4月など）があるか、横に年月が並んだファイルにしてください。",
    )


class NothingKnown(ActualsProblem):
    say = Label(
        en="{where}: none of its names is a KPI of the tree ({names}). Say which KPI each one is: {example}",
        ja="{where}：KPIツリーにある名前が1つもありません（{names}）。どのKPIかを指定してください：{example}",
    )


class NoSuchExport(ActualsProblem):
    say = Label(
        en="{where}: the file cannot be read. Give the path of a CSV file.",
        ja="{where}：ファイルを読み込めません。CSVファイルのパスを指定してください。",
    )


class UnknownEncoding(ActualsProblem):
    say = Label(
        en="{where}: the text is neither in UTF-8 nor in Shift_JIS. Save it as CSV UTF-8.",
        ja="{where}：文字コードがUTF-8でもShift_JISでもありません。「CSV UTF-8」形式で保存し直してください。",
    )


class NotAnExport(ActualsProblem):
    say = Label(
        en="{where}: this is {found}, but a CSV file is needed. Save the figures as CSV.",
        ja="{where}：{found}です。必要なのはCSVファイルです。CSV形式で保存し直してください。",
    )


class BadFactor(ActualsProblem):
    say = Label(
        en="{where}: '{factor}' is no number to multiply with. Type one, such as 1000.",
        ja="{where}：倍率「{factor}」は数値として読めません。1000のように入力してください。",
    )


class NoRoomForMonths(ActualsProblem):
    say = Label(
        en="{where}: the table of actuals cannot grow to {month}, as this cell is in use. Move what stands there.",
        ja="{where}：実績の表に {month} の列を足せません。このセルが使われています。ここにあるものを別の場所に移してください。",
    )


class ActualsSheetTaken(ActualsProblem):
    say = Label(
        en="{where}: there is a sheet of this name without the table {table}. Rename that sheet, or name its table {table}.",
        ja="{where}：同じ名前のシートがありますが、テーブル {table} がありません。シート名を変えるか、表のテーブル名を {table} にしてください。",
    )


class MonthAhead(Note):
    say = Label(
        en="{where} ({kpi}): {month} is still to come, so its figure {value} is kept but not used as an actual.",
        ja="{where}（{kpi}）：{month} はまだ先の月です。入力された {value} は残しますが、実績としては使いません。",
    )


class ActualsWithoutKpi(Note):
    say = Label(
        en="{where}: no row of the KPI tree is called '{name}', so its actuals are kept but not used.",
        ja="{where}：KPIツリーに「{name}」という行がないため、この行の実績は残しますが使いません。",
    )


class FigureMissing(Note):
    say = Label(
        en="{where} ({kpi}): there is no figure for {months}, though later months have one.",
        ja="{where}（{kpi}）：{months} の実績が空欄です（後の月には入力があります）。",
    )


class NotImported(Note):
    say = Label(
        en="{where}: '{name}' is no KPI of the tree, so it is not imported. If it is one, say which: {example}",
        ja="{where}：「{name}」はKPIツリーにないため取り込みません。該当するKPIがある場合は指定してください：{example}",
    )


class Replaced(Note):
    say = Label(
        en="{where} ({kpi}, {month}): {before} is replaced by {value}.",
        ja="{where}（{kpi}、{month}）：{before} を {value} に置き換えました。",
    )


class FormulaKept(Note):
    say = Label(
        en="{where} ({kpi}, {month}): the cell holds a formula, which is kept; the file says {value}.",
        ja="{where}（{kpi}、{month}）：数式が入っているセルなので、そのまま残しました（ファイルの値は {value}）。",
    )


class AddedUp(Note):
    say = Label(
        en="{where}: {count} figures of {kpi} in {month} are added up to {value}.",
        ja="{where}：{month} の「{kpi}」{count}件を合計し、{value} としました。",
    )


class TakenAsPoints(Note):
    say = Label(
        en="{where}: the figures of {kpi} are taken as percentages ({text} is {value}).",
        ja="{where}：「{kpi}」の数値はパーセントとして読みました（{text} は {value}）。",
    )


class Multiplied(Note):
    say = Label(
        en="{where}: the figures of '{name}' are multiplied by {factor}.",
        ja="{where}：「{name}」の数値を{factor}倍にしました。",
    )


class MonthOutsidePlan(ActualsProblem):
    say = Label(
        en="{where}: {month} is not among the months of the plan ({first} to {last}). Choose one of them, or change the first month and the "
        "number of months in the settings.",
        ja="{where}：{month} は計画の期間（{first}〜{last}）にありません。期間内の月を指定するか、設定の開始月・月数を変えてください。",
    )


class NoActualsYet(ActualsProblem):
    say = Label(
        en="{where}: there are no actuals yet. Type each month's figures on the sheet {sheet}, or import them: kpi-xl actuals FILE data.csv",
        ja="{where}：実績がまだありません。シート「{sheet}」に毎月の実績を入力するか、kpi-xl actuals ファイル名 data.csv で取り込んでください。",
    )


class NotAShare(ActualsProblem):
    say = Label(
        en="{where}: '{value}' is no share from which a KPI counts as ○. Type one above 0% and up to 100%, such as 90%.",
        ja="{where}：「{value}」は○の基準として使えません。90%のように、0%より大きく100%以下の割合を入力してください。",
    )
