"""What a run would change behind the back of a formula of the user's."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError
from kpi_xl.labels import Label


class PointsAtMovingRow(KpiXlError):
    """A formula or a name of the user's reads a row of a page by its address, and another row will stand there."""

    say = Label(
        en="{where}: {formula} reads {cell} by its address. {old} stands there today, but {new} would stand there after this run, and the "
        "result would change unnoticed. {remedy}",
        ja="{where}：{formula} は {cell} を番地で参照しています。今そこにあるのは「{old}」ですが、この実行の後は{new}になり、気付かないうちに結果が変わってしまいます。{remedy}",
    )
