"""Words of the review: plan against actuals, why the KGI is off, and what repairs it."""

from kpi_xl.labels.label import Label

REVIEW = Label(ja="振り返り", en="Review")
SUBTITLE = Label(
    ja="計画と実績の差を早く見つけて、早く手を打つためのページです。黄色のセルで月か四半期を選ぶと、「KPIごとの計画と実績」が切り替わります。",
    en="Find the gap between plan and actual early, and act early. Choose a month or a quarter in the yellow cell: the table of KPIs follows.",
)
PERIOD = Label(ja="対象の期間", en="Period")
PERIOD_PROMPT = Label(
    ja="月または四半期を選びます。まとめ・要因・打ち手は、振り返りを実行したときの期間のものです。",
    en="Choose a month or a quarter. Summary, causes and remedies are of the period for which the review was run.",
)
FRESH = Label(ja="最新", en="Up to date")
STALE = Label(ja="⚠ もう一度「振り返り」を実行してください", en="⚠ Run the review again")
PLAN_USED = Label(ja="比べた計画", en="Compared with")
FROM_CHANGES = Label(ja="「計画差分」に記録した計画", en="the plan kept on Plan changes")
FROM_MONTHLY = Label(ja="「月次計画」（作成したときの現状値と目標のまま）", en="the monthly plan, as it was made")
FROM_INPUTS = Label(
    ja="いまの入力から逆算した計画（「月次計画」を作っておくと、そのときの計画と比べます）",
    en="a plan made from today's inputs (make a monthly plan, and it is compared with that)",
)
NUMBERED_FIRST = Label(ja="計画{number}（当初の計画）", en="plan {number} (the first plan)")
NUMBERED = Label(ja="計画{number}（{last} まで実績で確定）", en="plan {number} (fixed at actuals up to {last})")
SPELL = Label(ja="{month} からは{plan}", en="from {month} on {plan}")
SPELLS_BETWEEN = Label(ja="、", en="; ")
MADE_FOR = Label(ja="まとめ・要因・打ち手の対象：{period}", en="Summary, causes and remedies are about {period}")
FROM_TO = Label(ja="{first}〜{last}", en="{first} - {last}")

# Sections
SUMMARY = Label(ja="まとめ（メールにそのまま貼り付けられます）", en="Summary (to paste into a mail)")
CAUSES = Label(ja="「{kgi}」の差の要因（マイナスの大きい順）", en="Why {kgi} is off its plan, the greatest loss first")
REMEDIES = Label(ja="手間あたりで最もよく取り戻せるKPI", en="What repairs most per effort")
TABLE = Label(ja="KPIごとの計画と実績", en="Plan and actual of every KPI")

# Columns
PLAN = Label(ja="計画\n（{scenario}）", en="Plan\n({scenario})")
ACTUAL = Label(ja="実績", en="Actual")
GAP = Label(ja="差\n（実績－計画）", en="Gap\n(actual - plan)")
ACHIEVEMENT = Label(ja="達成率", en="Achieved")
STATUS = Label(ja="状態\n（{scenario}）", en="Status\n({scenario})")
TREND = Label(ja="実績の推移", en="Trend")
PLAN_TO_DATE = Label(ja="累計の計画", en="Plan to date")
ACTUAL_TO_DATE = Label(ja="累計の実績", en="Actual to date")
PACE = Label(ja="累計の達成率", en="Pace")
LINEAR = Label(ja="着地見込み\n（直線）", en="Landing\n(linear)")
BY_SHAPE = Label(ja="着地見込み\n（計画の形）", en="Landing\n(plan's shape)")
END = Label(ja="期末の計画\n（{scenario}）", en="Plan's end\n({scenario})")
LANDING_STATUS = Label(ja="着地の判定", en="Landing")
REQUIRED = Label(ja="残りの月に必要\n（1か月あたり）", en="Needed in each\nmonth left")
REMARK = Label(ja="補足", en="Remark")
NOT_TYPED = Label(ja="実績がまだありません", en="no actual yet")
IS_COMPUTED = Label(ja="実績は未入力のため計算値", en="not typed: calculated")
EFFECT = Label(ja="「{kgi}」への影響", en="Effect on {kgi}")
SHARE_BAR = Label(ja="大きさ", en="Size")
DIFFERENCE = Label(ja="計算差", en="Difference")
DIFFERENCE_SAYS = Label(
    ja="入力された「{kgi}」と、KPIから計算した値との差", en="What was typed for {kgi} less what the formula makes of the KPIs"
)
OTHERS_SAY = Label(ja="ほか{count}件の合計", en="{count} others together")
OTHERS = Label(ja="その他", en="Others")
TOTAL = Label(ja="合計（「{kgi}」の差）", en="Total (gap of {kgi})")
NO_CAUSES = Label(
    ja="この期間の実績がまだないため、要因は分けられません。", en="There are no actuals of this period yet, so there is nothing to split."
)
NOW = Label(ja="直近の値", en="Last value")
A_PERCENT = Label(ja="1%良くすると", en="1% better brings")
ALONE = Label(ja="単独で必要な値", en="Needed alone")
ALONE_SAYS = Label(ja="これだけで計画に戻せるか", en="Can it alone repair the KGI?")
ALONE_YES = Label(ja="戻せます", en="yes")
ALONE_THERE = Label(ja="すでに計画どおりです", en="on plan already")
ALONE_NO = Label(ja="届きません：「{kgi}」は{best}まで", en="no: {kgi} gets to {best} only")
TOO_MANY = Label(
    ja="先頭の{most}件を載せ、残りの{count}件は省きました。", en="The first {most} KPIs are shown; the other {count} are left out."
)
LEGEND = Label(
    ja="達成率は、小さいほど良いKPIでは 計画÷実績。◎ 達成　○ {scenario}は{fair}以上　△ さらに20ポイント下まで　× それ未満。基準は設定で変えられます。",
    en="Achieved is plan / actual where less is better. ◎ met, ○ {fair} or more ({scenario}), △ down to 20 points less, × below. Settings change these.",
)
HOW = Label(
    ja="計画は実績のある月だけを比べます。着地見込み（直線）＝これまでの平均が続く場合、（計画の形）＝計画との比率が続く場合。",
    en="Plans are compared over months with actuals. Landing: linear if the average so far goes on, plan's shape if the ratio to plan does.",
)

# Sentences of the summary
SAID_RESULT = Label(
    ja="{period}の{kgi}は{actual}で、{scenario}の{which}（{plan}）に対して{share}です（差 {gap}、{symbol}）。",
    en="{period}: {kgi} came to {actual}, {share} of {which} for {scenario} ({plan}); the gap is {gap} {symbol}.",
)
THE_PLAN = Label(ja="計画", en="the plan")
THE_PLAN_NUMBERED = Label(ja="計画{number}", en="plan {number}")
SAID_NOTHING = Label(
    ja="{period}の{kgi}は、実績がまだ入力されていません（{scenario}の計画は{plan}）。",
    en="{period}: there is no actual of {kgi} yet (the plan for {scenario} is {plan}).",
)
SAID_SECOND = Label(
    ja="{scenario}の計画{plan}に対しては{share}です（{symbol}）。", en="Against the plan for {scenario}, {plan}, that is {share} {symbol}."
)
SAID_LANDING = Label(
    ja="このままのペースなら、{last}までの着地は{linear}〜{shape}の見込みで、計画は{end}です。",
    en="At this pace it lands between {linear} and {shape} by {last}; the plan is {end}.",
)
SAID_LANDING_ONE = Label(
    ja="このままのペースなら、{last}までの着地は{linear}の見込みで、計画は{end}です。",
    en="At this pace it lands at {linear} by {last}; the plan is {end}.",
)
SAID_REQUIRED = Label(
    ja="計画を満たすには、残り{count}か月で1か月あたり{required}が必要です（これまでの平均は{mean}）。",
    en="To meet the plan, each of the {count} months left has to bring {required} (the mean so far is {mean}).",
)
SAID_LOSSES = Label(ja="押し下げた主な要因は{causes}です。", en="What cost most: {causes}.")
SAID_GAINS = Label(ja="逆に{causes}が押し上げました。", en="What helped: {causes}.")
CAUSE = Label(ja="{kpi}（{effect}）", en="{kpi} ({effect})")
CAUSE_OWNED = Label(ja="{kpi}（{effect}、担当：{owner}）", en="{kpi} ({effect}, owner: {owner})")
SAID_REMEDIES = Label(
    ja="手間あたりで最もよく取り戻せるのは{levers}です。",
    en="What repairs most per effort: {levers}.",
)
REPAIRS = Label(ja="{kpi}（1%の改善で{effect}）", en="{kpi} ({effect} for 1%)")
SAID_DIFFERENCE = Label(
    ja="入力された実績とKPIから計算した値には{difference}の差があるため、入力漏れや定義の違いを確認してください。",
    en="What was typed differs from what the KPIs make by {difference}: look for missing figures or other definitions.",
)
SAID_ASSUMED = Label(ja="実績が未入力の{count}件のKPIは、計画どおりとみなしました。", en="KPIs without actuals count as planned: {count}.")

# Settings
FAIR = Label(ja="○の基準（必達）", en="○ from (must-achieve)")
FAIR_HELP = Label(
    ja="振り返りで、必達の計画に対して○とする達成率。ここから20ポイント下までは△、それ未満は×です。",
    en="In the review, the share of the must-achieve plan that counts as ○; down to 20 points less is △, below is ×.",
)
STRETCH_FAIR = Label(ja="○の基準（挑戦）", en="○ from (stretch)")
STRETCH_FAIR_HELP = Label(
    ja="同じく、挑戦の計画に対する基準。挑戦は70%でも良い結果です。", en="The same for the stretch plan: 70% of a stretch goal is good."
)
