"""Merging returned copies: what one changed is taken, what they disagree on stays and is said, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook.defined_name import DefinedName

from kpi_xl import errors, jobs
from kpi_xl.book.layout import GOALS, KPIS, Table
from kpi_xl.book.merge import Merged
from kpi_xl.book.merge_job import decide, merge_copies
from kpi_xl.book.merge_page import Mail
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Scalar
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.labels import LANGS, Lang
from tests.support.workbooks import SHOP, TOP, Row, keys, workbook

JA = SHOP["ja"]
TREE, PAGE = "KPIツリー", "統合結果"
STALE = "⚠ Inputs have changed. Solve again"
WISHES: list[Row] = [
    {"active": "はい", "role": "必達", "kind": "前年比", "amount": 1.5},
    {"active": "はい", "role": "挑戦", "kind": "前年比", "amount": 3.0},
]
Edit = Callable[[openpyxl.Workbook], object]
COLUMNS = {column.key: place for place, column in enumerate(KPIS.columns, 1)}


def at(name: str, key: str, rows: tuple[Row, ...] = JA) -> tuple[int, int]:
    """Where a test workbook keeps a KPI's cell."""
    return TOP + 1 + [row["name"] for row in rows].index(name), COLUMNS[key]


def put(name: str, key: str, value: Scalar) -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        book[TREE].cell(*at(name, key)).value = value

    return edit


def base(folder: Path, rows: tuple[Row, ...] = JA, goals: list[Row] = WISHES, settings: Row | None = None) -> Path:
    return workbook(folder / "plan.xlsx", rows, goals, settings or {"kgi": "売上"})


def returned(path: Path, name: str, *edits: Edit) -> Path:
    book = openpyxl.load_workbook(path)
    for edit in edits:
        edit(book)
    book.save(path.with_name(name))
    return path.with_name(name)


def merged(path: Path, *copies: Path, take: str | None = None) -> tuple[OpenpyxlBook, Merged]:
    book = OpenpyxlBook.open(path)
    mail = Mail(path.name, [copy.name for copy in copies], "plan-merged.xlsx")
    return book, merge_copies(book, {copy.name: OpenpyxlBook.open(copy) for copy in copies}, mail, take)


def cell(book: OpenpyxlBook, name: str, key: str) -> object:
    return book.contents().get(Address(TREE, *at(name, key)))


def sentences(done: Merged, lang: Lang = "ja") -> list[str]:
    return [finding.say.say(lang) for finding in done.findings]


def typed(book: OpenpyxlBook) -> dict[Address, object]:
    """What stands on the sheets people type into."""
    return {
        place: content.text if isinstance(content, Formula) else content
        for place, content in book.contents().items()
        if place.sheet != PAGE and place.column not in (COLUMNS["formula"], COLUMNS["cell"])
    }


def test_what_one_copy_changed_is_taken_and_what_several_changed_alike_is_taken_once(tmp_path: Path) -> None:
    path = base(tmp_path)
    one = returned(path, "a.xlsx", put("訪問者数", "stated", 12000), put("転換率", "owner", "田中"))
    other = returned(path, "b.xlsx", put("訪問者数", "stated", 12000), put("転換率", "high", None), put("客単価", "low", "9,000"))
    book, done = merged(path, one, other)
    assert cell(book, "訪問者数", "stated") == 12000.0
    assert cell(book, "転換率", "owner") == "田中"
    assert cell(book, "転換率", "high") is None
    assert cell(book, "客単価", "low") == "9,000"
    assert [(change.row, change.options[0].copies) for change in done.taken] == [
        ("訪問者", ("a.xlsx", "b.xlsx")),
        ("転換率", ("b.xlsx",)),
        ("転換率", ("a.xlsx",)),
        ("客単価", ("b.xlsx",)),
    ]
    assert not done.conflicts
    assert not done.findings


def test_where_copies_disagree_the_base_stays_and_each_is_quoted(tmp_path: Path) -> None:
    path = base(tmp_path)
    copies = [returned(path, f"{name}.xlsx", put("訪問者数", "stated", value)) for name, value in (("a", 1.0), ("b", 2.0), ("c", "1"))]
    book, done = merged(path, *copies)
    assert cell(book, "訪問者数", "stated") == 9000.0
    (conflict,) = done.conflicts
    assert [(option.content, option.copies) for option in conflict.options] == [(1.0, ("a.xlsx", "c.xlsx")), (2.0, ("b.xlsx",))]
    assert (conflict.before, conflict.taken, done.open) == (9000.0, None, 1)


def test_the_preferred_copy_decides_and_what_others_say_is_still_listed(tmp_path: Path) -> None:
    path = base(tmp_path)
    copies = [returned(path, f"{name}.xlsx", put("訪問者数", "stated", value)) for name, value in (("a", 1.0), ("b", 2.0))]
    book, done = merged(path, *copies, take="b.xlsx")
    assert cell(book, "訪問者数", "stated") == 2.0
    assert (len(done.conflicts), done.open) == (1, 0)


def test_a_marked_value_is_written_and_a_typed_one_counts_as_decided(tmp_path: Path) -> None:
    path = base(tmp_path)
    three = ("訪問者数", "転換率", "客単価")
    copies = [returned(path, f"{n}.xlsx", *(put(name, "stated", value) for name in three)) for n, value in (("a", 0.1), ("b", 0.2))]
    merged(path, *copies)[0].save(tmp_path / "merged.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "merged.xlsx")
    lines = [row for row in marked[PAGE].iter_rows() if row[1].value == "訪問者" and row[4].value == 0.2]
    lines[0][7].value = "○"
    marked[TREE].cell(*at("転換率", "stated")).value = 0.3
    marked.save(tmp_path / "marked.xlsx")
    book = OpenpyxlBook.open(tmp_path / "marked.xlsx")
    done = decide(book)
    assert (done.taken, done.open) == (1, 1)
    assert [cell(book, name, "stated") for name in three] == [0.2, 0.3, None]


def test_two_marks_for_one_cell_are_refused(tmp_path: Path) -> None:
    path = base(tmp_path)
    copies = [returned(path, f"{name}.xlsx", put("訪問者数", "stated", value)) for name, value in (("a", 1.0), ("b", 2.0))]
    merged(path, *copies)[0].save(tmp_path / "merged.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "merged.xlsx")
    for row in marked[PAGE].iter_rows(min_row=6):
        if row[1].value == "訪問者":
            row[7].value = "○"
    marked.save(tmp_path / "marked.xlsx")
    with pytest.raises(errors.Problems) as found:
        decide(OpenpyxlBook.open(tmp_path / "marked.xlsx"))
    (problem,) = found.value.problems
    assert problem.sentence("ja") == "KPIツリー!H5：このセルに、異なる2つの値の「採用」が付いています。どちらか1つだけにしてください。"
    assert problem.sentence("en") == ("KPIツリー!H5: two different values are marked under Take for this cell. Leave one of the marks.")


def test_rows_are_known_by_their_names_wherever_they_stand(tmp_path: Path) -> None:
    """The copy has its rows the other way round, formulas that name cells included."""
    rows = ({**JA[0], "baseline": "=C5*C6*C7"}, *JA[1:])
    path = base(tmp_path, rows)
    turned = (*reversed(JA[1:]), {**JA[0], "baseline": "= c6 * $C$5*C4", "stated": 2e6})
    copy = workbook(tmp_path / "a.xlsx", turned, WISHES, {"kgi": "売上"})
    edited = openpyxl.load_workbook(copy)
    edited[TREE].cell(*at("客単価", "stated", turned)).value = 15000
    edited.save(copy)
    book, done = merged(path, copy)
    assert {(change.row, change.column.key) for change in done.changes} == {("月間売上", "stated"), ("客単価", "stated")}
    assert cell(book, "客単価", "stated") == 15000.0
    assert not done.findings


def test_a_copy_in_the_other_language_says_the_same(tmp_path: Path) -> None:
    path = base(tmp_path, settings={"kgi": "売上", "practical": "いいえ"})
    better = {"大きいほど良い": "higher"}
    rows = tuple({**row, "better": better[str(row["better"])], "locked": "yes" if row["name"] == "客単価" else None} for row in JA)
    english = {"active": "yes", "kind": "percent"}
    goals = [{**english, "role": "must_achieve", "amount": 1.6}, {**english, "role": "stretch", "amount": 3.0}]
    copy = workbook(tmp_path / "a.xlsx", rows, goals, {"kgi": "売上", "practical": "no"}, "en")
    book, done = merged(path, copy)
    assert [(change.column.key, change.options[0].content) for change in done.changes] == [("locked", "はい"), ("amount", 1.6)]
    assert not done.findings
    assert cell(book, "客単価", "locked") == "はい"


def test_a_changed_formula_is_taken_like_a_value(tmp_path: Path) -> None:
    path = base(tmp_path)
    book, _ = merged(path, returned(path, "a.xlsx", put("売上", "baseline", "=訪問者数*転換率*客単価*1.1")))
    assert cell(book, "売上", "baseline") == Formula("=訪問者数*転換率*客単価*1.1", 1_100_000.0)
    assert not merged(path, returned(path, "b.xlsx", put("売上", "baseline", "= 訪問者数 * 転換率 * 客単価")))[1].changes


def test_a_renamed_row_keeps_its_name_and_gives_its_other_changes(tmp_path: Path) -> None:
    path = base(tmp_path)
    edits = put("訪問者数", "name", "来訪者数"), put("訪問者数", "stated", 7.0), put("売上", "baseline", "=来訪者数*転換率*客単価")
    book, done = merged(path, returned(path, "a.xlsx", *edits))
    assert (cell(book, "訪問者数", "name"), cell(book, "訪問者数", "stated")) == ("訪問者数", 7.0)
    assert [change.column.key for change in done.changes] == ["stated"]
    assert sentences(done) == [
        "行の名前「訪問者数」が「来訪者数」に変わっています。名前は元のままにし、ほかの変更は「訪問者数」の行に取り込みました。"
        "変えるなら、名前を書き換えて kpi-xl check --repair を実行してください。"
    ]


def added(name: str, baseline: Scalar, **more: Scalar) -> Edit:
    """Type a row right below the table, as people do."""

    def edit(book: openpyxl.Workbook) -> None:
        row = book[TREE].max_row + 1
        for key, value in {"label": name, "name": name, "baseline": baseline, **more}.items():
            book[TREE].cell(row, COLUMNS[key]).value = value

    return edit


def test_new_rows_are_added_once_with_their_names_and_can_be_used(tmp_path: Path) -> None:
    path = base(tmp_path)
    formula = put("売上", "baseline", "=訪問者数*転換率*客単価+紹介売上")
    one = returned(path, "a.xlsx", added("紹介売上", "=紹介数*客単価"), added("紹介数", 10), formula)
    other = returned(path, "b.xlsx", added("紹介数", 10, owner="佐藤"))
    book, done = merged(path, one, other)
    tree = {place.row: content for place, content in book.contents().items() if place.sheet == TREE and place.column == COLUMNS["name"]}
    assert sorted(str(tree[row]) for row in (8, 9)) == ["紹介売上", "紹介数"]
    assert not done.findings
    book.save(tmp_path / "merged.xlsx")
    reading = jobs.check(OpenpyxlBook.open(tmp_path / "merged.xlsx"))
    assert reading.tree.baseline["売上"] == pytest.approx(1_100_000.0)
    assert reading.tables[KPIS.name].last_row == 9
    assert reading.tree.kpis["紹介数"].owner == "佐藤"
    assert openpyxl.load_workbook(tmp_path / "merged.xlsx").defined_names["紹介数"].comment == "紹介数の現状値"


@pytest.mark.parametrize(
    ("edits", "why"),
    [
        ([added("紹介売上", "=知らない数*客単価")], "数式が使う名前 知らない数 が統合後のブックにありません。"),
        ([added("AB1", 1.0)], "名前をExcelで使えません（セル番地と同じ形です）。"),
        ([added("紹介数", None)], "必要な列に空欄があります。"),
    ],
    ids=["unknown name", "cell address", "no baseline"],
)
def test_a_new_row_that_cannot_stand_is_said_and_not_added(edits: list[Edit], why: str, tmp_path: Path) -> None:
    path = base(tmp_path)
    book, done = merged(path, returned(path, "a.xlsx", *edits))
    (said,) = sentences(done)
    assert said.endswith(f"（コピーの KPIツリー!A8）は追加していません：{why}")
    assert not done.changes
    assert book.tables()[KPIS.name].last_row == 7


def test_a_row_added_differently_is_left_to_the_reader(tmp_path: Path) -> None:
    path = base(tmp_path)
    copies = [returned(path, f"{name}.xlsx", added("紹介数", value)) for name, value in (("a", 1.0), ("b", 2.0))]
    _, done = merged(path, *copies)
    assert sentences(done, "en")[0] == (
        "The new row '紹介数' (KPIツリー!A8 of the copy) was not added: the copies that add it differ (a.xlsx, b.xlsx). "
        "Choose one with --take, or add the row by hand."
    )
    book, done = merged(path, *copies, take="b.xlsx")
    assert book.contents()[Address(TREE, 8, COLUMNS["baseline"])] == 2.0


def test_a_deleted_row_stays_and_is_said(tmp_path: Path) -> None:
    rows = (*JA, {"label": "残業", "name": "残業時間", "baseline": 30.0})
    path = base(tmp_path, rows)
    copy = workbook(tmp_path / "a.xlsx", JA, WISHES, {"kgi": "売上"})
    book, done = merged(path, copy)
    assert sentences(done) == ["「残業」の行が削除されています。元の行は残しました。不要なら手で削除してください。"]
    assert done.findings[0].where == Address(TREE, 8, COLUMNS["name"])
    assert cell(book, "客単価", "baseline") == 10000.0


def test_a_cleared_baseline_is_not_taken_but_said(tmp_path: Path) -> None:
    path = base(tmp_path)
    book, done = merged(path, returned(path, "a.xlsx", put("訪問者数", "baseline", None)))
    assert cell(book, "訪問者数", "baseline") == 5000.0
    assert sentences(done) == ["「訪問者」の「現状値」を （空欄） にする変更は取り込んでいません：空欄にできない列です。"]


def test_what_changed_outside_the_tables_is_said_with_sheet_and_cell(tmp_path: Path) -> None:
    path = base(tmp_path)

    def scribble(book: openpyxl.Workbook) -> None:
        book[TREE]["B20"], book.create_sheet("会議")["A1"], book["目標"]["A1"].value = "memo", "x", "有効"
        for row in range(30, 45):
            book[TREE].cell(row, 2).value = row
        book.defined_names["税率"] = DefinedName("税率", attr_text="0.1")

    _, done = merged(path, returned(path, "a.xlsx", scribble))
    assert not done.changes
    assert sentences(done) == [
        "シート「KPIツリー」の表の外で、16個のセルが違います：B20、B30、B31、B32、B33、B34、B35、B36、B37、B38 ほか6個。必要なら手で写してください。",
        "シート「会議」（入力 1個：A1）はこのコピーだけにあります。必要なら手で写してください。",
        "名前の定義が違います：税率。必要なら「数式」タブの「名前の管理」で直してください。",
    ]


def test_what_stands_below_a_table_moves_with_it(tmp_path: Path) -> None:
    """A note below the table and a formula that reads it are the same after a row was inserted above."""
    path = base(tmp_path, ({**JA[0], "baseline": "=訪問者数*転換率*客単価*C12"}, *JA[1:]))
    note = openpyxl.load_workbook(path)
    note[TREE]["C12"] = 1.0
    note.save(path)
    rows = ({**JA[0], "baseline": "=訪問者数*転換率*客単価*C13"}, {"label": "新", "name": "新しい数", "baseline": 3.0}, *JA[1:])
    copy = workbook(tmp_path / "a.xlsx", rows, WISHES, {"kgi": "売上"})
    note = openpyxl.load_workbook(copy)
    note[TREE]["C13"] = 1.0
    note.save(copy)
    _, done = merged(path, copy)
    assert {change.row for change in done.changes} == {"新"}
    assert not done.findings


@pytest.mark.parametrize("lang", LANGS)
def test_agreed_values_and_notes_of_the_tabs_are_taken_and_the_tab_says_it_is_stale(lang: Lang, tmp_path: Path) -> None:
    rows, goals = SHOP[lang], WISHES if lang == "ja" else [{"role": "must_achieve", "kind": "percent", "amount": 1.5}]
    book = OpenpyxlBook.open(workbook(tmp_path / "plan.xlsx", rows, goals, None, lang))
    jobs.solve(book)
    book.save(tmp_path / "solved.xlsx")
    tab = "必達目標" if lang == "ja" else "Must-achieve"
    typed_here = openpyxl.load_workbook(tmp_path / "solved.xlsx")
    row = max(cell.row for cell in typed_here[tab]["A"] if cell.value == rows[1]["label"])
    typed_here[tab].cell(row, 10).value, typed_here[tab].cell(row, 11).value = 5500, "ok"
    typed_here.save(tmp_path / "a.xlsx")
    done_book, done = merged(tmp_path / "solved.xlsx", tmp_path / "a.xlsx")
    assert [(change.row, change.column.key) for change in done.changes] == [(rows[1]["label"], "agreed"), (rows[1]["label"], "note")]
    assert not done.findings
    contents = done_book.contents()
    assert (contents[Address(tab, row, 10)], contents[Address(tab, row, 11)]) == (5500.0, "ok")
    stale = {"ja": "⚠ 入力が変わりました。再逆算してください", "en": STALE}[lang]
    assert stale in [content.cached for at, content in contents.items() if at.sheet == tab and isinstance(content, Formula)]


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    path = base(tmp_path)
    other = workbook(tmp_path / "x.xlsx", ({"name": "別", "baseline": 1.0}, {"name": "物", "baseline": 2.0}))
    kgi = workbook(tmp_path / "y.xlsx", (*JA, {"name": "利益", "baseline": 2.0}), WISHES, {"kgi": "利益"})
    with pytest.raises(errors.Problems) as found:
        merged(path, other, kgi)
    assert found.value.sentence("ja") == (
        "x.xlsx：送ったブックのコピーではないようです（4件のKPIのうち共通は0件）。最初に送ったときのブック、続けて戻ってきたコピーを指定してください。\n"
        "y.xlsx：KGIが「利益」で、送ったブックの「売上」と異なります。送ったブックのコピーだけを指定してください。"
    )
    assert found.value.sentence("en") == (
        "x.xlsx: this does not look like a copy of the workbook that was mailed: it has 0 of its 4 KPIs. "
        "Give the workbook as it was mailed first, then the copies that came back.\n"
        "y.xlsx: its KGI is 利益, but that of the workbook that was mailed is 売上. Give only copies of that workbook."
    )


def test_merging_the_base_with_itself_changes_nothing(tmp_path: Path) -> None:
    path = base(tmp_path)
    before = typed(OpenpyxlBook.open(path))
    book, done = merged(path, path)
    assert (done.changes, done.findings) == ((), ())
    assert typed(book) == before


EDITABLE = ((KPIS, ("stated", "low", "high", "owner", "note", "order", "unit")), (GOALS, ("amount", "why", "future", "due")))


def places(table: Table, key: str) -> list[Address]:
    column, top, count = keys(table).index(key) + 1, TOP if table is KPIS else 1, len(JA) if table is KPIS else len(WISHES)
    return [Address(table.sheet.ja, top + 1 + row, column) for row in range(count)]


CELLS = [place for table, columns in EDITABLE for key in columns for place in places(table, key)]


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return base(tmp_path_factory.mktemp("mailed")).read_bytes()


def copied(mailed: bytes, edits: Mapping[Address, Scalar]) -> OpenpyxlBook:
    book = OpenpyxlBook.load(mailed)
    for place, value in edits.items():
        book.set_cell(place.sheet, place.row, place.column, value)
    return book


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.dictionaries(
        st.sampled_from(CELLS), st.tuples(st.integers(0, 2), st.floats(1.0, 9.0).map(lambda x: round(x, 3))), max_size=12
    ),
    order=st.permutations(["a", "b", "c"]),
)
def test_every_edit_arrives_and_nothing_else_in_whatever_order_the_copies_come(
    mailed: bytes, edits: dict[Address, tuple[int, float]], order: list[str]
) -> None:
    of_copy = {name: {place: value for place, (who, value) in edits.items() if who == number} for number, name in enumerate("abc")}
    before = typed(OpenpyxlBook.load(mailed))
    book = OpenpyxlBook.load(mailed)
    done = merge_copies(book, {name: copied(mailed, of_copy[name]) for name in order}, Mail("plan", order, "merged"))
    expected = before | {place: value for place, (_, value) in edits.items()}
    assert typed(book) == expected
    assert not done.conflicts
    assert not done.findings
    assert {change.place for change in done.changes} == {place for place in expected if expected[place] != before.get(place)}


def test_rows_of_a_tab_that_people_sorted_are_known_by_their_labels(tmp_path: Path) -> None:
    """People sort what they see: the hidden names beside it stay where they were."""
    book = OpenpyxlBook.open(base(tmp_path))
    jobs.solve(book)
    book.save(tmp_path / "solved.xlsx")

    def sort(book: openpyxl.Workbook) -> None:
        tab = book["必達目標"]
        one, other = (max(cell.row for cell in tab["A"] if cell.value == label) for label in ("訪問者", "客単価"))
        tab.cell(one, 1).value, tab.cell(other, 1).value = "客単価", "訪問者"
        tab.cell(one, 11).value = "値上げ"

    book, done = merged(tmp_path / "solved.xlsx", returned(tmp_path / "solved.xlsx", "a.xlsx", sort))
    assert [(change.row, change.column.key, change.options[0].content) for change in done.changes] == [("客単価", "note", "値上げ")]
