"""Where things stand in a workbook: the only place that names a sheet, a table or a column.

Knows keys and their headers in both languages. Does not know what is written under them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kpi_xl import labels
from kpi_xl.labels import LANGS, Label, Lang
from kpi_xl.model.goal import KINDS
from kpi_xl.plan.period import OVERS

Sort = Literal["text", "name", "number", "choice", "baseline", "amount", "date", "prose", "formula", "shown"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its key, header, sort of contents, a few words of help, what to say where somebody types, and its look."""

    key: str
    label: Label
    sort: Sort
    help: Label
    width: float = 12.0
    required: bool = False
    detail: bool = False
    choices: Mapping[str, Label] = field(default_factory=dict)
    prompt: Label | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A named Excel table and the sheet a template puts it on; people may move and rename the sheet."""

    name: str
    sheet: Label
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """Return a column by its key."""
        return next(column for column in self.columns if column.key == key)

    def headers(self, lang: Lang) -> tuple[str, ...]:
        """Return the header row in one language."""
        return tuple(column.label.say(lang) for column in self.columns)


YES_NO = {"yes": labels.YES, "no": labels.NO}
BETTER = {"higher": labels.HIGHER, "lower": labels.LOWER}
COST_PERS = {"unit": labels.PER_UNIT, "ratio": labels.PER_RATIO}
EFFORTS = {"0.5": labels.EASY, "1": labels.MEDIUM, "2": labels.HARD}
ROLES = {
    "must_achieve": labels.ROLE_MUST_ACHIEVE,
    "stretch": labels.ROLE_STRETCH,
    "other": labels.ROLE_OTHER,
    "guardrail": labels.ROLE_GUARDRAIL,
}
OVER_TIME = {str(over): label for over, label in OVERS.items()}
GOAL_KINDS = {str(kind): label for kind, label in KINDS.items()}
LANGUAGES = {"ja": labels.JAPANESE, "en": labels.ENGLISH}

# fmt: off
KPIS = Table(
    "tbl_kpi",
    labels.KPI_TREE,
    (
        Column("label", labels.KPI_LABEL, "text", Label("画面に表示する名前", "What people call it"), 35),
        Column("name", labels.NAME, "text", Label("数式で使う短い名前", "Short name for formulas"), 23, required=True,
               prompt=Label("数式で使う短い名前です。空白・記号は使えません。同じ名前は1行だけです。",
                            "The short name formulas use: no spaces, no signs, once per table.")),
        Column("baseline", labels.BASELINE, "baseline", Label("数値または数式", "Number or formula"), 18, required=True,
               prompt=Label("今の数値を入力します。ほかのKPIから決まる行には =訪問者数*転換率 のような数式を入力します。",
                            "Today's number. Where other KPIs decide it, a formula such as =visitors*rate.")),
        Column("unit", labels.UNIT, "text", Label("人/月、円/年 など", "With its period"), 17,
               prompt=Label("期間も書きます（人/月、円/年）。割合は % と書きます。",
                            "With its period: visitors/month, JPY/year. A rate is %.")),
        Column("better", labels.BETTER, "choice", Label("良い方向", "Which way is good"), 18, choices=BETTER,
               prompt=Label("大きいほど良いか、小さいほど良いか（解約率・コストなど）。",
                            "Whether more is better, or less (churn, cost).")),
        Column("low", labels.LOW, "number", Label("許せる最小値", "Never below"), 13,
               prompt=Label("逆算で使ってよい最小の値。空欄なら0（割合も0%）です。",
                            "The lowest value the solver may use. Blank: 0.")),
        Column("high", labels.HIGH, "number", Label("許せる最大値", "Never above"), 13,
               prompt=Label("逆算で使ってよい最大の値。空欄なら上限なし（割合は100%）です。",
                            "The highest value the solver may use. Blank: open, 100% for a rate.")),
        Column("stated", labels.STATED, "number", Label("逆算する前の目標", "Wish before solving"), 22,
               prompt=Label("逆算する前に考えていた、このKPIだけの目標。空欄でもかまいません。",
                            "What somebody had in mind for this KPI alone. May stay blank.")),
        Column("effort", labels.EFFORT, "choice", Label("動かしにくさ", "How hard"), 13, detail=True, choices=EFFORTS,
               prompt=Label("低（0.5）・中（1）・高（2）、または0より大きい数値。空欄は中です。",
                            "low (0.5), medium (1), high (2), or any number above 0. Blank: medium.")),
        Column("parent", labels.PARENT, "name", Label("空欄なら数式から判断", "Blank: automatic"), 21, detail=True,
               prompt=Label("表示の親子関係だけに使います。空欄なら数式から判断します。",
                            "Only for drawing the tree. Blank: taken from the formulas.")),
        Column("order", labels.ORDER, "number", Label("1、2、3…", "1, 2, 3 ..."), 11, detail=True,
               prompt=Label("逆算方法「優先順位」で先に動かす順番（1、2、3…）。",
                            "1, 2, 3 ...: which lever moves first with the strategy in_order.")),
        Column("locked", labels.LOCKED, "choice", Label("はい＝固定", "yes: fixed"), 11, detail=True, choices=YES_NO,
               prompt=Label("「はい」の行は定数として扱い、逆算で動かしません。",
                            "A row with yes is a constant: solving never moves it.")),
        Column("industry", labels.INDUSTRY, "number", Label("業界の平均値", "Its average"), 15, detail=True,
               prompt=Label("目標の種類「業界平均比」で使います。", "Used by goals of the kind times_industry.")),
        Column("last_year", labels.LAST_YEAR, "number", Label("前年の実績", "Last year's"), 15, detail=True,
               prompt=Label("目標の種類「前年比」で使います。空欄なら現状値を使います。",
                            "Used by goals of the kind percent. Blank: the baseline is used.")),
        Column("p10", labels.P10, "number", Label("10回に1回以下", "1 in 10 is below"), 17, detail=True,
               prompt=Label("10回に1回はこれを下回るという値。上振れ（90%）と両方入れると、達成確率の計算に使います。",
                            "What it falls short of once in ten. With P90 it is used for probabilities.")),
        Column("p90", labels.P90, "number", Label("10回に1回以上", "1 in 10 is above"), 17, detail=True,
               prompt=Label("10回に1回はこれを上回るという値。下振れ（10%）と両方入れます。",
                            "What it exceeds once in ten. Goes with P10.")),
        Column("moves_with", labels.MOVES_WITH, "name", Label("一緒に振れるKPI", "Another lever"), 18, detail=True,
               prompt=Label("一緒に上振れ・下振れするKPIの名前。達成確率の計算に使います。",
                            "The name of a lever that tends to turn out high or low with this one.")),
        Column("correlation", labels.CORRELATION, "number", Label("-1から1", "-1 to 1"), 14, detail=True,
               prompt=Label("順位相関：1なら必ず一緒に、-1なら必ず逆に振れます。0は無関係です。",
                            "Rank correlation: 1 always together, -1 always opposite, 0 unrelated.")),
        Column("cost", labels.COST, "number", Label("空欄＝不明", "Blank: unknown"), 16, detail=True,
               prompt=Label("このKPIを動かすのにかかる金額。「費用最小」「予算内で最大」で使います。空欄のKPIは動かしません。無料なら0。",
                            "What moving this KPI costs, for Cheapest and Within budget. Blank: they leave it alone. 0: free.")),
        Column("cost_per", labels.COST_PER, "choice", Label("何につきの費用か", "What it buys"), 17, detail=True, choices=COST_PERS,
               prompt=Label("1単位あたり（割合は1ポイントあたり）か、今の2倍にする費用か。空欄は、逓増があれば2倍あたり、なければ1単位あたり。",
                            "unit: one unit, or one point of a rate. doubling: twice today. Blank: unit; doubling with a growth.")),
        Column("cost_growth", labels.COST_GROWTH, "number", Label("1以上（1＝一定）", "1 or more"), 16, detail=True,
               prompt=Label("費用×（倍率^逓増−1）の逓増。空欄と1は一定。2なら、2倍にするのに費用の3倍かかります。",
                            "cost × (ratio ^ growth − 1). Blank, 1: even. With 2, doubling takes 3 times the cost.")),
        Column("owner", labels.OWNER, "text", Label("責任を持つ人", "Who answers"), 15, detail=True),
        Column("note", labels.NOTE, "text", Label("自由記入", "Anything"), 44, detail=True),
        Column("formula", labels.FORMULA, "formula", Label("自動表示", "Automatic"), 78, detail=True),
        Column("cell", labels.CELL, "formula", Label("結果へ", "To result"), 11, detail=True),
    ),
)
GOALS = Table(
    "tbl_goals",
    labels.GOALS,
    (
        Column("active", labels.ACTIVE, "choice", Label("はい＝逆算", "yes: solve it"), 12, choices=YES_NO,
               prompt=Label("「はい」の行だけを逆算します。", "Only rows with yes are solved.")),
        Column("role", labels.ROLE, "choice", Label("必達か挑戦か", "Kind of goal"), 15, choices=ROLES,
               prompt=Label("必達＝必ず達成する目標、挑戦＝高く掲げる目標。歯止め＝ほかの目標のために犠牲にしない線です。",
                            "must_achieve: promised. stretch: dared. guardrail: a line that no other goal may cost.")),
        Column("scenario", labels.SCENARIO, "text", Label("結果のシート名", "Result's sheet"), 16,
               prompt=Label("結果を書くシートの名前。同じ名前の行は同時に満たします。歯止めは空欄なら全シナリオに効きます。",
                            "The sheet the result goes to. Rows of one name hold together. Blank guardrail: it holds in all.")),
        Column("kpi", labels.GOAL_KPI, "name", Label("どのKPIの目標か", "Which KPI"), 19,
               prompt=Label("KPIツリーの名前から選びます。空欄はKGIです。", "A name of the KPI tree. Blank: the KGI.")),
        Column("kind", labels.KIND, "choice", Label("何と比べるか", "Compared with"), 17, required=True, choices=GOAL_KINDS,
               prompt=Label("現状比＝今の何倍、前年比＝前年の何％、業界平均比＝業界平均の何倍、数値指定＝その数値。",
                            "times today, percent of last year, times_industry, or the value itself.")),
        Column("amount", labels.AMOUNT, "amount", Label("150%、3倍", "150%, x3"), 12, required=True,
               prompt=Label("前年比は 150% のように、倍は 3 のように入力します。", "150% for percent, 3 for times.")),
        Column("result", labels.RESULT, "shown", Label("現状 → 目標（自動表示）", "Today → target (automatic)"), 29),
        Column("due", labels.DUE, "date", Label("いつまでに", "By when"), 13),
        Column("why", labels.WHY, "prose", Label("なぜこの数値が重要か", "Why the number matters"), 38),
        Column("future", labels.FUTURE, "prose", Label("達成したら何が変わるか", "What it makes possible"), 38),
    ),
)
EFFECTS = Table(
    "tbl_effects",
    labels.effects.SHEET,
    (
        Column("active", labels.ACTIVE, "choice", labels.effects.ACTIVE_HELP, 12, choices=YES_NO, prompt=labels.effects.ACTIVE_PROMPT),
        Column("cause", labels.effects.CAUSE, "name", labels.effects.CAUSE_HELP, 24, required=True, prompt=labels.effects.CAUSE_PROMPT),
        Column("affected", labels.effects.AFFECTED, "name", labels.effects.AFFECTED_HELP, 24, required=True,
               prompt=labels.effects.AFFECTED_PROMPT),
        Column("elasticity", labels.effects.ELASTICITY, "number", labels.effects.ELASTICITY_HELP, 16, required=True,
               prompt=labels.effects.ELASTICITY_PROMPT),
        Column("result", labels.effects.RESULT, "shown", labels.effects.RESULT_HELP, 44),
        Column("why", labels.effects.WHY, "prose", labels.effects.WHY_HELP, 48),
    ),
)
"""Optional: a workbook without it has no effects."""

SETTINGS = Table(
    "tbl_settings",
    labels.SETTINGS,
    (
        Column("setting", labels.SETTING, "text", Label("", ""), 38, required=True),
        Column("value", labels.SETTING_VALUE, "text", Label("", ""), 28, required=True),
        Column("help", labels.SETTING_HELP, "prose", Label("", ""), 88),
    ),
)
ACTUALS = Table(
    "tbl_actuals",
    labels.actuals.ACTUALS,
    (
        Column("label", labels.KPI_LABEL, "shown", labels.actuals.LABEL_HELP, 35),
        Column("name", labels.NAME, "name", labels.actuals.NAME_HELP, 23, required=True),
        Column("unit", labels.actuals.UNIT, "shown", labels.actuals.UNIT_HELP, 17),
        Column("entry", labels.actuals.ENTRY, "shown", labels.actuals.ENTRY_HELP, 22),
    ),
)
"""A column for each month follows these."""

WAYS = Table(
    "tbl_ways",
    labels.plan.WAYS,
    (
        Column("kpi", labels.GOAL_KPI, "name", labels.plan.WAY_KPI_HELP, 24, required=True),
        Column("over", labels.plan.OVER_TIME, "choice", labels.plan.OVER_HELP, 18, choices=OVER_TIME, prompt=labels.plan.OVER_PROMPT),
        Column("curve", labels.plan.WAY_CURVE, "choice", labels.plan.WAY_CURVE_HELP, 20, choices=labels.plan.CURVE_LABELS),
        Column("delay", labels.plan.DELAY, "number", labels.plan.DELAY_HELP, 21),
        Column("lag", labels.plan.LAG, "number", labels.plan.LAG_HELP, 22, prompt=labels.plan.LAG_PROMPT),
        Column("into", labels.plan.INTO, "name", labels.plan.INTO_HELP, 24),
        *(Column(f"weight_{month}", label, "number", labels.plan.WEIGHT_HELP, 11, prompt=labels.plan.WEIGHT_PROMPT, format="0.00")
          for month, label in enumerate(labels.plan.MONTH_NAMES, 1)),
    ),
)
# fmt: on
TABLES = (KPIS, GOALS, EFFECTS, SETTINGS)
"""The tables that templates have; the effects are optional."""

ROLE_SHEETS = {"must_achieve": labels.MUST_ACHIEVE, "stretch": labels.STRETCH}
"""The scenario, and so the tab, of a goal whose scenario is left blank."""

PAGE_SHEETS = {
    "guide": labels.GUIDE,
    "compare": labels.COMPARE,
    "simulator": labels.SIMULATOR,
    "sensitivity": labels.sensitivity.SENSITIVITY,
    "contribution": labels.contribution.CONTRIBUTION,
    "probability": labels.probability.PROBABILITY,
    "cost": labels.cost.PAGE,
    "tree": labels.TREE,
    "rationale": labels.RATIONALE,
    "review": labels.review.REVIEW,
    "plan": labels.plan.PLAN,
    "replan": labels.replan.REPLAN,
    "run_log": labels.RUN_LOG,
    "merge": labels.MERGE,
    "actions": labels.actions.ACTIONS,
    "ahead": labels.ahead.AHEAD,
}
"""The pages that stand beside the scenarios' tabs: page key to the name of the sheet."""

RESERVED_SHEETS = frozenset({"history", "履歴"})
LONGEST_SHEET = 31
FORBIDDEN_IN_SHEETS = r"\/?*[]:'" + "＼／？＊［］：＇"

LST_KPI = "lst_kpi"
"""The workbook's name for the KPI names, which drop-downs refer to."""

KPI_KGI = "kpi_kgi"
"""The workbook's name for the setting that says which KPI is the KGI."""

KPI_RESULTS = "kpi_results"
"""The workbook's hidden name for how a link to the first scenario's tab begins; an empty text before anything was solved."""

KPI_DISPLAY = "kpi_display_unit"
"""The workbook's name for the setting that says in which unit money is shown."""


def language_of(headers: tuple[str, ...], table: Table) -> Lang:
    """Return the language in which most of a table's headers are written."""
    return max(LANGS, key=lambda lang: len(set(headers) & set(table.headers(lang))))
