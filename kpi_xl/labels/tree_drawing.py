"""Words of the drawn tree."""

from kpi_xl.labels.label import Label

TREE_SUBTITLE = Label(
    ja="KGIを左から右へ分解した図です。数値はすべて生きた数式です。",
    en="The KGI, broken down from left to right. Every number is a live formula.",
)
TOO_MANY_BOXES = Label(
    ja="KPIが多いため、上の階層から順に{most}個まで描いています。残りの{left_out}個は「{scenario}」の一覧で確認できます。",
    en="A tree this large is drawn level by level up to {most} boxes. The other {left_out} stand in the list on {scenario}.",
)
OF_A_SCENARIO = Label(ja="→ {scenario}", en="→ {scenario}")
WITH_UNIT = Label(ja="{kpi}（{unit}）", en="{kpi} ({unit})")
AND_BELOW = Label(ja="{kpi}［ほか{left_out}個］", en="{kpi} [+{left_out} more]")
HAS_A_GOAL = Label(ja="★ {kpi}", en="★ {kpi}")
DRAWN_ELSEWHERE = Label(ja="↗ {kpi}", en="↗ {kpi}")
FOLDED = Label(ja="└ {kpi}", en="└ {kpi}")

# The legend: short, for a column as wide as a number
A_COMPUTED = Label(ja="計算で決まる", en="Computed")
A_LEVER = Label(ja="動かせる", en="Lever")
A_CONSTANT = Label(ja="固定", en="Fixed")
A_REFERENCE = Label(ja="↗ 参照", en="↗ Elsewhere")
A_GOAL = Label(ja="★ 目標あり", en="★ Has a goal")
SCALE = Label(
    ja="{scenarios}：達成率＝現状÷目標　◎ 達成済み　○ {fair}以上　△ {poor}以上　× それ未満",
    en="{scenarios}: achievement = today / target. ◎ met, ○ {fair} or more, △ {poor} or more, × less.",
)
HOW_TO_READ = Label(
    ja="KPI名を押すとKPIツリーの行へ、目標値を押すとそのシナリオの行へ移動します。↗ は別の場所に描いたKPIで、押すとその場所へ移動します。",
    en="A click on a name goes to its row of the KPI tree, a click on a target to its row of the scenario. ↗ marks a KPI that is drawn elsewhere: a click goes there.",
)
FOLDED_DEEPER = Label(
    ja="第{levels}階層より下は、右端の列に字下げして並べています（└ は上のKPIの内訳）。",
    en="Levels below the {levels}th are listed in the last column, indented: └ marks what stands under the KPI above.",
)
