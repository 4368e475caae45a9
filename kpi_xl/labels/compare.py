"""Words of the page that compares scenarios."""

from kpi_xl.labels.label import Label

COMPARE_SUBTITLE = Label(
    ja="現状と各シナリオを並べて比べます。数値はすべて生きた数式です。",
    en="Today and every scenario side by side. Every number is a live formula.",
)
COMPARE_LEGEND = Label(
    ja="◎○△×の基準は各シナリオのシートと同じで、必達と挑戦では異なります。",
    en="◎○△× mean what they mean on each scenario's own tab: must-achieve and stretch have scales of their own.",
)
WHAT_CHANGES = Label(ja="シナリオによる違い", en="What differs")
MOVED_ONLY_BY = Label(ja="動くのは{scenarios}だけ。", en="Moved only by {scenarios}. ")
IN_SCENARIO = Label(ja="{scenario}：{remark}。", en="{scenario}: {remark}. ")
NONE_DIFFERS = Label(ja="動くKPIは同じで、上限・下限に達するものもありません。", en="The same levers move, and none comes to a bound.")
RATIOS = Label(ja="各シナリオは今の何倍か（1.00倍＝現状）", en="How many times today (x1.00 is today)")
RATIOS_OF_MOST = Label(ja="よく動くKPI{count}件は今の何倍か（1.00倍＝現状）", en="How many times today: the {count} levers that move most")
