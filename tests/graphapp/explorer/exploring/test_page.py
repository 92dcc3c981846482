"""The exploring page as it is without scripts: map, list, acts and panel, and its designed states."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from django.test import Client

from graphapp.graph.models import Relation
from graphapp.videos.models import Segment, Video
from tests.e2e.talks import HOSTILE, WAFERS
from tests.graphapp.asking import slug_of
from tests.graphapp.explorer.talks import DOUBTS, record, record_three

pytestmark = pytest.mark.django_db


@pytest.fixture
def talks(db: None) -> None:
    record_three()


def read(client: Client, query: str = "", *, status: int = 200) -> str:
    answer = client.get(f"/explore/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def listed(page: str) -> list[str]:
    return re.findall(r'data-on="[^"]*"[^>]*>.*?<span class="name">(.*?)</span>', page)


def test_map_and_list_hold_the_same(client: Client, talks: None) -> None:
    page = read(client)
    drawn = set(re.findall(r"<path[^>]*><title>(.*?)</title></path>", page))
    assert drawn == set(listed(page))
    assert {"OpenAI", "Cerebras", "NVIDIA"} <= drawn


def test_every_act_is_a_link(client: Client, talks: None) -> None:
    nvidia = slug_of("NVIDIA")
    page = read(client, f"?on={nvidia}")
    for act in ("expand", "collapse", "hide"):
        address = re.search(rf'href="([^"]*)" data-do="{act}"', page)
        assert address is not None
        assert client.get("/explore/" + address[1].replace("&amp;", "&")).status_code == 200
    assert "NVIDIA" not in listed(read(client, f"?hide={nvidia}"))
    assert "show 1 hidden" in read(client, f"?hide={nvidia}")


def test_a_closed_one_keeps_nothing_that_hangs_on_it_alone(client: Client, talks: None) -> None:
    before = set(listed(read(client)))
    after = set(listed(read(client, f"?shut={slug_of('Codex-Spark')}")))
    assert {"WebSocket", "latency"} <= before - after
    assert "Codex-Spark" in after


def test_the_panel_says_who_says_so(client: Client, talks: None) -> None:
    relation = Relation.objects.get(predicate="competes_with", polarity="hypothetical")
    panel = client.get(f"/explore/panel/?connection={relation.id}").content.decode()
    assert "Perhaps NVIDIA will compete with Cerebras." in panel
    assert "supposed" in panel
    both = client.get(f"/explore/panel/?on={slug_of('OpenAI')},{slug_of('Cerebras')}").content.decode()
    assert f"/paths/?from={slug_of('OpenAI')}&amp;to={slug_of('Cerebras')}" in both
    assert "partner" in both
    one = client.get(f"/explore/panel/?on={slug_of('OpenAI')}").content.decode()
    assert f'href="/entities/{slug_of("OpenAI")}/"' in one
    assert "Not found" in client.get("/explore/panel/?on=nobody-00000").content.decode()


def test_nothing_found_says_what_to_do(client: Client, talks: None) -> None:
    assert "Nothing fits these filters" in read(client, "?weight=900")
    assert "Nothing of that name was said" in read(client, "?q=zzzzzz")
    assert "Nothing here is called “nobody-00000”" in read(client, "?e=nobody-00000")


def test_those_who_speak_are_suggested_for_the_filter(client: Client, talks: None) -> None:
    said = set(Segment.objects.exclude(speaker="").values_list("speaker", flat=True))
    options = re.search(r'<datalist id="speakers">(.*?)</datalist>', read(client))
    assert said
    assert options
    assert set(re.findall(r'value="(.*?)"', options[1])) == said


def test_a_talk_without_a_date_is_none_of_the_newest(
    client: Client, talks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    Video.objects.filter(title=DOUBTS.title).update(published=None)
    options = re.search(r'<select id="f-video".*?</select>', read(client), re.DOTALL)
    assert options
    assert re.findall(r"<option.*?>(.*?)</option>", options[0])[1] == WAFERS.title
    monkeypatch.setattr("graphapp.explorer.exploring.scope.MOST_VIDEOS", 1)
    assert "latency" in listed(read(client, "?channel=Wafer+hour"))


def test_that_videos_were_left_out_is_said_only_where_they_were(
    client: Client, talks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    Video.objects.update(published="2026-02-16")
    assert re.search(r"<p [^>]*data-cut hidden>", read(client, "?since=2026-01-01"))
    monkeypatch.setattr("graphapp.explorer.exploring.scope.MOST_VIDEOS", 1)
    assert re.search(r"<p [^>]*data-cut>More than", read(client, "?since=2026-01-02"))


def test_an_empty_library_says_so(client: Client, db: None) -> None:
    assert "An empty library" in read(client)


def test_markup_in_names_is_text(client: Client, db: None) -> None:
    record(HOSTILE)
    for query in ("", "?q=<script>alert(1)</script>", "?speaker=%22%3E%3Cimg%20src=x%3E", "?topic=%3Cb%3E"):
        page = read(client, query)
        assert "<script>alert(1)" not in page
        assert "<img" not in page


def test_a_store_that_does_not_answer_is_said(client: Client, talks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from graphapp.explorer.exploring import opening
    from graphapp.graph.errors import GraphUnavailable

    def fail(*_: Any, **__: Any) -> None:
        raise GraphUnavailable("The graph store does not answer.")

    monkeypatch.setattr(opening, "find_view", fail)
    assert "does not answer" in read(client, "?size=60", status=503)


def test_the_second_visit_asks_a_bounded_number_of_queries(
    client: Client, talks: None, django_assert_max_num_queries: Any
) -> None:
    read(client)
    with django_assert_max_num_queries(20):
        read(client)


def test_a_form_sent_without_scripts_keeps_what_links_and_fields_chose(client: Client, talks: None) -> None:
    chosen = {"type": "Organization,Person", "open": slug_of("OpenAI"), "shut": slug_of("Cerebras")}
    chosen |= {"hide": slug_of("NVIDIA"), "on": slug_of("OpenAI")}
    page = read(client, f"?{urlencode(chosen)}&predicate=makes,uses&sure=60&weight=4")
    form = re.search(r"<form[^>]*data-sieve>.*?</form>", page, re.DOTALL)
    assert form
    hidden = re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)">', form[0])
    assert dict(hidden) == chosen
    selected = re.findall(r'<option value="([^"]*)" selected>', form[0])
    assert {"makes,uses", "60", "4"} <= set(selected)
    assert selected.count("makes,uses") == 1
    assert "makes, uses" in form[0]


def test_that_more_names_fit_than_a_map_begins_with_is_said(
    client: Client, talks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphapp.explorer.exploring.viewing.MOST_SEEDS", 2)
    names = [slug_of(name) for name in ("OpenAI", "Cerebras", "NVIDIA")]
    asked = urlencode([("e", name) for name in names])
    assert "A map begins with 2 names at most" in read(client, f"?{asked}")
    assert client.get(f"/api/v1/explore/?{asked}").json()["truncated"]
    assert "others that “c” finds are left out" in read(client, "?q=c")
    assert "A map begins with" not in read(client, f"?{urlencode([('e', name) for name in names[:2]])}")


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "The whole library"),
        ("?type=Person", "The whole library"),
        ("?channel=Wafer+hour", "Wafer hour"),
        ("?topic=hardware&speaker=Carl+Example", "Hardware · Carl Example"),
        ("?topic=none&video=zzz", "none · zzz"),
        ("?e=zzz", "“zzz”"),
        ("?q=cerebras&channel=Wafer+hour", "What “cerebras” finds"),
    ],
)
def test_a_page_is_called_by_what_it_is_about(client: Client, talks: None, query: str, title: str) -> None:
    page = read(client, query)
    assert f"<h1>{title}</h1>" in page
    assert f"<title>{title} · Explore · " in page
    assert client.get(f"/api/v1/explore/{query}").json()["title"] == title


def test_a_page_of_one_video_bears_its_title(client: Client, talks: None) -> None:
    video = Video.objects.get(title=DOUBTS.title)
    for reference in (video.slug, video.id):
        assert f"<h1>{video.title}</h1>" in read(client, f"?video={reference}")


def test_a_name_with_a_slip_in_it_leads_on_to_what_may_be_meant(client: Client, talks: None) -> None:
    nvidia, cerebras = slug_of("NVIDIA"), slug_of("Cerebras")
    for query in ("q=nvdia", "e=nvdia"):
        page = read(client, f"?{query}&layout=type")
        meant = re.search(r'Did you mean <a href="([^"]*)">', page)
        assert meant
        assert parse_qs(meant[1].replace("&amp;", "&").removeprefix("?")) == {"e": [nvidia], "layout": ["type"]}
    page = read(client, f"?e={cerebras}&e=nvdia")
    assert f'Did you mean <a href="?e={cerebras}&amp;e={nvidia}">' in page
    assert "Did you mean" not in read(client, f"?e={nvidia}")
    assert "Did you mean" not in read(client, "?q=zzzzzz")
