"""What makes a question senseless before a tree is looked at."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError
from kpi_xl.labels import Label


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


class NoBudget(QuestionError):
    say = Label(
        en="{where}: the strategy within_budget needs a budget, but none is given. Type what may be spent in the settings, in the money of the cost column.",
        ja="{where}：逆算方法「予算内で最大」には予算が必要ですが、空欄です。使える金額を、費用の列と同じ通貨単位で設定に入力してください。",
    )


class BadBudget(QuestionError):
    say = Label(
        en="{where}: the budget {budget} is not a number from 0 up. Type what may be spent, such as 5000000.",
        ja="{where}：予算 {budget} は0以上の数値ではありません。使える金額を 5000000 のように入力してください。",
    )


class NoCosts(QuestionError):
    say = Label(
        en="{where}: the strategy {strategy} only moves levers whose cost is known, but the cost of every lever of {kpi} is blank. Type at least one (0 where it is free), or choose another strategy.",
        ja="{where}：逆算方法「{strategy}」は費用が分かっているKPIだけを動かしますが、{kpi}を動かせるKPIの費用がすべて空欄です。1つ以上入力する（無料なら0）か、ほかの逆算方法を選んでください。",
    )


class SeveralGoals(QuestionError):
    say = Label(
        en="{where}: the strategy {strategy} follows one path to one goal, but {count} goals hold together. Use least_effort, or keep one goal.",
        ja="{where}：逆算方法「{strategy}」は1つの目標だけを扱いますが、{count}個の目標が同時に指定されています。「負担最小」を選ぶか、目標を1つにしてください。",
    )
