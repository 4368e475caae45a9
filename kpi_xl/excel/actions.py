"""What each button does with the workbook in front: the jobs, and what is said when they are done.

Knows jobs, desks and sentences. Does not know which button asks, nor how Excel is reached.
The file library is imported where a file is made: a click is a new process, and most make none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import kpi_xl
from kpi_xl import jobs, labels
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.port import Book
from kpi_xl.book.review_chosen import chosen_period
from kpi_xl.calc.cells import Address, ExcelError, Formula, Value
from kpi_xl.errors import Note
from kpi_xl.errors.addin import NoSuchPage, NothingKept
from kpi_xl.excel import kept
from kpi_xl.excel.desk import Desk
from kpi_xl.excel.project import NOTICE
from kpi_xl.insight.finding import Finding
from kpi_xl.insight.linter import RULES, lint
from kpi_xl.labels import Label, Lang
from kpi_xl.labels import linter as linting
from kpi_xl.labels import ribbon as words
from kpi_xl.plan.total import MEANINGS
from kpi_xl.solve.solution import OUTCOMES

CALL = re.compile(r"\bKPI_[A-Z]+\s*\(", re.IGNORECASE)
TIME = "%Y-%m-%d %H:%M"
MOST_FINDINGS = 6
"""So many findings of the linter a message box shows: it holds about a thousand characters, and a screen is not high."""


@dataclass(frozen=True, slots=True)
class Click:
    """One press of a button: the desk, the workbook (its first change keeps a copy), the drop-down's choice, the language."""

    desk: Desk
    book: Book
    choice: str
    lang: Lang


Action = Callable[[Click], Label | None]
"""What a button does; it returns what is to be said, or None where the result is in front of the user."""


def solve(click: Click) -> Label:
    """Backsolve every scenario and say how each came out."""
    with click.desk.at_rest():
        solved = jobs.solve(click.book, click.choice or None)
    lines = [words.OUTCOME.fill(scenario=scenario.name, outcome=OUTCOMES[solution.outcome]) for scenario, solution in solved.answers]
    return stacked(words.SOLVED, *lines, *told(solved.reading.notes))


def plan_actions(click: Click) -> Label:
    """Make or update the action plan, bring it to the front and say what is not covered."""
    with click.desk.at_rest():
        planned = jobs.actions(click.book)
    click.desk.show(planned.sheet)
    return planned.said


def look_ahead(click: Click) -> Label:
    """Make or update the page that looks three years ahead and bring it to the front."""
    with click.desk.at_rest():
        foreseen = jobs.ahead(click.book)
    click.desk.show(foreseen.sheet)
    return foreseen.said


def plan(click: Click) -> Label:
    """Spread every target over the months, and show the page."""
    with click.desk.at_rest():
        done = jobs.plan(click.book, click.choice or None)
    click.desk.show(done.sheet)
    found, reading = done.spreads[0].plan.months, done.solved.reading
    said = labels.plan.PLANNED.fill(first=found[0], last=found[-1], count=len(found), meaning=MEANINGS[reading.settings.meaning])
    lines = [words.OUTCOME.fill(scenario=each.brief.sheet, outcome=OUTCOMES[each.solution.outcome]) for each in done.spreads]
    return stacked(said, *lines, *told(reading.notes))


def replan(click: Click) -> Label:
    """Plan again from actuals, show the page, and say what became of each scenario's plan."""
    with click.desk.at_rest():
        done = jobs.replan(click.book, strategy=click.choice or None)
    click.desk.show(done.sheet)
    said = (labels.replan.KEPT if done.holds else labels.replan.DONE).fill(last=done.last, number=done.number)
    lines = [
        labels.replan.LINE.fill(scenario=each.brief.sheet, sentence=sentence)
        for each in done.revised
        for sentence in each.sentences(done.reading.settings.meaning)
    ]
    return stacked(said, *lines, *told(done.notes))


def check(click: Click) -> Label:
    """Mend names that lost their rows, then find everything that is wrong."""
    with click.desk.at_rest():
        mended = jobs.repair(click.book)
    lines = [labels.terminal.REPAIRED.fill(name=name, cell=cell) for name, cell in mended.moved.items()]
    lines += [labels.terminal.REMOVED.fill(name=name) for name in mended.removed]
    reading = jobs.check(click.book)
    goals = sum(len(scenario.aims) for scenario in reading.scenarios)
    notes = told(reading.notes)
    findings = lint(reading.tree)
    summary = labels.terminal.TO_LOOK_AT if findings else labels.terminal.ALL_WELL
    counts = summary.fill(kpis=len(reading.tree.kpis), goals=goals, count=len(findings))
    return stacked(*lines, counts, *_briefly(findings), *notes)


def _briefly(findings: Sequence[Finding]) -> Iterator[Label]:
    """Yield what each finding is about and in which cell, and where all of it is said."""
    for finding in findings[:MOST_FINDINGS]:
        severity, title = linting.SEVERITIES[finding.severity], RULES[finding.code].title
        yield linting.BRIEF.fill(severity=severity, code=finding.code, cell=finding.cell, title=title)
    if len(findings) > MOST_FINDINGS:
        yield linting.MORE.fill(count=len(findings) - MOST_FINDINGS)
    if findings:
        yield linting.WHERE_ALL.fill(sheet=PAGE_SHEETS["guide"])


def actuals(click: Click) -> Label:
    """Lay out the sheet of actuals, or bring it up to the tree, and show it."""
    with click.desk.at_rest():
        done = jobs.actuals(click.book)
    click.desk.show(done.sheet.area.sheet if done.sheet.area else click.desk.name)
    notes = told(done.notes)
    return stacked(*(label.fill(**facts) for label, facts in done.said()), *notes)


def review(click: Click) -> Label:
    """Look back on the last month with actuals, or on the period chosen on the page, and say it in sentences."""
    with click.desk.at_rest():
        done = jobs.review(click.book, *chosen_period(click.book))
    click.desk.show(PAGE_SHEETS["review"].say(done.reading.lang))
    said = "\n".join(done.sentences)
    return stacked(Label(said, said), *told(done.notes))


def restore(click: Click) -> Label:
    """Open the workbook as it was before a button last changed it.

    Raises
    ------
    NothingKept
        If no copy of it was kept.
    """
    copy = kept.latest(click.desk.full_name)
    if copy is None:
        raise NothingKept(where=click.desk.name)
    path = unused(documents() / Path(click.desk.name).with_suffix(copy.path.suffix).name, "before")
    path.write_bytes(copy.path.read_bytes())
    click.desk.open(path)
    return words.RESTORED.fill(when=copy.when.strftime(TIME), path=path)


def new(click: Click) -> None:
    """Make a workbook from the blank template and open it."""
    from kpi_xl.book.templates import template_path

    path = unused(documents() / "kpi_blank.xlsx")
    path.write_bytes(template_path(click.lang, "blank").read_bytes())
    click.desk.open(path)


def example(click: Click) -> None:
    """Make the solved example and open it."""
    from kpi_xl.book.openpyxl_book import OpenpyxlBook
    from kpi_xl.book.templates import template_path

    path = unused(documents() / "kpi_demo.xlsx")
    book = OpenpyxlBook.open(template_path(click.lang, "example"))
    jobs.solve(book)
    book.save(path)
    click.desk.open(path)


def share(click: Click) -> Label:
    """Make a copy in which our functions are values, and open it."""
    stem = Path(click.desk.name).stem
    path = unused(documents() / f"{stem}{Path(click.desk.name).suffix or '.xlsx'}", "share")
    click.desk.keep(path)
    copy = click.desk.open(path)
    count = freeze(copy.book)
    copy.save()
    return words.SHARED.fill(path=path, count=count)


def doctor(click: Click) -> Label:
    """Say what is in the way of the add-in on this computer; whoever reads this has at least a button that works."""
    from kpi_xl.excel.doctor import told
    from kpi_xl.excel.machine import this_machine

    return told(this_machine(click.desk.full_name))


def about(click: Click) -> Label:
    """Say the version and what we build on."""
    from importlib.metadata import version

    return words.ABOUT_TEXT.fill(version=kpi_xl.__version__, xlwings=version("xlwings"), notice=NOTICE)


def page(key: str) -> Action:
    """Make an action that brings a page of ours to the front."""

    def show(click: Click) -> None:
        sheet = next((name for name in click.book.sheets() if (click.book.marker(name) or ("",))[0] == key), None)
        if sheet is None:
            raise NoSuchPage(where=click.desk.name, sheet=PAGE_SHEETS[key])
        click.desk.show(sheet)

    return show


def freeze(book: Book) -> int:
    """Turn every cell that calls a function of ours into the value it shows, and return how many there were.

    What a formula spilled over its neighbours goes with the formula; it is written back as well.
    """
    before = book.contents()
    ours = {place: cell.cached for place, cell in before.items() if isinstance(cell, Formula) and CALL.search(cell.text)}
    for place, value in ours.items():
        write(book, place, value)
    after = book.contents()
    for place, was in before.items():
        if place not in after and not isinstance(was, Formula):
            write(book, place, was)
    return len(ours)


def write(book: Book, place: Address, value: Value) -> None:
    """Put a value into a cell; an error is the formula that gives it."""
    formula = f"={value}" if isinstance(value, ExcelError) else None
    book.set_cell(place.sheet, place.row, place.column, None if isinstance(value, ExcelError) else value, formula)


def documents() -> Path:
    """Return the folder new workbooks go to."""
    folder = Path.home() / "Documents"
    return folder if folder.is_dir() else Path.home()


def unused(path: Path, word: str = "") -> Path:
    """Return the first free name: the path itself with a word behind its stem, then with a number behind that."""
    stem, number = f"{path.stem}-{word}" if word else path.stem, 1
    while (free := path.with_stem(f"{stem}-{number}" if number > 1 else stem)).exists():
        number += 1
    return free


def told(notes: Iterable[Note]) -> list[Label]:
    """Return what is worth saying as lines."""
    return [note.label for note in notes]


def stacked(*lines: Label) -> Label:
    """Return several sentences, one on a line."""
    return Label("\n".join(line.ja for line in lines), "\n".join(line.en for line in lines))
