"""What can be wrong with a formula, and what is worth saying about one."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError, Note
from kpi_xl.labels import Label


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
