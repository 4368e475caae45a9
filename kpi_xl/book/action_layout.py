"""The table of the action plan: what people fill in, what fills itself in beside it, and the hidden columns that formulas need.

Knows columns and words. Does not know formulas, nor what a row says.
"""

from __future__ import annotations

from kpi_xl import labels
from kpi_xl.book.layout import Column, Table
from kpi_xl.labels import Label
from kpi_xl.labels import actions as words

APPROACHES = {"proven": words.PROVEN, "other_industry": words.OTHER_INDUSTRY, "untried": words.UNTRIED}
EFFECT_KINDS = {"value": words.AS_VALUE, "share": words.AS_SHARE}
STATUSES = {"todo": words.TODO, "doing": words.DOING, "done": words.DONE, "dropped": words.DROPPED}

MOST_PASSES = 40
"""Chains of more tasks than this are not followed to their end."""

NO_HELP = Label("", "")


def _hidden(key: str) -> Column:
    return Column(key, Label(f"kpi_xl_{key}", f"kpi_xl_{key}"), "shown", NO_HELP)


# fmt: off
TYPED_COLUMNS = (
    Column("number", words.NUMBER, "number",
           Label("施策の番号です。空欄なら更新時に付きます。", "The task's number; a blank one is filled in."), 7),
    Column("kpi", labels.GOAL_KPI, "name", Label("動かすKPIを一覧から選びます。", "The KPI this task moves."), 24),
    Column("task", words.TASK, "prose", Label("何をするか。1行に1つ。", "What is done; one task a row."), 36),
    Column("approach", words.APPROACH, "choice",
           Label("実績ある手法＝安全・資源が少ないとき、異業種の応用＝新鮮・成長期、誰も試していない＝実験予算で先行者利益。",
                 "Proven: safe, few resources. Other industry: fresh, growing. Untried: an experiment, first-mover gain."), 19,
           choices=APPROACHES),
    Column("hypothesis", words.HYPOTHESIS, "prose", Label("なぜKPIが動くと考えるか。", "Why the KPI should move."), 32),
    Column("success", words.SUCCESS, "prose", Label("何がいくつになれば成功か。", "Which number makes it a success."), 28),
    Column("owner", labels.OWNER, "text", Label("責任を持つ人", "Who answers"), 15),
    Column("start", words.START, "date", Label("2026/4/1 のような日付", "A date such as 2026-04-01"), 13),
    Column("due", labels.DUE, "date", Label("2026/4/30 のような日付", "A date such as 2026-04-30"), 13),
    Column("after", words.AFTER, "text",
           Label("先に終わっている必要のある施策の番号（1, 3）", "Numbers of tasks to be finished before (1, 3)"), 16),
    Column("effect", words.EFFECT, "number",
           Label("KPIの増減。減らすKPIはマイナス。率は 2% のように入力。", "Change of the KPI, minus to lower it; a rate as 2%."), 16),
    Column("kind", words.EFFECT_KIND, "choice",
           Label("値＝KPIの単位で、現状比＝今の値の何％か。空欄は値。",
                 "value: in the KPI's unit. % of today: of today's value. Blank: value."), 14,
           choices=EFFECT_KINDS),
    Column("cost", words.COST, "number", Label("この施策の費用", "What the task costs"), 14),
    Column("status", words.STATUS, "choice", Label("完了にすると、結果と比べます。中止は集計に入りません。",
                                                  "Done: compared with its result. Dropped: not counted."), 13, choices=STATUSES),
    Column("measured", words.MEASURED, "number",
           Label("完了後に測った効果。見込みと同じ書き方で。", "The measured effect, written as the expected one."), 18),
    Column("learning", words.LEARNING, "prose", Label("分かったこと。未達も学びです。", "What was learnt; a miss is a lesson."), 34),
)
SHOWN_COLUMNS = (
    Column("unit", labels.UNIT, "shown", NO_HELP, 14),
    Column("gap", words.GAP, "shown", NO_HELP, 16),
    Column("uncovered", words.UNCOVERED, "shown", NO_HELP, 16),
    Column("covered", words.COVERED, "shown", NO_HELP, 13),
    Column("covered_stretch", words.COVERED_STRETCH, "shown", NO_HELP, 17),
    Column("timing", words.TIMING, "shown", NO_HELP, 16),
    Column("latest", words.LATEST, "shown", NO_HELP, 15),
    Column("slack", words.SLACK, "shown", NO_HELP, 14),
    Column("verdict", words.VERDICT, "shown", NO_HELP, 28),
)
# fmt: on
HIDDEN_KEYS = ("row", "today", "target", "target_stretch", "impact", "total", "first", "short", "days", "closed", "waits", "next", "end")
SEEN_KEYS = ("seen", "home")
"""Hidden columns that hold what a row's KPI was when the page was painted: its name, and a formula that follows its cell."""

ORDER = (
    *("number", "kpi", "task", "unit", "gap", "uncovered", "covered", "covered_stretch"),
    *("approach", "hypothesis", "success", "owner", "start", "due", "after", "effect", "kind", "cost", "status", "measured", "learning"),
    *("timing", "latest", "slack", "verdict"),
)
"""The columns that people see, from left to right."""

TYPED = tuple(column.key for column in TYPED_COLUMNS)
PASSES = tuple(f"pass_{number}" for number in range(MOST_PASSES + 1))
"""Latest starts, worked back one task further in each; as many of them are painted as the longest chain needs."""

_known = {column.key: column for column in (*TYPED_COLUMNS, *SHOWN_COLUMNS)}
ACTIONS = Table(
    "tbl_actions",
    words.ACTIONS,
    (*(_known[key] for key in ORDER), *(_hidden(key) for key in (*HIDDEN_KEYS, *SEEN_KEYS, *PASSES))),
)
FILLED = frozenset(column.key for column in ACTIONS.columns) - frozenset(TYPED)
"""The columns that nobody types into."""
