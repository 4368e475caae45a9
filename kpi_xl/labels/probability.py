"""Words of the page that says how likely the goals are."""

from kpi_xl.labels.label import Label

PROBABILITY = Label(ja="確率", en="Probability")
SUBTITLE = Label(
    ja="どのKPIも計画どおりにはいかないとして、それでも目標に届く確率を{samples}回の試行で求めました。",
    en="How likely the goals are when no KPI turns out exactly as planned, found in {samples} trials.",
)
HOW = Label(
    ja="各KPIは、最悪なら現状のまま、最もありそうなのは目標値、最良なら目標の先へ同じ幅だけ進むものとします（上限・下限の中で）。KPIツリーに下振れ・上振れを入力したKPIは、その幅を使います。",
    en="At worst a KPI stays as it is, most likely it meets its target, at best it goes as far again beyond it, within its bounds. "
    "Where P10 and P90 are typed in the KPI tree, these count.",
)
ALONE = Label(
    ja="連動の強さを入力していないKPIどうしは、互いに無関係に振れるものとしています。実際には一緒に振れることが多いため、確率は目安です。",
    en="Levers without a typed correlation miss independently of each other. In life they often go together: take the figures as a guide.",
)
ONLY_STRONGEST = Label(
    ja="影響の大きい{count}件だけを振らせ、残りは計画どおりとしました。",
    en="Only the {count} levers that matter most miss; all others turn out as planned.",
)
CONTRADICT = Label(
    ja="⚠ 連動の強さどうしが矛盾しているため、計算できません。0に近づけるか、どれかを空欄にしてください。",
    en="⚠ Not computed: the correlations contradict each other. Bring them closer to 0, or clear one.",
)
SAYS = Label(ja="「{plan}」の計画で動くと、{chances}。", en="With the plan of {plan}, {chances}.")
SAYS_ONE = Label(ja="「{goal}」に届くのは{tenths}（{share}）", en="{goal} is met {tenths} ({share})")
TENTHS = Label(ja="10回に{count}回ほど", en="about {count} times in 10")
ONCE = Label(ja="10回に1回ほど", en="about once in 10")
ALMOST_NEVER = Label(ja="ほとんどありません", en="almost never")
ALMOST_ALWAYS = Label(ja="ほぼ毎回", en="nearly always")
CHANCES = Label(ja="目標に届く確率と、{kgi}の幅", en="How likely each goal is, and where {kgi} may end")
PLAN = Label(ja="この計画で動くと", en="With the plan of")
GOAL_OF = Label(ja="「{goal}」に届く確率", en="Chance of {goal}")
P10 = Label(ja="下振れ（10回に1回はこれ以下）", en="Low (1 in 10 is below)")
P50 = Label(ja="中央（半々）", en="Middle (half are below)")
P90 = Label(ja="上振れ（10回に1回はこれ以上）", en="High (1 in 10 is above)")
HISTOGRAM = Label(ja="「{plan}」の計画で動いたときの{kgi}のばらつき", en="Where {kgi} may end with the plan of {plan}")
NONE_MET = Label(ja="どの目標にも届かない", en="No goal met")
MEETS = Label(ja="「{goal}」（{value}）に届く", en="{goal} met ({value})")
DRIVERS = Label(ja="ばらつきを左右するKPI", en="What drives the spread")
CORRELATES = Label(ja="影響度（順位相関）", en="Rank correlation")
SPREAD = Label(ja="想定した幅", en="Assumed spread")
FROM_TO = Label(ja="{low} ～ {high}（最もありそう：{mode}）", en="{low} to {high}, most likely {mode}")
TENTHS_FROM_TO = Label(ja="{low} ～ {high}（入力した下振れ・上振れ）", en="{low} to {high} (P10 and P90 as typed)")
AS_PLANNED = Label(ja="計画どおり", en="as planned")
MORE_DRIVERS = Label(ja="影響の大きい{most}件を載せています（全{count}件）。", en="The {most} strongest of {count} are shown.")
PLANS_LEFT_OUT = Label(ja="ほかのシナリオ{count}件の計画は省きました。", en="The plans of {count} more scenarios are left out.")
NOTHING_SPREADS = Label(ja="動かすKPIがないため、ばらつきはありません。", en="No KPI moves, so nothing can miss.")
