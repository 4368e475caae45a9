"""What can be wrong with the page that looks three years ahead."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError
from kpi_xl.labels import Label


class AheadProblem(KpiXlError):
    """What a row of the milestones or the assumptions says cannot be."""


class NotAYear(AheadProblem):
    say = Label(
        en="{where}: '{value}' is no year. Type a year such as 2028.",
        ja="{where}：「{value}」は年になりません。2028 のような西暦を入力してください。",
    )


class YearsOutOfOrder(AheadProblem):
    say = Label(
        en="{where}: the year {year} does not come after {before} in the row above. Type the years from the first to the last.",
        ja="{where}：{year}年が、上の行の{before}年より後になっていません。年は古い順に入力してください。",
    )
