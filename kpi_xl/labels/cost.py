"""Words of what a plan costs: the column on a scenario's tab, the page on cost, and what to say where money does not do."""

from kpi_xl.labels.label import Label

PAGE = Label(ja="費用", en="Cost")
SUBTITLE = Label(
    ja="計画にいくらかかるか、もっと安い計画はあるか、KGIを高めるほど費用がどう増えるかを示します。費用は現状から数えます。",
    en="What each plan costs, whether a cheaper one would do, and how the cost grows with the KGI. Costs are counted from today.",
)
TOTAL = Label(ja="費用合計", en="Total cost")
PLAN = Label(ja="この計画の費用", en="Cost of this plan")
CHEAPEST = Label(ja="最も安い計画", en="Cheapest plan")
SAVED = Label(ja="節約できる額", en="Could be saved")
NEXT = Label(ja="KGI +1%の費用", en="Next 1% of the KGI")
BUDGET = Label(ja="予算", en="Budget")
REMARK = Label(ja="補足", en="Note")
CURVE = Label(ja="KGIの水準ごとの最小費用", en="Least cost by level of the KGI")
CURVE_OF = Label(ja="{kpi}を高める費用（最も安い計画）", en="What it costs to raise {kpi} (cheapest plan)")
LEVEL = Label(ja="水準", en="Level")
LEAST = Label(ja="最小費用", en="Least cost")
STEP = Label(ja="1つ前からの増加", en="More than the level before")
PER_PERCENT = Label(ja="KGI 1%あたり", en="Per 1% of the KGI")
LEVERS = Label(ja="KPIごとの費用", en="Cost of each KPI")
MOST_LEVERS = Label(ja="KPIごとの費用（多い順に{count}件）", en="Cost of each KPI (the {count} largest)")
OUT_OF_REACH = Label(ja="届きません", en="out of reach")
PROVEN = Label(ja="証明済み", en="proven")
FOUND = Label(ja="探索の範囲で最小", en="least that was found")
ONLY_KNOWN = Label(ja="費用が空欄のKPIは含みません：{levers}", en="Without the levers whose cost is blank: {levers}")
UNKNOWN_TOO = Label(ja="費用不明のKPIも動かします", en="also moves levers of unknown cost")
MORE = Label(ja="ほか{count}件", en="{count} more")
HOW = Label(
    ja="曲線は、合意値やほかの目標を考えずに、費用が分かっているKPIだけを動かした場合の最小費用です。数値は逆算したときのものです。",
    en="The curve moves only levers whose cost is known, whatever was agreed and without other goals. Its figures are of the last solve.",
)
BUDGET_STOPS = Label(
    ja="予算{budget}では目標に届きません。この条件で見つかった最も安い計画には{enough}かかります。設定の予算を増やすか、目標を下げてください。",
    en="The budget of {budget} does not reach the goal. The cheapest plan found within the bounds costs {enough}. Raise the budget in the settings, or lower the goal.",
)
COST_WOULD_HELP = Label(
    ja="{levers}は「{column}」が空欄のため動かしていません。入力すると、逆算で動かせるようになります。",
    en='{levers} did not move because the column "{column}" is blank there. With a cost they can.',
)
"""Where a plan that saves money falls short: which levers it left alone."""
SHEET = Label(
    ja="計画ごとの費用、KGIをあと1%高める費用、KGIの水準ごとの最小費用のグラフ。",
    en="What each plan costs, what 1% more KGI costs, and a chart of the least cost by level.",
)
