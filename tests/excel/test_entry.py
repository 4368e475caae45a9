"""A click does one job of the table, keeps what was there before it writes, and always ends with words in the workbook's language."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_xl import jobs
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.templates import template_path
from kpi_xl.calc.cells import Address, ExcelError, Formula
from kpi_xl.excel import actions, entry, kept
from kpi_xl.excel.entry import JOBS, perform
from kpi_xl.labels import LANGS, Lang, ribbon
from tests.excel.fake_desk import FakeDesk, pressed_after

MUST_ACHIEVE = {"ja": "必達目標", "en": "Must-achieve"}


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (home := tmp_path / "Documents").mkdir()
    monkeypatch.setenv("KPI_XL_HOME", str(tmp_path / "kept"))
    monkeypatch.setattr(actions, "documents", lambda: home)
    return home


@pytest.mark.parametrize("lang", LANGS)
def test_backsolve_paints_every_scenario_and_says_how_each_came_out_and_how_to_go_back(lang: Lang) -> None:
    desk = FakeDesk.of(lang)
    assert perform(desk, "solve")
    assert MUST_ACHIEVE[lang] in desk.book.sheets()
    assert desk.said == [
        {
            "ja": "逆算が終わりました。\n・必達目標：到達\n・挑戦目標：到達\n\n"
            "元に戻すには「KPI逆算」タブの「元に戻す」を押してください（Ctrl+Z では戻りません）。",
            "en": "Backsolving is done.\n- Must-achieve: Reached\n- Stretch: Reached\n\n"
            "To go back, press Restore on the KPI tab (Ctrl+Z cannot undo this).",
        }[lang]
    ]
    assert desk.serious == [False]


@pytest.mark.parametrize("lang", LANGS)
def test_the_status_bar_tells_the_stages_and_is_given_back(lang: Lang) -> None:
    desk = FakeDesk.of(lang)
    perform(desk, "solve")
    stages = [said for number, said in enumerate(desk.statuses) if said not in desk.statuses[:number]]
    assert stages == [word.say(lang) for word in (ribbon.AT_WORK, ribbon.READING, ribbon.COMPUTING, ribbon.WRITING)] + [None]
    assert desk.statuses[-1] is None


def test_the_choice_of_the_drop_down_is_the_strategy(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = jobs.solve
    monkeypatch.setattr(jobs, "solve", lambda book, strategy: (asked.append(strategy), real(book, strategy))[1])
    perform(FakeDesk.of("en", "blank"), "solve", "headroom")
    perform(FakeDesk.of("en", "blank"), "solve")
    assert asked == ["headroom", None]


@pytest.mark.parametrize(
    ("lang", "job", "choice", "sentence"),
    [
        ("ja", "format_disk", "", f"KPI：「format_disk」という処理はありません。使えるのは {', '.join(JOBS)} です。"),
        ("en", "format_disk", "", f"KPI: there is no job called 'format_disk'. There are: {', '.join(JOBS)}."),
    ],
)
def test_a_job_that_is_not_in_the_table_does_nothing(lang: Lang, job: str, choice: str, sentence: str) -> None:
    desk = FakeDesk.of(lang)
    before = desk.book.to_bytes()
    assert not perform(desk, job, choice)
    assert desk.said == [sentence]
    assert desk.book.to_bytes() == before


def test_a_choice_that_is_no_strategy_does_nothing() -> None:
    desk = FakeDesk.of("en")
    before = desk.book.to_bytes()
    assert not perform(desk, "solve", "'); evil('")
    assert desk.book.to_bytes() == before


@pytest.mark.parametrize("lang", LANGS)
def test_a_problem_is_said_in_the_workbooks_language_and_nothing_is_kept(lang: Lang) -> None:
    desk = FakeDesk.of(lang, "blank")
    sheet = "KPIツリー" if lang == "ja" else "KPI Tree"
    area = desk.book.tables()["tbl_kpi"]
    low = area.first_column + area.columns.index("下限" if lang == "ja" else "Low")
    desk.book.set_cell(sheet, area.first_row, low, "abc")
    assert not perform(desk, "solve")
    assert desk.serious == [True]
    assert sheet in desk.said[0]
    assert "abc" in desk.said[0]
    assert kept.copies() == []


@pytest.mark.parametrize("lang", LANGS)
def test_something_unexpected_ends_in_a_sentence_and_a_log(lang: Lang, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("the inside of it")

    monkeypatch.setattr(jobs, "solve", breaks)
    desk = FakeDesk.of(lang)
    assert not perform(desk, "solve")
    log = tmp_path / "kept" / "log" / "kpi_xl.log"
    assert desk.said == [
        {
            "ja": f"予期しない問題が起きました。保存する前に結果を確認してください。詳細は次のファイルに記録しました：{log}",
            "en": f"Something unexpected went wrong. Look at the result before you save. Details are in {log}",
        }[lang]
    ]
    assert "RuntimeError: the inside of it" in log.read_text(encoding="utf-8")
    assert desk.statuses[-1] is None


@pytest.mark.parametrize("lang", LANGS)
def test_a_job_that_breaks_while_writing_names_the_way_back(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError

    desk = FakeDesk.of(lang)
    monkeypatch.setattr(desk.book, "write", breaks)
    assert not perform(desk, "solve")
    assert desk.said[0].endswith(
        {
            "ja": "書き込みの途中で止まりました。「KPI逆算」タブの「元に戻す」で、実行前の状態を開けます。",
            "en": "It stopped while writing. Restore on the KPI tab opens the workbook as it was before.",
        }[lang]
    )
    assert len(kept.copies()) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_restore_opens_what_was_there_before_the_last_click_that_wrote(lang: Lang, own_home: Path) -> None:
    desk = FakeDesk.of(lang)
    before = desk.book.contents()
    perform(desk, "solve")
    assert perform(desk, "restore")
    assert desk.opened == [own_home / "plan-before.xlsx"]
    assert OpenpyxlBook.open(desk.opened[0]).contents() == before
    when = kept.copies()[0].when.strftime("%Y-%m-%d %H:%M")
    assert (
        desk.said[-1]
        == {
            "ja": f"{when} の書き換え前の状態を {desk.opened[0]} として開きました。これを使う場合は、名前を付けて保存してください。"
            "今のブックはそのままです。",
            "en": f"The workbook as it was before {when} is open as {desk.opened[0]}. To go on with it, save it under a name of your own. "
            "The workbook you came from stays as it is.",
        }[lang]
    )


@pytest.mark.parametrize("lang", LANGS)
def test_without_an_earlier_state_restore_says_so(lang: Lang) -> None:
    desk = FakeDesk.of(lang)
    assert not perform(desk, "restore")
    assert desk.said == [
        {
            "ja": "plan.xlsx：元に戻せる状態がありません。戻せるのは、このパソコンで「KPI逆算」タブのボタンが書き換える前の状態だけです。",
            "en": "plan.xlsx: no earlier state is kept. Only what the buttons of the KPI tab changed on this computer can be brought back.",
        }[lang]
    ]


def test_another_workbooks_state_is_never_opened() -> None:
    one, other = FakeDesk.of("en"), FakeDesk.of("en")
    other.folder = "https://example.com/elsewhere"
    perform(one, "solve")
    assert not perform(other, "restore")
    assert other.opened == []


@pytest.mark.parametrize("lang", LANGS)
def test_what_cannot_be_kept_is_not_changed(lang: Lang) -> None:
    desk = FakeDesk.of(lang)
    desk.disk_full = True
    before = desk.book.to_bytes()
    assert not perform(desk, "solve")
    assert desk.book.to_bytes() == before
    assert desk.said == [
        {
            "ja": "plan.xlsx：実行前の状態を保管できませんでした（No space left on device）。何も変更していません。"
            "空き容量を確認して、もう一度実行してください。",
            "en": "plan.xlsx: the state before this run could not be kept (No space left on device), so nothing was changed. "
            "Make room on the disk and try again.",
        }[lang]
    ]


def test_only_so_many_states_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "COPIES", 3)
    for number in range(5):
        kept.place("plan.xlsx").write_text(str(number))
    assert [copy.path.read_text() for copy in kept.copies()] == ["4", "3", "2"]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """The process heeds an interrupt, as Python's own does: a shell lets the jobs in its background ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("lang", LANGS)
def test_esc_stops_the_computing_and_leaves_the_workbook_alone(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    def long(*_: object) -> None:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr(jobs, "solve", long)
    desk = FakeDesk.of(lang)
    desk.esc = pressed_after(0.2)
    before = desk.book.to_bytes()
    assert not perform(desk, "solve")
    assert desk.said == [{"ja": "中止しました。ブックは変更していません。", "en": "Cancelled. Nothing was changed."}[lang]]
    assert desk.book.to_bytes() == before


def test_esc_no_longer_counts_once_the_writing_has_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = FakeDesk.of("en")
    write = desk.book.write

    def slow(*given: object, **more: object) -> None:
        desk.esc = lambda: True
        time.sleep(0.2)
        write(*given, **more)  # type: ignore[arg-type]

    down = []
    desk.esc = lambda: bool(down)
    keep = desk.keep
    monkeypatch.setattr(desk, "keep", lambda path: (down.append(1), time.sleep(0.2), keep(path)))
    monkeypatch.setattr(desk.book, "write", slow)
    assert perform(desk, "solve")


@pytest.mark.parametrize("lang", LANGS)
def test_ctrl_c_at_a_terminal_while_sheets_are_written_names_the_way_back(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    desk = FakeDesk.of(lang)
    monkeypatch.setattr(desk.book, "write", stopped)
    assert not perform(desk, "solve")
    assert desk.said == [ribbon.STOPPED_WRITING.say(lang)]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("job", JOBS)
def test_whatever_a_button_wrote_its_message_names_the_button_that_brings_back_what_was(job: str, lang: Lang) -> None:
    desk = FakeDesk.of(lang)
    before = desk.book.to_bytes()
    well = perform(desk, job)
    changed = desk.book.to_bytes() != before
    assert changed == bool(kept.copies())
    assert changed == (well and desk.said != [] and desk.said[-1].endswith(ribbon.HOW_BACK.say(lang)))


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_that_was_painted_comes_to_the_front(lang: Lang) -> None:
    desk = FakeDesk.of(lang)
    perform(desk, "solve")
    assert perform(desk, "compare")
    assert desk.shown == [{"ja": "比較", "en": "Compare"}[lang]]
    assert len(desk.said) == 1, "nothing to say where the page itself is seen"


def test_the_review_needs_actuals_and_then_says_its_sentences() -> None:
    desk = FakeDesk.of("en")
    assert not perform(desk, "review")
    assert desk.said[-1].startswith("Actuals: there are no actuals yet.")
    assert perform(desk, "actuals")
    sheet = desk.book.tables()["tbl_actuals"]
    desk.book.set_cell(sheet.sheet, sheet.first_row, sheet.first_column + 4, 20_000_000.0)
    assert perform(desk, "review")
    assert "Annual revenue came to 20.00M JPY" in desk.said[-1]
    assert perform(desk, "replan")
    assert desk.shown == ["Actuals", "Review", "Plan changes"]


@pytest.mark.parametrize("job", sorted(set(JOBS) & set(PAGE_SHEETS) - {"review", "replan"}))
def test_every_button_that_shows_a_page_has_one_to_show_after_backsolving(job: str) -> None:
    desk = FakeDesk.of("en")
    perform(desk, "solve")
    assert perform(desk, job)
    assert desk.shown == [PAGE_SHEETS[job].en]


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_that_is_not_there_yet_says_what_makes_it(lang: Lang) -> None:
    desk = FakeDesk.of(lang)
    assert not perform(desk, "simulator")
    assert desk.said == [
        {
            "ja": "plan.xlsx：シート「シミュレーター」がまだありません。「逆算する」を実行すると作られます。",
            "en": "plan.xlsx: there is no sheet 'Simulator' yet. Run Backsolve; it makes the sheet.",
        }[lang]
    ]


def test_a_new_workbook_never_replaces_one(own_home: Path) -> None:
    desk = FakeDesk.of("ja")
    perform(desk, "new")
    perform(desk, "new")
    perform(desk, "example")
    assert [path.name for path in desk.opened] == ["kpi_blank.xlsx", "kpi_blank-2.xlsx", "kpi_demo.xlsx"]
    assert "必達目標" in OpenpyxlBook.open(desk.opened[2]).sheets()
    assert desk.said == []


def test_check_repairs_and_then_looks() -> None:
    desk = FakeDesk.of("en", "blank")
    area = desk.book.tables()["tbl_kpi"]
    name = str(desk.book.contents()[Address(area.sheet, area.first_row, area.first_column + 1)])
    desk.book.define(name, f"'{area.sheet}'!$C${area.last_row}")
    assert perform(desk, "check")
    assert desk.said[0].startswith(f"Name mended: {name} now points at")
    assert "No problems found" in desk.said[0]
    assert desk.said[0].endswith(ribbon.HOW_BACK.en)


@pytest.mark.parametrize("lang", LANGS)
def test_check_shows_what_is_worth_a_look_in_a_line_each(lang: Lang) -> None:
    desk = FakeDesk.of(lang)
    assert perform(desk, "check")
    assert (
        desk.said[0].splitlines()[-2:]
        == {
            "ja": [
                "・警告 K011　KPIツリー!C14：同じことを表す2つの行（期間と解約率など）",
                "くわしい説明と直し方は、逆算するとシート「使い方」に一覧になります。",
            ],
            "en": [
                "- warning K011, 'KPI Tree'!C14: one lever in two rows (such as period and churn)",
                "Backsolve lists all of it, with what to do, on the sheet Guide.",
            ],
        }[lang]
    )


def test_check_that_changes_nothing_keeps_nothing() -> None:
    desk = FakeDesk.of("en", "blank")
    assert perform(desk, "check")
    assert kept.copies() == []
    assert ribbon.HOW_BACK.en not in desk.said[0]


SHIPPED = 6
"""The formulas on the sheet of examples that every template has."""


@pytest.mark.parametrize("lang", LANGS)
def test_a_copy_for_sharing_shows_the_values_and_calls_nothing(lang: Lang) -> None:
    desk = FakeDesk.of(lang)
    sheet = desk.book.sheets()[0]
    given = {(40, 1): 1.5, (41, 1): "◎", (42, 1): 3.0}
    for (row, column), value in given.items():
        desk.book.set_cell(sheet, row, column, value, "=IFERROR([1]!KPI_VALUE(A1),0)")
    desk.book.set_cell(sheet, 43, 1, 2.0, "=1+1")
    assert perform(desk, "share")
    assert desk.said[0].endswith({"ja": f"値に置き換えたセル：{3 + SHIPPED}個", "en": f"became values: {3 + SHIPPED}"}[lang])
    assert isinstance(desk.book.contents()[Address(sheet, 40, 1)], Formula), "the workbook itself stays as it is"


def test_freezing_puts_values_where_our_functions_were_and_leaves_other_formulas() -> None:
    book = FakeDesk.of("en", "blank").book
    page = book.sheets()[0]
    book.set_cell(page, 41, 1, 1.5, "=KPI_GROWTH(1,2,3)")
    book.set_cell(page, 42, 1, 2.0, "=1+1")
    book.set_cell(page, 43, 1, "MY_KPI_GROWTH(", None)
    assert actions.freeze(book) == 1 + SHIPPED
    found = book.contents()
    assert found[Address(page, 41, 1)] == 1.5
    assert isinstance(found[Address(page, 42, 1)], Formula)


def test_what_a_frozen_formula_had_spilled_stays() -> None:
    class Spilling(OpenpyxlBook):
        """As in Excel: what stands in A42 is there because of the formula in A41."""

        def set_cell(self, sheet, row, column, value, formula=None):
            if (row, column) == (41, 1) and formula is None:
                super().set_cell(sheet, 42, 1, None)
            super().set_cell(sheet, row, column, value, formula)

    book = Spilling.open(template_path("en", "blank"))
    page = book.sheets()[0]
    book.set_cell(page, 41, 1, 1.0, "=KPI_PLAN(1,2,2)")
    book.set_cell(page, 42, 1, 2.0)
    actions.freeze(book)
    assert [book.contents()[Address(page, row, 1)] for row in (41, 42)] == [1.0, 2.0]


def test_an_error_stays_an_error_when_frozen() -> None:
    book = FakeDesk.of("en", "blank").book
    page = book.sheets()[0]
    actions.write(book, Address(page, 41, 1), ExcelError("#N/A"))
    found = book.contents()[Address(page, 41, 1)]
    assert isinstance(found, Formula)
    assert found.text == "=#N/A"


def test_about_names_what_we_build_on() -> None:
    desk = FakeDesk.of("ja")
    assert perform(desk, "about")
    assert "xlwings" in desk.said[0]
    assert "NOTICE.txt" in desk.said[0]


def test_the_way_in_asks_xlwings_for_the_book_that_called(monkeypatch: pytest.MonkeyPatch) -> None:
    import xlwings as xw

    from kpi_xl.excel import excel_desk as desks

    called, made = object(), FakeDesk.of("en")
    monkeypatch.setattr(xw.Book, "caller", classmethod(lambda cls: called))
    monkeypatch.setattr(desks, "ExcelDesk", lambda host: made if host is called else None)
    entry.run("about", "")
    assert len(made.said) == 1


@pytest.mark.parametrize("job", ["about", "compare"])
def test_a_click_waits_for_the_files_of_its_own_job_alone(job: str) -> None:
    code = (
        "import sys\nfrom kpi_xl.excel.entry import perform\nfrom tests.excel.fake_desk import FakeDesk\n"
        f"perform(FakeDesk.of('en'), {job!r})\nprint(sorted(name for name in sys.modules if name.startswith('kpi_xl.jobs.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", jobs.__all__)
def test_every_job_is_found_by_its_name(name: str) -> None:
    assert getattr(jobs, name) is not None


def test_what_is_no_job_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"module 'kpi_xl\.jobs' has no attribute 'magic'"):
        _ = jobs.magic  # type: ignore[attr-defined]


def test_a_click_imports_nothing_it_does_not_need() -> None:
    code = (
        "import sys\nfrom kpi_xl.excel.entry import passing_over\nwith passing_over('pandas', 'polars'):\n    import xlwings\n"
        "import kpi_xl.excel.excel_desk\n"
        "print(sorted({'pandas', 'scipy', 'openpyxl', 'typer', 'rich', 'pyopenvba'} & set(sys.modules)))\nimport pandas"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("lang", LANGS)
def test_the_action_plan_is_made_shown_and_counted(lang: Lang) -> None:
    desk = FakeDesk.of(lang)
    assert perform(desk, "actions")
    sheet = {"ja": "アクションプラン", "en": "Action plan"}[lang]
    assert desk.shown == [sheet]
    said = {
        "ja": "アクションプランを更新しました：施策の行 9件、動かすKPI 9件、不足のあるKPI 9件、期限超過 0件",
        "en": "Action plan updated: 9 rows, 9 KPIs to move, 9 not covered, 0 overdue",
    }
    assert desk.said[0].startswith(said[lang])


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_that_looks_three_years_ahead_is_made_and_shown(lang: Lang) -> None:
    desk = FakeDesk.of(lang)
    assert perform(desk, "ahead")
    assert desk.shown == [{"ja": "3年後の前提", "en": "Three years ahead"}[lang]]


def test_a_click_reads_the_cells_once_until_it_changes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, read = FakeDesk.of("en"), []
    contents = desk.book.contents
    monkeypatch.setattr(desk.book, "contents", lambda: (read.append("cells"), contents())[1])
    monkeypatch.setattr(desk, "keep", lambda path: read.append("kept"))
    assert perform(desk, "solve")
    assert read[: read.index("kept")] == ["cells"]


@pytest.mark.parametrize("lang", LANGS)
def test_esc_counts_from_the_first_look_at_the_workbook(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = FakeDesk.of(lang)
    desk.esc = pressed_after(0.0)
    contents = desk.book.contents

    def slow() -> object:
        for _ in range(500):  # long enough for a key to be seen, and an end if it is not
            time.sleep(0.01)
        return contents()

    monkeypatch.setattr(desk.book, "contents", slow)
    monkeypatch.setattr(jobs, "solve", lambda *_: pytest.fail("nothing was cancelled"))
    assert not perform(desk, "solve")
    assert desk.said == [ribbon.CANCELLED.say(lang)]
