"""What can be wrong with a cross effect, and what is worth saying about one."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError, Note
from kpi_xl.labels import Label


class EffectProblem(KpiXlError):
    """What a cross effect says cannot be."""


class EffectOnItself(EffectProblem):
    say = Label(
        en="{where}: '{kpi}' cannot have an effect on itself. Choose two different KPIs.",
        ja="{where}：「{kpi}」が自分自身に影響することはできません。異なる2つのKPIを選んでください。",
    )


class EffectTwice(EffectProblem):
    say = Label(
        en="{where}: the effect of '{cause}' on '{affected}' already stands in {other}. Keep one of the two rows.",
        ja="{where}：「{cause}」から「{affected}」への波及効果は {other} にもあります。どちらかの行だけを残してください。",
    )


class EffectFromNothing(EffectProblem):
    say = Label(
        en="{where}: '{kpi}' is {value} today, and a change in percent needs a value above 0. Choose another KPI, or remove the effect.",
        ja="{where}：「{kpi}」の現状値は {value} です。増減率で考えるには0より大きい値が必要です。別のKPIを選ぶか、この波及効果を外してください。",
    )


class EffectCircle(EffectProblem):
    say = Label(
        en="{where}: effects and formulas run in a circle: {cells}. Remove an effect so that nothing acts back on itself.",
        ja="{where}：波及効果と数式が一巡しています：{cells}。自分自身に戻らないように、波及効果を1つ外してください。",
    )


class OddElasticity(EffectProblem):
    say = Label(
        en="{where}: an elasticity of {elasticity} would change '{affected}' by {percent} when '{cause}' rises by 1%. Type the percent without its "
        "sign: -0.3 if it falls by 0.3%.",
        ja="{where}：弾力性 {elasticity} は、「{cause}」が1%増えると「{affected}」が {percent} 変わるという意味です。0.3%下がるなら -0.3 のように、%を付けずに入力してください。",
    )


class IdleEffect(Note):
    say = Label(
        en="{where}: '{cause}' never moves here, so its effect on '{affected}' changes nothing.",
        ja="{where}：「{cause}」は動かないため、「{affected}」への波及効果は働きません。",
    )
