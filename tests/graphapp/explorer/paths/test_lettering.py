"""Names and phrases in a drawing of ways can be read: none lies on another, and none is cut by the sheet's edge."""

from __future__ import annotations

from itertools import combinations

from graphapp.explorer.paths.lettering import Room, place_name, place_phrase
from graphapp.videos.drawing.labels import Box, Spot

SHEET = Box(0, 0, 370, 400)


def open_room(*spots: Spot) -> Room:
    return Room(SHEET, [spot.box for spot in spots])


def test_names_of_neighbours_lie_neither_on_each_other_nor_on_a_dot() -> None:
    spots = [Spot(150 + 40 * n, 200, 8, name) for n, name in enumerate(("React Native", "Redis", "Codex-Spark"))]
    room = open_room(*spots)
    names = [place_name(spot, size=12.5, room=room) for spot in spots]
    assert not any(one.meets(other) for one, other in combinations([*names, *(spot.box for spot in spots)], 2))


def test_a_name_beside_the_edge_is_whole() -> None:
    for x in (10, 360):
        spot = Spot(x, 200, 8, "OpenAI Codex")
        assert SHEET.holds(place_name(spot, size=12.5, room=open_room(spot)))


def test_a_phrase_gives_way_along_its_line_and_stays_away_where_there_is_no_room() -> None:
    room = open_room()
    first = place_phrase("is connected with", [(150, 100)], size=12.5, room=room)
    second = place_phrase("acquired", [(150, 100), (150, 160)], size=12.5, room=room)
    assert first
    assert second
    assert not first.meets(second)
    assert place_phrase("makes", [(150, 100)], size=12.5, room=room) is None


def test_no_dot_stays_nameless() -> None:
    spots = [Spot(185, 200, 8, "A name of some length")] * 9
    room = open_room(*spots)
    assert all(place_name(spot, size=12.5, room=room) for spot in spots)
