"""Every word a user sees, in Japanese and in English.

Knows words. Does not know where they are shown. What one page alone says has a file of its own: `labels.scenario.FRESH`.
"""

from kpi_xl.labels import (
    actions,
    actuals,
    ahead,
    cells,
    compare,
    contribution,
    cost,
    doctor,
    effects,
    functions,
    guide,
    inputs,
    install,
    linter,
    live,
    merging,
    plan,
    probability,
    rationale,
    reality,
    replan,
    review,
    ribbon,
    run_log,
    scenario,
    sensitivity,
    simulator,
    terminal,
    tree_drawing,
    undo,
    unreasonable,
)
from kpi_xl.labels.label import LANGS, Label, Lang, in_language, listed

__all__ = [
    "LANGS",
    "Label",
    "Lang",
    "actions",
    "actuals",
    "ahead",
    "cells",
    "compare",
    "contribution",
    "cost",
    "doctor",
    "effects",
    "functions",
    "guide",
    "in_language",
    "inputs",
    "install",
    "linter",
    "listed",
    "live",
    "merging",
    "plan",
    "probability",
    "rationale",
    "reality",
    "replan",
    "review",
    "ribbon",
    "run_log",
    "scenario",
    "sensitivity",
    "simulator",
    "terminal",
    "tree_drawing",
    "undo",
    "unreasonable",
]

SHEET = Label(ja="シート", en="sheet")
TABLE = Label(ja="テーブル", en="table")
THE_FILE = Label(ja="ファイル", en="the file")
THE_FOLDER = Label(ja="フォルダー", en="the folder")
XLS_BOOK = Label(ja="旧形式（.xls）のExcelブック", en="an Excel workbook in the old .xls format")
XLSB_BOOK = Label(ja="バイナリ形式（.xlsb）のExcelブック", en="an Excel workbook in the binary .xlsb format")
EXCEL_TEMPLATE = Label(ja="Excelテンプレート", en="an Excel template")
STRICT_BOOK = Label(ja="「Strict Open XML」形式のブック", en='a workbook in the "Strict Open XML" format')
ODS_BOOK = Label(ja="OpenDocument（.ods）の表", en="an OpenDocument spreadsheet (.ods)")
CSV_TEXT = Label(ja="CSVなどのテキストファイル", en="a text file such as CSV")
ANOTHER_ZIP = Label(ja="Excelブックではない圧縮ファイル", en="a compressed file that holds no Excel workbook")
ANOTHER_FILE = Label(ja="Excelブックではないファイル", en="a file that is no Excel workbook")
A_FOLDER = Label(ja="フォルダー", en="a folder")


# Sheets
KPI_TREE = Label(ja="KPIツリー", en="KPI Tree")
GOALS = Label(ja="目標", en="Goals")
SETTINGS = Label(ja="設定", en="Settings")
MUST_ACHIEVE = Label(ja="必達目標", en="Must-achieve")
STRETCH = Label(ja="挑戦目標", en="Stretch")
COMPARE = Label(ja="比較", en="Compare")
SIMULATOR = Label(ja="シミュレーター", en="Simulator")
GUIDE = Label(ja="使い方", en="Guide")
TREE = Label(ja="ツリー図", en="Tree")
RATIONALE = Label(ja="算出根拠", en="Rationale")
RUN_LOG = Label(ja="実行記録", en="Run log")
MERGE = Label(ja="統合結果", en="Merge")

# Columns of the KPI table
KPI_LABEL = Label(ja="KPI名", en="KPI")
NAME = Label(ja="名前（数式用）", en="Name")
BASELINE = Label(ja="現状値", en="Baseline")
UNIT = Label(ja="単位", en="Unit")
BETTER = Label(ja="改善方向", en="Better")
LOW = Label(ja="下限", en="Low")
HIGH = Label(ja="上限", en="High")
STATED = Label(ja="個別目標（逆算前）", en="Stated target")
EFFORT = Label(ja="難易度", en="Effort")
PARENT = Label(ja="上位KPI", en="Parent")
ORDER = Label(ja="優先順位", en="Order")
LOCKED = Label(ja="固定", en="Locked")
INDUSTRY = Label(ja="業界平均", en="Industry")
LAST_YEAR = Label(ja="前年", en="Last year")
P10 = Label(ja="下振れ（10%）", en="P10")
P90 = Label(ja="上振れ（90%）", en="P90")
MOVES_WITH = Label(ja="連動するKPI", en="Moves with")
CORRELATION = Label(ja="連動の強さ", en="Correlation")
COST = Label(ja="費用", en="Cost")
COST_PER = Label(ja="費用の数え方", en="Cost per")
COST_GROWTH = Label(ja="費用の逓増", en="Cost growth")
OWNER = Label(ja="担当者", en="Owner")
NOTE = Label(ja="備考", en="Note")
FORMULA = Label(ja="計算式", en="Formula")
CELL = Label(ja="セル", en="Cell")

# Columns of the goals table
ACTIVE = Label(ja="有効", en="Active")
ROLE = Label(ja="区分", en="Role")
SCENARIO = Label(ja="シナリオ", en="Scenario")
GOAL_KPI = Label(ja="対象KPI", en="KPI")
KIND = Label(ja="種類", en="Kind")
AMOUNT = Label(ja="数値", en="Amount")
RESULT = Label(ja="目標値", en="Target")
DUE = Label(ja="期限", en="Due")
WHY = Label(ja="なぜ重要か", en="Why")
FUTURE = Label(ja="実現する未来", en="Future")

# Settings
SETTING = Label(ja="項目", en="Setting")
SETTING_VALUE = Label(ja="値", en="Value")
SETTING_HELP = Label(ja="説明", en="Help")
KGI = Label(ja="KGI", en="KGI")
STRATEGY = Label(ja="逆算方法", en="Strategy")
LANGUAGE = Label(ja="言語", en="Language")
STRETCH_BUILDS = Label(ja="挑戦は必達の上に", en="Stretch builds on must-achieve")
DISPLAY_UNIT = Label(ja="表示単位", en="Display unit")
BUDGET = Label(ja="予算", en="Budget")
PRACTICAL = Label(ja="実用的な数値に丸める", en="Round to practical numbers")

# Choices
YES = Label(ja="はい", en="yes")
NO = Label(ja="いいえ", en="no")
HIGHER = Label(ja="大きいほど良い", en="higher")
LOWER = Label(ja="小さいほど良い", en="lower")
PER_UNIT = Label(ja="1単位あたり", en="unit")
PER_RATIO = Label(ja="2倍あたり", en="doubling")
EASY = Label(ja="低", en="low")
MEDIUM = Label(ja="中", en="medium")
HARD = Label(ja="高", en="high")
ROLE_MUST_ACHIEVE = Label(ja="必達", en="must_achieve")
ROLE_STRETCH = Label(ja="挑戦", en="stretch")
ROLE_OTHER = Label(ja="その他", en="other")
ROLE_GUARDRAIL = Label(ja="歯止め", en="guardrail")
AUTOMATIC = Label(ja="自動", en="automatic")
ONES = Label(ja="円", en="ones")
THOUSANDS = Label(ja="千円", en="thousands")
TEN_THOUSANDS = Label(ja="万円", en="ten thousands")
MILLIONS = Label(ja="百万円", en="millions")
HUNDRED_MILLIONS = Label(ja="億円", en="hundred millions")
JAPANESE = Label(ja="日本語", en="Japanese")
ENGLISH = Label(ja="英語", en="English")
