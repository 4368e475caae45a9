"""Words of the page that shows an old plan and a new one side by side, and of planning again."""

from kpi_xl.labels.label import Label

REPLAN = Label(ja="計画差分", en="Plan changes")

TITLE = Label(ja="{kpi}：軌道修正", en="{kpi}: plan changes")
HOW = Label(
    ja="{last} までを実績で確定し、残り{left}か月を逆算し直しました（{meaning}）。旧計画＝前回の期末の値をそのまま目指した場合で、この修正を行った時点の値です。新計画の各月は実績と期末の値に連動します。",
    en="Months up to {last} are fixed at what happened, the {left} that are left were solved again ({meaning}). Old plan: going on to the ends as they were, as of this change. The months of the new plan follow the actuals and the new ends.",
)
NOTHING_OVER = Label(ja="終わった月がないため、計画は変わりません。", en="No month is over yet, so that nothing changes.")
ALL_OVER = Label(
    ja="計画の期間はすべて終わりました。逆算し直す月がありません。", en="All months of the plan are over; none is left to plan."
)
HOLDS = Label(ja="◎ いまの計画のまま目標に届く見込みです。計画は変えていません。", en="◎ The plan still holds. Nothing was changed.")
REACHED = Label(
    ja="○ 旧計画のままでは{kpi}は{old}（目標 {goal}）。新しい計画で{new}になり、届きます。",
    en="○ With the old plan {kpi} would be {old} (goal {goal}). The new plan brings {new}, which is enough.",
)
BEHIND = Label(
    ja="○ {month}の{kpi}は{actual}で、計画の{planned}に届いていません。今いるところから残りの月を逆算し直しました。最後の月は{new}（目標 {goal}）です。",
    en="○ In {month} {kpi} was {actual}, behind the planned {planned}. The rest was solved again from there: the last month brings {new} (goal {goal}).",
)
AHEAD = Label(
    ja="○ {month}の{kpi}は{actual}（計画 {planned}）。新しい計画では最後の月に{new}（目標 {goal}）です。",
    en="○ In {month} {kpi} was {actual} (planned {planned}). By the new plan the last month brings {new} (goal {goal}).",
)
MISSED_AT_THE_END = Label(
    ja="× {month}の{kpi}は{actual}（計画 {planned}）。逆算し直しても最後の月は{new}で、目標 {goal} に届きません。",
    en="× In {month} {kpi} was {actual} (planned {planned}). Even solved again the last month is {new}, short of the goal {goal}.",
)
MISSED = Label(
    ja="× 新しい計画でも{kpi}は{new}で、目標 {goal} に届きません（旧計画のままでは{old}）。",
    en="× Even with the new plan {kpi} is {new}, short of the goal {goal} (with the old plan {old}).",
)
ASSUMED = Label(
    ja="実績が未入力のKPIは、計画どおりだったとみなしました：{kpis}",
    en="Taken to have gone as planned, since no actual was typed: {kpis}",
)
ASSUMED_MORE = Label(ja="{kpis}、ほか{count}件", en="{kpis} and {count} more")
ASSUMED_ONE = Label(ja="{kpi}（{count}か月）", en="{kpi} ({count} mo.)")

OWNER = Label(ja="担当者", en="Owner")
NOBODY = Label(ja="（担当者なし）", en="(nobody)")
START = Label(ja="計画開始時", en="At the start")
NOW = Label(ja="実績 {month}", en="Actual {month}")
OLD_END = Label(ja="旧計画の期末", en="Old end")
NEW_END = Label(ja="新計画の期末", en="New end")
CHANGE = Label(ja="差", en="Change")
RATIO = Label(ja="新÷旧", en="New / old")
OLD_NEXT = Label(ja="旧計画 {month}", en="Old {month}")
NEW_NEXT = Label(ja="新計画 {month}", en="New {month}")
DIRECTION = Label(ja="変更", en="Moved")
UP = Label(ja="↑ 上げる", en="↑ up")
DOWN = Label(ja="↓ 下げる", en="↓ down")
SAME = Label(ja="＝ 同じ", en="= same")
BY_LEVER = Label(ja="{scenario}：KPIごとの差", en="{scenario}: by KPI")
BY_OWNER = Label(ja="{scenario}：担当者ごとの差", en="{scenario}: by owner")
COUNT = Label(ja="変わるKPI", en="KPIs that change")
WHAT = Label(ja="内容（旧計画の期末 → 新計画の期末）", en="What (old end → new end)")
BY_MONTH = Label(ja="{scenario}：{kpi}の各月", en="{scenario}: {kpi} by month")
OLD_PLAN = Label(ja="旧計画", en="Old plan")
NEW_PLAN = Label(ja="新計画", en="New plan")
KIND = Label(ja="区分", en="Kind")
IS_ACTUAL = Label(ja="実績", en="actual")
IS_PLAN = Label(ja="計画", en="plan")
IS_ASSUMED = Label(ja="計画どおり", en="as planned")
IN_ALL = Label(ja="期間計", en="Period")
STEP = Label(ja="{kpi} {old} → {new}", en="{kpi} {old} → {new}")
UNCHANGED = Label(ja="変更なし", en="no change")

EVERY_MONTH = Label(ja="{scenario}：新計画の各月（すべてのKPI）", en="{scenario}: the new plan, every KPI by month")

HISTORY = Label(ja="計画の履歴（各KPIの期末の値）", en="Every plan so far (where each KPI ends)")
NUMBER = Label(ja='"計画"0', en='"Plan "0')
"""The number format of a plan's number."""
ORIGINAL = Label(ja="当初の計画", en="first plan")
PERIOD = Label(ja="計画の期間", en="Months")
FIXED = Label(ja="確定した月", en="Fixed")
MADE = Label(ja="作成日", en="Made on")

# The command and the button
DONE = Label(ja="{last} までの実績で軌道修正しました（計画{number}）。", en="Planned again from actuals up to {last} (plan {number}).")
KEPT = Label(
    ja="{last} までの実績を確認しました。計画はそのままで目標に届く見込みです。", en="Actuals up to {last} looked at: the plan still holds."
)
LINE = Label(ja="{scenario}：{sentence}", en="{scenario}: {sentence}")
TIP = Label(
    ja="実績のある月を確定し、残りの月を逆算し直します。旧計画と新計画が並びます。",
    en="Fixes the months that have actuals and solves the rest again; old and new plan stand side by side.",
)
