"""A video's graph alone: readable by itself, and framed by those whom the setting names and nobody else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from graphapp.graph.models import Relation
from graphapp.videos.models import Video
from tests.e2e.talks import WAFERS
from tests.graphapp.explorer.talks import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def video() -> Video:
    return record(WAFERS, channel="Wafer hour")


def test_nobody_may_frame_it_unless_the_setting_says_so(client: Client, video: Video) -> None:
    answer = client.get(f"/videos/{video.slug}/embed/")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "/embed/" not in client.get(f"/videos/{video.slug}/").content.decode()


def test_the_sites_of_the_setting_may_frame_it_and_no_other_page(client: Client, video: Video, settings: Any) -> None:
    settings.EMBED_ALLOWED = ["https://magazine.example"]
    answer = client.get(f"/videos/{video.slug}/embed/")
    assert "X-Frame-Options" not in answer.headers
    assert "frame-ancestors https://magazine.example" in answer.headers["Content-Security-Policy"]
    page = client.get(f"/videos/{video.slug}/")
    assert page.headers["X-Frame-Options"] == "DENY"
    assert f"/videos/{video.slug}/embed/" in page.content.decode()


def test_it_shows_drawing_counts_and_what_its_address_selects(client: Client, video: Video) -> None:
    slug = client.get(f"/api/v1/videos/{video.id}/graph/").json()["nodes"][0]["slug"]
    page = client.get(f"/videos/{video.slug}/embed/?e={slug}").content.decode()
    assert '<svg class="drawing"' in page
    assert '<base target="_blank">' in page
    assert 'href="#content" target="_self"' in page
    assert "11 connections" in page
    assert "Who says so?" in page or 'class="told"' in page
    assert "masthead" not in page


def test_an_old_address_leads_to_the_present_one(client: Client, video: Video) -> None:
    answer = client.get(f"/videos/{video.id}/embed/?weak=1")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/videos/{video.slug}/embed/?weak=1")
    assert client.get("/videos/none/embed/").status_code == 404


@pytest.mark.parametrize("timed", [True, False])
@pytest.mark.parametrize("panel", ["embed/panel/", "embed/"])
def test_its_times_lead_to_the_page_that_has_the_transcript(client: Client, panel: str, timed: bool) -> None:
    video = record(replace(WAFERS, timed=timed))
    relation = Relation.objects.get(predicate="partner_of")
    page = client.get(f"/videos/{video.slug}/{panel}?connection={relation.permanent}").content.decode()
    at = "&amp;at=54" if timed else ""
    assert f'<a class="when" href="/videos/{video.slug}/?connection={relation.permanent}{at}#s7">' in page
    assert "data-at" not in page
