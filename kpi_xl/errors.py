"""The error family: each class is one sentence that says where, what is, what was expected and what to do.

Knows facts and sentences. Does not know how a fact was found, nor who will read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from kpi_xl.labels import Label, Lang, in_language


class KpiXlError(Exception):
    """An error whose facts fill one sentence in either language.

    Parameters
    ----------
    **facts
        What the sentence's placeholders name; a `Label` is said in the reader's language. `where` is the cell or the row.
    """

    say: ClassVar[Label]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(facts)

    @property
    def code(self) -> str:
        """The class as a stable word for programs, such as `bad_bounds`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", type(self).__name__).lower()

    @property
    def where(self) -> str:
        """The cell or row the problem stands in, or an empty text."""
        return str(self.facts.get("where", ""))

    def sentence(self, lang: Lang) -> str:
        """Say the problem in one language."""
        return self.say.say(lang).format(**{name: in_language(fact, lang) for name, fact in self.facts.items()})

    def __str__(self) -> str:
        return self.sentence("en")


class Problems(KpiXlError):
    """Everything that is wrong with a workbook or a tree, reported together."""

    say = Label(ja="{count}件の問題があります。", en="{count} problem(s) found.")

    def __init__(self, problems: Iterable[KpiXlError]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems))

    def sentence(self, lang: Lang) -> str:
        """Say every problem, one on a line."""
        return "\n".join(problem.sentence(lang) for problem in self.problems)


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


class BadEffort(TreeError):
    say = Label(
        en="{where} ({lever}): effort is {effort}, but it must be low, medium, high or a number above 0. Use 1 for a usual lever.",
        ja="{where}（{lever}）：難易度が {effort} ですが、低・中・高、または0より大きい数値が必要です。標準は1です。",
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


class Note(KpiXlError):
    """Something worth saying that stops nobody."""


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


class FormulaError(KpiXlError):
    """What a formula says cannot be read or calculated."""


class FormulaSyntax(FormulaError):
    say = Label(
        en="{where}: the formula {formula} cannot be read at character {position}: {found} stands where {expected} should be. Correct the formula there.",
        ja="{where}：数式 {formula} は{position}文字目で読めません。{expected}が必要な所に{found}があります。そこを直してください。",
    )


class FormulaTooLong(FormulaError):
    say = Label(
        en="{where}: the formula has {length} characters, but Excel allows {limit}. Split it over several cells.",
        ja="{where}：数式が{length}文字あります（Excelの上限は{limit}文字）。複数のセルに分けてください。",
    )


class FormulaTooDeep(FormulaError):
    say = Label(
        en="{where}: the formula nests more than {limit} levels. Split it over several cells.",
        ja="{where}：数式の入れ子が{limit}段を超えています。複数のセルに分けてください。",
    )


class R1C1Formula(FormulaError):
    say = Label(
        en="{where}: {found} is R1C1 notation. Write the cell as column letters and row number, such as C5.",
        ja="{where}：{found} はR1C1形式です。C5 のように列文字と行番号で書いてください。",
    )


class SemicolonFormula(FormulaError):
    say = Label(
        en="{where}: a semicolon stands between arguments at character {position}. Separate arguments with commas.",
        ja="{where}：{position}文字目で引数がセミコロンで区切られています。カンマで区切ってください。",
    )


class UnsupportedFormula(FormulaError):
    say = Label(
        en="{where}: {found} is {what}, which is not supported. {remedy}",
        ja="{where}：{found} は{what}で、対応していません。{remedy}",
    )


class UnknownName(FormulaError):
    say = Label(
        en="{where}: {what} '{name}' does not exist. Correct the formula, or define it{hint}.",
        ja="{where}：{what}「{name}」は存在しません。数式を直すか、定義してください{hint}。",
    )


class UnknownFunction(FormulaError):
    say = Label(
        en="{where}: the function {function} is not supported and no value can stand in for it. Calculate it in another way, or replace it by a number.",
        ja="{where}：関数 {function} には対応しておらず、代わりに使える値もありません。別の式にするか、数値に置き換えてください。",
    )


class UnsolvableFunction(FormulaError):
    say = Label(
        en="{where}: the function {function} depends on a lever here, where we cannot follow it. Calculate it from constants, or write it with arithmetic.",
        ja="{where}：関数 {function} がここではレバーの値に依存しており、計算を追えません。定数から計算するか、四則演算で書いてください。",
    )


class WrongArguments(FormulaError):
    say = Label(
        en="{where}: the function {function} has {given} argument(s), but takes {expected}. Correct the formula.",
        ja="{where}：関数 {function} の引数が{given}個ありますが、必要なのは{expected}個です。数式を直してください。",
    )


class TooManyCases(FormulaError):
    say = Label(
        en="{where}: the function {function} has more than {limit} different outcomes here. Split it over several cells, or look up numbers instead of texts.",
        ja="{where}：関数 {function} の結果の場合分けが{limit}通りを超えています。複数のセルに分けるか、文字ではなく数値を検索してください。",
    )


class CircularReference(FormulaError):
    say = Label(
        en="{where}: the formulas refer to each other in a circle: {cells}. Remove one of these references.",
        ja="{where}：数式が循環しています：{cells}。どれかの参照を外してください。",
    )


class BrokenReference(FormulaError):
    say = Label(
        en="{where}: the formula holds #REF!: a cell that it needed was deleted. Point the formula at the right cell again.",
        ja="{where}：数式に #REF! があります。参照していたセルが削除されました。正しいセルを指定し直してください。",
    )


class CachedValueUsed(Note):
    say = Label(
        en="{where}: {function} is not supported, so the value that the workbook holds ({value}) is used. It depends on no lever.",
        ja="{where}：{function} には対応していないため、ブックに保存されている値（{value}）を使います。レバーには依存していません。",
    )


class HiddenPrecedents(Note):
    say = Label(
        en="{where}: {function} chooses its cells while Excel calculates, so the value that the workbook holds ({value}) is used. "
        "If it depends on a lever, refer to the cells directly.",
        ja="{where}：{function} は参照先が計算時に決まるため、ブックに保存されている値（{value}）を使います。レバーに依存する場合は、セルを直接参照してください。",
    )


class FileProblem(KpiXlError):
    """A workbook's file cannot be read, or must not be written."""


class NoSuchFile(FileProblem):
    say = Label(
        en="{where}: there is no such file. Give the path of an existing .xlsx or .xlsm workbook.",
        ja="{where}：ファイルが見つかりません。存在する .xlsx または .xlsm ブックのパスを指定してください。",
    )


class NotAWorkbook(FileProblem):
    say = Label(
        en="{where}: this is {found}, but an .xlsx or .xlsm workbook is needed. Open it in Excel and save it as .xlsx.",
        ja="{where}：{found}です。必要なのは .xlsx または .xlsm ブックです。Excelで開き、.xlsx 形式で保存し直してください。",
    )


class EncryptedWorkbook(FileProblem):
    say = Label(
        en="{where}: the workbook is encrypted with a password and cannot be read. Save a copy without a password and use that.",
        ja="{where}：ブックがパスワードで暗号化されているため読み込めません。パスワードを外したコピーを保存して使ってください。",
    )


class DamagedWorkbook(FileProblem):
    say = Label(
        en="{where}: the workbook is damaged ({part} cannot be read). "
        "Repair it in Excel (Open > Open and Repair), or take an earlier version.",
        ja="{where}：ブックが壊れています（{part} を読み込めません）。Excelの「開いて修復する」で直すか、以前の版を使ってください。",
    )


class OpenElsewhere(FileProblem):
    say = Label(
        en="{where}: the workbook is open in {program} ({lock} lies beside it). "
        "Close it there and try again; if nobody has it open, delete {lock}.",
        ja="{where}：ブックが{program}で開かれています（同じ場所に {lock} があります）。"
        "閉じてからやり直してください。誰も開いていなければ {lock} を削除してください。",
    )


class NotWritable(FileProblem):
    say = Label(
        en="{where}: {what} cannot be written to. Allow writing, close the program that holds it, or choose another place for the result.",
        ja="{where}：{what}に書き込めません。書き込みを許可するか、使用中のプログラムを閉じるか、別の保存先を指定してください。",
    )


class PartsWouldBeLost(FileProblem):
    say = Label(
        en="{where}: saving in place would lose {parts}. "
        "Write the result beside it (without --in-place), or run from the open workbook in Excel.",
        ja="{where}：上書き保存すると{parts}が失われます。"
        "別名で保存する（--in-place を付けない）か、Excelで開いたブックから実行してください。",
    )


class SyncedFolder(FileProblem):
    say = Label(
        en="{where}: the folder is synchronised by {service}, which can mix up versions of a file replaced in place. "
        "Write the result beside it (without --in-place), or work on a copy outside that folder.",
        ja="{where}：{service} の同期フォルダーにあるため、上書きすると版が食い違うおそれがあります。"
        "別名で保存する（--in-place を付けない）か、同期フォルダーの外のコピーで作業してください。",
    )


class SheetTaken(FileProblem):
    say = Label(
        en="Sheet '{where}' is not a page kpi_xl made, so it is left untouched. "
        "Rename it and run again, or run with --adopt to have its contents replaced.",
        ja="シート「{where}」は kpi_xl が作成したページではないため、変更しません。"
        "シート名を変えて再実行するか、--adopt を付けて実行してください（シートの内容は置き換わります）。",
    )


class TableTaken(FileProblem):
    say = Label(
        en="Table {table} already stands on sheet '{where}', but a page needs that name. Rename the table in Table Design > Table Name.",
        ja="テーブル「{table}」がシート「{where}」にすでにあり、ページがその名前を使えません。"
        "「テーブル デザイン」の「テーブル名」で名前を変えてください。",
    )


class NoSuchPlace(FileProblem):
    say = Label(
        en="The workbook has no {kind} called '{where}'. It has: {names}.",
        ja="ブックに「{where}」という{kind}はありません。あるのは {names} です。",
    )


class NotFinite(FileProblem):
    say = Label(
        en="{where}: {value} is not a finite number, and Excel cannot hold it. Check the inputs the cell is calculated from.",
        ja="{where}：{value} は有限の数ではないため、Excelに書き込めません。計算元の入力を確認してください。",
    )


class QuestionError(KpiXlError):
    """A question that makes no sense as asked."""


class UnknownStrategy(QuestionError):
    say = Label(
        en="{where}: '{strategy}' is no strategy. Choose one of {strategies}.",
        ja="{where}：「{strategy}」という逆算方法はありません。{strategies}から選んでください。",
    )


class NoGoal(QuestionError):
    say = Label(
        en="{where}: there is no goal to solve for. Give at least one, or switch one on.",
        ja="{where}：有効な目標がありません。目標を1つ以上入力し、「有効」を「はい」にしてください。",
    )


class SeveralGoals(QuestionError):
    say = Label(
        en="{where}: the strategy {strategy} follows one path to one goal, but {count} goals hold together. Use least_effort, or keep one goal.",
        ja="{where}：逆算方法「{strategy}」は1つの目標だけを扱いますが、{count}個の目標が同時に指定されています。「負担最小」を選ぶか、目標を1つにしてください。",
    )


class SheetProblem(KpiXlError):
    """What stands on a sheet cannot be read as what it should be."""


class MissingTable(SheetProblem):
    say = Label(
        en="{where}: there is no table {table}, which holds the KPIs. Start from a template (kpi-xl new), or select the KPI rows with their "
        "headers, press Ctrl+T and name the table {table}.",
        ja="{where}：KPIの表（テーブル {table}）がありません。テンプレート（kpi-xl new）から始めるか、見出しを含むKPIの範囲を選んで Ctrl+T を押し、テーブル名を {table} にしてください。",
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


class WrongEnding(FileProblem):
    say = Label(
        en="{where}: the result is an {expected} workbook, but the name ends in {suffix}. Give a name that ends in {expected}.",
        ja="{where}：結果は {expected} ブックですが、ファイル名の末尾が {suffix} です。{expected} で終わる名前にしてください。",
    )


class AlreadyThere(FileProblem):
    say = Label(
        en="{where}: this file is already there and is not overwritten. Choose another name with --out, or move the file away.",
        ja="{where}：同じ名前のファイルがあるため上書きしません。--out で別の名前にするか、ファイルを移動してください。",
    )


class TwoPlaces(FileProblem):
    say = Label(
        en="{where}: --out and --in-place name two places for one result. Give one of them.",
        ja="{where}：--out と --in-place が両方指定されています。どちらか1つにしてください。",
    )
