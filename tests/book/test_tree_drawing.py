"""Where boxes and lines stand: nothing overlaps, nothing is missing, every line joins a parent with its own children."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.book.tree_drawing import BANDS, Box, Drawing, drawing, headed

HEIGHT = 3
Tree = tuple[dict[str, int], dict[str, tuple[str, ...]]]


@st.composite
def trees(draw: st.DrawFn, most: int = 40) -> Tree:
    """Any outline, and formulas that use any other KPIs: their own children, their parents, or what stands elsewhere."""
    depths = {"k0": 0}
    deepest = draw(st.integers(0, 12))
    for place in range(1, draw(st.integers(1, most))):
        depths[f"k{place}"] = draw(st.integers(0, min(deepest, depths[f"k{place - 1}"] + 1)))
    names = st.sampled_from(list(depths))
    uses = draw(st.dictionaries(names, st.lists(names, max_size=4, unique=True).map(tuple), max_size=15))
    return depths, uses


def parents(depths: dict[str, int]) -> dict[str, str | None]:
    """The nearest KPI before each that is one level higher."""
    names = list(depths)
    return {
        name: next((other for other in reversed(names[:place]) if depths[other] == depths[name] - 1), None)
        for place, name in enumerate(names)
    }


def edges(tree: Tree) -> set[tuple[str, str, bool]]:
    """Every parent with what must hang from it, and whether that is a reference."""
    depths, uses = tree
    own = {(parent, name, False) for name, parent in parents(depths).items() if parent is not None}
    return own | {(name, used, True) for name, before in uses.items() for used in before if used != name and (name, used, False) not in own}


def said(made: Drawing) -> list[tuple[str, str, bool]]:
    return [(made.boxes[box.parent].kpi, box.kpi, box.again) for box in made.boxes if box.parent is not None]


def joined(made: Drawing) -> dict[tuple[int, int], tuple[int, int]]:
    """Every point that a line touches, with a point that stands for all it is connected with.

    A box is one wide, the two columns for lines before it as well: band b's box lies from 3b + 2 to 3b + 3.
    """
    leads: dict[tuple[int, int], tuple[int, int]] = {}

    def end(point: tuple[int, int]) -> tuple[int, int]:
        while leads.setdefault(point, point) != point:
            point = leads[point]
        return point

    for (row, band, side), stroke in made.strokes.items():
        x = 3 * band + side
        if stroke in ("across", "turn"):
            leads[end((x, row + 1))] = end((x + 1, row + 1))
        if stroke in ("down", "turn"):
            leads[end((x, row))] = end((x, row + 1))
    return {point: end(point) for point in list(leads)}


def taken(box: Box) -> Iterator[tuple[int, int]]:
    return ((box.band, row) for row in range(box.row, box.row + box.height))


@given(trees())
def test_every_kpi_is_drawn_exactly_once_in_full_and_every_further_use_as_a_reference(tree: Tree) -> None:
    made = drawing(*tree, HEIGHT)
    assert sorted(box.kpi for box in made.boxes if not box.again) == sorted(tree[0])
    assert sorted(said(made)) == sorted(edges(tree))
    assert {box.height for box in made.boxes if not box.again} == {HEIGHT}
    assert {box.height for box in made.boxes if box.again} <= {1}
    assert made.left_out == 0


@given(trees())
def test_no_two_boxes_overlap_and_between_two_of_a_band_there_is_a_gap(tree: Tree) -> None:
    made = drawing(*tree, HEIGHT)
    places = [place for box in made.boxes for place in taken(box)]
    assert len(places) == len(set(places))
    assert not {row for _, row in places} & made.gaps
    assert set(range(made.rows)) == {row for _, row in places} | made.gaps


@given(trees())
def test_every_child_is_joined_with_its_parent_and_with_nobody_elses(tree: Tree) -> None:
    made = drawing(*tree, HEIGHT)
    points = joined(made)
    lines: dict[tuple[int, int], int] = {}  # each connected line, and the parent it belongs to
    for box in made.boxes:
        if box.parent is None or made.boxes[box.parent].band == box.band:
            continue
        parent = made.boxes[box.parent]
        line = points[3 * parent.band + 3, parent.row + 1]
        assert points[3 * box.band + 2, box.row + 1] == line
        assert lines.setdefault(line, box.parent) == box.parent
    assert set(points.values()) == set(lines)


@given(trees())
def test_what_is_too_deep_for_a_band_stands_indented_below_its_parent(tree: Tree) -> None:
    made = drawing(*tree, HEIGHT)
    last = [box for box in made.boxes if box.band == BANDS - 1]
    for box in last:
        if box.indent:
            above = [other for other in last if other.row < box.row and other.indent < box.indent]
            assert made.boxes[box.parent] == max(above, key=lambda other: other.row)
    assert all(box.indent == 0 for box in made.boxes if box.band < BANDS - 1)


@given(trees())
def test_a_first_child_stands_level_with_its_parent_and_the_rest_below_in_the_order_of_the_sheet(tree: Tree) -> None:
    made = drawing(*tree, HEIGHT)
    for place, parent in enumerate(made.boxes):
        below = [box for box in made.boxes if box.parent == place]
        assert [box.row for box in below] == sorted(box.row for box in below)
        own = [box.kpi for box in below if not box.again]
        assert own == [name for name in tree[0] if name in own]
        assert [box.again for box in below] == sorted(box.again for box in below)
        if below and below[0].band > parent.band:
            assert below[0].row == parent.row


@given(trees(), st.integers(1, 20))
def test_a_tree_that_is_too_large_is_drawn_level_by_level_and_says_how_much_is_left_out(tree: Tree, most: int) -> None:
    whole, made = drawing(*tree, HEIGHT), drawing(*tree, HEIGHT, most)
    assert len(made.boxes) == min(most, len(whole.boxes))
    assert made.left_out == len(whole.boxes) - len(made.boxes)

    def depth(of: Drawing, box: Box) -> int:
        return box.band + box.indent

    drawn = sorted(depth(made, box) for box in made.boxes)
    assert drawn == sorted(depth(whole, box) for box in whole.boxes)[: len(drawn)]
    assert set(said(made)) <= edges(tree)
    tops = sum(box.parent is None for box in whole.boxes) - sum(box.parent is None for box in made.boxes)
    if not tops:
        assert sum(box.left_out for box in made.boxes) == made.left_out


@given(trees(), st.data())
def test_any_kpi_can_be_put_at_the_head_with_all_that_stands_under_it(tree: Tree, data: st.DataObject) -> None:
    depths, _ = tree
    top = data.draw(st.sampled_from(list(depths)))
    made = headed(depths, top)
    assert (next(iter(made)), made[top], sorted(made)) == (top, 0, sorted(depths))
    assert parents(made) == parents(depths) | {top: None}


def test_a_small_tree_stands_where_one_would_draw_it() -> None:
    depths = {"sales": 0, "customers": 1, "visitors": 2, "rate": 2, "price": 1, "leads": 0}
    made = drawing(depths, {"sales": ("customers", "price"), "customers": ("visitors", "rate"), "leads": ("visitors",)}, 2)
    assert [(box.kpi, box.band, box.row, box.again) for box in made.boxes] == [
        ("sales", 0, 0, False),
        ("customers", 1, 0, False),
        ("visitors", 2, 0, False),
        ("rate", 2, 3, False),
        ("price", 1, 6, False),
        ("leads", 0, 9, False),
        ("visitors", 1, 9, True),
    ]
    assert made.gaps == {2, 5, 8, 11}
    rails = {(row, 1, 1): "down" for row in range(1, 6)} | {(6, 1, 1): "turn"} | {(1, 2, 1): "down", (2, 2, 1): "down", (3, 2, 1): "turn"}
    assert made.strokes == rails | {(row, band, side): "across" for row, band in ((0, 1), (0, 2), (9, 1)) for side in (0, 1)}


def test_a_chain_of_thousands_is_no_problem() -> None:
    made = drawing({f"k{place}": place for place in range(5000)}, {}, 2)
    assert (made.bands, len(made.boxes), made.boxes[-1].left_out, made.left_out) == (BANDS, 400, 4600, 4600)
