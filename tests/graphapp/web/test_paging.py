"""Every row comes once, in order, forwards and backwards, whatever comes and goes meanwhile."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from graphapp.runs.models import Run
from graphapp.videos.models import Video
from graphapp.web.paging import Cursor, InvalidCursor, decode_cursor
from tests.examples import examples

pytestmark = pytest.mark.django_db

ORDERINGS = ("added", "-added", "published", "-published", "title", "-title", "connections", "-connections")


def make_videos(count: int) -> list[str]:
    for number in range(count):
        Video.objects.create(
            id=f"{number:016d}",
            slug=f"v-{number}",
            title=f"Title {number // 3}",
            published=f"2026-01-{number % 4 + 1:02d}" if number % 3 else None,
            added_at=f"2026-02-0{number % 5 + 1}T10:00:00.123456Z",
            content=str(number),
            source_kind="text",
            source_name="x",
            source_sha256="",
            word_count=100,
            relation_count=number % 2,
        )
    return [f"{number:016d}" for number in range(count)]


def read_all(start: str, *, link: str = "next") -> list[list[str]]:
    client, pages, address = APIClient(), [], start
    while address:
        answer = client.get(address).json()
        assert set(answer) == {"next", "previous", "results"}
        pages.append([row["id"] for row in answer["results"]])
        address = answer[link]
    return pages


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_each_row_comes_once_in_order(ordering: str) -> None:
    ids = make_videos(23)
    whole = [row for page in read_all(f"/api/v1/videos/?ordering={ordering}&limit=200") for row in page]
    pages = read_all(f"/api/v1/videos/?ordering={ordering}&limit=5")
    assert [len(page) for page in pages] == [5, 5, 5, 5, 3]
    assert [row for page in pages for row in page] == whole
    assert sorted(whole) == ids


@pytest.mark.parametrize(("ordering", "dates"), [("published", "1234"), ("-published", "4321")])
def test_what_has_no_date_comes_last_in_either_direction(ordering: str, dates: str) -> None:
    make_videos(12)
    rows = APIClient().get(f"/api/v1/videos/?ordering={ordering}").json()["results"]
    days = [row["published"] for row in rows]
    assert [day for day in days if day] == [f"2026-01-0{day}" for day in dates for _ in range(2)]
    assert days[8:] == [None] * 4


@pytest.mark.parametrize("letter", ["\N{CJK UNIFIED IDEOGRAPH-8A9E}", "\N{PARROT}", '"', "\N{SQUARE CORPORATION}"])
def test_titles_of_any_script_and_length_lead_on(letter: str) -> None:
    ids = make_videos(3)
    Video.objects.update(title=letter * 300)
    assert [row for page in read_all("/api/v1/videos/?ordering=title&limit=1") for row in page] == ids


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_previous_leads_back_over_the_same_pages(ordering: str) -> None:
    make_videos(12)
    client = APIClient()
    first = client.get(f"/api/v1/videos/?ordering={ordering}&limit=4").json()
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    assert (first["previous"], third["next"]) == (None, None)
    assert client.get(third["previous"]).json()["results"] == second["results"]
    assert client.get(client.get(third["previous"]).json()["previous"]).json()["results"] == first["results"]


def test_rows_that_come_and_go_hide_and_repeat_none() -> None:
    make_videos(10)
    client = APIClient()
    first = client.get("/api/v1/videos/?ordering=title&limit=4").json()
    seen = [row["id"] for row in first["results"]]
    Video.objects.filter(id=seen[0]).delete()
    Video.objects.filter(id=seen[3]).delete()
    rest = [row for page in read_all(first["next"]) for row in page]
    assert seen + rest == [f"{number:016d}" for number in range(10)]


def test_an_empty_list_is_a_page() -> None:
    assert APIClient().get("/api/v1/videos/").json() == {"next": None, "previous": None, "results": []}


def test_filters_stay_in_the_links() -> None:
    make_videos(9)
    answer = APIClient().get("/api/v1/videos/?q=Title&limit=2&ordering=title").json()
    assert parse_qs(urlsplit(answer["next"]).query).keys() == {"q", "limit", "ordering", "cursor"}


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "", "1e3", "٣", "9" * 5000])
def test_a_limit_out_of_range_is_refused(limit: str) -> None:
    response = APIClient().get("/api/v1/videos/", {"limit": limit})
    assert (response.status_code, response.json()["code"]) == (400, "invalid_limit")


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize(
    "cursor",
    ["", "x", "%", "bnVsbA", "W10", "é", "W2ZhbHNlLCJ4IiwieCJd"]
    + [Cursor(values).encode() for values in [(1, "x"), ("2026-13-45", "x"), ("\0", "x"), (10**400, "x"), (0.5, 0.5)]],
)
def test_a_cursor_that_no_list_gave_out_never_breaks_it(cursor: str, ordering: str) -> None:
    make_videos(1)
    response = APIClient().get("/api/v1/videos/", {"cursor": cursor, "ordering": ordering})
    assert response.status_code in (200, 400)
    if response.status_code == 400:
        assert response.json()["code"] == "invalid_cursor"


@settings(max_examples=examples(200))
@given(text=st.text(max_size=200))
def test_reading_a_cursor_gives_a_cursor_or_a_refusal(text: str) -> None:
    with suppress(InvalidCursor):
        assert len(decode_cursor(text, size=2).values) == 2


@given(
    values=st.tuples(st.text(st.characters(exclude_characters="\0", codec="utf-8")), st.integers()), back=st.booleans()
)
def test_a_cursor_comes_back_as_it_went(values: Any, back: bool) -> None:
    cursor = Cursor(values, back)
    assert decode_cursor(cursor.encode(), size=2) == cursor


def test_runs_of_the_same_instant_all_come() -> None:
    for number in range(7):
        Run.objects.create(source_kind="text", source_name=str(number))
    Run.objects.update(created_at="2026-01-01T00:00Z")
    assert sum(len(page) for page in read_all("/api/v1/runs/?limit=2")) == 7
