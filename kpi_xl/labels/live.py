"""Words of painting into a workbook that is open in Excel."""

from kpi_xl.labels.label import Label

PAINTING = Label(
    ja="KPI逆算：シート「{sheet}」を書き込んでいます（{number}/{count}）…", en="KPI: writing sheet '{sheet}' ({number} of {count})..."
)
LEFT_OUT = Label(
    ja="このExcelでは「{member}」を設定できなかったため、省略しました（{reason}）。",
    en="This Excel could not be given '{member}', so it was left out ({reason}).",
)
NOT_OFFERED = Label(ja="プログラムからは使えません", en="it does not offer that to programs")
