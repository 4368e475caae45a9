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


class SeveralGoals(QuestionError):
    say = Label(
        en="{where}: the strategy {strategy} follows one path to one goal, but {count} goals hold together. Use least_effort, or keep one goal.",
        ja="{where}：逆算方法「{strategy}」は1つの目標だけを扱いますが、{count}個の目標が同時に指定されています。「負担最小」を選ぶか、目標を1つにしてください。",
    )
