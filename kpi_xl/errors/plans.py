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


class BadWeights(PlanError):
    say = Label(
        en="{where}: {count} seasonal weights ({weights}). Give twelve, January to December, none below 0 and not all 0.",
        ja="{where}：季節の重みが{count}個（{weights}）です。1月から12月までの12個を、0以上で（全部0は不可）指定してください。",
    )


class BadLag(PlanError):
    say = Label(
        en="{where}: the lag of {kpi} is {months}. Give a whole number of months, 0 or more.",
        ja="{where}：{kpi}の効果の遅れが{months}です。0以上の整数（月数）を指定してください。",
    )


class LagTwice(PlanError):
    say = Label(
        en="{where}: the lag of {kpi} towards {into} is given twice. Keep one of them.",
        ja="{where}：{kpi}から{into}への効果の遅れが2回指定されています。どちらか1つにしてください。",
    )


class LagPastParent(PlanError):
    say = Label(
        en="{where}: {kpi} is to act on {into} with a lag, but the formula of {into} does not use it ({children}). "
        "Name a KPI whose formula uses {kpi}, or leave it blank.",
        ja="{where}：{kpi}の効果が{into}に遅れて届く指定ですが、{into}の計算式は{kpi}を使っていません（使っているのは{children}）。"
        "{kpi}を計算式で使うKPIを指定するか、空欄にしてください。",
    )


class BadMonthCount(PlanError):
    say = Label(
        en="{where}: '{value}' is no number of months for a plan. Type a whole number from 1 to {most}, such as 12.",
        ja="{where}：「{value}」は計画の月数として使えません。1から{most}までの整数（例：12）を入力してください。",
    )


class BadWay(PlanError):
    say = Label(
        en="{where}: '{value}' is no number of months. Type a whole number, 0 or more, or clear the cell.",
        ja="{where}：「{value}」は月数として使えません。0以上の整数を入力するか、空欄にしてください。",
    )


class NotMovedByWay(PlanError):
    say = Label(
        en="{where}: {kpi} is computed by a formula or locked, so it goes no way of its own. Clear the curve, the delay and the weights in its row, "
        "or name the KPIs it is made of.",
        ja="{where}：{kpi}は計算式で求めるか固定された値なので、自分の道のりはありません。この行の曲線・開始の遅れ・季節の重みを空欄にするか、"
        "もとになるKPIの行に入力してください。",
    )


class ForOneKpiOnly(PlanError):
    say = Label(
        en="{where}: '{value}' cannot be said of all KPIs together. Name one KPI in its row, or clear the cell.",
        ja="{where}：「{value}」は「すべて」の行では指定できません。行にKPIの名前を入れるか、空欄にしてください。",
    )


class WayTwice(PlanError):
    say = Label(
        en="{where}: the way of {kpi} already stands in row {other}. Keep one of them.",
        ja="{where}：{kpi}の道のりは{other}行目でも指定されています。どちらか1つにしてください。",
    )


class SomeWeights(PlanError):
    say = Label(
        en="{where}: only {count} of the twelve seasonal weights filled in. Fill in all from January to December (1 for a usual month), or none.",
        ja="{where}：季節の重みが12か月のうち{count}か月だけ入力されています。1月から12月まですべて（普通の月は1）入力するか、すべて空欄にしてください。",
    )
