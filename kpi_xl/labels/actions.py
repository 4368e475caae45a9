"""Words of the action plan: its columns, what they may hold, what its live cells say."""

from kpi_xl.labels.label import Label

ACTIONS = Label(ja="アクションプラン", en="Action plan")

# Columns that people fill in
NUMBER = Label(ja="番号", en="No")
TASK = Label(ja="施策", en="Task")
APPROACH = Label(ja="進め方", en="Approach")
HYPOTHESIS = Label(ja="仮説", en="Hypothesis")
SUCCESS = Label(ja="成功の基準", en="Success criterion")
START = Label(ja="開始日", en="Start")
AFTER = Label(ja="先に終える施策", en="After")
EFFECT = Label(ja="見込み効果", en="Expected effect")
EFFECT_KIND = Label(ja="効果の書き方", en="Effect as")
COST = Label(ja="費用", en="Cost")
STATUS = Label(ja="状況", en="Status")
MEASURED = Label(ja="実測した効果", en="Measured effect")
LEARNING = Label(ja="学び", en="Learning")

# Columns that fill themselves in
GAP = Label(ja="ギャップ", en="Gap")
UNCOVERED = Label(ja="不足", en="Uncovered")
COVERED = Label(ja="カバー率", en="Covered")
COVERED_STRETCH = Label(ja="挑戦のカバー率", en="Stretch covered")
TIMING = Label(ja="期限の判定", en="Timing")
LATEST = Label(ja="最遅開始日", en="Latest start")
SLACK = Label(ja="余裕日数", en="Slack in days")
VERDICT = Label(ja="効果の判定", en="What came of it")

# Choices
PROVEN = Label(ja="実績ある手法", en="Proven")
OTHER_INDUSTRY = Label(ja="異業種の応用", en="Other industry")
UNTRIED = Label(ja="誰も試していない", en="Untried")
AS_VALUE = Label(ja="値", en="value")
AS_SHARE = Label(ja="現状比", en="% of today")
TODO = Label(ja="未着手", en="not started")
DOING = Label(ja="進行中", en="in progress")
DONE = Label(ja="完了", en="done")
DROPPED = Label(ja="中止", en="dropped")

# What live cells say
LATE = Label(ja="⚠ 期限超過", en="⚠ overdue")
OVERLAPS = Label(ja="⚠ 次と重なる", en="⚠ overlaps next")
NOT_BEGUN = Label(ja="△ 着手遅れ", en="△ begin now")
ON_TIME = Label(ja="○ 予定内", en="○ on time")
CLOSED_DONE = Label(ja="完了", en="done")
CLOSED_DROPPED = Label(ja="中止", en="dropped")
NOT_EXECUTED = Label(ja="× 未実行", en="× not executed")
NO_EFFECT = Label(ja="× 実行・効果なし", en="× executed, no effect")
SOME_EFFECT = Label(ja="△ 実行・効果は一部 ", en="△ executed, partly ")
NEARLY = Label(ja="○ 実行・ほぼ見込み ", en="○ executed, nearly ")
AS_EXPECTED = Label(ja="◎ 実行・見込みどおり ", en="◎ executed, met ")
TO_MEASURE = Label(ja="… 実測を入力", en="… type the result")
NO_EXPECTATION = Label(ja="… 見込みがない", en="… none expected")
WRONG_WAY = Label(ja="⚠ 効果が逆向き", en="⚠ wrong direction")
NO_GAP = Label(ja="－ 不要", en="– none needed")

# Above the table
SUBTITLE = Label(
    ja="「{scenario}」までのギャップを、施策の見込み効果で埋めます。足りないKPIは不足の欄が赤くなります。",
    en="Fill each KPI's gap to '{scenario}' with the expected effects of tasks; what is not covered turns red.",
)
HOW = Label(
    ja="黄色いセルに入力します。1つのKPIに施策がいくつあってもかまいません（表の途中か、すぐ下に行を足します）。"
    "効果は増減をそのまま、減らすKPIならマイナスで書きます。更新：kpi-xl actions ファイル名（入力は消えません）",
    en="Type in the yellow cells. A KPI may have any number of tasks: insert rows, or go on below. Effects carry their sign: minus lowers a KPI. "
    "To update: kpi-xl actions FILE (what you typed stays).",
)
LEFT_OUT = Label(
    ja="動かすKPIのうち影響の大きい{most}件に行を作りました。残り{count}件は、必要ならKPIを選んで行を足してください。",
    en="Rows are made for the {most} KPIs that count most; for the other {count}, add rows and choose the KPI where you need them.",
)
TO_MOVE = Label(ja="動かすKPI", en="KPIs to move")
SHORT = Label(ja="不足のあるKPI", en="KPIs not covered")
OVERDUE = Label(ja="期限超過の施策", en="Overdue tasks")
TODAY = Label(ja="今日", en="Today")
END = Label(ja="ここから逆算（目標の期限）", en="Worked back from the goal's due date")
END_OF_TASKS = Label(ja="目標の期限が空欄のため、最も遅い施策から逆算", en="Goal has no due date: from the last task's")
PATH = Label(ja="最も余裕のない流れ（{when} の更新時点）", en="The tightest chain of tasks (as of {when})")
PATH_SAYS = Label(ja="{path}（余裕{slack}日）", en="{path} (slack: {slack} days)")
NO_PATH = Label(ja="開始日と期限を入力して更新すると表示します", en="Type start and due dates and update")
UNSETTLED = Label(
    ja="⚠ 施策のつながりが長いか、循環しています。kpi-xl actions で更新してください",
    en="⚠ Tasks wait in a long chain or a circle: run kpi-xl actions",
)
PROBLEMS = Label(ja="⚠ {when} の更新時点で直す所が{count}件：{first}", en="⚠ To correct ({count}), as of {when}: {first}")
MONTHS = Label(ja="月", en="month")
YEARS = Label(ja="年", en="year")
BAR_OPEN = Label(ja="予定", en="planned")
BAR_CRITICAL = Label(ja="◆ クリティカル", en="◆ critical")
BAR_LATE = Label(ja="⚠ 期限超過", en="⚠ overdue")
BAR_CLOSED = Label(ja="完了・中止", en="done, dropped")
BAR_TODAY = Label(ja="今日", en="today")
GANTT = Label(ja="日程（日・週・月は期間の長さで切り替わります）", en="Schedule (days, weeks or months, by its length)")

# Commands and notes
UPDATED = Label(
    ja="アクションプランを更新しました：施策の行 {rows}件、動かすKPI {kpis}件、不足のあるKPI {short}件、期限超過 {late}件",
    en="Action plan updated: {rows} rows, {kpis} KPIs to move, {short} not covered, {late} overdue",
)
BUTTON = Label(ja="アクションプラン", en="Action plan")
BUTTON_TIP = Label(
    ja="動かす必要のあるKPIごとに施策の行を作り、カバー率・最遅開始日・ガントチャートを更新します。入力は消えません。",
    en="Makes a row for every KPI that has to move and updates coverage, latest starts and the Gantt chart. What you typed stays.",
)
SHEET_PURPOSE = Label(
    ja="動かすKPIごとに、施策・担当・期限・見込み効果を決めます。ギャップが埋まったか、いつまでに始めるべきかが分かります。",
    en="Tasks, owners, due dates and expected effects for every KPI that has to move: whether the gap is covered, and when to begin at the latest.",
)
