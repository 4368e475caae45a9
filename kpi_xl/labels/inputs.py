"""Words of the sheets people fill in."""

from kpi_xl.labels.label import Label

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
BASELINE_IN = Label(ja="{label}の現状値（{unit}）", en="Baseline of {label} ({unit})")
BASELINE_OF = Label(ja="{label}の現状値", en="Baseline of {label}")
