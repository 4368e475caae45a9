"""The one way in for the ribbon's buttons: a job's key from a table, the active workbook, a message whatever happens.

Knows which jobs there are and how a click goes. Does not know what a job does.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import kpi_xl
from kpi_xl import errors
from kpi_xl.book.port import Book
from kpi_xl.book.reader import headed, language
from kpi_xl.book.undo import home
from kpi_xl.errors.addin import StateNotKept, UnknownJob
from kpi_xl.excel import actions, kept
from kpi_xl.excel.actions import Action, Click
from kpi_xl.excel.desk import Desk
from kpi_xl.excel.escape import Escape
from kpi_xl.excel.ribbon import STRATEGIES
from kpi_xl.excel.session import Session
from kpi_xl.labels import Label, Lang
from kpi_xl.labels import ribbon as words
from kpi_xl.labels.system import system_language

JOBS: Mapping[str, Action] = {
    "new": actions.new,
    "example": actions.example,
    "solve": actions.solve,
    "check": actions.check,
    "restore": actions.restore,
    "compare": actions.page("compare"),
    "simulator": actions.page("simulator"),
    "tree": actions.page("tree"),
    "sensitivity": actions.page("sensitivity"),
    "contribution": actions.page("contribution"),
    "probability": actions.page("probability"),
    "rationale": actions.page("rationale"),
    "actions": actions.plan_actions,
    "ahead": actions.look_ahead,
    "plan": actions.plan,
    "replan": actions.replan,
    "actuals": actions.actuals,
    "review": actions.review,
    "share": actions.share,
    "guide": actions.page("guide"),
    "doctor": actions.doctor,
    "about": actions.about,
}
"""Every job a button may ask for; a button whose job is not here is not drawn."""

LOG_SIZE = 1_000_000


@dataclass(slots=True)
class Watch:
    """How far a click has come: what is shown meanwhile, what is kept before anything changes, until when Esc counts."""

    desk: Desk
    lang: Lang
    escape: Escape

    def stage(self, word: Label) -> None:
        """Say what is going on."""
        self.desk.status(word.say(self.lang))

    def changing(self) -> None:
        """The workbook is about to change: Esc no longer counts, and what it is now is kept.

        Raises
        ------
        StateNotKept
            If no copy can be kept; nothing is changed then.
        """
        self.escape.close()
        try:
            self.desk.keep(kept.place(self.desk.full_name))
        except Exception as error:  # the disk's, or whatever Excel says
            raise StateNotKept(where=self.desk.name, reason=getattr(error, "strerror", None) or type(error).__name__) from error
        self.stage(words.WRITING)

    def say(self, *said: Label | None, well: bool) -> bool:
        """Show what there is to say, each on lines of its own, and return whether all went well."""
        if text := "\n\n".join(label.say(self.lang) for label in said if label is not None):
            self.desk.say(text, serious=not well)
        return well


def run(job: str, choice: str = "") -> None:
    """Do what a button asks for with the workbook in front; a choice goes with the job."""
    with passing_over("pandas", "polars"):
        import xlwings as xw

    from kpi_xl.excel.excel_desk import ExcelDesk

    perform(ExcelDesk(xw.Book.caller()), job, choice)


def perform(desk: Desk, job: str, choice: str = "") -> bool:
    """Do a job at a desk, say what came of it, and return whether it went well."""
    watch = Watch(desk, system_language(), Escape(desk.escaping()))
    session = Session(desk.book, watch.changing, watch.stage)
    try:
        with watch.escape:
            watch.lang = spoken(headed, session) or watch.lang
            watch.stage(words.AT_WORK)
            watch.lang = spoken(language, session) or watch.lang
            said = asked(job, choice)(Click(desk, session, choice, watch.lang))
    except KeyboardInterrupt:
        return watch.say(_way_back(session) or words.CANCELLED, well=False)
    except errors.KpiXlError as problem:
        return watch.say(problem.label, _way_back(session), well=False)
    except Exception:
        return watch.say(words.UNEXPECTED.fill(path=logged(job, choice)), _way_back(session), well=False)
    finally:
        with suppress(Exception):
            desk.status(None)
    return watch.say(said, words.HOW_BACK if session.changed else None, well=True)


@contextmanager
def passing_over(*libraries: str) -> Iterator[None]:
    """Let an import do without libraries it would load where they are there: no click needs them, and they take longer than the rest."""
    absent = [name for name in libraries if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None is how an import is told that there is no such module
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def asked(job: str, choice: str) -> Action:
    """Return a job by its key.

    Raises
    ------
    UnknownJob, UnknownStrategy
        With what there is.
    """
    if job not in JOBS:
        raise UnknownJob(where="KPI", job=job, jobs=", ".join(JOBS))
    if choice not in STRATEGIES:
        raise errors.UnknownStrategy(where="KPI", strategy=choice, strategies=", ".join(filter(None, STRATEGIES)))
    return JOBS[job]


def spoken(told: Callable[[Book], Lang | None], book: Book) -> Lang | None:
    """Return the language of a workbook that has tables and can be read."""
    with suppress(Exception):
        return told(book) if book.tables() else None
    return None


def logged(job: str, choice: str) -> Path:
    """Write down what just went wrong, and return where."""
    path = home() / "log" / "kpi_xl.log"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_SIZE:
        path.replace(path.with_suffix(".old.log"))
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} kpi_xl {kpi_xl.__version__} {job} {choice}\n{traceback.format_exc()}\n")
    return path


def _way_back(session: Session) -> Label | None:
    return words.STOPPED_WRITING if session.changed else None
