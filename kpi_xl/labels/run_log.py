"""Words of the run log."""

from kpi_xl.labels.label import Label

HOW = Label(
    ja="逆算するたびに、シナリオごとに1行を上に追加します。「メモ」には自由に書けます。",
    en="Every run adds a row per scenario on top. The column Notes is yours.",
)
KEPT = Label(
    ja="残すのは最大{most}行です。超えた分は、メモのない古い行から消えます。",
    en="At most {most} rows are kept; beyond that the oldest without a note go first.",
)
AT = Label(ja="日時", en="Date and time")
GOALS = Label(ja="目標", en="Goal")
TODAY = Label(ja="現状のKGI", en="KGI before")
REACHED = Label(ja="逆算後のKGI", en="KGI reached")
MOVED = Label(ja="動かすKPIの数", en="Levers moved")
CHANGES = Label(ja="前回からの変更", en="What changed since the run before")
VERSION = Label(ja="バージョン", en="Version")
NOTE_PROMPT = Label(ja="自由に書けます。逆算しても残ります。", en="Anything. It stays when the workbook is solved again.")
A_GOAL = Label(ja="{kpi} {value}", en="{kpi} {value}")

FIRST = Label(ja="最初の記録", en="First entry")
NEW_SCENARIO = Label(ja="新しいシナリオ", en="New scenario")
NOTHING = Label(ja="変更なし", en="Nothing")
FROM_TO = Label(ja="{what}：{before} → {after}", en="{what}: {before} → {after}")
BETWEEN = " / "
INPUTS = Label(ja="{kinds}を変更", en="{kinds} edited")
ROWS = Label(ja="KPIの行", en="KPI rows")
CONSTANTS = Label(ja="固定の数値", en="Locked values")
NUMBERS = Label(ja="現状値", en="Baselines")
BOUNDS = Label(ja="上限・下限", en="Bounds")
