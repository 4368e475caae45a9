"""Words of what a scenario's tab says."""

from kpi_xl.labels.label import Label

TARGET = Label(ja="目標値", en="Target")
GAP = Label(ja="差", en="Gap")
RATIO = Label(ja="倍率", en="Ratio")
ROOM_USED = Label(ja="伸びしろ使用率", en="Room used")
STATUS = Label(ja="状態", en="Status")
REMARK = Label(ja="備考", en="Remark")
AGREED = Label(ja="合意値", en="Agreed")
TAB_NOTE = Label(ja="メモ", en="Notes")
TODAY = Label(ja="現状", en="Today")
PLANNED = Label(ja="この計画では", en="With this plan")
SURPLUS = Label(ja="過不足", en="Over / under")
VERDICT = Label(ja="判定", en="Met?")
OUTCOME = Label(ja="結果", en="Outcome")
GOAL = Label(ja="目標", en="Goal")
BINDING = Label(ja="制約", en="What binds")
REALITY = Label(ja="現実チェック", en="Reality check")
HINT = Label(ja="補足", en="Note")
WAY_OUT = Label(ja="届かせるには", en="What would do")
TOP_FIVE = Label(ja="よく効くKPI（上位5）", en="The five levers that count most")
ELASTICITY = Label(ja="弾力性", en="Elasticity")
FRESH = Label(ja="最新", en="Up to date")
STALE = Label(ja="⚠ 入力が変わりました。再逆算してください", en="⚠ Inputs have changed. Solve again")
REACHED = Label(ja="到達", en="Reached")
MISSED = Label(ja="未達", en="Not reached")
GUARDRAIL = Label(ja="歯止め：{kpi}", en="Guardrail: {kpi}")
KEPT = Label(ja="守られる", en="Kept")
BROKEN = Label(ja="破れる", en="Broken")
GUARDS_STOP = Label(
    ja="逆算方法「{strategy}」の道筋では、目標と歯止めが同時に成り立つ点が見つかりません。「{other}」ならあるかもしれません。",
    en="On the path of the strategy {strategy} no point was found where the goal and its guardrails hold together. {other} may find one.",
)
SUBTITLE = Label(ja="逆算方法：{strategy}　／　結果：{outcome}", en="Strategy: {strategy}  |  Outcome: {outcome}")
NONE_BINDS = Label(ja="上限・下限に達したKPIはありません。", en="No KPI has come to its bound.")
THESE_BIND = Label(ja="上限・下限に達したKPI：{levers}", en="At their bounds: {levers}")
LOW_BOUND = Label(ja="下限", en="low bound")
HIGH_BOUND = Label(ja="上限", en="high bound")
IS_AT = Label(ja="{lever}は{bound}が{side}", en="{lever} is at its {side} of {bound}")
BINDS = Label(ja="{levers}です。", en="{levers}.")
BIND_AND_MORE = Label(ja="{levers}です（ほか{count}件）。", en="{levers} (and {count} more).")
MOST = Label(ja="最大", en="most")
LEAST = Label(ja="最小", en="least")
REACH_PROVEN = Label(ja="この条件で届く{most}は{value}です（証明済み）。", en="The {most} these bounds allow is {value} (proven).")
REACH_FOUND = Label(ja="この条件で見つかった{most}は{value}です。", en="The {most} found within these bounds is {value}.")
STRATEGY_STOPS = Label(
    ja="目標は上限・下限の範囲内にありますが、逆算方法「{strategy}」では届きません。「{other}」を選んで、もう一度逆算してください。",
    en="The goal lies within the bounds, but the strategy {strategy} does not get there. Choose {other} and solve again.",
)
RAISED = Label(ja="上げる", en="raised")
LOWERED = Label(ja="下げる", en="lowered")
WORTH_MORE = Label(
    ja="{lever}の{side}を{step}{moved}ごとに、{kpi}は約{delta}増えます。",
    en="Every {step} by which the {side} of {lever} is {moved} adds about {delta} to {kpi}.",
)
WORTH_LESS = Label(
    ja="{lever}の{side}を{step}{moved}ごとに、{kpi}は約{delta}減ります。",
    en="Every {step} by which the {side} of {lever} is {moved} takes about {delta} off {kpi}.",
)
POINTS = Label(ja="{number}ポイント", en="{number} points")
POINT = Label(ja="{number}ポイント", en="{number} point")
RELAX = Label(
    ja="{lever}の{side}を{bound}から{needed}にすると{goal}に届きます。",
    en="{goal} is reached with the {side} of {lever} at {needed} instead of {bound}.",
)
RELAX_ALSO = Label(
    ja="{lever}の{side}を{bound}から{needed}にしても届きます。",
    en="It is also reached with the {side} of {lever} at {needed} instead of {bound}.",
)
MORE_WOULD_DO = Label(ja="ほか{count}件の上限・下限でも、1つ変えれば届きます。", en="Each of {count} more bounds would do alone.")
NO_LEVER = Label(ja="動かせるKPIの中に、{kpi}に影響するものがありません。", en="None of the levers that may move has an effect on {kpi}.")
NOT_MOVED = Label(ja="この方法で動かせないKPI：{levers}", en="Not moved by this strategy: {levers}")
TOGETHER = Label(
    ja="単独では届きませんが、{changes}、同時に変えると{goal}に届きます。",
    en="No single bound would do, but together these reach {goal}: {changes}.",
)
ONE_OF_TOGETHER = Label(ja="{lever}の{side}を{bound}から{needed}に", en="the {side} of {lever} at {needed} instead of {bound}")
EVERY_GOAL = Label(ja="すべての目標", en="every goal")
NO_RELAXATION = Label(ja="上限・下限を変えて届く組み合わせは見つかりませんでした。", en="No change of the bounds was found that would do.")
PROVEN = Label(ja="証明済み", en="proven")
AS_SEARCHED = Label(ja="探索の範囲", en="as far as was searched")
CONFLICT = Label(ja="目標{goals}は同時には満たせません（{proof}）。", en="The goals {goals} cannot hold together ({proof}).")
ALONE_TOO_FAR = Label(
    ja="目標{goals}は、ほかの目標がなくても届きません（{proof}）。", en="The goal {goals} is out of reach even by itself ({proof})."
)
QUOTED_GOAL = Label(ja="「{kpi}」", en='"{kpi}"')
AND_GOAL = Label(ja="と", en=" and ")
CLOSEST = Label(ja="もっとも近い案では、{values}です。", en="In the closest plan {values}.")
CLOSEST_VALUE = Label(ja="{kpi}は{value}（目標{target}）", en="{kpi} is {value} (goal {target})")
SOFT_MISSED = Label(
    ja="目標「{kpi}」は{target}に対して{value}です（あと{gap}）。ほかの目標を優先しました。",
    en='The goal "{kpi}" ends at {value} instead of {target} ({gap} short), as other goals come first.',
)
HELD_BACK = Label(
    ja="「{base}」の値より後退しない条件で逆算したため、届きません。設定「{setting}」を「{no}」にして、もう一度逆算すると届きます。",
    en='Out of reach only because no lever may fall back behind "{base}". Set "{setting}" to {no} in the settings and solve again: then it is reached.',
)
RELEASE = Label(
    ja="合意値で固定しているため、届きません。{levers}の合意値を外して、もう一度逆算すると届きます。",
    en="Out of reach only because of agreed values. Clear the agreed value of {levers} and solve again: then it is reached.",
)
RELEASE_ONE = Label(
    ja="合意値で固定しているため、届きません。{levers}のどれか1つの合意値を外して、もう一度逆算すると届きます。",
    en="Out of reach only because of agreed values. Clear that of one of {levers} and solve again: then it is reached.",
)
RELEASE_ALL = Label(
    ja="合意値で固定しているため、届きません。{levers}の合意値をすべて外して、もう一度逆算すると届きます。",
    en="Out of reach only because of agreed values. Clear those of {levers}, all of them, and solve again: then it is reached.",
)
IS_PRACTICAL = Label(
    ja="目標値は、実用的な数値に丸めてあります（設定「{setting}」）。", en='Targets are rounded to practical numbers (setting "{setting}").'
)
NO_ROW = Label(ja="KPIツリーに行がありません", en="no row of the KPI tree")
AGREED_PROMPT = Label(
    ja="合意した値を入力すると、次の逆算ではその値に固定し、残りのKPIで目標を満たします。青字の目標値がある行だけに入力できます。",
    en="A value typed here is kept by the next solve, and the other levers meet the goal around it. Only rows with a blue target take one.",
)
NOTES_PROMPT = Label(ja="自由に書けます。もう一度逆算しても残ります。", en="Anything. It stays when the workbook is solved again.")
LOCKED_ROW = Label(ja="固定", en="locked")
VALUE_ONLY = Label(ja="数式を移せないため値", en="a value: its formula cannot be moved here")
AT_HIGH = Label(ja="上限に到達", en="at its high bound")
AT_LOW = Label(ja="下限に到達", en="at its low bound")
ABOVE_HIGH = Label(ja="上限を超えています", en="above its high bound")
BELOW_LOW = Label(ja="下限を下回っています", en="below its low bound")
LEGEND = Label(
    ja="達成率＝現状÷目標　◎ 達成済み　○ {fair}以上　△ {poor}以上　× それ未満。青字の目標値は書き換えられます（数式がその場で再計算します）。",
    en="Achievement = today / target: ◎ met, ○ {fair} or more, △ {poor} or more, × less. Targets in blue can be overtyped; the formulas follow.",
)
