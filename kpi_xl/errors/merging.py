"""Why workbooks cannot be merged."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError
from kpi_xl.labels import Label


class MergeProblem(KpiXlError):
    """Workbooks cannot be merged."""


class NoCopy(MergeProblem):
    say = Label(
        en="{where}: this does not look like a copy of the workbook that was mailed: it has {common} of its {total} KPIs. "
        "Give the workbook as it was mailed first, then the copies that came back.",
        ja="{where}：送ったブックのコピーではないようです（{total}件のKPIのうち共通は{common}件）。"
        "最初に送ったときのブック、続けて戻ってきたコピーを指定してください。",
    )


class AnotherKgi(MergeProblem):
    say = Label(
        en="{where}: its KGI is {kgi}, but that of the workbook that was mailed is {expected}. Give only copies of that workbook.",
        ja="{where}：KGIが「{kgi}」で、送ったブックの「{expected}」と異なります。送ったブックのコピーだけを指定してください。",
    )


class BadCopy(MergeProblem):
    """What is wrong with one of several workbooks, with the workbook it is wrong with."""

    say = Label(en="{where}: {problem}", ja="{where}：{problem}")


class NothingToMerge(MergeProblem):
    say = Label(
        en="{where}: no copies are given, and no value is marked under Take on its page of merged copies. "
        "Give the copies that came back behind it, or mark what to take.",
        ja="{where}：コピーの指定がなく、統合結果のページの「採用」にも印がありません。"
        "戻ってきたコピーを続けて指定するか、採用する値に印を付けてください。",
    )


class UnknownCopy(MergeProblem):
    say = Label(
        en="{where}: no copy is called {name}. Choose one of: {copies}.",
        ja="{where}：「{name}」というコピーはありません。次から選んでください：{copies}",
    )


class TakenTwice(MergeProblem):
    say = Label(
        en="{where}: two different values are marked under Take for this cell. Leave one of the marks.",
        ja="{where}：このセルに、異なる2つの値の「採用」が付いています。どちらか1つだけにしてください。",
    )
