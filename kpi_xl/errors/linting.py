"""What cannot be asked of the linter."""

from __future__ import annotations

from kpi_xl.errors.questions import QuestionError
from kpi_xl.labels import Label


class UnknownRule(QuestionError):
    say = Label(
        en="{where}: '{code}' is no rule. Give codes from {codes}, separated by commas.",
        ja="{where}：「{code}」という規則はありません。{codes}のコードをカンマで区切って指定してください。",
    )
