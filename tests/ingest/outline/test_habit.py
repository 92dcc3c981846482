"""What editors listed of other talks is known by word and by whole name, however the name's words are ordered."""

from __future__ import annotations

from ingest.outline.habit import Habit
from ingest.outline.worth import load_weights

HABIT = Habit(words={"tidal": -0.5, "power": -2.0}, names={"power tidal": -0.2}, listed={"power tidal": 1.1})


def test_the_likings_of_all_words_and_of_the_whole_name_are_told() -> None:
    measures = HABIT.measure("Tidal power")
    assert (measures["first_liked"], measures["last_liked"]) == (-0.5, -2.0)
    assert (measures["least_liked"], measures["most_liked"], measures["liked"]) == (-2.0, -0.5, -1.25)
    assert (measures["name_liked"], measures["name_listed"]) == (-0.2, 1.1)


def test_a_name_is_known_in_any_order_and_case() -> None:
    assert HABIT.measure("Power, tidal")["name_listed"] == HABIT.measure("tidal power")["name_listed"] == 1.1


def test_what_no_list_knows_is_liked_as_is_usual() -> None:
    unheard = HABIT.measure("Zeppelin hangar")
    assert len({unheard[part] for part in ("liked", "least_liked", "most_liked", "name_liked")}) == 1
    assert unheard["name_listed"] == 0.0
    assert HABIT.measure("")["liked"] == unheard["liked"]


def test_the_weights_that_ship_prefer_what_editors_list() -> None:
    habit = load_weights().habit
    assert habit.measure("Machine learning")["name_listed"] > habit.measure("Way of doing it")["name_listed"]
    assert habit.measure("Kubernetes")["name_liked"] > habit.measure("Monday")["liked"]
