"""Words of the page that says how strongly each lever acts on the KGI."""

from kpi_xl.labels.label import Label

SENSITIVITY = Label(ja="感度分析", en="Sensitivity")
SENSITIVITY_SUBTITLE = Label(
    ja="KPIを1つずつ動かすと、「{kgi}」がどれだけ変わるかを効果の大きい順に並べています。",
    en="What {kgi} does when one KPI alone moves, the strongest effect first.",
)
COMPUTED_ONCE = Label(
    ja="現状値は生きた数式です。そのほかの数値は逆算したときに計算した値なので、入力を変えたら再逆算してください。",
    en="Today's values are live formulas. All other figures were computed when the workbook was solved: solve again after changing an input.",
)
HOW_TO_READ = Label(
    ja="1歩の効果は、KPIを良い方向へ1歩動かしたときの増減（その点での傾き）です。弾力性は、KPIが1%増えたときに{kgi}が何%変わるかです。",
    en="Effect of a step: the slope at that point, for one step the good way. Elasticity: by how many % {kgi} changes when the KPI rises by 1%.",
)
LOCKED_ARE_LEFT_OUT = Label(
    ja="固定のKPI{count}件は動かせないため、載せていません：{names}", en="Not shown, as they are locked ({count}): {names}"
)
AND_MORE = Label(ja="{names}、ほか{count}件", en="{names} and {count} more")
WEAKEST_ARE_LEFT_OUT = Label(
    ja="弾力性の大きい{most}件を載せ、残りの{count}件は省きました。",
    en="The {most} KPIs of the greatest elasticity are shown; the other {count} are left out.",
)
NOTHING_ACTS = Label(ja="動かせるKPIの中に、{kgi}に影響するものがありません。", en="None of the KPIs that may move has an effect on {kgi}.")

# Charts
SWUNG = Label(ja="KPIを10%動かしたときの{kgi}の増減", en="Change of {kgi} when a KPI moves by 10%")
SWUNG_MOST = Label(
    ja="KPIを10%動かしたときの{kgi}の増減（上位{count}件）", en="Change of {kgi} when a KPI moves by 10% (the {count} strongest)"
)
TO_BOUNDS = Label(ja="入力した下限・上限まで動かしたときの{kgi}の増減", en="Change of {kgi} when a KPI goes to the bounds typed for it")
TO_BOUNDS_MOST = Label(
    ja="入力した下限・上限まで動かしたときの{kgi}の増減（上位{count}件）",
    en="Change of {kgi} when a KPI goes to its typed bounds (the {count} strongest)",
)
TENTH_LOWER = Label(ja="下げたとき", en="Lower")
TENTH_HIGHER = Label(ja="上げたとき", en="Higher")

# The table of slopes
EFFECTS = Label(ja="1つずつ動かしたときの効果", en="Effect of each KPI alone")
STEP = Label(ja="1歩", en="A step")
STEP_UP = Label(ja="{step}上げる", en="{step} up")
STEP_DOWN = Label(ja="{step}下げる", en="{step} down")
AT_TODAY = Label(ja="現状の値で", en="At today's values")
AT_SCENARIO = Label(ja="「{scenario}」の値で", en="At {scenario}")
EFFECT_OF_STEP = Label(ja="1歩の効果", en="Effect of a step")
KGI_WHEN_SWUNG = Label(ja="10%動かしたときの{kgi}", en="{kgi} when moved by 10%")
KGI_AT_BOUNDS = Label(ja="下限・上限での{kgi}", en="{kgi} at the bounds")
NOT_TYPED = Label(ja="未入力", en="not typed")

# The ranking
BY_EFFORT = Label(ja="手間あたりの効果の順位", en="Ranking by effect per unit of effort")
PER_EFFORT = Label(ja="手間あたりの効果", en="Effect per effort")
HOW_EFFORT = Label(
    ja="手間あたりの効果＝KPIを現状から1%良くしたときの{kgi}の増減 ÷ 難易度。現状が0以下のKPIは、動かせる幅の1%で比べます。",
    en="Effect per effort: the change of {kgi} when the KPI becomes 1% better, divided by its effort. A KPI not above 0 moves by 1% of its room.",
)
RANK = Label(ja="順位", en="Rank")
ALONE = Label(ja="単独で必要な値", en="Needed alone")
ALONE_SAYS = Label(ja="単独で「{scenario}」を達成できるか", en="Can it achieve {scenario} alone?")
ALONE_RATIO = Label(ja="達成できます（現状の{ratio}）", en="Yes: today {ratio}")
ALONE_YES = Label(ja="達成できます", en="Yes")
ALONE_MET = Label(ja="すでに達成しています", en="Already met")
ALONE_NO_EFFECT = Label(ja="{kpi}に影響しません", en="No effect on {kpi}")
ALONE_AT_BOUND = Label(ja="これ以上は動かせません（すでに下限・上限）", en="It is at its bound already")
ALONE_SHORT = Label(ja="届きません：{kpi}は{best}まで（目標{target}）", en="No: {kpi} gets to {best} only (goal {target})")
ALONE_GUARDED = Label(
    ja="歯止めを守ると届きません：{kpi}は{best}まで（目標{target}）",
    en="Not with the guardrails kept: {kpi} gets to {best} only (goal {target})",
)
ALONE_TOO_MANY = Label(
    ja="KPIが{most}件を超えるため、単独で必要な値は計算していません。",
    en="With more than {most} KPIs, what each alone would have to become is not computed.",
)
