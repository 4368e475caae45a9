"""How to mend a formula that points into a page of ours by address."""

from kpi_xl.labels.label import Label

SOMETHING_ELSE = Label(ja="別の内容", en="something else")
ANOTHER_KPI = Label(ja="「{kpi}」", en="{kpi}")
BY_NAME = Label(
    ja="{formula} と書けば、行が動いても同じKPIを参照し続けます。", en="Write {formula} instead: it finds the KPI wherever its row stands."
)
GONE = Label(
    ja="KPIツリーから「{kpi}」がなくなっています。参照先を別のKPIに変えるか、数式を消してください。",
    en="{kpi} is gone from the KPI tree: point the formula at another KPI, or remove it.",
)
