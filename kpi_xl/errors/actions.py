"""What can be wrong with an action plan: dates, what waits for what, numbers of tasks."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError
from kpi_xl.labels import Label


class ActionProblem(KpiXlError):
    """What a row of the action plan says cannot be."""


class CircularTasks(ActionProblem):
    """Tasks wait for each other in a circle."""

    say = Label(
        en="{where}: these tasks wait for each other, so none could ever begin: {tasks}. Clear one of the numbers in 'After'.",
        ja="{where}：次の施策は互いに終わるのを待っているため、どれも始められません：{tasks}。「先に終える施策」の番号を1つ消してください。",
    )


class WaitsForItself(ActionProblem):
    say = Label(
        en="{where}: task {number} waits for itself. Clear its own number in 'After'.",
        ja="{where}：施策{number}が自分自身を待っています。「先に終える施策」から自分の番号を消してください。",
    )


class UnknownTask(ActionProblem):
    say = Label(
        en="{where}: '{said}' stands in 'After', where numbers of tasks of this table are expected ({known}). Correct it, or clear the cell.",
        ja="{where}：「先に終える施策」の「{said}」は、この表の施策番号（{known}）ではありません。番号を直すか、空欄にしてください。",
    )


class SameTaskNumber(ActionProblem):
    say = Label(
        en="{where}: the number {number} already stands in {other}. Clear it; the next run of kpi-xl actions gives the row a number of its own.",
        ja="{where}：番号 {number} は {other} でも使われています。空欄にすると、次に kpi-xl actions を実行したときに別の番号が付きます。",
    )


class NotATaskNumber(ActionProblem):
    say = Label(
        en="{where}: '{value}' is no number of a task: whole numbers from 1 on. Clear it; the next run of kpi-xl actions gives one.",
        ja="{where}：「{value}」は施策の番号になりません（1以上の整数）。空欄にすると、次に kpi-xl actions を実行したときに番号が付きます。",
    )


class NotADate(ActionProblem):
    say = Label(
        en="{where}: '{value}' stands in the column {column}, where a date is expected. Type a date such as 2026-04-30, or clear the cell.",
        ja="{where}：「{column}」列には日付が必要ですが、「{value}」が入っています。2026/4/30 のような日付にするか、空欄にしてください。",
    )


class DueBeforeStart(ActionProblem):
    say = Label(
        en="{where}: the task is due on {due}, before it starts on {start} ({other}). Correct one of the two dates.",
        ja="{where}：期限 {due} が開始日 {start}（{other}）より前です。どちらかの日付を直してください。",
    )


class RowWithoutKpi(ActionProblem):
    say = Label(
        en="{where}: the row says something but names no KPI, so nothing counts its effect. Choose a KPI from the list.",
        ja="{where}：この行には内容がありますが、KPIが空欄のため効果を集計できません。一覧からKPIを選んでください。",
    )
