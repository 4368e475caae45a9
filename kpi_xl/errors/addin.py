"""Why the add-in cannot be built, or a button cannot do its work."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError
from kpi_xl.labels import Label, ribbon


class AddinProblem(KpiXlError):
    """The add-in cannot be built, or one of its buttons cannot do its work."""


class NoXlwings(AddinProblem):
    say = Label(
        en="{where}: xlwings is not installed, and the add-in needs it. Install it with pip install kpi-xl[addin].",
        ja="{where}：アドインに必要な xlwings がインストールされていません。pip install kpi-xl[addin] でインストールしてください。",
    )


class PatchFails(AddinProblem):
    say = Label(
        en="{where}: this xlwings is not one we know: '{text}' stands in its VBA {count} times, once was expected. "
        "Install the version that kpi_xl asks for (pip install --upgrade kpi-xl[addin]).",
        ja="{where}：対応していない版の xlwings です（VBAの中に「{text}」が1か所あるはずですが、{count}か所でした）。"
        "対応する版をインストールしてください（pip install --upgrade kpi-xl[addin]）。",
    )


class NotAscii(AddinProblem):
    say = Label(
        en="{where}: VBA source must be plain ASCII, but it contains '{text}'. Put words on the add-in's sheet instead.",
        ja="{where}：VBAのソースはASCIIだけにしてください（「{text}」が含まれています）。言葉はアドインのシートに置いてください。",
    )


class UnknownJob(AddinProblem):
    say = ribbon.UNKNOWN_JOB


class NoSuchPage(AddinProblem):
    say = ribbon.NO_SUCH_PAGE


class NothingKept(AddinProblem):
    say = ribbon.NOTHING_KEPT


class StateNotKept(AddinProblem):
    say = ribbon.NOT_KEPT
