"""Words about tracing a cell of anybody's workbook."""

from kpi_xl.labels.label import Label

TITLE = Label(ja="「{kgi}」のKPIツリー", en="The KPI tree of {kgi}")
REMARK = Label(
    ja="{file} の {cell} から作成（元のセルは備考）。動かせない数値は「固定」を「はい」にします。",
    en="Traced from {cell} of {file} (cells are in the notes). Put yes in Locked where a number cannot move.",
)
FROM = Label(ja="元のセル：{cell}", en="From {cell}")
CUT = Label(
    ja="{source}（数式 {formula} は{why}ため、今の値を入力値にしました）",
    en="{source}; {formula} {why}, so its value stands here as an input",
)
UNKNOWN_FILE = Label(ja="元のブック", en="the original")

# What a formula has that rows cannot have: both sides complete the sentences of CUT and of the note.
TOO_DEEP = Label(ja="セルの入れ子が深すぎる", en="goes through too many cells in a row")
NOT_READ = Label(ja="読み取れない", en="cannot be read")
OTHER_WORKBOOK = Label(ja="別のブックを参照している", en="looks into another workbook")
MOVING = Label(ja="{function} を使っている", en="uses {function}")
WHOLE_RANGE = Label(ja="{function} で範囲を調べている", en="looks through a range with {function}")
RANGE_ALONE = Label(ja="範囲をそのまま計算している", en="calculates with a whole range")
LONG_RANGE = Label(ja="{most}個を超えるセルをまとめている", en="takes together more than {most} cells")
NAMED_FORMULA = Label(ja="名前「{name}」が数式を表している", en="uses the name {name}, which stands for a formula")
SHOWS = Label(ja="{cell} が数値でない（{value}）", en="needs {cell}, which shows no number ({value})")
ERROR_IN_RANGE = Label(ja="範囲にエラーがある", en="takes in a cell with an error")
TOO_MANY = Label(ja="たどるセルが{most}個を超える", en="would take the tree beyond {most} cells")
OTHER_VALUE = Label(ja="ここでは別の値になる", en="comes to another value here")
NOT_SOLVABLE = Label(ja="逆算で扱えない", en="cannot be followed by the solver")

NO_RESULT = Label(ja="（計算結果なし）", en="no result yet")
A_NUMBER = Label(ja="数値 {value} が入っています", en="the number {value}")
A_TEXT = Label(ja="文字「{value}」が入っています", en="the text '{value}'")
NOTHING = Label(ja="何も入っていません", en="nothing")

# The terminal
TRACED = Label(
    ja="{kpi}（{cell}）＝ {value}：{count}個のセルをたどりました（数式 {formulas}、動かせる数値 {levers}）。",
    en="{kpi} ({cell}) = {value}: {count} cells traced ({formulas} formulas, {levers} numbers to move).",
)
NEXT = Label(
    ja="次は：「KPIツリー」で単位・下限・上限・固定を、「目標」で目標を確かめてから kpi-xl solve {path}",
    en="Next: check units, bounds and locks on KPI Tree and the goals on Goals, then kpi-xl solve {path}",
)
