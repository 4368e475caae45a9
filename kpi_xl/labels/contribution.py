"""Words of what splits a change of the KGI among the KPIs that moved."""

from kpi_xl.labels.label import Label

CONTRIBUTION = Label(ja="貢献分析", en="Contribution")
WATERFALL = Label(ja="{kgi}の増減の内訳：現状から「{scenario}」へ", en="What changes {kgi}, from today to {scenario}")
OTHERS = Label(ja="その他{count}件", en="{count} others")
SINCE = Label(ja="逆算後の変更", en="Changed since")
LEVEL_ONE = Label(ja="分野（{kgi}のすぐ下のKPI）", en="By the KPIs right below {kgi}")
CHANGE = Label(ja="増減", en="Change")
SHARE = Label(ja="割合", en="Share")
TOTAL = Label(ja="合計", en="Total")
AS_SOLVED = Label(
    ja="各KPIの分は逆算した時点の計算です（{method}）。現状と目標の棒は生きた数式です。",
    en="Each KPI's part was computed when the workbook was solved ({method}). The bars of today and the target are live formulas.",
)
EDITED = Label(
    ja="⚠ 逆算したあとに値が変わりました。変わった分は「{since}」にまとめています。再逆算すると、KPIごとに分け直します。",
    en="⚠ Values have changed since the workbook was solved; the difference is the bar {since}. Solve again to split it.",
)
METHODS = {
    "shapley": Label(
        ja="シャープレイ値：動かす順番をすべて試した平均", en="Shapley value: the mean over every order in which the KPIs could move"
    ),
    "aumann_shapley": Label(
        ja="オーマン・シャープレイ値：全KPIを少しずつ一緒に動かしたときの効果の合計",
        en="Aumann-Shapley value: the effects summed up while all KPIs move together in tiny steps",
    ),
    "sequential": Label(
        ja="表の順に1つずつ動かしたときの効果", en="the effect of each KPI when they move one by one in the order of the table"
    ),
}
"""How a split was made, in words."""

# The page
SUBTITLE = Label(
    ja="「{kgi}」の差を、どのKPIがどれだけ生み出しているかに分けています。",
    en="How much of a change of {kgi} each KPI explains, between any two states.",
)
ALL_SOLVED = Label(
    ja="数値は逆算した時点のもので、合計は必ず差と一致します。入力を変えたら再逆算してください。",
    en="Figures are those of the last solve and always add up to the change. Solve again after changing an input.",
)
BY_LEVER = Label(ja="動かすKPIごと", en="By lever")
IN_ORDER = Label(ja="表の順に1つずつ動かした場合", en="One by one, in the order of the table")
ORDER_NOTE = Label(
    ja="「表の順」の数値は、上の行から順に動かしたときの増減です。後に動かすKPIほど、先に動いたKPIの効果に乗って大きくなりがちです。",
    en="One by one: the change as the KPIs move row by row. What moves later stands on what moved before, so it tends to count for more.",
)
FROM_TO = Label(ja="{before} → {after}", en="{before} → {after}")
NO_SPLIT = Label(
    ja="「{pairs}」は、途中で{kgi}がエラーになるため、KPIごとに分けられません。",
    en="Not split: {pairs}, since {kgi} is an error on the way.",
)
PAIRS_LEFT_OUT = Label(ja="ほかの組み合わせ{count}組は省きました。", en="{count} more pairs are left out.")
MEASURED = Label(ja="{month}実績", en="{month} actual")
MONTHS = Label(ja="実績の月との差", en="From and to the months that were measured")
MONTHS_NOTE = Label(
    ja="KPIの実績がある最後の月です（{months}）。「/年」のKPIは、その月の実績を年間ペースに直して比べます。",
    en="The last months for which KPIs were typed ({months}). What is counted per year is compared at the month's annual pace.",
)
ASSUMED = Label(
    ja="{month}の実績がないため、その前の最後の実績（なければ現状値）で計算したKPI：{names}",
    en="Not typed for {month}, so taken as last typed before, or as today: {names}",
)
REST_NOTE = Label(
    ja="「計算差」は、入力された「{kgi}」の実績と、KPIから計算した値との差です。入力漏れや定義の違いを確認してください。",
    en="Difference: {kgi} as typed, less what the formula makes of the KPIs. Look for figures not typed, or defined otherwise.",
)
