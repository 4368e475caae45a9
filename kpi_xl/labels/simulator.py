"""Words of the simulator."""

from kpi_xl.labels.label import Label

SIMULATOR_HOW = Label(
    ja="黄色の「進み具合」を書き換えると、動かせるKPIがすべて、現状から目標値までの道のりを同じ割合だけ進みます。アドインは要りません。",
    en="Type into the yellow progress cell: every lever goes that share of its way from today to its target. No add-in is needed.",
)
GOAL_SEEK = Label(
    ja="Excelのゴールシークも使えます：［データ］→［What-If 分析］→［ゴール シーク］で、数式入力セルに {result}、変化させるセルに {dial} を指定します。",
    en="Excel's own Goal Seek works as well: Data > What-If Analysis > Goal Seek, with {result} as the set cell and {dial} as the changing cell.",
)
PROGRESS = Label(ja="進み具合", en="Progress")
PROGRESS_PROMPT = Label(
    ja="0%＝現状、100%＝シナリオの目標値。150%まで入力できます。",
    en="0% is today, 100% the scenario's targets. Up to 150%.",
)
PROGRESS_ERROR = Label(ja="0%から150%までの数値を入力してください。", en="Type a number from 0% to 150%.")
SCENARIO_PROMPT = Label(ja="どのシナリオの目標値へ進むかを選びます。", en="Whose targets the levers are on their way to.")
AT_DIAL = Label(ja="この進み具合では", en="At this progress")
SHARE_OF_GAP = Label(ja="差の進捗", en="Of the gap")
STRAIGHT = Label(ja="数式を移せないため直線", en="a straight line: its formula cannot be moved")
ON_THE_WAY = Label(ja="進み具合と{kpi}", en="{kpi} along the way")
STEPS_ARE_LEFT = Label(
    ja="右の［＋］を開くと、進み具合ごとのすべてのKPIが見られます →",
    en="Press [+] above the next columns for every KPI along the way →",
)
TOO_MANY_ROWS = Label(
    ja="KPIが{most}件を超えるため、10%ごとの表とグラフは省きました。「進み具合」はそのまま使えます。",
    en="With more than {most} KPIs the table in steps of 10% and its chart are left out. The progress cell works as ever.",
)
