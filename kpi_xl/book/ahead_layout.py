"""The two tables of the page that looks three years ahead: milestones by year, and assumptions.

Knows columns and words. Does not know formulas, nor what a row says.
"""

from __future__ import annotations

from kpi_xl.book.layout import Column, Table
from kpi_xl.labels import Label
from kpi_xl.labels import ahead as words

AREAS = {"customers": words.CUSTOMERS, "technology": words.TECHNOLOGY, "market": words.MARKET}
OUTLOOKS = {"likely": words.LIKELY, "unlikely": words.UNLIKELY}
STATES = {"holds": words.HOLDS, "shaky": words.SHAKY, "fell": words.FELL}
NO_HELP = Label("", "")
TOUCHED = ("kpi_1", "kpi_2", "kpi_3")

# fmt: off
MILESTONES = Table(
    "tbl_milestones",
    words.AHEAD,
    (
        Column("year", words.YEAR, "number", Label("西暦", "A year such as 2028")),
        Column("growth", words.GROWTH, "number", Label("前の年からの伸び（20%）", "Growth on the year before (20%)")),
        Column("value", words.VALUE, "number", Label("伸び率より優先します。", "Wins over the growth rate.")),
        Column("milestone", words.MILESTONE, "shown", NO_HELP),
        Column("plan", words.PLAN, "shown", NO_HELP),
        Column("plan_above", words.PLAN_ABOVE, "shown", NO_HELP),
        Column("note", words.NOTE, "prose", Label("顧客・商品・チームはどうなっているか。", "Customers, products, the team by then.")),
        Column("enough", words.ENOUGH, "shown", NO_HELP),
    ),
)
ASSUMPTIONS = Table(
    "tbl_assumptions",
    words.AHEAD,
    (
        Column("assumption", words.ASSUMPTION, "prose",
               Label("3年後について、何を前提にしているか。", "What you take for granted about the next three years."), 46),
        Column("area", words.AREA, "choice", Label("顧客・技術・市場のどれか。", "Customers, technology or market."), 22, choices=AREAS),
        Column("outlook", words.OUTLOOK, "choice", Label("変わりやすいものと、変わりにくいものを分けます。",
                                                         "Part what is likely to change from what is not."), 21, choices=OUTLOOKS),
        Column("kpi_1", words.KPI_1, "name", Label("この前提が崩れると動くKPI", "The KPI that moves if it falls"), 22),
        Column("kpi_2", words.KPI_2, "name", Label("2つ目のKPI", "A second KPI"), 22),
        Column("kpi_3", words.KPI_3, "name", Label("3つ目のKPI", "A third KPI"), 22),
        Column("sign", words.SIGN, "prose", Label("何が見えたら崩れたと判断するか。", "What you would see if it fell."), 34),
        Column("checked", words.CHECKED, "date", Label("最後に確かめた日", "The day you last checked"), 17),
        Column("state", words.STATE, "choice", Label("確かめた結果", "What you found"), 19, choices=STATES),
        Column("remark", words.REMARK, "shown", NO_HELP, 18),
        Column("response", words.RESPONSE, "prose", Label("崩れたら何を変えるか。", "What you change if it falls."), 36),
        *(Column(key, Label(f"kpi_xl_{key}", f"kpi_xl_{key}"), "shown", NO_HELP)
          for kpi in TOUCHED for key in (f"seen_{kpi}", f"home_{kpi}")),
    ),
)
# fmt: on
SHOWN = len([column for column in ASSUMPTIONS.columns if not column.key.startswith(("seen", "home"))])
FILLED = frozenset({"milestone", "plan", "plan_above", "enough", "remark"}) | {
    column.key for column in ASSUMPTIONS.columns if column.key.startswith(("seen", "home"))
}
MILESTONE_KEYS = tuple(column.key for column in MILESTONES.columns if column.key not in FILLED)
ASSUMPTION_KEYS = tuple(column.key for column in ASSUMPTIONS.columns if column.key not in FILLED)
