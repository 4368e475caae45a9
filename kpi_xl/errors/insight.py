"""What cannot be explained as asked."""

from __future__ import annotations

from kpi_xl.errors.questions import QuestionError
from kpi_xl.labels import Label


class UnknownMethod(QuestionError):
    say = Label(
        en="{where}: '{method}' is no method. Choose one of {methods}.",
        ja="{where}：「{method}」という方法はありません。{methods}から選んでください。",
    )


class NoSplit(QuestionError):
    say = Label(
        en="{where}: the change cannot be split among the levers this way, because {reason}. Use the method {method}.",
        ja="{where}：この方法では変化を各KPIに分けられません。{reason}。方法「{method}」を使ってください。",
    )


class TooManyLevers(QuestionError):
    say = Label(
        en="{where}: {count} levers moved, and orders are sampled for up to {most} only. Use the method aumann_shapley.",
        ja="{where}：動いたKPIが{count}件あります。シャープレイ値で分けられるのは{most}件までです。方法「aumann_shapley」を使ってください。",
    )


class ImpossibleCorrelation(QuestionError):
    say = Label(
        en="{where}: the rank correlations of {levers} contradict each other. Bring them closer to 0, or leave one out.",
        ja="{where}：{levers}の順位相関が互いに矛盾しています。0に近づけるか、どれかを外してください。",
    )
