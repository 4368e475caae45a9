"""Every word a user sees, in Japanese and in English.

Knows words. Does not know where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, ...] = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Label:
    """A word a user sees. Both languages are required, so none can be forgotten."""

    ja: str
    en: str

    def say(self, lang: Lang) -> str:
        """Return the word in one language."""
        return self.ja if lang == "ja" else self.en

    def fill(self, **words: object) -> Label:
        """Return the label with its {placeholders} filled, each in the language of the side it stands on."""
        return Label(*(getattr(self, lang).format(**{k: in_language(v, lang) for k, v in words.items()}) for lang in LANGS))


def listed(words: Iterable[str], lang: Lang) -> str:
    """Return several words as one text."""
    return ("、" if lang == "ja" else ", ").join(words)


def in_language(word: object, lang: Lang) -> object:
    """Return a label in the language asked for; any other fact stays as it is."""
    return word.say(lang) if isinstance(word, Label) else word


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
PRACTICAL = Label(ja="実用的な数値に丸める", en="Round to practical numbers")

# Choices
YES = Label(ja="はい", en="yes")
NO = Label(ja="いいえ", en="no")
HIGHER = Label(ja="大きいほど良い", en="higher")
LOWER = Label(ja="小さいほど良い", en="lower")
EASY = Label(ja="低", en="low")
MEDIUM = Label(ja="中", en="medium")
HARD = Label(ja="高", en="high")
ROLE_MUST_ACHIEVE = Label(ja="必達", en="must_achieve")
ROLE_STRETCH = Label(ja="挑戦", en="stretch")
ROLE_OTHER = Label(ja="その他", en="other")
JAPANESE = Label(ja="日本語", en="Japanese")
ENGLISH = Label(ja="英語", en="English")

# Scenario tabs
TARGET = Label(ja="目標値", en="Target")
GAP = Label(ja="差", en="Gap")
RATIO = Label(ja="倍率", en="Ratio")
ROOM_USED = Label(ja="伸びしろ使用率", en="Room used")
STATUS = Label(ja="状態", en="Status")
REMARK = Label(ja="備考", en="Remark")
AGREED = Label(ja="合意値", en="Agreed")
TAB_NOTE = Label(ja="メモ", en="Notes")
TODAY = Label(ja="現状", en="Today")
PLANNED = Label(ja="この計画では", en="With this plan")
SURPLUS = Label(ja="過不足", en="Over / under")
VERDICT = Label(ja="判定", en="Met?")
OUTCOME = Label(ja="結果", en="Outcome")
GOAL = Label(ja="目標", en="Goal")
BINDING = Label(ja="制約", en="What binds")
REALITY = Label(ja="現実チェック", en="Reality check")
HINT = Label(ja="補足", en="Note")
WAY_OUT = Label(ja="届かせるには", en="What would do")
TOP_FIVE = Label(ja="よく効くKPI（上位5）", en="The five levers that count most")
ELASTICITY = Label(ja="弾力性", en="Elasticity")
FRESH = Label(ja="最新", en="Up to date")
STALE = Label(ja="⚠ 入力が変わりました。再逆算してください", en="⚠ Inputs have changed. Solve again")
REACHED = Label(ja="到達", en="Reached")
MISSED = Label(ja="未達", en="Not reached")
SUBTITLE = Label(ja="逆算方法：{strategy}　／　結果：{outcome}", en="Strategy: {strategy}  |  Outcome: {outcome}")
NONE_BINDS = Label(ja="上限・下限に達したKPIはありません。", en="No KPI has come to its bound.")
THESE_BIND = Label(ja="上限・下限に達したKPI：{levers}", en="At their bounds: {levers}")
STATED_IMPLY = Label(
    ja="個別目標をすべて達成すると{kpi}は{ratio}（{value}）。この目標には、個別目標までの道のりの{share}で足ります。",
    en="Meeting every stated target would make {kpi} {ratio} ({value}). {share} of the way to them is enough for this goal.",
)
STATED_IMPLY_ALL = Label(
    ja="個別目標をすべて達成すると{kpi}は{ratio}（{value}）。道のりの{shares}で足ります。",
    en="Meeting every stated target would make {kpi} {ratio} ({value}). Of the way to them {shares} is enough.",
)
SHARE_FOR = Label(ja="{share}（{scenario}）", en="{share} ({scenario})")
STATED_MISS = Label(
    ja="個別目標をすべて達成しても{kpi}は{ratio}（{value}）で、この目標には届きません。道のりの{share}まで進めれば届きます。",
    en="Even meeting every stated target makes {kpi} only {ratio} ({value}), short of this goal. {share} of the way would do.",
)
STATED_NEVER = Label(
    ja="個別目標をすべて達成すると{kpi}は{ratio}（{value}）。その道の先でも、この目標には届きません。",
    en="Meeting every stated target would make {kpi} {ratio} ({value}); going on that way does not meet this goal.",
)
NO_STATED = Label(ja="個別目標は入力されていません。", en="No stated targets are given.")
LOW_BOUND = Label(ja="下限", en="low bound")
HIGH_BOUND = Label(ja="上限", en="high bound")
IS_AT = Label(ja="{lever}は{bound}が{side}", en="{lever} is at its {side} of {bound}")
BINDS = Label(ja="{levers}です。", en="{levers}.")
BIND_AND_MORE = Label(ja="{levers}です（ほか{count}件）。", en="{levers} (and {count} more).")
MOST = Label(ja="最大", en="most")
LEAST = Label(ja="最小", en="least")
REACH_PROVEN = Label(ja="この条件で届く{most}は{value}です（証明済み）。", en="The {most} these bounds allow is {value} (proven).")
REACH_FOUND = Label(ja="この条件で見つかった{most}は{value}です。", en="The {most} found within these bounds is {value}.")
STRATEGY_STOPS = Label(
    ja="目標は上限・下限の範囲内にありますが、逆算方法「{strategy}」では届きません。「{other}」を選んで、もう一度逆算してください。",
    en="The goal lies within the bounds, but the strategy {strategy} does not get there. Choose {other} and solve again.",
)
RAISED = Label(ja="上げる", en="raised")
LOWERED = Label(ja="下げる", en="lowered")
WORTH_MORE = Label(
    ja="{lever}の{side}を{step}{moved}ごとに、{kpi}は約{delta}増えます。",
    en="Every {step} by which the {side} of {lever} is {moved} adds about {delta} to {kpi}.",
)
WORTH_LESS = Label(
    ja="{lever}の{side}を{step}{moved}ごとに、{kpi}は約{delta}減ります。",
    en="Every {step} by which the {side} of {lever} is {moved} takes about {delta} off {kpi}.",
)
POINTS = Label(ja="{number}ポイント", en="{number} points")
POINT = Label(ja="{number}ポイント", en="{number} point")
RELAX = Label(
    ja="{lever}の{side}を{bound}から{needed}にすると{goal}に届きます。",
    en="{goal} is reached with the {side} of {lever} at {needed} instead of {bound}.",
)
RELAX_ALSO = Label(
    ja="{lever}の{side}を{bound}から{needed}にしても届きます。",
    en="It is also reached with the {side} of {lever} at {needed} instead of {bound}.",
)
MORE_WOULD_DO = Label(ja="ほか{count}件の上限・下限でも、1つ変えれば届きます。", en="Each of {count} more bounds would do alone.")
NO_LEVER = Label(ja="動かせるKPIの中に、{kpi}に影響するものがありません。", en="None of the levers that may move has an effect on {kpi}.")
NOT_MOVED = Label(ja="この方法で動かせないKPI：{levers}", en="Not moved by this strategy: {levers}")
TOGETHER = Label(
    ja="単独では届きませんが、{changes}、同時に変えると{goal}に届きます。",
    en="No single bound would do, but together these reach {goal}: {changes}.",
)
ONE_OF_TOGETHER = Label(ja="{lever}の{side}を{bound}から{needed}に", en="the {side} of {lever} at {needed} instead of {bound}")
EVERY_GOAL = Label(ja="すべての目標", en="every goal")
NO_RELAXATION = Label(ja="上限・下限を変えて届く組み合わせは見つかりませんでした。", en="No change of the bounds was found that would do.")
PROVEN = Label(ja="証明済み", en="proven")
AS_SEARCHED = Label(ja="探索の範囲", en="as far as was searched")
CONFLICT = Label(ja="目標{goals}は同時には満たせません（{proof}）。", en="The goals {goals} cannot hold together ({proof}).")
ALONE_TOO_FAR = Label(
    ja="目標{goals}は、ほかの目標がなくても届きません（{proof}）。", en="The goal {goals} is out of reach even by itself ({proof})."
)
QUOTED_GOAL = Label(ja="「{kpi}」", en='"{kpi}"')
AND_GOAL = Label(ja="と", en=" and ")
CLOSEST = Label(ja="もっとも近い案では、{values}です。", en="In the closest plan {values}.")
CLOSEST_VALUE = Label(ja="{kpi}は{value}（目標{target}）", en="{kpi} is {value} (goal {target})")
SOFT_MISSED = Label(
    ja="目標「{kpi}」は{target}に対して{value}です（あと{gap}）。ほかの目標を優先しました。",
    en='The goal "{kpi}" ends at {value} instead of {target} ({gap} short), as other goals come first.',
)
HELD_BACK = Label(
    ja="「{base}」の値より後退しない条件で逆算したため、届きません。設定「{setting}」を「{no}」にして、もう一度逆算すると届きます。",
    en='Out of reach only because no lever may fall back behind "{base}". Set "{setting}" to {no} in the settings and solve again: then it is reached.',
)
IS_PRACTICAL = Label(
    ja="目標値は、実用的な数値に丸めてあります（設定「{setting}」）。", en='Targets are rounded to practical numbers (setting "{setting}").'
)
NO_ROW = Label(ja="KPIツリーに行がありません", en="no row of the KPI tree")
AGREED_PROMPT = Label(
    ja="合意した値を入力すると、次の逆算ではその値に固定し、残りのKPIで目標を満たします。青字の目標値がある行だけに入力できます。",
    en="A value typed here is kept by the next solve, and the other levers meet the goal around it. Only rows with a blue target take one.",
)
NOTES_PROMPT = Label(ja="自由に書けます。もう一度逆算しても残ります。", en="Anything. It stays when the workbook is solved again.")
LOCKED_ROW = Label(ja="固定", en="locked")
VALUE_ONLY = Label(ja="数式を移せないため値", en="a value: its formula cannot be moved here")
AT_HIGH = Label(ja="上限に到達", en="at its high bound")
AT_LOW = Label(ja="下限に到達", en="at its low bound")
ABOVE_HIGH = Label(ja="上限を超えています", en="above its high bound")
BELOW_LOW = Label(ja="下限を下回っています", en="below its low bound")
LEGEND = Label(
    ja="達成率＝現状÷目標　◎ 達成済み　○ {fair}以上　△ {poor}以上　× それ未満。青字の目標値は書き換えられます（数式がその場で再計算します）。",
    en="Achievement = today / target: ◎ met, ○ {fair} or more, △ {poor} or more, × less. Targets in blue can be overtyped; the formulas follow.",
)

# Compare
COMPARE_SUBTITLE = Label(
    ja="現状と各シナリオを並べて比べます。数値はすべて生きた数式です。",
    en="Today and every scenario side by side. Every number is a live formula.",
)
COMPARE_LEGEND = Label(
    ja="◎○△×の基準は各シナリオのシートと同じで、必達と挑戦では異なります。",
    en="◎○△× mean what they mean on each scenario's own tab: must-achieve and stretch have scales of their own.",
)
WHAT_CHANGES = Label(ja="シナリオによる違い", en="What differs")
MOVED_ONLY_BY = Label(ja="動くのは{scenarios}だけ。", en="Moved only by {scenarios}. ")
IN_SCENARIO = Label(ja="{scenario}：{remark}。", en="{scenario}: {remark}. ")
NONE_DIFFERS = Label(ja="動くKPIは同じで、上限・下限に達するものもありません。", en="The same levers move, and none comes to a bound.")
RATIOS = Label(ja="各シナリオは今の何倍か（1.00倍＝現状）", en="How many times today (x1.00 is today)")
RATIOS_OF_MOST = Label(ja="よく動くKPI{count}件は今の何倍か（1.00倍＝現状）", en="How many times today: the {count} levers that move most")

# Simulator
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

# Terminal
SOLVED_TO = Label(ja="保存しました：{path}", en="Written to {path}")
MADE = Label(ja="作成しました：{path}", en="Made {path}")
NEXT_SOLVE = Label(ja="次は：数値を書き換えて kpi-xl solve {path}", en="Next: change the numbers, then kpi-xl solve {path}")
NOTHING_WRITTEN = Label(ja="ファイルは変更していません。", en="No file was written or changed.")
ALL_WELL = Label(ja="問題は見つかりませんでした（KPI {kpis}件、目標 {goals}件）。", en="No problems found ({kpis} KPIs, {goals} goals).")
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

# Input sheets
DETAILS = Label(ja="詳細設定", en="Details")
LEGEND_INPUT = Label(ja="入力するセル", en="Type here")
LEGEND_COMPUTED = Label(ja="自動で計算されるセル", en="Computed for you")
LEGEND_LOCKED = Label(ja="固定の数値", en="Locked")
LEGEND_OFF = Label(ja="今は使わない目標", en="Switched off")
LEGEND_KGI = Label(ja="KGI", en="KGI")
OPEN_DETAILS = Label(
    ja="詳細設定（難易度・固定など）は、列番号の上の［＋］で開きます →",
    en="Details (effort, locked, last year ...): press [+] above →",
)
