"""Words of the page that looks three years ahead: milestones of the KGI and the assumptions behind them."""

from kpi_xl.labels.label import Label

AHEAD = Label(ja="3年後の前提", en="Three years ahead")
SUBTITLE = Label(
    ja="{kgi}を年ごとにどこまで伸ばすか、そのとき何が変わり、何が変わらないと見ているか。",
    en="How far {kgi} shall come year by year, and what is likely to change on the way, and what is not.",
)
_TYPE = Label(
    ja="節目は、伸び率か金額のどちらかを黄色いセルに入力します（両方あれば金額）。年は年度です。",
    en="Type a growth rate or a value for each year (a value wins); years are fiscal years. ",
)
_CHECK = Label(
    ja="前提は確認したら日付と状態を入れます。更新：kpi-xl ahead ファイル名（入力は消えません）",
    en="When you check an assumption, type the date and its state. To update: kpi-xl ahead FILE (what you typed stays).",
)
_PATH = Label(
    ja="計画の線は、目標の期限の年に目標値へ届くとして引いています（期限が空欄なら翌年）。",
    en="The lines of the plan reach a goal's target in the year it is due, next year where it has no date. ",
)
_MONTHLY = Label(
    ja="計画は月次計画のその年度の値です（一部の月だけの年度は1年分に直し、月次計画のあとの年度は期末の値が続くとします）。",
    en="The plan is what the Monthly plan brings in that year (a year planned in part counts as its months do on average; after the plan its end goes on). ",
)
HOW = Label(ja=_TYPE.ja + _PATH.ja + _CHECK.ja, en=_TYPE.en + _PATH.en + _CHECK.en)
HOW_MONTHLY = Label(ja=_TYPE.ja + _MONTHLY.ja + _CHECK.ja, en=_TYPE.en + _MONTHLY.en + _CHECK.en)

# Milestones
YEAR = Label(ja="年", en="Year")
GROWTH = Label(ja="伸び率", en="Growth")
VALUE = Label(ja="直接入力する値", en="Or its value")
MILESTONE = Label(ja="節目", en="Milestone")
PLAN = Label(ja="計画", en="Plan")
PLAN_ABOVE = Label(ja="上の計画", en="Plan above")
NOTE = Label(ja="その年の姿", en="What that year looks like")
ENOUGH = Label(ja="計画の到達度", en="Plan gets to")
REACHES = Label(ja="3年で「{scenario}」に届く伸び率です。書き換えてください", en="Leads to '{scenario}' in three years; write over it")

# Assumptions
ASSUMPTION = Label(ja="前提", en="Assumption")
AREA = Label(ja="分野", en="About")
OUTLOOK = Label(ja="変わりやすさ", en="Likely to change?")
KPI_1 = Label(ja="関わるKPI", en="KPI it touches")
KPI_2 = Label(ja="関わるKPI 2", en="KPI it touches 2")
KPI_3 = Label(ja="関わるKPI 3", en="KPI it touches 3")
SIGN = Label(ja="崩れたと分かる兆し", en="Sign that it falls")
CHECKED = Label(ja="確認日", en="Checked on")
STATE = Label(ja="状態", en="State")
REMARK = Label(ja="判定", en="To do")
RESPONSE = Label(ja="崩れたときの手", en="What we do then")

CUSTOMERS = Label(ja="顧客が求めるもの", en="what customers need")
TECHNOLOGY = Label(ja="技術", en="technology")
MARKET = Label(ja="市場", en="market")
LIKELY = Label(ja="変わりやすい", en="likely to change")
UNLIKELY = Label(ja="変わりにくい", en="unlikely to change")
HOLDS = Label(ja="成り立っている", en="holds")
SHAKY = Label(ja="揺らいでいる", en="shaky")
FELL = Label(ja="崩れた", en="fell")

SAYS_FELL = Label(ja="× 崩れた", en="× fell")
SAYS_SHAKY = Label(ja="△ 揺らぎ", en="△ shaky")
SAYS_UNCHECKED = Label(ja="… 未確認", en="… never checked")
SAYS_CHECK_AGAIN = Label(ja="… 再確認", en="… check again")
SAYS_HOLDS = Label(ja="◎ 成立", en="◎ holds")

MILESTONES_HEAD = Label(ja="年ごとの節目", en="Milestones by year")
ASSUMPTIONS_HEAD = Label(
    ja="前提（{days}日たった「変わりやすい」前提は再確認）", en="Assumptions (what is likely to change is checked every {days} days)"
)
CHART = Label(ja="{kgi}：節目と計画", en="{kgi}: milestones and plan")

# What a review asks
ASK = Label(
    ja="「{assumption}」はまだ成り立っていますか？（{outlook}、前回の確認：{checked}、関わるKPI：{kpis}）",
    en="Does '{assumption}' still hold? ({outlook}; last checked: {checked}; touches {kpis})",
)
HAS_FALLEN = Label(
    ja="前提「{assumption}」が崩れました。{kpis}の目標と施策を見直してください。{response}",
    en="The assumption '{assumption}' fell: look again at the targets and tasks of {kpis}. {response}",
)
NEVER = Label(ja="なし", en="never")
NO_KPIS = Label(ja="KPI", en="the KPIs")

UPDATED = Label(
    ja="「{sheet}」を更新しました：節目 {years}年分、前提 {assumptions}件、確認が必要 {ask}件、崩れた前提 {fell}件",
    en="'{sheet}' updated: {years} years, {assumptions} assumptions, {ask} to check, {fell} fallen",
)
BUTTON = Label(ja="3年後の前提", en="Years ahead")
BUTTON_TIP = Label(
    ja="年ごとの節目と、変わりやすい・変わりにくい前提を書くシートを作り、更新します。入力は消えません。",
    en="Makes or updates the sheet for milestones by year and for what is likely or unlikely to change. What you typed stays.",
)
SHEET_PURPOSE = Label(
    ja="KGIの年ごとの節目と、その前提（顧客・技術・市場）を書き、崩れていないかを振り返りのたびに確かめます。",
    en="Milestones of the KGI by year and the assumptions behind them (customers, technology, market), to be checked at every review.",
)
