"""Words of the reality check: what the stated targets come to, which of them could be eased, and what closes the rest."""

from kpi_xl.labels.label import Label

# What they come to
STATED_IMPLY = Label(
    ja="個別目標をすべて達成すると{kpi}は{ratio}（{value}）。{excess}道のりの{share}で足ります。",
    en="Meeting every stated target would make {kpi} {ratio} ({value}). {excess}{share} of the way to them is enough.",
)
STATED_IMPLY_ALL = Label(
    ja="個別目標をすべて達成すると{kpi}は{ratio}（{value}）。{excess}道のりの{shares}で足ります。",
    en="Meeting every stated target would make {kpi} {ratio} ({value}). {excess}Of the way to them {shares} is enough.",
)
SHARE_FOR = Label(ja="{share}（{scenario}）", en="{share} ({scenario})")
STATED_MISS = Label(
    ja="個別目標をすべて達成しても{kpi}は{ratio}（{value}）で、この目標には届きません。道のりの{share}まで進めれば届きます。",
    en="Even meeting every stated target makes {kpi} only {ratio} ({value}), short of this goal. {share} of the way would do.",
)
STATED_NEVER = Label(
    ja="個別目標をすべて達成すると{kpi}は{ratio}（{value}）。その道の先でも、この目標には届きません。",
    en="Meeting every stated target would make {kpi} {ratio} ({value}); going on that way does not meet this goal.",
)
NO_STATED = Label(ja="個別目標は入力されていません。", en="No stated targets are given.")

# By how much they overshoot; for a KPI whose less is better in other words
WILD = Label(
    ja="{goal}の{times}倍です。そこまで働かなくて大丈夫です。", en="That is {times} times {goal}: nobody asked for that much work. "
)
WILD_LOWER = Label(
    ja="{goal}の{times}倍良い水準です。そこまで働かなくて大丈夫です。",
    en="That is {times} times better than {goal}: nobody asked for that much work. ",
)
AMPLE = Label(ja="{goal}の{times}倍にあたります。", en="That is {times} times {goal}. ")
AMPLE_LOWER = Label(ja="{goal}の{times}倍良い水準です。", en="That is {times} times better than {goal}. ")
THE_GOAL = Label(ja="目標", en="the goal")
HIGHEST_GOAL = Label(ja="いちばん厳しい目標", en="the most demanding goal")

# Which could be eased
EASE = Label(ja="緩めるなら", en="What to ease")
CHANGE = Label(ja="{lever} {stated}→{needed}", en="{lever} {stated} → {needed}")
AND_MORE = Label(ja="（ほか{count}件）", en=" (and {count} more)")
TOGETHER = Label(
    ja="まとめてここまで緩めても「{scenario}」に届きます：{changes}{more}。",
    en='Eased together to this, they still meet "{scenario}": {changes}{more}.',
)
ENOUGH_ONE = Label(
    ja="個別目標{count}件のうち、「{lever}」（{today}→{stated}）の1件だけで目標に届きます。ほかは今のままで構いません。",
    en="Of the {count} stated targets {lever} alone ({today} → {stated}) meets the goal; everything else could stay as today.",
)
ENOUGH_FEW = Label(
    ja="個別目標{count}件のうち、{levers}の{few}件だけで目標に届きます。ほかは今のままで構いません。",
    en="Of the {count} stated targets these {few} alone meet the goal: {levers}. Everything else could stay as today.",
)
ALONE_ANY = Label(
    ja="個別目標{count}件のうちどの1件をあきらめても、残りで目標に届きます。",
    en="Any single one of the {count} stated targets could be given up: the others still meet the goal.",
)
ALONE = Label(ja="1件だけ緩めるなら、次のどれかです：{changes}{more}。", en="Easing one alone, any of these would do: {changes}{more}.")
ALONE_NONE = Label(
    ja="個別目標のうち1件でも緩めると、目標に届きません。", en="None of the stated targets could be eased: each is needed in full."
)

# What closes the rest
CLOSE = Label(
    ja="残りは、個別目標を超えてここまで進めれば届きます：{changes}{more}。",
    en="To close the rest, go beyond the stated targets: {changes}{more}.",
)
CLOSE_NEVER = Label(
    ja="上限・下限の範囲で{kpi}が届くのは{value}までです（{proof}）。",
    en="Within the bounds {kpi} comes to {value} at most ({proof}).",
)
CLOSE_NEVER_LOWER = Label(
    ja="上限・下限の範囲で{kpi}を下げられるのは{value}までです（{proof}）。",
    en="Within the bounds {kpi} comes down to {value} at best ({proof}).",
)
AGAINST = Label(
    ja="{levers}の個別目標は、{kpi}の目標から遠ざかる向きです。値と改善方向を確かめてください。",
    en="The stated targets of {levers} lead away from the goal of {kpi}. Check the values and which way is better.",
)
PAST_BOUNDS = Label(
    ja="{levers}の個別目標は、上限・下限の外にあります。どちらかを直してください。",
    en="The stated targets of {levers} lie outside their bounds. Correct one or the other.",
)
