"""What cannot be planned or paced as asked."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError
from kpi_xl.labels import Label


class PlanError(KpiXlError):
    """A plan that makes no sense as asked."""


class BadElapsed(PlanError):
    say = Label(
        en="{where}: {elapsed} of {periods} periods have elapsed. Give at least one period, and no more elapsed than there are.",
        ja="{where}：全{periods}期間のうち経過が{elapsed}です。期間は1以上、経過は0から期間数までで指定してください。",
    )


class UnknownCurve(PlanError):
    say = Label(
        en="{where}: '{curve}' is no curve. Choose one of {curves}.",
        ja="{where}：「{curve}」という曲線はありません。{curves}から選んでください。",
    )


class NoPeriods(PlanError):
    say = Label(
        en="{where}: {periods} periods were asked for. Give at least 1.",
        ja="{where}：期間数が{periods}です。1以上を指定してください。",
    )


class BadRate(PlanError):
    say = Label(
        en="{where}: rate number {place} is {rate}, and nobody would come through. Give a rate above 0, such as 5%.",
        ja="{where}：{place}番目の率が{rate}です。これでは誰も次の段階に進みません。5%のように0より大きい率を入力してください。",
    )


class NoGrowth(PlanError):
    say = Label(
        en="{where}: from {start} to {goal} in {years} years has no growth rate. All three have to be above 0.",
        ja="{where}：{start}から{goal}まで{years}年という成長率は求められません。3つとも0より大きい値を指定してください。",
    )


class BadMonth(PlanError):
    say = Label(
        en="{where}: '{text}' is no month. Type the year and the month, such as 2026-04.",
        ja="{where}：「{text}」は年月として読めません。2026-04のように年と月を入力してください。",
    )
