"""Words of the terminal."""

from kpi_xl.labels.label import Label

SOLVED_TO = Label(ja="保存しました：{path}", en="Written to {path}")
MADE = Label(ja="作成しました：{path}", en="Made {path}")
NEXT_SOLVE = Label(ja="次は：数値を書き換えて kpi-xl solve {path}", en="Next: change the numbers, then kpi-xl solve {path}")
NOTHING_WRITTEN = Label(ja="ファイルは変更していません。", en="No file was written or changed.")
ALL_WELL = Label(ja="問題は見つかりませんでした（KPI {kpis}件、目標 {goals}件）。", en="No problems found ({kpis} KPIs, {goals} goals).")
TO_LOOK_AT = Label(
    ja="計算できます（KPI {kpis}件、目標 {goals}件）。確認したい点：{count}件。",
    en="It computes ({kpis} KPIs, {goals} goals). Worth a look: {count}.",
)
REPAIRED = Label(ja="名前を直しました：{name} → {cell}", en="Name mended: {name} now points at {cell}")
REMOVED = Label(
    ja="名前「{name}」はどの行のものか分からないため削除しました。これを使う数式は、行の名前で書き直してください。",
    en="Name removed: no row is known to be {name}. Rewrite the formulas that use it with the name of a row.",
)
NOTHING_TO_REPAIR = Label(ja="直すところはありませんでした。", en="Nothing to repair.")
NOT_CALCULATED = Label(
    ja="次のセルは計算結果を保存できませんでした。Excelで開くと計算されます：{cells}",
    en="These cells are stored without a result; Excel calculates them when the file is opened: {cells}",
)
LOST_BESIDE = Label(
    ja="元のブックの{parts}は、この保存方法では引き継げません（元のファイルはそのままです）。",
    en="This way of saving cannot carry {parts} over from the original, which is left as it was.",
)
MOVES = Label(ja="よく効くKPI（上位5）", en="Top five moves")
COLON = Label(ja="：", en=": ")
