"""Words of the cell functions: their results, and the help that Excel's function wizard shows (up to 255 characters each)."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.labels.label import Label

SHARE = Label(ja="割合", en="Share")
CONTRIBUTION = Label(ja="寄与", en="Contribution")
BEST = Label(ja="最良値（未達）", en="Best (not reached)")
FOUND = Label(ja="探索の結果", en="found")
ALL_WELL = Label(
    ja="問題はありません。KGIは「{kgi}」、動かせるKPIは{levers}件、数式のKPIは{formulas}件です。",
    en="No problems. The KGI is {kgi}; {levers} levers and {formulas} computed KPIs.",
)
TO_LOOK_AT = Label(
    ja="計算できます。確認したい点：{count}件。KGIは「{kgi}」、動かせるKPIは{levers}件、数式のKPIは{formulas}件です。",
    en="It computes. Worth a look: {count}. The KGI is {kgi}; {levers} levers and {formulas} computed KPIs.",
)
TOTALS = (
    Label(ja="集計", en="Total"),
    Label(ja="合計", en="Totals"),
    Label(ja="総計", en="Grand total"),
    Label(ja="計", en="Sum"),
)
"""What stands in the first cell of a table's totals row."""

CURVES: Mapping[str, Label] = {
    "linear": Label(ja="直線", en="Linear"),
    "geometric": Label(ja="同じ伸び率", en="Geometric"),
    "s_curve": Label(ja="S字", en="S-curve"),
}
"""The words for the curves of `plan.curve.CURVES`."""

ARGUMENT = Label(ja="引数 {name}", en="argument {name}")
A_NUMBER = Label(ja="数値", en="a number")
A_WHOLE_NUMBER = Label(ja="{low}以上{high}以下の整数", en="a whole number from {low} to {high}")
ONE_OF = Label(ja="{choices}のどれか", en="one of {choices}")
A_PAIR = Label(ja="KPIの名前と数値の2列", en="two columns: a KPI's name and a number")

ARGUMENTS: Mapping[str, Label] = {
    "tree": Label(ja="KPIの表を見出しごと：tbl_kpi[#All]", en="The KPI table with its headers: tbl_kpi[#All]"),
    "kpi": Label(ja="KPIの名前（表の「名前」列またはKPI名）", en="A KPI: its name or its label in the table"),
    "goal": Label(
        ja='目標：KGIの値、現状に対する倍率（"3倍"、"300%"）、または目標の表 tbl_goals[#All]。省略すると必達（前年比150%）',
        en='The goal: a value of the KGI, a multiple of today ("x3", "300%"), or tbl_goals[#All]. Left out: must-achieve, 150% of last year',
    ),
    "strategy": Label(
        ja="逆算方法：負担最小（省略時）、均等倍率、伸びしろ比例、個別目標へ、優先順位",
        en="least_effort (if left out), equal_ratio, headroom, toward_stated, in_order or cheapest",
    ),
    "scenario": Label(
        ja="目標の表のうち使うシナリオの名前。省略すると最初のシナリオ", en="Which scenario of the goals table; left out: its first one"
    ),
    "changes": Label(ja="変更するKPIの名前と値の2列", en="Two columns: the levers to change, by name, and their values"),
    "after": Label(
        ja="変更後の値：名前と値の2列、または KPI_SOLVE の結果",
        en="The values after: two columns of name and value, or a result of KPI_SOLVE",
    ),
    "samples": Label(ja="試行回数（省略時は100,000）", en="How many samples are drawn (100,000 if left out)"),
    "seed": Label(
        ja="乱数の種（省略時は0）。同じ種なら同じ結果", en="Which samples are drawn (0 if left out): the same seed gives the same answer"
    ),
    "actual": Label(ja="実績", en="The actual value"),
    "target": Label(ja="目標値", en="The target"),
    "better": Label(ja="改善方向：大きいほど良い（省略時）または小さいほど良い", en="higher (if left out) or lower: which way is good"),
    "amber": Label(ja="○とする達成率の下限（省略時は90%）", en="From which achievement on it is ○ (90% if left out)"),
    "total": Label(ja="期間全体の目標", en="The target of the whole time"),
    "elapsed": Label(ja="経過した期間の数", en="How many periods have passed"),
    "periods": Label(ja="期間の数（12か月なら12）", en="How many periods there are (12 for a year of months)"),
    "baseline": Label(ja="現状値", en="Today's value"),
    "curve": Label(ja="直線（省略時）、同じ伸び率、S字", en="linear (if left out), geometric or s_curve"),
    "rates": Label(
        ja="各段階の通過率（最初の段階から順に）", en="The share that goes on from each stage to the next, the first stage first"
    ),
    "start": Label(ja="開始時の値", en="The value at the start"),
    "years": Label(ja="年数", en="How many years"),
    "KPI_FUNNEL.goal": Label(ja="最後の段階で必要な数", en="How many have to come out at the end"),
    "KPI_GROWTH.goal": Label(ja="到達したい値", en="The value to be reached"),
}
"""What each argument is, by its name; functions share them, and one that means something else by it has a row of its own."""

HELP: Mapping[str, Label] = {
    "KPI_SOLVE": Label(
        ja="目標から逆算し、すべてのKPIの現状・目標値・倍率・制約を表で返します。届かないときは最良値とその説明を返します。KGIは最上位のKPI（複数あれば最初の行）です。",
        en="What every KPI must become to reach the goal: a table of today, target, ratio and what binds. Out of reach: the best values, and a sentence. "
        "The KGI is the KPI at the top, of several the first row.",
    ),
    "KPI_TARGET": Label(
        ja="目標から逆算した、1つのKPIの目標値を返します。目標に届かないときは #NUM!、KPIが表にないときは #N/A になります。",
        en="What one KPI must become to reach the goal. #NUM! where the goal is out of reach, #N/A where the table has no such KPI.",
    ),
    "KPI_VALUE": Label(
        ja="一部のKPIの値を変えたときの、1つのKPIの値を返します。変更を省略すると現状の値です。",
        en="The value of a KPI after some levers are changed; without changes, today's.",
    ),
    "KPI_REACH": Label(
        ja="上限・下限の範囲でKGIがどこまで届くかを返します。右のセルは、その値が証明済みか、探索の結果かを示します。",
        en="The best value of the KGI inside all bounds; the cell to its right says whether that is proven or found.",
    ),
    "KPI_ELASTICITY": Label(
        ja="各KPIが1%増えるとKGIが何%変わるか（弾力性）を表で返します。",
        en="By how many percent the KGI changes when a lever rises by one percent: a table of all levers.",
    ),
    "KPI_CONTRIBUTION": Label(
        ja="現状から変更後までのKGIの変化を、動いたKPIごとの寄与に分けて表で返します（シャープレイ値）。合計はKGIの変化と一致します。",
        en="Splits the change of the KGI from today to the values after among the levers that moved (Shapley value); the figures add up to the change.",
    ),
    "KPI_CHECK": Label(
        ja="KPIの表に問題がないかを調べ、問題や注意を文章で返します。ほかのKPI関数が #VALUE! になったときは、この関数で原因が分かります。"
        "KPI関数は渡された表だけで計算し、「波及効果」のシートは数えません。",
        en="Says in words what is wrong with the KPI table, or worth knowing, and why another KPI function shows #VALUE!. KPI functions know only "
        "the tables they are given: the sheet Effects is not counted.",
    ),
    "KPI_PROBABILITY": Label(
        ja="各KPIが逆算した目標値の周りにばらつくとき、目標を達成できる確率を返します（0〜1）。",
        en="The probability, 0 to 1, that the goal is met when every lever falls around its target.",
    ),
    "KPI_GAP": Label(
        ja="実績が目標をどれだけ上回ったかを返します（未達ならマイナス）。",
        en="How far an actual value is past its target; negative while something is missing.",
    ),
    "KPI_STATUS": Label(
        ja="達成率を記号で返します：◎ 100%以上、○ 90%以上、△ 70%以上、× それ未満。",
        en="The achievement as a symbol: ◎ 100% or more, ○ 90% or more, △ 70% or more, else ×.",
    ),
    "KPI_PACE": Label(
        ja="期間の途中の累計から、横に4つの値を返します：現時点の予定、予定との差、着地見込み、残り1期間あたりに必要な値。",
        en="Where a running total stands, as four values side by side: expected by now, gap, landing, needed in each remaining period.",
    ),
    "KPI_PLAN": Label(
        ja="現状から目標までの各期の値を、横に並べて返します。",
        en="A KPI's value at the end of every period on its way from today to the target, side by side.",
    ),
    "KPI_FUNNEL": Label(
        ja="最後に必要な数から逆算し、各段階で必要な数を入口から順に返します。",
        en="How many each stage of a funnel needs so that enough come out at the end, the entrance first.",
    ),
    "KPI_GROWTH": Label(
        ja="開始時の値から目標までに必要な、年あたりの成長率を返します。",
        en="The growth rate per year that leads from a start to a goal.",
    ),
}
"""What each function says about itself in the wizard."""


def argument_help(function: str, argument: str) -> Label:
    """Return what the wizard says about an argument."""
    return ARGUMENTS.get(f"{function}.{argument}") or ARGUMENTS[argument]
