"""Words of the guide, the first page of a workbook."""

from kpi_xl.labels.label import Label

TITLE = Label(ja="{kpi}：今日から目標までの道筋", en="{kpi}: from today to the goals")
SUBTITLE = Label(ja="目標から逆算した答えを1画面に", en="The answer on one screen")
STRATEGY = Label(ja="逆算方法：{strategy}", en="Strategy: {strategy}")
KGI_TODAY = Label(ja="今日のKGI", en="KGI today")
GOAL_OF = Label(ja="目標：{kpi}を今の{ratio}倍に", en="Goal: {kpi} x{ratio} of today")
GOAL_FROM_NOTHING = Label(ja="目標：{kpi}", en="Goal: {kpi}")
MORE_GOALS = Label(ja="（ほか{count}件の目標）", en=" (and {count} more)")
MET = Label(ja="◎ 到達", en="◎ Reached")
MISSED = Label(ja="× 未達", en="× Not reached")
GUARD_BROKEN = Label(ja="× 歯止めが破れます", en="× A guardrail is broken")
PLAN = Label(ja="この計画では {value}", en="This plan: {value}")
MOVES = Label(ja="いちばん効く動き", en="The moves that matter most")
NOTHING_MOVES = Label(
    ja="どのKPIも動かしません。くわしくは各シナリオのシートをご覧ください。", en="No lever moves. Each scenario's own sheet says why."
)
UNITED = Label(ja="{kpi}（{unit}）", en="{kpi} ({unit})")

NOT_SOLVED = Label(ja="まだ逆算していません", en="Not solved yet")
NOT_SOLVED_SUBTITLE = Label(ja="目標から逆算する準備ができています", en="Ready to be solved")
WHY = Label(ja="なぜ重要か：{scenario}", en="Why it matters: {scenario}")
ACTIVE_GOALS = Label(ja="有効な目標", en="Active goals")
COUNTED = Label(ja="{count}件。", en="{count}. ")
FIRST_TWO = Label(ja="上には最初の2件を示しています。", en="The first two stand above. ")
ALL_GOALS = Label(
    ja="増やすときや切り替えるときは「{goals}」で「有効」を選びます。", en="Add one, or switch it on, in the column Active of {goals}."
)
NO_GOAL = Label(ja="－", en="–")
NEXT = Label(ja="次の一歩", en="Next step")
NEXT_STEP = Label(
    ja="数値と目標を自社のものに直し、保存して閉じてから、kpi-xl solve ファイル名 を実行します。答えがここに入ります。",
    en="Put in your own numbers and goals, save, close, and run kpi-xl solve FILE. The answer comes here.",
)

HOW_TO = Label(ja="使い方：5つのステップ", en="How to use it: five steps")
NUMBERED = Label(ja="{number}　{step}", en="{number}  {step}")
TYPE = Label(ja="数値を入れる", en="Type numbers")
TYPE_HOW = Label(
    ja="「{tree}」の黄色いセルに今の数値を入れます。ほかのKPIから決まる行には =訪問者数*転換率 のような普通の数式を書きます。",
    en="Today's numbers go into the yellow cells of {tree}; where other KPIs decide a row, an ordinary formula such as =visitors*rate.",
)
SET = Label(ja="目標を決める", en="Set goals")
SET_HOW = Label(
    ja="「{goals}」で、何をどこまで変えるか（前年比150%、現状の3倍など）と、それがなぜ重要かを書きます。必達と挑戦は分けて考えます。",
    en="On {goals} say what shall become of which KPI (150% of last year, three times today), and why. Must-achieve and stretch are kept apart.",
)
SOLVE = Label(ja="逆算する", en="Solve")
SOLVE_HOW = Label(
    ja="保存して閉じ、kpi-xl solve ファイル名 を実行します。シナリオごとのシートに、すべてのKPIの目標値が生きた数式で入ります。",
    en="Save, close, run kpi-xl solve FILE. Every scenario gets a sheet with a target for each KPI, in live formulas.",
)
AGREE = Label(ja="値を合意する", en="Agree on values")
AGREE_HOW = Label(
    ja="シナリオのシートの「{agreed}」列に、話し合って決めた値を入れて、もう一度逆算します。その値は動かさず、残りのKPIで目標を満たします。",
    en="Type what your team agrees on into the column {agreed} of a scenario's sheet and solve again: it stays, the others meet the goal around it.",
)
REVIEW = Label(ja="振り返る", en="Review")
REVIEW_HOW = Label(
    ja="毎月、kpi-xl actuals で実績を入れ、kpi-xl review で振り返り、kpi-xl replan で残りの月を立て直します（月次計画は kpi-xl plan、行動の一覧は kpi-xl actions）。前回から何が変わったかは「{log}」に残ります。",
    en="Every month: kpi-xl actuals to fill in what happened, review to look back, replan to plan the rest again (plan makes the monthly plan, actions the task list). What changed stays on {log}.",
)

TABS = Label(ja="シートの一覧", en="The sheets")
TREE_SHEET = Label(
    ja="KPIと今の数値、数式、上限・下限。ここが計算のもとになります。",
    en="KPIs, today's numbers, formulas and bounds: what everything rests on.",
)
GOALS_SHEET = Label(
    ja="何を、いつまでに、どこまで。なぜ重要か、実現する未来も。", en="What, by when, how far; why it matters and what it brings."
)
SETTINGS_SHEET = Label(
    ja="KGI、逆算方法、言語など、ブック全体の決めごと。", en="KGI, strategy, language: what holds for the whole workbook."
)
MUST_ACHIEVE_SHEET = Label(
    ja="必ず達成する目標のための、すべてのKPIの目標値。合意値とメモを入力できます。",
    en="Every KPI's target for the goal the team promises. Takes agreed values and notes.",
)
STRETCH_SHEET = Label(
    ja="高く掲げる目標のための、すべてのKPIの目標値。合意値とメモを入力できます。",
    en="Every KPI's target for the goal the team dares. Takes agreed values and notes.",
)
OTHER_SHEET = Label(
    ja="この目標のための、すべてのKPIの目標値。合意値とメモを入力できます。",
    en="Every KPI's target for this goal. Takes agreed values and notes.",
)
COMPARE_SHEET = Label(
    ja="現状と各シナリオを横に並べ、違いをグラフと言葉で示します。", en="Today and every scenario side by side, with a chart."
)
SIMULATOR_SHEET = Label(
    ja="黄色いセル1つで、目標までの途中経過を試せます。", en="One yellow cell moves every KPI part of the way to its target."
)
SENSITIVITY_SHEET = Label(
    ja="どのKPIがKGIによく効くか、手間のわりに効果が大きいのはどれかを調べます。",
    en="Which KPIs act most on the KGI, and which bring most for the effort.",
)
CONTRIBUTION_SHEET = Label(
    ja="現状・必達・挑戦・個別目標・最近の実績の差を、どのKPIがどれだけ生むのかに分けます。",
    en="Which KPI explains how much of the way between today, the scenarios, the stated targets and the last months.",
)
PROBABILITY_SHEET = Label(
    ja="計画どおりにいかないこともあるとして、目標に届く確率と、それを左右するKPIを調べます。",
    en="How likely the goals are when plans miss, and which KPIs decide it.",
)
TREE_DRAWING_SHEET = Label(
    ja="KPIのつながりを1枚の図で。現状と目標値、達成度が見えます。", en="How the KPIs hang together, drawn with today, target and status."
)
RATIONALE_SHEET = Label(
    ja="それぞれの数値の理由と計算を文章で。印刷して説明に使えます。", en="Why each number is what it is, in sentences, ready to print."
)
RUN_LOG_SHEET = Label(
    ja="いつ、何を逆算し、何が変わったか。メモも残せます。", en="When what was solved, and what had changed. Takes notes."
)

COLOURS = Label(ja="色と記号の意味", en="Colours and symbols")
INPUT_CELL = Label(ja="入力する", en="Type here")
INPUT_MEANS = Label(
    ja="黄色いセルに青い文字：人が決める数値です。シナリオのシートの青い目標値は、書き換えて試せます。",
    en="Blue on yellow: people decide it. Blue targets on a scenario's sheet can be overtyped to try things out.",
)
COMPUTED_CELL = Label(ja="自動で計算", en="Computed")
COMPUTED_MEANS = Label(ja="白いセル：数式が計算します。書き換えません。", en="White: a formula computes it. Leave it alone.")
LOCKED_CELL = Label(ja="固定", en="Locked")
LOCKED_MEANS = Label(ja="灰色のセル：定数です。逆算では動かしません。", en="Grey: a constant that solving never moves.")
MET_MEANS = Label(ja="目標値に届いています。目標の判定では「到達」です。", en="At its target; of a goal: reached.")
BAD_MEANS = Label(ja="それ未満です。目標の判定では「未達」です。", en="Less; of a goal: not reached.")
FROM_ON = Label(ja="達成率が{thresholds}。", en="Achievement of {thresholds}.")
OF_ROLES = Label(ja="{roles}は{share}以上", en="{share} or more for {roles}")
ROLE_WORDS = {
    "must_achieve": Label(ja="必達", en="must-achieve"),
    "stretch": Label(ja="挑戦", en="stretch"),
    "other": Label(ja="その他", en="others"),
}
ACHIEVEMENT = Label(
    ja="達成率＝現状÷目標値（小さいほど良いKPIは目標値÷現状）。必達と挑戦では基準が異なります。高く掲げた挑戦目標では、低い達成率でも前進です。",
    en="Achievement = today / target (target / today where lower is better). A stretch goal has a gentler scale of its own: it is set high on purpose.",
)

HELP = Label(ja="困ったとき", en="Help")
CHECK = Label(ja="問題を調べる", en="Find problems")
CHECK_HOW = Label(
    ja="kpi-xl check ファイル名 が、問題のあるセルと直し方を一度にすべて示します。行を並べ替えたあとは、末尾に --repair を付けます。",
    en="kpi-xl check FILE lists every problem with its cell and its remedy. After sorting rows add --repair.",
)
PROMPTS = Label(ja="その場の説明", en="On the spot")
PROMPTS_HOW = Label(
    ja="黄色いセルを選ぶと、何を入れるかの説明が出ます。コマンドの一覧は kpi-xl --help で見られます。",
    en="Select a yellow cell to read what it takes. kpi-xl --help lists all commands.",
)
ADDIN = Label(ja="ボタンと関数を使う", en="Buttons and functions")
ADDIN_HOW = Label(
    ja="kpi-xl install を実行してExcelを開き直すと、リボンに「KPI逆算」タブが増え、セルで KPI_SOLVE などの関数が使えます（例はシート「関数例」）。うまくいかないときは kpi-xl doctor。",
    en="Run kpi-xl install and open Excel again: a KPI tab appears, and cells can use KPI_SOLVE and others (see the sheet Functions). kpi-xl doctor helps.",
)
NO_ADDIN = Label(ja="アドインは不要", en="No add-in needed")
NO_ADDIN_HOW = Label(
    ja="数値を見るのも、シミュレーターを動かすのも、目標値を書き換えて試すのも、Excelだけでできます。アドインもこのツールも要りません。",
    en="Looking at the numbers, sliding the simulator and trying other targets needs nothing but Excel: no add-in, nor this tool.",
)
