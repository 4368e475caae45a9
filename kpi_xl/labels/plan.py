"""Words of the monthly plan, of its settings and of the sheet that says how KPIs go."""

from kpi_xl.labels.label import Label

PLAN = Label(ja="月次計画", en="Monthly plan")
WAYS = Label(ja="計画の条件", en="Plan conditions")

# Settings
START = Label(ja="計画の開始月", en="First month of the plan")
START_HELP = Label(
    ja="2026-04 のように入力します。空欄なら、今の年度の最初の月です。",
    en="Such as 2026-04. Blank: the first month of the current fiscal year.",
)
MONTHS = Label(ja="計画の月数", en="Months of the plan")
MONTHS_HELP = Label(ja="12（1年）から36（3年）まで。空欄なら12か月です。", en="12 for a year, up to 36 for three. Blank: 12.")
CURVE = Label(ja="計画の進み方", en="Curve of the plan")
CURVE_HELP = Label(
    ja="直線＝毎月同じ量／等比＝毎月同じ倍率／S字＝ゆっくり始まり、途中で速く、最後はゆるやか。KPIごとに変えるには「計画の条件」シートを使います。",
    en="linear: the same step every month. geometric: the same ratio. s_curve: slow, fast, slow. For one KPI: the sheet Plan conditions.",
)
MEANING = Label(ja="目標の意味（計画）", en="Meaning of goals in the plan")
MEANING_HELP = Label(
    ja="期末時点で到達＝最後の月の勢いが目標に届く／期間累計で到達＝期間全体の合計が目標に届く（期末の値はより高くなります）",
    en="run_rate: the last month runs at the goal. total: all months together meet it, so that the end is higher.",
)
FISCAL_START = Label(ja="年度の開始月", en="Fiscal year begins")
FISCAL_START_HELP = Label(ja="四半期と年度の区切りです。空欄なら4月です。", en="Where quarters and years begin. Blank: January.")
CURVE_LABELS = {
    "linear": Label(ja="直線", en="linear"),
    "geometric": Label(ja="等比", en="geometric"),
    "s_curve": Label(ja="S字", en="s_curve"),
}
MONTH_NAMES = tuple(
    Label(ja=f"{number}月", en=name)
    for number, name in enumerate(
        ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"), 1
    )
)

# The sheet of conditions
ALL = Label(ja="すべて", en="all")
WAYS_SENTENCE = Label(
    ja="月次計画で、KPIごとの進み方を変えたいときだけ入力します。空欄のままなら、設定シートの進み方で計画します。",
    en="Only where a KPI shall go another way than the rest. What stays blank follows the Settings sheet.",
)
WAYS_NOTE = Label(
    ja="進み方・開始の遅れ・季節の重みは月次計画にすぐ反映されます。ほかを変えたら「月次計画」をもう一度実行します（kpi-xl plan ファイル名）。「すべて」の行は、単位に期間のある（人/月など）動かせるKPIに使います。",
    en="Curve, delay and weights move the plan at once; after anything else run kpi-xl plan FILE (or Monthly plan on the ribbon) again. "
    "The row 'all' counts for every lever whose unit has a period.",
)
WAY_KPI_HELP = Label(ja="名前、または「すべて」", en="A name, or 'all'")
WAY_CURVE = Label(ja="進み方", en="Curve")
WAY_CURVE_HELP = Label(ja="空欄は設定のとおり", en="Blank: as in Settings")
DELAY = Label(ja="開始の遅れ（月）", en="Delay (months)")
DELAY_HELP = Label(ja="動き出すまでの月数", en="Before it starts to move")
LAG = Label(ja="効果の遅れ（月）", en="Lag (months)")
LAG_HELP = Label(ja="上位KPIに効くまで", en="Until it acts on KPIs above")
LAG_PROMPT = Label(
    ja="このKPIの変化が、これを使うKPIに届くまでの月数です。3月のリードが5月に成約するなら、リードの行に2と入力します。",
    en="Months until its change reaches the KPIs that use it. Where leads of March close in May, type 2 in the row of leads.",
)
INTO = Label(ja="遅れて効く先", en="Lag into")
INTO_HELP = Label(ja="空欄はすべて", en="Blank: all")
OVER_TIME = Label(ja="集計", en="Over time")
OVER_HELP = Label(ja="空欄は単位から判断", en="Blank: from the unit")
OVER_PROMPT = Label(
    ja="合計＝各月を足す（売上・件数）／期末＝最後の月の値（会員数・残高）／平均＝各月の平均（率・単価）",
    en="flow: months add up (sales, counts). stock: the last month (members, a balance). rate: the mean (rates, prices).",
)
WEIGHT_HELP = Label(ja="季節の重み", en="Weight")
WEIGHT_PROMPT = Label(
    ja="普通の月を1として、1月から12月まですべて入力します。1.2なら普通より2割多い月です。平均が1になるように直して使います。",
    en="All twelve, 1 for a usual month; 1.2 is a fifth more. They are scaled so that their mean is 1.",
)

# The page
HOW = Label(
    ja="{first} から {last} までの{count}か月。各月の値はKPIツリーと同じ数式で計算し、動かせるKPIはシナリオの目標値へ毎月進みます。",
    en="{first} to {last}, {count} months. Every month is computed by the tree's own formulas; levers go month by month to the scenario's targets.",
)
HOW_MONEY = Label(
    ja="期間のある単位（円/年、人/月など）は、その月だけの量です。年間売上 12億円/年 のペースなら、1か月は 1億円 と表示します。",
    en="A unit with a period (JPY/year, visitors/month) shows what that month alone brings: a pace of 120M a year is 10M a month.",
)
HOW_TOTAL = Label(
    ja="期間全体で目標に届くように、期末の値をシナリオの目標値より{count}件で高くしています（「期末」列）。シナリオのシートで目標値を直すと、その分だけ動きます。",
    en="So that the whole period meets the goal, {count} levers end beyond the scenario's targets (column End). Targets changed on the tab move it.",
)
GOAL_CHECK = Label(ja="目標の確認", en="Does the plan meet the goal?")
GOAL_MEANING = Label(ja="目標の意味", en="Meaning")
GOAL = Label(ja="目標", en="Goal")
PLAN_FIGURE = Label(ja="計画", en="Plan")
MONTHLY = Label(ja="月ごと", en="By month")
VERDICT = Label(ja="判定", en="Met?")
OUT_OF_REACH = Label(
    ja="この条件では届かない（上下限・固定・月数を見直してください）", en="Out of reach as asked (look at bounds, locks, months)"
)
MONTHLY_KGI = Label(ja="{kpi}：月・四半期・年", en="{kpi} by month, quarter and year")
OF_SCENARIO = Label(ja="{scenario}（計画）", en="{scenario} (plan)")
ACTUAL = Label(ja="実績", en="Actual")
ACTUAL_SHARE = Label(ja="実績÷{scenario}", en="Actual / {scenario}")
EVERY_KPI = Label(ja="{scenario}：毎月のKPI", en="{scenario}: every KPI, month by month")
MILESTONE = Label(ja="節目（3年後の前提）", en="Milestone (three years ahead)")
WAYS_HEAD = Label(
    ja="進み方（「計画の条件」と設定のとおり。直すとそのまま計画に反映されます）",
    en="How levers go (as Plan conditions and Settings say; live)",
)
WAY_OF = Label(ja="進んだ割合・季節", en="Share of the way, season")
AS_SET = Label(ja="進み：設定のとおり", en="Way: as in Settings")
FOR_ALL = Label(ja="進み：「すべて」の行", en="Way: the row 'all'")
WAY_OF_KPI = Label(ja="進み：{kpi}", en="Way: {kpi}")
DELAY_SHORT = Label(ja="開始の遅れ", en="Delay")
EARLY = Label(ja="先に着く月数", en="Arrives early by")
MONTH_NUMBER = Label(ja="何か月目", en="Month number")
SEASON_OF = Label(ja="季節（平均1）", en="season (mean 1)")
ASKED_CHANGED = Label(ja="⚠ 条件が変わりました。月次計画を作り直してください", en="⚠ Conditions changed: make the monthly plan again")
TODAY = Label(ja="現状（1か月）", en="Today (a month)")
END = Label(ja="期末", en="End")
OVER_SHORT = Label(ja="集計", en="Over time")
PERIOD_TOTAL = Label(ja="期間計", en="Period")
FISCAL_YEAR = Label(ja="{year}年度", en="FY{year}")
CALENDAR_YEAR = Label(ja="{year}年", en="{year}")
QUARTER = Label(ja="{year} Q{quarter}", en="{year} Q{quarter}")
PARTIAL = Label(ja="{name}（{count}か月）", en="{name} ({count} mo.)")
TITLE = Label(ja="{kpi}の月次計画", en="{kpi}, month by month")
REMARK = Label(ja="備考", en="Remark")
DELAYED = Label(ja="{months}か月後から動く", en="starts after {months} months")
LAGS = Label(ja="効果は{months}か月後", en="acts {months} months later")
SEASONAL = Label(ja="季節の重みあり", en="seasonal")
NO_FORMULA = Label(ja="数式を移せないため直線", en="a straight line: its formula cannot be moved")

# The command and the button
PLANNED = Label(
    ja="月次計画を作りました：{first} から {last}（{count}か月、{meaning}）",
    en="Monthly plan made: {first} to {last} ({count} months, {meaning})",
)
PLANNED_LINE = Label(
    ja="{scenario}：{kpi} 期間計 {total}、最後の月のペース {last}（{outcome}）",
    en="{scenario}: {kpi} {total} in all, last month at a pace of {last} ({outcome})",
)
CONDITIONS_MADE = Label(
    ja="シート「{sheet}」を作りました。季節の重みや効果の遅れがあるときだけ入力します。",
    en="The sheet '{sheet}' is there for seasonal weights, delays and lags, if there are any.",
)
TIP = Label(
    ja="目標を月ごとに割り振ったシートを作り直して開きます。開始月・月数・進み方は設定シートで変えられます。",
    en="Makes the sheet with every KPI of every month, and goes to it. First month, months and curve are settings.",
)
GUIDE_TEXT = Label(ja="毎月どこまで進むか、KGIの月・四半期・年の計画", en="Where every KPI is each month; the KGI by month, quarter, year")
