"""Reading, solving and writing the template, against what openpyxl alone needs to load and save the same file."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl

from bench.table import Line, turns
from kpi_xl import jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import read_book
from kpi_xl.book.templates import template_path
from kpi_xl.solve.backsolve import backsolve

ROUNDS = 7
YARDSTICK = "openpyxl load + save"
TEMPLATE = template_path("ja", "example")


def lines() -> Iterator[Line]:
    """Yield a line for reading and solving, and one for the whole job with its tabs painted and every formula valued."""
    for work in (load_and_save, read_and_solve, whole_job):
        work()
    theirs, solving, whole = turns([load_and_save, read_and_solve, whole_job], ROUNDS)
    yield Line("read template, solve both", solving, YARDSTICK, theirs, "<= 3x as long")
    yield Line("kpi-xl solve, saved", whole, YARDSTICK, theirs, "-")


def load_and_save() -> None:
    """Do what the file library does by itself."""
    openpyxl.load_workbook(TEMPLATE).save(io.BytesIO())


def read_and_solve() -> None:
    """Read the template and solve both scenarios."""
    reading = read_book(OpenpyxlBook.open(TEMPLATE))
    for scenario in reading.scenarios:
        backsolve(reading.tree, goals=scenario.goals)


def whole_job() -> None:
    """Read, solve, paint both tabs and save."""
    book = OpenpyxlBook.open(TEMPLATE)
    jobs.solve(book)
    book.to_bytes()
