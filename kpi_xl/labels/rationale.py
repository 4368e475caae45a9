"""Words of the page that explains every number."""

from collections.abc import Mapping

from kpi_xl.labels.label import Label

RATIONALE_SUBTITLE = Label(
    ja="すべての数値の根拠を、計算とともに文章で示します。表示は四捨五入した値、計算は四捨五入する前の値です。",
    en="Where every number comes from, with its arithmetic. Numbers are shown rounded; they are calculated unrounded.",
)

# The goal
AIM = Label(ja="{kpi}を{today}から{target}にします{ratio}。", en="Bring {kpi} from {today} to {target}{ratio}.")
BY_RATIO = Label(ja="（{ratio}）", en=" ({ratio})")
HOW_SET = Label(ja="目標値の根拠", en="How it was set")
TIMES_TODAY = Label(ja="現状 {reference} × {factor} = {target}", en="Today's {reference} × {factor} = {target}")
TIMES_LAST_YEAR = Label(ja="前年 {reference} × {factor} = {target}", en="Last year's {reference} × {factor} = {target}")
NO_LAST_YEAR = Label(
    ja="現状 {reference} × {factor} = {target}（前年の値が空欄のため、現状値を使いました）",
    en="Today's {reference} × {factor} = {target} (last year's value is blank, so today's was used)",
)
TIMES_INDUSTRY = Label(ja="業界平均 {reference} × {factor} = {target}", en="Industry average {reference} × {factor} = {target}")
AS_TYPED = Label(ja="{target}と指定された目標です。", en="{target}, as specified.")
TIMES = Label(ja="{number}倍", en="{number}")
PLANNED = Label(ja="この計画では{kpi}は{plan}になり、{verdict}。", en="With this plan {kpi} comes to {plan}, which {verdict}.")
MEETS = Label(ja="目標を満たします", en="meets the goal")
MISSES = Label(ja="目標を満たしません", en="does not meet the goal")

# How it was worked out
LEAST_EFFORT = Label(
    ja="「{strategy}」：動かす大きさの2乗に難易度を掛けた合計が最も小さくなるように、KPIへ割り振りました。",
    en='"{strategy}": the moves are shared out so that the sum of their squares, times each effort, is smallest.',
)
EQUAL_RATIO = Label(
    ja="「{strategy}」：難易度が同じKPIを同じ倍率だけ良くし、上限・下限に達したものはそこで止めました。",
    en='"{strategy}": levers of equal effort become the same number of times better; one that meets its bound stays there.',
)
HEADROOM = Label(
    ja="「{strategy}」：どのKPIも、現状から上限（下限）までの伸びしろの同じ割合だけ進めました。",
    en='"{strategy}": every lever goes the same share of its way from today to its bound.',
)
TOWARD_STATED = Label(
    ja="「{strategy}」：どのKPIも、現状から個別目標までの道のりの同じ割合だけ進めました。",
    en='"{strategy}": every lever goes the same share of its way from today to its stated target.',
)
IN_ORDER = Label(
    ja="「{strategy}」：優先順位の順に1つずつ、目標に届くか上限・下限に達するまで動かしました。",
    en='"{strategy}": one lever after the other, by priority, until the goal is met or a bound is reached.',
)
CHEAPEST = Label(
    ja="「{strategy}」：費用の合計が最も小さくなるように、費用が分かっているKPIへ割り振りました。",
    en='"{strategy}": the moves are shared out among the levers with a cost so that the total cost is smallest.',
)
WITHIN_BUDGET = Label(
    ja="「{strategy}」：予算の中でKGIが最も良くなるように、費用が分かっているKPIへ割り振りました。",
    en='"{strategy}": the budget is shared out among the levers with a cost so that the KGI becomes as good as it can.',
)
STRATEGY_SAYS: Mapping[str, Label] = {
    "least_effort": LEAST_EFFORT,
    "equal_ratio": EQUAL_RATIO,
    "headroom": HEADROOM,
    "toward_stated": TOWARD_STATED,
    "in_order": IN_ORDER,
    "cheapest": CHEAPEST,
    "within_budget": WITHIN_BUDGET,
}
SOLVED_WITH = Label(ja="「{strategy}」で逆算しました。", en='Solved with "{strategy}".')
SHARE_WENT = Label(ja="進めた割合は{share}です。", en="That share is {share}.")
OPTIMUM: Mapping[str, Label] = {
    "proven": Label(ja="これより小さい負担では届かないことが証明済みです。", en="It is proven that less effort would not do."),
    "found": Label(
        ja="これより小さい負担で届く組み合わせは見つかりませんでした（証明はしていません）。",
        en="No plan with less effort was found (not proven).",
    ),
}
BEST_BUY: Mapping[str, Mapping[str, Label]] = {
    "cheapest": {
        "proven": Label(ja="これより少ない費用では届かないことが証明済みです。", en="It is proven that less money would not do."),
        "found": Label(
            ja="これより少ない費用で届く組み合わせは見つかりませんでした（証明はしていません）。",
            en="No plan that costs less was found (not proven).",
        ),
    },
    "within_budget": {
        "proven": Label(ja="この予算でこれより良くならないことが証明済みです。", en="It is proven that this money cannot do better."),
        "found": Label(
            ja="この予算でこれより良い組み合わせは見つかりませんでした（証明はしていません）。",
            en="No better plan for this money was found (not proven).",
        ),
    },
}
"""The same where money is saved instead of effort."""
FIRST_CROSSING: Mapping[str, Label] = {
    "proven": Label(ja="これより手前では届かないことが証明済みです。", en="It is proven that no point before this one would do."),
    "found": Label(
        ja="これより手前で届く点は見つかりませんでした（証明はしていません）。", en="No earlier point that would do was found (not proven)."
    ),
}
OUTCOMES_SAY: Mapping[str, Label] = {
    "reached": Label(ja="結果：目標に届きます。", en="Outcome: the goal is reached."),
    "out_of_reach": Label(
        ja="結果：この条件では届きません。以下は最も近い案です。",
        en="Outcome: out of reach within these bounds. What follows is the closest plan.",
    ),
    "already_met": Label(
        ja="結果：現状ですでに目標を満たしているため、何も動かしません。", en="Outcome: today already meets the goal, so nothing moves."
    ),
    "no_effect": Label(ja="結果：動かせるKPIが目標に影響しません。", en="Outcome: no lever that may move has an effect on the goal."),
}

# Levers
MOVES = Label(ja="動かすKPI", en="The levers")
STAYS = Label(ja="現状の{today}のままです。", en="Stays at {today}, as today.")
MOVES_TO = Label(ja="{today}から{target}へ{ratio}。", en="From {today} to {target}{ratio}.")
AGREED = Label(ja="話し合いで決めた合意値です。", en=" This is an agreed value.")
NO_HIGH = Label(ja="上限はありません。", en=" No high bound.")
NO_LOW = Label(ja="下限はありません。", en=" No low bound.")
BELOW_HIGH = Label(ja="上限は{bound}で、まだ余裕があります。", en=" Its high bound of {bound} leaves room.")
ABOVE_LOW = Label(ja="下限は{bound}で、まだ余裕があります。", en=" Its low bound of {bound} leaves room.")
AT_HIGH = Label(ja="上限の{bound}に達しています。", en=" It has come to its high bound of {bound}.")
AT_LOW = Label(ja="下限の{bound}に達しています。", en=" It has come to its low bound of {bound}.")
PAST_HIGH = Label(ja="上限の{bound}を超えています。", en=" It is above its high bound of {bound}.")
PAST_LOW = Label(ja="下限の{bound}を下回っています。", en=" It is below its low bound of {bound}.")
LEVERS_LEFT_OUT = Label(
    ja="動かせるKPIは{count}件あります。ここでは、よく動く{most}件を示しました。残りは「{sheet}」シートにあります。",
    en='There are {count} levers; the {most} that move most are shown here. The sheet "{sheet}" has all of them.',
)

# Computed KPIs
ARITHMETIC = Label(ja="計算の内訳", en="The arithmetic")
ARITHMETIC_HOW = Label(
    ja="KPIごとに、数式を言葉で示し、現状と各シナリオの数値を当てはめます。",
    en="For each computed KPI the formula in words, then with today's numbers and each scenario's put in.",
)
EQUATION = Label(ja="{result} = {words}", en="{result} = {words}")
WORKED_OUT = Label(ja="{words} = {result}", en="{words} = {result}")
TOO_LONG = Label(
    ja="{result}：数式が長いため省略しました（{cell}）。使うKPI：{kpis}",
    en="{result}: the formula is too long to show ({cell}). It uses {kpis}",
)
FORMULAS_LEFT_OUT = Label(
    ja="数式で求めるKPIは{count}件あります。ここでは、ツリーの上から{most}件を示しました。残りの数式は「{sheet}」シートにあります。",
    en='{count} KPIs are computed; the {most} nearest the top of the tree are shown here. The sheet "{sheet}" has all of them.',
)
TERMS = Label(ja="（全{count}項）", en=" ({count} terms)")
ITEMS = Label(ja="全{count}件", en="{count} in all")
ELLIPSIS = "…"

SIGNS: Mapping[str, Label] = {
    "*": Label(ja="×", en="×"),
    "/": Label(ja="÷", en="÷"),
    "+": Label(ja="+", en="+"),
    "-": Label(ja="−", en="−"),
    "^": Label(ja="^", en="^"),
    "&": Label(ja="&", en="&"),
    "=": Label(ja="＝", en="="),
    "<>": Label(ja="≠", en="≠"),
    ">=": Label(ja="≧", en="≥"),
    "<=": Label(ja="≦", en="≤"),
    ">": Label(ja="＞", en=">"),
    "<": Label(ja="＜", en="<"),
}

FUNCTIONS: Mapping[str, Label] = {
    "IF": Label(ja="({0}なら{1}、それ以外は{2})", en="({1} if {0}, otherwise {2})"),
    "IFERROR": Label(ja="({0}、計算できなければ{1})", en="({0}, or {1} where that is an error)"),
    "AND": Label(ja="すべて成立({all})", en="all of({all})"),
    "OR": Label(ja="どれかが成立({all})", en="any of({all})"),
    "NOT": Label(ja="不成立({0})", en="not({0})"),
    "SUM": Label(ja="合計({all})", en="sum({all})"),
    "PRODUCT": Label(ja="積({all})", en="product({all})"),
    "SUMPRODUCT": Label(ja="積の合計({all})", en="sum of products({all})"),
    "AVERAGE": Label(ja="平均({all})", en="average({all})"),
    "MEDIAN": Label(ja="中央値({all})", en="median({all})"),
    "MIN": Label(ja="最小({all})", en="smallest of({all})"),
    "MAX": Label(ja="最大({all})", en="largest of({all})"),
    "COUNT": Label(ja="個数({all})", en="count({all})"),
    "ABS": Label(ja="絶対値({0})", en="absolute value({0})"),
    "SQRT": Label(ja="平方根({0})", en="square root({0})"),
    "EXP": Label(ja="eのべき乗({0})", en="e to the power({0})"),
    "LN": Label(ja="自然対数({0})", en="natural logarithm({0})"),
    "LOG10": Label(ja="常用対数({0})", en="logarithm({0})"),
    "ROUND": Label(ja="四捨五入({0}、小数{1}桁)", en="round({0}, {1} decimals)"),
    "ROUNDUP": Label(ja="切り上げ({0}、小数{1}桁)", en="round up({0}, {1} decimals)"),
    "ROUNDDOWN": Label(ja="切り捨て({0}、小数{1}桁)", en="round down({0}, {1} decimals)"),
    "INT": Label(ja="整数部分({0})", en="whole part({0})"),
    "MOD": Label(ja="({0}を{1}で割った余り)", en="(remainder of {0} by {1})"),
    "CHOOSE": Label(ja="番号で選択({all})", en="choose({all})"),
    "INDEX": Label(ja="表から取得({all})", en="look up({all})"),
    "VLOOKUP": Label(ja="表から検索({all})", en="look up({all})"),
    "XLOOKUP": Label(ja="表から検索({all})", en="look up({all})"),
    "SUMIF": Label(ja="条件に合う値の合計({all})", en="sum where({all})"),
    "SUMIFS": Label(ja="条件に合う値の合計({all})", en="sum where({all})"),
    "PMT": Label(ja="毎回の返済額({all})", en="payment({all})"),
    "NPV": Label(ja="正味現在価値({all})", en="net present value({all})"),
}
"""What a function of Excel is called in a sentence; any other keeps its own name."""
