"""Labels never lie on each other nor outside of the sheet, and the foremost are named first."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from graphapp.videos.drawing.labels import Box, Rules, Spot, place_labels

FRAME = Box(0, 0, 800, 500)
spots = st.lists(
    st.builds(
        Spot,
        x=st.floats(0, 800),
        y=st.floats(0, 500),
        radius=st.floats(2, 14),
        text=st.text(min_size=1, max_size=28),
    ),
    max_size=60,
)


@given(spots, st.integers(0, 8))
def test_labels_keep_off_each_other_and_inside(dots: list[Spot], must: int) -> None:
    placed = place_labels(dots, rules=Rules(FRAME, 13, limit=40, must=must))
    assert len(placed) <= 40
    assert all(FRAME.holds(box) for box in placed.values())
    assert not any(a.meets(b) for a, b in combinations(placed.values(), 2))


@given(spots)
def test_labels_keep_their_distance_from_all_other_dots(dots: list[Spot]) -> None:
    placed = place_labels(dots, rules=Rules(FRAME, 13, limit=40))
    assert not any(box.widen(10).meets(dot.box) for i, box in placed.items() for j, dot in enumerate(dots) if i != j)


def test_a_name_is_not_written_beside_the_dot_of_another() -> None:
    named, other = Spot(400, 250, 6, "a name of some length"), Spot(400 + 6 + 4 + 21 * 13 * 0.56 + 9, 250, 6, "other")
    box = place_labels([named, other], rules=Rules(FRAME, 13, limit=1))[0]
    assert box.right < 400


def test_the_foremost_is_rather_named_near_another_dot_than_over_it() -> None:
    strip, spot = Box(200, 238, 600, 262), Spot(400, 250, 6, "a name")
    over, near = Spot(430, 250, 4, "x"), Spot(400 - 10 - 6 * 13 * 0.56 - 5 - 4, 250, 4, "y")
    box = place_labels([spot, over, near], rules=Rules(strip, 13, limit=1, must=1))[0]
    assert box.right < 400


def test_the_foremost_is_named_in_any_crowd() -> None:
    crowd = [Spot(400 + i % 7 * 8, 250 + i // 7 * 8, 6, "a long name") for i in range(49)]
    assert 0 in place_labels(crowd, rules=Rules(FRAME, 13, limit=40, must=1))


def test_the_side_without_a_line_is_taken() -> None:
    spot = Spot(400, 250, 6, "name")
    box = place_labels([spot], rules=Rules(FRAME, 13, limit=1), lines=[(400, 250, 700, 250)])[0]
    assert box.right < 400
