"""Why a cell of anybody's workbook cannot be traced, and what became of formulas on the way."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError, Note
from kpi_xl.labels import Label


class TraceProblem(KpiXlError):
    """A cell cannot be traced."""


class NotACell(TraceProblem):
    say = Label(
        en="--kgi: '{where}' is no cell. Write the sheet and the cell in quotes, such as \"{example}\".",
        ja='--kgi：「{where}」はセルとして読めません。シート名とセルを "{example}" のように引用符で囲んで指定してください。',
    )


class NotComputed(TraceProblem):
    say = Label(
        en="{where}: {what} stands here, so there is nothing to trace. Give the cell whose formula computes the KGI with --kgi.",
        ja="{where}：{what}。数式がないため、たどれません。KGIを計算している数式のセルを --kgi で指定してください。",
    )


class ShowsNoNumber(TraceProblem):
    say = Label(
        en="{where}: the cell shows {value}, which is no number to work backwards from. Mend its formula in Excel, save, and trace again.",
        ja="{where}：セルの値が {value} で、逆算できる数値ではありません。Excelで数式を直して保存してから、もう一度実行してください。",
    )


class NotCarried(TraceProblem):
    say = Label(
        en="{where}: its formula {formula} {why}, so it cannot become a tree. Give a cell that is calculated from other cells by arithmetic or sums.",
        ja="{where}：数式 {formula} は{why}ため、ツリーにできません。ほかのセルから四則演算や合計で計算しているセルを指定してください。",
    )


class NothingMoves(TraceProblem):
    say = Label(
        en="{where}: its formula {formula} rests on no number that could be moved. Give a cell that is calculated from figures in other cells.",
        ja="{where}：数式 {formula} には、動かせる数値が使われていません。ほかのセルの数値から計算しているセルを指定してください。",
    )


class TakenAsInput(Note):
    say = Label(
        en="{where}: {formula} {why}. Its value ({value}) stands in the tree as an input.",
        ja="{where}：数式 {formula} は{why}ため、今の値（{value}）を入力値としてツリーに入れました。",
    )
