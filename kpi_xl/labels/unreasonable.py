"""Words of how unreasonable a target is. They encourage: an unreasonable goal is where thinking begins."""

from collections.abc import Mapping

from kpi_xl.labels.label import Label

HEADER = Label(ja="非常識度", en="How unreasonable")
BANDS: Mapping[str, Label] = {
    "ordinary": Label(ja="常識", en="ordinary"),
    "daring": Label(ja="挑戦", en="daring"),
    "unreasonable": Label(ja="非常識", en="unreasonable"),
}
STARS: Mapping[str, str] = {"ordinary": "★☆☆", "daring": "★★☆", "unreasonable": "★★★"}
SHOWN = Label(ja="{stars} {band}", en="{stars} {band}")

RULE = Label(
    ja="非常識度：★☆☆ 常識は今や業界平均の{ordinary}倍まで、★★★ 非常識は{unreasonable}倍から、★★☆ 挑戦はその間。"
    "伸びしろは{some}と{most}、過去の月ごとの変化は標準偏差の{usual}倍と{rare}倍が境目で、いちばん厳しい物差しで決まります。",
    en="How unreasonable: ★☆☆ ordinary up to {ordinary} times today or the industry, ★★★ unreasonable from {unreasonable} times, ★★☆ daring "
    "between. Of the room {some} and {most}, of past monthly changes {usual} and {rare} standard deviations are the limits; the severest decides.",
)
TODAY = Label(ja="今の{figure}倍", en="{figure} times today")
INDUSTRY = Label(ja="業界平均の{figure}倍", en="{figure} times the industry")
ROOM = Label(ja="伸びしろの{figure}", en="{figure} of its room")
HISTORY = Label(
    ja="毎月の変化がいつもより標準偏差の{figure}倍大きい", en="each month's change {figure} standard deviations above the usual one"
)
FIGURES: Mapping[str, Label] = {"today": TODAY, "industry": INDUSTRY, "room": ROOM, "history": HISTORY}

JUDGED = Label(ja="{kpi}：{shown}（{figures}）", en="{kpi}: {shown} ({figures})")
GOAL = Label(ja="{kpi}の目標は今の{times}倍で「{band}」。", en="The goal for {kpi}, {times} times today, is {band}. ")
GOAL_UNREASONABLE = Label(ja="{kpi}を今の{times}倍に。堂々の「{band}」です。", en="{kpi} at {times} times today is proudly {band}. ")
ALL_WITHIN = Label(
    ja="でも動かす{count}件は、常識{ordinary}・挑戦{daring}・非常識0。どれも話し合える大きさです。",
    en="The {count} levers behind it are not: {ordinary} ordinary, {daring} daring, each of a size to talk about.",
)
WITHIN = Label(
    ja="動かす{count}件は、常識{ordinary}・挑戦{daring}・非常識0。どれも話し合える大きさです。",
    en="Of the {count} levers behind it {ordinary} are ordinary, {daring} daring, each of a size to talk about.",
)
SOME_BEYOND = Label(
    ja="動かす{count}件は、常識{ordinary}・挑戦{daring}・非常識{beyond}（{levers}）。まずそこで、やり方を変える話を。",
    en="Of the {count} levers behind it {ordinary} are ordinary, {daring} daring, {beyond} unreasonable ({levers}): start there, and do it differently.",
)
