"""Bringing the example's action plan up to date, beside solving the same workbook without one."""

from __future__ import annotations

from collections.abc import Iterator

from bench.table import Line, fastest
from kpi_xl import jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.templates import template_path

ROUNDS = 3


def lines() -> Iterator[Line]:
    """Yield the line."""
    content = template_path("ja", "example").read_bytes()
    book = OpenpyxlBook.load(content)
    jobs.actions(book)
    planned = book.to_bytes()
    ours = fastest(lambda: jobs.actions(OpenpyxlBook.load(planned)), ROUNDS)
    alone = fastest(lambda: jobs.solve(OpenpyxlBook.load(content)), ROUNDS)
    yield Line("action plan of the example", ours, "solving without one", alone, "<= 3x as long")
